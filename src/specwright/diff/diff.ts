import type { JsonObject } from '../base/json.ts';
import type { Change } from './change.ts';
import { compareContext, type DiffOptions } from './comparison.ts';
import { compareDocuments } from './compare-documents.ts';
import { judge } from './judge.ts';

export type { DiffOptions } from './comparison.ts';

export interface DiffReport {
  /** At least one change is breaking. */
  readonly breaking: boolean;
  readonly changes: readonly Change[];
}

/**
 * Compares two OpenAPI 3.0, 3.1 or 3.2 documents and judges every difference: over the wire, and for callers that
 * use generated TypeScript types. References inside each document are followed.
 *
 * @param base - the document that callers were written for
 * @param revision - the document that replaces it
 * @returns the changes, breaking ones first; places are JSON pointers into the two documents
 * @example
 * const { breaking, changes } = diffDocuments(released, current, { today: '2026-01-31' });
 * for (const { level, operation, title, fix } of changes) console.log(level, operation, title, fix);
 */
export function diffDocuments(base: JsonObject, revision: JsonObject, options: DiffOptions): DiffReport {
  const findings = compareDocuments(compareContext(base, revision, options));
  const changes = judge(findings, options.sampled);
  return { breaking: changes.some((change) => change.level === 'breaking'), changes };
}
