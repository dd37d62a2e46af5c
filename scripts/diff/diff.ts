import type { JsonObject } from '../../src/json.ts';
import type { Change } from './change.ts';
import { compareContext } from './comparison.ts';
import { compareDocuments } from './compare-documents.ts';
import { judge } from './judge.ts';

export interface DiffOptions {
  /** `YYYY-MM-DD`, for sunsets. */
  readonly today: string;
}

export interface DiffReport {
  /** At least one change is breaking. */
  readonly breaking: boolean;
  readonly changes: readonly Change[];
}

/** Compares two OpenAPI 3.0 or 3.1 documents. */
export function diffDocuments(base: JsonObject, revision: JsonObject, options: DiffOptions): DiffReport {
  const changes = judge(compareDocuments(compareContext(base, revision, options.today)));
  return { breaking: changes.some((change) => change.level === 'breaking'), changes };
}
