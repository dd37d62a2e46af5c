import { enrichProblem } from '../problems.ts';
import type { Json, JsonPointer, JsonSchema } from '../../../base/json.ts';
import type { MediaTypeFacts } from '../../facts.ts';
import type { FieldNode } from '../fields/field.ts';
import { shapeOf } from '../infer/shape.ts';
import { markUnknowns } from '../infer/unknowns.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import { namedExamples, type Sample } from './samples.ts';

interface SavedJson extends Sample {
  readonly bare: readonly JsonPointer[];
  readonly imprecise: readonly JsonPointer[];
  readonly refused: boolean;
}

/** What was saved of one media type. */
export interface SavedMedia {
  readonly mediaType: string;
  readonly json: SavedJson[];
  readonly text: Sample<string>[];
}

/** One saved body as it came. */
export interface SavedValue {
  readonly mediaType: string;
  readonly json?: Json;
  /** Places in `json` where a variable stood. */
  readonly bare?: readonly JsonPointer[];
  /** Places in `json` of numbers that lost digits. */
  readonly imprecise?: readonly JsonPointer[];
  readonly text?: string;
  /** Saved with a refusal: an example where it fits, no evidence of what may be sent. */
  readonly refused?: boolean;
  readonly name: string;
  readonly at: JsonPointer;
}

export function isJsonType(mediaType: string): boolean {
  return /^[^;]*[/+]json\b/i.test(mediaType) || /^application\/(x-)?(json|ndjson)/i.test(mediaType);
}

/** The media type facts of saved values: a schema that all of them fit, and each of them as an example. */
export function mediaFacts(
  saved: SavedMedia,
  node: FieldNode | undefined,
  context: SchemaContext,
): MediaTypeFacts[] {
  if (saved.json.length === 0 && saved.text.length > 0) return [onlyText(saved, node, context)];
  if (saved.json.length === 0 && node === undefined) return [{ mediaType: saved.mediaType, examples: [] }];
  const facts = jsonFacts(saved, node, context);
  return saved.text.length === 0 ? [facts] : [facts, ...strayText(saved, context)];
}

function jsonFacts(saved: SavedMedia, node: FieldNode | undefined, context: SchemaContext): MediaTypeFacts {
  const accepted = saved.json.filter(({ refused }) => !refused);
  const samples = (accepted.length > 0 ? accepted : saved.json).map(({ value, bare }) =>
    markUnknowns(value, bare),
  );
  const shape = samples.length === 0 ? undefined : shapeOf(samples);
  const schema = context.write(shape, node, context);
  const examples = namedExamples(saved.json.filter((sample) => isPrecise(sample, context)));
  return {
    mediaType: saved.mediaType,
    schema,
    examples: examples.filter((example) => fits(example.value, schema)),
  };
}

/** A changed id is worse than none: a sample that lost digits shows types, but no values. */
function isPrecise({ name, at, imprecise }: SavedJson, { notes }: SchemaContext): boolean {
  if (imprecise.length === 0) return true;
  notes.problems.push(enrichProblem('number-not-representable', at, { name, places: imprecise }));
  return false;
}

/** Text under a JSON media type is not a JSON string: it stays as an example, where no documented schema contradicts it. */
function onlyText(saved: SavedMedia, node: FieldNode | undefined, context: SchemaContext): MediaTypeFacts {
  const { mediaType } = saved;
  if (!isJsonType(mediaType)) return textFacts(mediaType, saved.text);
  reportNotJson(saved, context);
  if (node === undefined) return { mediaType, examples: namedExamples(saved.text) };
  return { mediaType, schema: context.write(undefined, node, context), examples: [] };
}

function reportNotJson({ mediaType, text }: SavedMedia, { notes }: SchemaContext): void {
  for (const { name, at } of text)
    notes.problems.push(enrichProblem('body-is-no-json', at, { name, mediaType }));
}

function textFacts(mediaType: string, samples: readonly Sample<string>[]): MediaTypeFacts {
  const schema: JsonSchema = { type: 'string' };
  return { mediaType, schema, examples: namedExamples(samples) };
}

/** Text saved beside JSON under one media type cannot share its schema: it is kept as plain text. */
function strayText(saved: SavedMedia, context: SchemaContext): MediaTypeFacts[] {
  reportNotJson(saved, context);
  return saved.mediaType === 'text/plain' ? [] : [textFacts('text/plain', saved.text)];
}

/** Sorts saved values by media type, in the order of their first appearance. */
export function byMediaType(values: readonly SavedValue[]): Map<string, SavedMedia> {
  const groups = new Map<string, SavedMedia>();
  for (const { mediaType, json, bare = [], imprecise = [], text, refused = false, name, at } of values) {
    const group = groups.get(mediaType) ?? { mediaType, json: [], text: [] };
    groups.set(mediaType, group);
    if (json !== undefined) group.json.push({ name, value: json, at, bare, imprecise, refused });
    else if (text !== undefined && text !== '') group.text.push({ name, value: text, at });
  }
  return groups;
}
