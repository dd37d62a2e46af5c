import type { JsonPointer } from '../../base/json.ts';
import type { Severity } from '../../report/finding.ts';
import type { OperationDescriptor, ResponseDescriptor } from '../../openapi/operation.ts';
import type { Api } from '../api/api.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Answer, Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';

/** What a check sees. */
export interface CheckContext {
  readonly api: Api;
  readonly exchange: Exchange;
  /** The operation that was called; absent for paths and methods outside the contract. */
  readonly operation?: OperationDescriptor;
  /** What the document says of the status that came. */
  readonly response?: ResponseDescriptor;
  /** What the case knows; absent for recorded and passing traffic. */
  readonly expectation?: Expectation;
  /** True where readings that are ours must be met: at the sandbox. */
  readonly exact: boolean;
  readonly strict: boolean;
  readonly maxLatency: number;
  readonly redactor: Redactor;
  readonly secure: boolean;
}

/** A context with an answer in it: what most checks need. */
export interface AnswerContext extends CheckContext {
  readonly answer: Answer;
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
  /** Tells causes apart within one check and operation; flaws with the same essence fold. */
  readonly essence: string;
}

/** What a check is for, in words: the source of `docs/checks.md`. */
export interface CheckDescription {
  /** Equals the file name. */
  readonly id: string;
  readonly severity: Severity;
  /** What it looks at. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend the server, or the document. */
  readonly mend: string;
}

/** Looks at one exchange. */
export interface Check extends CheckDescription {
  examine(context: CheckContext): Iterable<Flaw>;
}

/** A check that needs an answer; exchanges without one are the affair of `answered`. */
export function answerCheck(
  description: CheckDescription,
  examine: (context: AnswerContext) => Iterable<Flaw>,
): Check {
  return {
    ...description,
    examine: (context) =>
      context.exchange.answer ? examine({ ...context, answer: context.exchange.answer }) : [],
  };
}
