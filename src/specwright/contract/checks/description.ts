import type { JsonObject, JsonPointer } from '../../base/json.ts';
import type { Severity } from '../engine/finding.ts';

/** Everything there is to know of a check: the source of `docs/checks.md`, of severities, and of suggestions. */
export interface CheckDescription<Id extends string = string> {
  /** Equals the file name. */
  readonly id: Id;
  readonly severity: Severity;
  /** Severity on any target but the suite's own sandbox, where what the check asks for is not published. */
  readonly elsewhere?: Severity;
  /**
   * How far into the answer it looks. A flaw in the call accounts for those in the body, one in the form of the
   * body for those in its content; a flaw in the state follows from an answer before.
   */
  readonly layer?: 'call' | 'form' | 'content' | 'state';
  /** Set where its flaws may be the aftermath of an earlier one in the same case. */
  readonly aftermath?: true;
  /** What it looks at. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** How to fix the server, or the document. */
  readonly fix: string;
  /**
   * What is more likely to need the fix. `spec` where the server does something harmless that nobody wrote
   * down; everything else breaks a promise, and is the server's.
   * @default 'server'
   */
  readonly culprit?: 'server' | 'spec';
  /** The change that would make the document agree with the server. */
  readonly suggest?: (seen: Observed) => Suggestion;
}

/** What a suggestion is made from. */
export interface Observed {
  readonly actual: string;
  readonly title: string;
  /** Place in the document that the finding points to. */
  readonly spec: JsonPointer;
  /** Content type of the answer. */
  readonly contentType?: string;
}

/** An action of an OpenAPI Overlay. */
export interface Suggestion {
  readonly target: JsonPointer;
  readonly update: JsonObject;
}

/** What a check found. */
export interface Flaw {
  /** One sentence: what is wrong. */
  readonly title: string;
  readonly expected: string;
  readonly actual: string;
  /** Default: the severity of the check. */
  readonly severity?: Severity;
  /** Place in the OpenAPI document. */
  readonly spec?: JsonPointer;
  /** The reading that the flaw rests on. */
  readonly reading?: string;
  /** Tells causes apart within one check; flaws with the same essence fold, over operations and statuses. */
  readonly essence: string;
  /** What takes the place of the check in the key, for checks that see one cause. */
  readonly family?: string;
  /** As in `Finding`. */
  readonly facets?: readonly string[];
  readonly wholeBody?: true;
}

/** The record of a check whose flaws come from elsewhere: from one expectation, or from the run as a whole. */
export function describeCheck<const Id extends string>(
  description: CheckDescription<Id>,
): CheckDescription<Id> {
  return description;
}
