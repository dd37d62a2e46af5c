import { appendPointer } from '../../base/pointer.ts';
import { entriesOf, resolveObject, type ObjectPart, type Part } from '../document.ts';
import type { Delta } from '../change.ts';
import { compareContents } from './compare-contents.ts';
import { compareHeaders } from './compare-headers.ts';
import type { Pairing } from './use.ts';

type Statuses = ReadonlyMap<string, Part>;

/** Statuses, and for each its headers and bodies. A status that is not listed is covered by its range or by `default`. */
export function compareResponses(pairing: Pairing): void {
  const base = statusesOf(pairing.base);
  const revision = statusesOf(pairing.revision);
  for (const [status, was] of base) {
    const is = revision.get(status);
    if (is === undefined) statusGone(pairing, status, was, revision);
    else compareResponse(forStatus(pairing, status), was, is);
  }
  for (const [status, is] of revision) if (!base.has(status)) statusNew(pairing, status, is, base);
}

function statusesOf(operation: ObjectPart): Statuses {
  const listed = entriesOf(operation, 'responses').filter(([status]) => !status.startsWith('x-'));
  return new Map(
    listed.map(([status, part]) => [status === 'default' ? status : status.toUpperCase(), part]),
  );
}

/** What a list of statuses says about one that it does not name. */
function coverOf(status: string, listed: Statuses): Part | undefined {
  return listed.get(rangeOf(status)) ?? (isSuccess(status) ? undefined : listed.get('default'));
}

function rangeOf(status: string): string {
  return `${status[0] ?? ''}XX`;
}

function statusGone(pairing: Pairing, status: string, was: Part, revision: Statuses): void {
  const cover = coverOf(status, revision);
  const members = [...revision].filter(([other]) => rangeOf(other) === status && other !== status);
  const id =
    cover !== undefined && isSuccess(status)
      ? 'response-success-status-widened'
      : (`response-${isSuccess(status) && members.length === 0 ? 'success' : 'error'}-status-removed` as const);
  pairing.report({
    id,
    base: was.pointer,
    revision: cover?.pointer ?? appendPointer(pairing.revision.pointer, 'responses'),
    was: status,
    subject: status,
  });
  if (cover !== undefined) compareResponse(pairing, was, cover);
}

function statusNew(pairing: Pairing, status: string, is: Part, base: Statuses): void {
  pairing.report({
    id: `response-${isSuccess(status) ? 'success' : 'error'}-status-added`,
    base: appendPointer(pairing.base.pointer, 'responses'),
    revision: is.pointer,
    is: status,
    subject: status,
  });
  const cover = coverOf(status, base);
  if (cover !== undefined) compareResponse(forStatus(pairing, status), cover, is);
}

/** A new value of the code of an error answer is a new error code. */
function forStatus(pairing: Pairing, status: string): Pairing {
  if (!/^[45]/.test(status)) return pairing;
  return { ...pairing, report: (delta) => pairing.report(asErrorCode(pairing, delta, status)) };
}

function asErrorCode({ comparison: { errorCodes } }: Pairing, delta: Delta, status: string): Delta {
  const { id, revision = '', subject } = delta;
  if (id !== 'response-enum-value-added' || !/code\d*(\/enum)?$/i.test(revision)) return delta;
  // schemas of one code for each operation are one cause
  const key = `${status} ${subject ?? ''}`;
  const known = errorCodes.get(key);
  if (known !== undefined) return known;
  const named = { ...delta, title: `the error code ${subject ?? ''} is new (${status})` };
  errorCodes.set(key, named);
  return named;
}

function isSuccess(status: string): boolean {
  return /^2(\d\d|XX)$/i.test(status);
}

function compareResponse(pairing: Pairing, was: Part, is: Part): void {
  const before = resolveObject(pairing.comparison.base, was);
  const after = resolveObject(pairing.comparison.revision, is);
  if (before === undefined || after === undefined) return;
  compareHeaders(pairing, before, after);
  compareContents(pairing, before, after, 'response');
  for (const [name, link] of entriesOf(before, 'links')) {
    if (!hasEntry(after, 'links', name)) {
      pairing.report({
        id: 'response-link-removed',
        base: link.pointer,
        revision: after.pointer,
        subject: name,
      });
    }
  }
}

function hasEntry(part: ObjectPart, key: string, name: string): boolean {
  return entriesOf(part, key).some(([other]) => other === name);
}
