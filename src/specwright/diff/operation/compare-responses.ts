import { appendPointer } from '../../base/pointer.ts';
import { entriesOf, resolveObject, type ObjectPart, type Part } from '../document.ts';
import { unchanged } from '../comparison.ts';
import { compareContents } from './compare-contents.ts';
import { compareHeaders } from './compare-headers.ts';
import type { Pairing } from './use.ts';

/** Statuses, and for each its headers and bodies. */
export function compareResponses(pairing: Pairing): void {
  const base = new Map(entriesOf(pairing.base, 'responses').filter(([status]) => !status.startsWith('x-')));
  const revision = new Map(
    entriesOf(pairing.revision, 'responses').filter(([status]) => !status.startsWith('x-')),
  );
  for (const [status, was] of base) {
    const is = revision.get(status);
    if (is === undefined) statusGone(pairing, status, was, [...revision.keys()]);
    else compareResponse(pairing, was, is);
  }
  for (const [status, is] of revision) {
    if (!base.has(status)) {
      const id = `response-${isSuccess(status) ? 'success' : 'error'}-status-added` as const;
      pairing.report({
        id,
        base: appendPointer(pairing.base.pointer, 'responses'),
        revision: is.pointer,
        is: status,
        subject: status,
      });
    }
  }
}

function statusGone(pairing: Pairing, status: string, was: Part, left: readonly string[]): void {
  const range = `${status[0] ?? ''}XX`;
  const covered = left.some((other) => other.toUpperCase() === range);
  const success = isSuccess(status) && !covered;
  const id = `response-${success ? 'success' : 'error'}-status-removed` as const;
  const revision = appendPointer(pairing.revision.pointer, 'responses');
  pairing.report({ id, base: was.pointer, revision, was: status, subject: status });
}

function isSuccess(status: string): boolean {
  return /^2(\d\d|XX)$/i.test(status);
}

function compareResponse(pairing: Pairing, was: Part, is: Part): void {
  const { comparison } = pairing;
  if (unchanged(comparison, was.value, is.value)) return;
  const before = resolveObject(comparison.base, was);
  const after = resolveObject(comparison.revision, is);
  if (before === undefined || after === undefined) return;
  compareHeaders(pairing, before, after);
  compareBodiesOf(pairing, before, after);
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

/** An answer that had no documented body may get one; one that had a body keeps its media types. */
function compareBodiesOf(pairing: Pairing, before: ObjectPart, after: ObjectPart): void {
  compareContents(pairing, before, after, 'response');
}

function hasEntry(part: ObjectPart, key: string, name: string): boolean {
  return entriesOf(part, key).some(([other]) => other === name);
}
