import { ownString } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { entriesOf, resolveObject, type ObjectPart } from '../document.ts';
import { compareSchemas } from '../schema/compare-schema.ts';
import { writtenAs } from '../schema/mode.ts';
import { siteOf } from '../schema/site.ts';
import { contentSchema, type ContentSchema } from './parameters.ts';
import { headerModeOf, reportAll, type Pairing } from './use.ts';

/** Response headers, whose names know no case. */
export function compareHeaders(pairing: Pairing, before: ObjectPart, after: ObjectPart): void {
  const base = headersOf(pairing, before, 'base');
  const revision = headersOf(pairing, after, 'revision');
  for (const [name, was] of base) {
    const is = revision.get(name);
    if (is === undefined) {
      pairing.report({
        id: 'response-header-removed',
        base: was.pointer,
        revision: appendPointer(after.pointer, 'headers'),
        subject: name,
      });
    } else compareHeader(pairing, name, was, is);
  }
  for (const [name, is] of revision) {
    if (!base.has(name)) {
      pairing.report({
        id: 'response-header-added',
        base: appendPointer(before.pointer, 'headers'),
        revision: is.pointer,
        subject: name,
      });
    }
  }
}

function headersOf(
  pairing: Pairing,
  part: ObjectPart,
  side: 'base' | 'revision',
): ReadonlyMap<string, ObjectPart> {
  const found = new Map<string, ObjectPart>();
  for (const [name, header] of entriesOf(part, 'headers')) {
    const resolved = resolveObject(pairing.comparison[side], header);
    // Content-Type is described by `content`; a header of that name is ignored
    if (resolved !== undefined && name.toLowerCase() !== 'content-type')
      found.set(name.toLowerCase(), resolved);
  }
  return found;
}

function compareHeader(pairing: Pairing, name: string, was: ObjectPart, is: ObjectPart): void {
  const places = { base: was.pointer, revision: is.pointer, subject: name };
  if (isTrue(was.value, 'required') !== isTrue(is.value, 'required')) {
    const id = isTrue(is.value, 'required')
      ? 'response-header-became-required'
      : 'response-header-became-optional';
    pairing.report({ id, ...places });
  }
  if (isTrue(was.value, 'explode') !== isTrue(is.value, 'explode')) {
    pairing.report({ id: 'response-header-serialization-changed', ...places });
  }
  const { comparison } = pairing;
  const before = contentSchema(comparison.base, was);
  const after = contentSchema(comparison.revision, is);
  if (writingOf(before) !== writingOf(after))
    pairing.report({ id: 'response-header-serialization-changed', ...places });
  if (before === undefined || after === undefined) return;
  const baseSite = siteOf(comparison.base, [before]);
  const revisionSite = siteOf(comparison.revision, [after]);
  reportAll(
    pairing,
    compareSchemas(comparison, baseSite, revisionSite, writtenAs(headerModeOf(pairing), after.mediaType)),
  );
}

/** A scalar is written the same in plain text and without a media type. */
function writingOf(schema: ContentSchema | undefined): string | undefined {
  const isPlain = /^text\/plain\s*(;|$)/i.test(schema?.mediaType ?? '');
  return isPlain && SCALARS.has(ownString(schema?.value, 'type') ?? '') ? undefined : schema?.mediaType;
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean']);
