import { enrichProblem } from '../problems.ts';
import type { JsonPointer, JsonSchema } from '../../../base/json.ts';
import type { CanonicalJson, JsonSlip } from '../../canonical-collection.ts';
import type { MediaTypeFacts } from '../../facts.ts';
import type { FieldNode } from '../fields/field.ts';
import { shapeOf } from '../infer/shape.ts';
import { markUnknowns } from '../infer/unknowns.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import { schemaOfAlternatives } from './alternatives.ts';
import { bodiesIn, namedExamples, type Sample } from './samples.ts';

/** A saved value that is JSON. */
export interface SavedJson extends Sample, CanonicalJson {
  readonly refused: boolean;
  readonly isAlternative: boolean;
}

/** What was saved of one media type. */
export interface SavedMedia {
  readonly mediaType: string;
  readonly json: SavedJson[];
  readonly text: Sample<string>[];
}

/** One saved body as it came. */
export interface SavedValue extends Partial<CanonicalJson> {
  readonly mediaType: string;
  readonly text?: string;
  /** Saved with a refusal: an example where it fits, no evidence of what may be sent. */
  readonly refused?: boolean;
  /** One of several bodies in one text: sent instead of the others. */
  readonly isAlternative?: boolean;
  readonly name: string;
  readonly at: JsonPointer;
}

export function isJsonType(mediaType: string): boolean {
  return /^[^;]*[/+]json\b/i.test(mediaType) || /^application\/(x-)?(json|ndjson)/i.test(mediaType);
}

const BINARY =
  /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:octet-stream|pdf|zip|gzip|x-(?:zip|tar|gzip|7z|rar|bzip2)|msword|vnd\.(?:ms-|openxmlformats-|rar)|java-archive|wasm)\b)/i;

/** Files: their text in a collection is not what is sent. */
export function isBinaryType(mediaType: string): boolean {
  return BINARY.test(mediaType);
}

/** The media type facts of saved values: a schema that all of them fit, and each of them as an example. */
export function mediaFacts(
  saved: SavedMedia,
  node: FieldNode | undefined,
  context: SchemaContext,
): MediaTypeFacts[] {
  if (isBinaryType(saved.mediaType) && saved.json.length === 0)
    return [{ mediaType: saved.mediaType, schema: { type: 'string', format: 'binary' }, examples: [] }];
  if (saved.json.length === 0 && saved.text.length > 0) return [onlyText(saved, node, context)];
  if (saved.json.length === 0 && node === undefined) return [{ mediaType: saved.mediaType, examples: [] }];
  const facts = jsonFacts(saved, node, context);
  return saved.text.length === 0 ? [facts] : [facts, ...strayText(saved, context)];
}

function jsonFacts(saved: SavedMedia, node: FieldNode | undefined, context: SchemaContext): MediaTypeFacts {
  for (const { name, at, slips = [] } of saved.json)
    if (slips.length > 0) reportNotJson({ name, at, slips, mediaType: saved.mediaType }, context);
  const all = saved.json.filter(({ refused }) => !refused);
  const accepted = all.length > 0 ? all : saved.json;
  const schema =
    schemaOfAlternatives(accepted, node, context) ??
    context.write(accepted.length === 0 ? undefined : shapeOf(accepted.map(markUnknowns)), node, context);
  const examples = namedExamples(saved.json.filter((sample) => isPrecise(sample, context)));
  return {
    mediaType: saved.mediaType,
    schema,
    examples: examples.filter((example) => fits(example.value, schema)),
  };
}

/** A changed id is worse than none: a sample that lost digits shows types, but no values. */
function isPrecise({ name, at, imprecise = [] }: SavedJson, { notes }: SchemaContext): boolean {
  if (imprecise.length === 0) return true;
  notes.problems.push(enrichProblem('number-not-representable', at, { name, places: imprecise }));
  return false;
}

/** Text under a JSON media type is not a JSON string: it stays as an example, where no documented schema contradicts it. */
function onlyText(saved: SavedMedia, node: FieldNode | undefined, context: SchemaContext): MediaTypeFacts {
  const { mediaType } = saved;
  if (!isJsonType(mediaType)) return textFacts(mediaType, saved.text);
  reportTexts(saved, context);
  if (node === undefined) return { mediaType, examples: namedExamples(saved.text) };
  return { mediaType, schema: context.write(undefined, node, context), examples: [] };
}

function reportNotJson(
  { at, ...args }: { name: string; at: JsonPointer; mediaType: string; slips: readonly JsonSlip[] },
  { notes }: SchemaContext,
): void {
  notes.problems.push(enrichProblem('body-is-no-json', at, args));
}

function reportTexts({ mediaType, text }: SavedMedia, context: SchemaContext): void {
  for (const { name, at } of text) reportNotJson({ name, at, mediaType, slips: [] }, context);
}

function textFacts(mediaType: string, samples: readonly Sample<string>[]): MediaTypeFacts {
  const schema: JsonSchema = { type: 'string' };
  return { mediaType, schema, examples: namedExamples(samples) };
}

/** Text saved beside JSON under one media type cannot share its schema: it is kept as plain text. */
function strayText(saved: SavedMedia, context: SchemaContext): MediaTypeFacts[] {
  reportTexts(saved, context);
  return saved.mediaType === 'text/plain' ? [] : [textFacts('text/plain', saved.text)];
}

/** Sorts saved values by media type, in the order of their first appearance. */
export function byMediaType(values: readonly SavedValue[]): Map<string, SavedMedia> {
  const groups = new Map<string, SavedMedia>();
  for (const saved of values.flatMap(apart)) {
    const { mediaType, json, text, refused = false, isAlternative = false, name, at } = saved;
    const group = groups.get(mediaType) ?? { mediaType, json: [], text: [] };
    groups.set(mediaType, group);
    if (json !== undefined) group.json.push({ ...saved, json, value: json, refused, isAlternative });
    else if (text !== undefined && text !== '') group.text.push({ name, value: text, at });
  }
  return groups;
}

/** A text with several bodies is as many saved values, each under the line above it. */
function apart(saved: SavedValue): SavedValue[] {
  const { mediaType, name, at, refused = false, others } = saved;
  if (others === undefined) return [saved];
  return bodiesIn(saved).map(({ others: _others, ...body }) => ({
    ...body,
    mediaType,
    at,
    refused,
    isAlternative: true,
    name: body.label ?? name,
  }));
}
