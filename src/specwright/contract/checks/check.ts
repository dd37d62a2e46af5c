import type { OperationDescriptor, ResponseDescriptor } from '../../openapi/operation.ts';
import type { Api } from '../api/api.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Readings } from '../engine/reading.ts';
import type { Answer, Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { CheckDescription, Flaw } from './description.ts';

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
  /** True where the readings of the suite must be met: at its sandbox. */
  readonly exact: boolean;
  readonly strict: boolean;
  readonly readings: Readings;
  readonly redactor: Redactor;
  readonly secure: boolean;
}

/** A context with an answer in it: what most checks need. */
export interface AnswerContext extends CheckContext {
  readonly answer: Answer;
}

/** A context with an answer that the document describes. */
export interface DocumentedContext extends AnswerContext {
  readonly operation: OperationDescriptor;
  readonly response: ResponseDescriptor;
}

/** Looks at every exchange. */
export interface Check<Id extends string = string> extends CheckDescription<Id> {
  examine(context: CheckContext): Iterable<Flaw>;
}

/** A check that needs an answer; exchanges without one are the affair of `answered`. */
export function answerCheck<const Id extends string>(
  description: CheckDescription<Id>,
  examine: (context: AnswerContext) => Iterable<Flaw>,
): Check<Id> {
  return {
    ...description,
    examine: (context) =>
      context.exchange.answer ? examine({ ...context, answer: context.exchange.answer }) : [],
  };
}

/** A check of answers that the document describes; others are the affair of `status-documented`. */
export function documentedCheck<const Id extends string>(
  description: CheckDescription<Id>,
  examine: (context: DocumentedContext) => Iterable<Flaw>,
): Check<Id> {
  return answerCheck(description, (context) => {
    const { operation, response } = context;
    return operation && response ? examine({ ...context, operation, response }) : [];
  });
}
