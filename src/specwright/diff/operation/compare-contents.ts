import { type Json, isObject, own, ownObject } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { entriesOf, resolveObject, type ObjectPart, type Part } from '../document.ts';
import { sameJson } from '../equal.ts';
import { compareSchemas } from '../schema/compare-schema.ts';
import { siteOf, type Site } from '../schema/site.ts';
import { matchMediaTypes } from './media-types.ts';
import { bodyModeOf, reportAll, type Pairing } from './use.ts';

/** The media types of a body and their schemas. */
export function compareContents(
  pairing: Pairing,
  was: ObjectPart,
  is: ObjectPart,
  direction: 'request' | 'response',
): void {
  const base = new Map(entriesOf(was, 'content'));
  const revision = new Map(entriesOf(is, 'content'));
  const { matched, gone, come } = matchMediaTypes([...base.keys()], [...revision.keys()]);
  const at = { base: appendPointer(was.pointer, 'content'), revision: appendPointer(is.pointer, 'content') };
  for (const name of gone)
    pairing.report({
      id: `${direction}-media-type-removed`,
      ...at,
      base: appendPointer(at.base, name),
      was: name,
      subject: name,
    });
  for (const name of come)
    pairing.report({
      id: `${direction}-media-type-added`,
      ...at,
      revision: appendPointer(at.revision, name),
      is: name,
      subject: name,
    });
  for (const [one, other, relation] of matched) {
    const places = { base: appendPointer(at.base, one), revision: appendPointer(at.revision, other) };
    if (relation !== 'same') {
      const id =
        relation === 'parameters'
          ? 'media-type-parameters-changed'
          : (`${direction}-media-type-${relation}` as const);
      pairing.report({ id, ...places, was: one, is: other });
    }
    const before = base.get(one);
    const after = revision.get(other);
    if (before !== undefined && after !== undefined)
      compareMediaType(pairing, before, after, direction, other);
  }
}

function compareMediaType(
  pairing: Pairing,
  was: Part,
  is: Part,
  direction: 'request' | 'response',
  name: string,
): void {
  const before = resolveObject(pairing.comparison.base, was);
  const after = resolveObject(pairing.comparison.revision, is);
  if (before === undefined || after === undefined) return;
  for (const key of ['schema', 'itemSchema']) compareSchemaAt(pairing, before, after, direction, name, key);
  compareEncodings(pairing, before, after);
}

function compareSchemaAt(
  pairing: Pairing,
  before: ObjectPart,
  after: ObjectPart,
  direction: 'request' | 'response',
  name: string,
  key: string,
): void {
  const { comparison } = pairing;
  const was = schemaAt(before, key, name);
  const is = schemaAt(after, key, name);
  const mode = bodyModeOf(pairing, direction, name);
  if (was !== undefined && is !== undefined) {
    const site = (part: Part, side: 'base' | 'revision'): Site => siteOf(comparison[side], [part]);
    reportAll(pairing, compareSchemas(comparison, site(was, 'base'), site(is, 'revision'), mode));
  } else if (was !== undefined || is !== undefined) {
    const id = `${mode.prefix}-schema-${was === undefined ? 'added' : 'removed'}` as const;
    pairing.report({ id, base: was?.pointer ?? before.pointer, revision: is?.pointer ?? after.pointer });
  }
}

function schemaAt(part: ObjectPart, key: string, mediaType: string): Part | undefined {
  const value = own(part.value, key);
  return value === undefined || (isOpaque(mediaType) && saysOnlyBytes(value))
    ? undefined
    : { value, pointer: appendPointer(part.pointer, key) };
}

/** Bytes without a structure that a schema could describe, such as an image. */
function isOpaque(mediaType: string): boolean {
  return !/json|xml|yaml|form|text\/|multipart\/|\*|csv|event-stream/i.test(mediaType);
}

/** `{}` and the spellings of 3.0 and 3.1 for any bytes. */
function saysOnlyBytes(schema: Json): boolean {
  return (
    isObject(schema) &&
    Object.entries(schema).every(([key, value]) =>
      key === 'format'
        ? value === 'binary'
        : ['type', 'contentMediaType', 'title', 'description'].includes(key),
    ) &&
    (own(schema, 'type') ?? 'string') === 'string'
  );
}

/** How the parts of a form are written. */
function compareEncodings(pairing: Pairing, before: ObjectPart, after: ObjectPart): void {
  const was = ownObject(before.value, 'encoding') ?? {};
  const is = ownObject(after.value, 'encoding') ?? {};
  for (const name of Object.keys(was)) {
    const now = own(is, name);
    if (now === undefined || sameWriting(was[name], now)) continue;
    pairing.report({
      id: 'request-encoding-changed',
      base: appendPointer(before.pointer, 'encoding', name),
      revision: appendPointer(after.pointer, 'encoding', name),
      was: was[name] ?? null,
      is: now,
      subject: name,
    });
  }
}

function sameWriting(one: Json | undefined, other: Json): boolean {
  const keys = ['contentType', 'style', 'explode', 'allowReserved'];
  const pick = (value: Json | undefined): Json[] =>
    keys.map((key) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (own(value, key) ?? null) : null,
    );
  return sameJson(pick(one), pick(other));
}
