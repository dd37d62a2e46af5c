import {
  type Json,
  type JsonObject,
  type JsonPointer,
  type JsonSchema,
  isObject,
  own,
} from '../../../base/json.ts';
import type { CanonicalOperation } from '../../canonical-collection.ts';
import type { ReadText } from '../docs/sections.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import { treeOf } from '../fields/tree.ts';
import { shapeOf } from '../infer/shape.ts';
import { targetOf } from '../docs/target.ts';
import type { SchemaContext } from '../schema/context.ts';
import { isError } from './reasons.ts';
import { templatesIn } from './template.ts';

/** The shape that the errors of a collection share. */
export interface Envelope {
  /** The property that carries the application's code. */
  readonly codeName?: string;
  readonly codesAreNumbers: boolean;
  /** Documented, or seen often enough to be used for errors without a sample. */
  readonly isSure: boolean;
  readonly at: JsonPointer;
  /** Whether a body has this shape. */
  readonly covers: (body: Json) => boolean;
  readonly schema: (context: SchemaContext) => JsonSchema;
}

interface SavedError {
  readonly json: JsonObject;
  readonly at: JsonPointer;
}

/** Finds the shape of errors: from the documentation, or from what most saved errors have in common. */
export function envelopeOf(
  operations: readonly CanonicalOperation[],
  texts: readonly ReadText[],
  codes: ReadonlySet<string>,
): Envelope | undefined {
  const saved = savedErrors(operations);
  const documented = documentedFields(texts) ?? templatesIn(texts);
  const names =
    documented === undefined
      ? (codedNames(saved, codes) ?? commonNames(saved))
      : [...documented.children.keys()];
  if (names === undefined || names.length === 0) return undefined;
  const members = saved.filter((error) => sharesNames(error.json, names));
  const at = documented?.at ?? members[0]?.at ?? '';
  const codeName = codeNameOf(names, members, codes);
  const shape = members.length === 0 ? undefined : shapeOf(members.map(({ json }) => json));
  const sampleAt = members[0]?.at;
  return {
    ...(codeName === undefined ? {} : { codeName }),
    codesAreNumbers: [...codes].every((code) => /^-?\d{1,9}$/.test(code)) && !isTextCode(codeName, members),
    isSure: documented !== undefined || members.length >= 2,
    at,
    covers: (body) => isObject(body) && sharesNames(body, names),
    schema: (context) => {
      const place = { ...context, name: '', sampleAt: sampleAt ?? context.sampleAt, inferRequired: true };
      return { ...context.write(shape, documented, place), 'x-schema-name': 'Error' };
    },
  };
}

function savedErrors(operations: readonly CanonicalOperation[]): SavedError[] {
  const responses = operations.flatMap((operation) =>
    operation.requests.flatMap((request) => request.responses),
  );
  return responses.flatMap(({ status, json, at }) =>
    isError(String(status ?? '')) && isObject(json) ? [{ json, at }] : [],
  );
}

/** Names are shared where the body has at least half of them and nothing is wholly foreign. */
function sharesNames(body: JsonObject, names: readonly string[]): boolean {
  const hits = names.filter((name) => Object.hasOwn(body, name)).length;
  return hits > 0 && hits >= names.length / 2 && Object.keys(body).length - hits <= names.length / 2;
}

/** An error that carries a documented code shows the shape by itself. */
function codedNames(saved: readonly SavedError[], codes: ReadonlySet<string>): readonly string[] | undefined {
  const coded = saved.find(({ json }) =>
    Object.values(json).some((value) => isCode(value) && codes.has(String(value))),
  );
  return coded === undefined ? undefined : Object.keys(coded.json);
}

function isCode(value: Json): boolean {
  return typeof value === 'string' || (typeof value === 'number' && (value < 100 || value > 599));
}

function commonNames(saved: readonly SavedError[]): readonly string[] | undefined {
  const counts = new Map<string, { names: string[]; count: number }>();
  for (const { json } of saved) {
    const names = Object.keys(json).sort();
    const key = JSON.stringify(names);
    const entry = counts.get(key) ?? { names, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  const most = [...counts.values()].sort((one, other) => other.count - one.count)[0];
  return most !== undefined && most.count >= Math.max(2, saved.length * 0.6) ? most.names : undefined;
}

/** A table of error fields that applies to every operation around it. */
function documentedFields(texts: readonly ReadText[]): FieldNode | undefined {
  for (const section of texts.flatMap((text) => text.sections)) {
    if (section.kind !== 'fields') continue;
    if (targetOf(section.headings, section.lead)?.kind !== 'error') continue;
    return fieldNode('', { at: section.at, children: treeOf(section.rows), schemaName: 'Error' });
  }
  return undefined;
}

function codeNameOf(
  names: readonly string[],
  members: readonly SavedError[],
  codes: ReadonlySet<string>,
): string | undefined {
  if (codes.size === 0) return undefined;
  const carriers = names.filter((name) =>
    members.some(({ json }) => codes.has(String(own(json, name) ?? ''))),
  );
  const candidates = carriers.length > 0 ? carriers : names;
  return (
    candidates.find((name) => /code$/i.test(name)) ??
    candidates.find((name) => /code|^error$|errno|error_?id/i.test(name)) ??
    carriers[0]
  );
}

function isTextCode(codeName: string | undefined, members: readonly SavedError[]): boolean {
  return codeName !== undefined && members.some(({ json }) => typeof own(json, codeName) === 'string');
}
