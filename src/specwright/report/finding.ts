import type { JsonPointer } from '../base/json.ts';

/** How serious a finding is: errors fail a run, warnings are shown, infos are observations. */
export type Severity = 'error' | 'warning' | 'info';

/** One way in which an answer violates the contract. */
export interface Finding {
  /** Id of the check that found it; equals the file name of the check. */
  readonly check: string;
  readonly severity: Severity;
  /** `operationId`, or `undefined` for a path or method outside the contract. */
  readonly operation?: string;
  /** Id of the case that provoked it. */
  readonly case: string;
  /** One sentence: what is wrong. */
  readonly title: string;
  readonly expected: string;
  readonly actual: string;
  /** Place in the OpenAPI document that was violated. */
  readonly spec?: JsonPointer;
  /** Findings with one key have one cause and are folded. */
  readonly key: string;
}
