import type { JsonPointer } from '../../base/json.ts';
import type { Severity } from '../../report/finding.ts';

export type { Severity };

/** One way in which an answer violates the contract. */
export interface Finding {
  /** Id of the check that found it. */
  readonly check: string;
  readonly severity: Severity;
  /** `operationId`; absent for a path or method outside the contract. */
  readonly operation?: string;
  /** Id of the case that provoked it. */
  readonly case: string;
  /** One sentence: what is wrong. */
  readonly title: string;
  readonly expected: string;
  readonly actual: string;
  /** Place in the OpenAPI document that the answer violates. */
  readonly spec?: JsonPointer;
  /** Id of the reading that the finding rests on, where the publication is silent. */
  readonly reading?: string;
  /** Findings with one key have one cause and are folded. */
  readonly key: string;
  /** What findings of one check may have in common apart from the key: a place, a kind. */
  readonly facets?: readonly string[];
  /** Set where the flaw is the answer's body as a whole, so that nothing in it can be as expected. */
  readonly wholeBody?: true;
}
