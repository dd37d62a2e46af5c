import { type Json, own } from '../../base/json.ts';
import { responsePointer } from '../api/pointers.ts';
import type { AcceptedValue, StateExpectation } from '../engine/expectation.ts';
import type { AnswerContext } from './check.ts';
import type { Flaw } from './description.ts';
import { shapeErrors } from './schema-errors.ts';

/** The fields of an answer that are not as the model says, for the check that answers for the claim. */
export function* stateFlaws(context: AnswerContext, claim: StateExpectation['claim']): Iterable<Flaw> {
  const { expectation, answer, operation, response } = context;
  if (expectation?.state?.claim !== claim || answer.status !== 200 || answer.json === undefined) return;
  yield* staleIds(context, expectation.state);
  const misshapen = new Set(shapeErrors(context).map(({ at }) => at));
  for (const [field, accepted] of Object.entries(expectation.state.fields)) {
    // A value that its schema rules out has been reported for that; it says nothing about the state.
    if (misshapen.has(`/${field}`)) continue;
    const actual = own(answer.json, field);
    const valid = context.exact ? accepted.filter(({ reading }) => reading === undefined) : accepted;
    if (valid.some(({ value }) => same(value, actual))) continue;
    yield {
      title: `${operation?.id ?? 'the server'} shows ${field} ${show(actual)} where ${valid.map(({ value }) => show(value)).join(' or ')} is expected`,
      expected: `${field} ${valid.map(({ value }) => show(value)).join(' or ')}, because ${expectation.because}`,
      actual: show(actual),
      ...(operation && response && { spec: responsePointer(operation, response.status) }),
      // The check that sees it first may differ from case to case: the field is the cause.
      family: 'state',
      essence: field,
    };
  }
}

/** Ids of records that should be new and are not. */
function* staleIds(
  { answer, expectation, operation }: AnswerContext,
  state: StateExpectation,
): Iterable<Flaw> {
  for (const [field, known] of Object.entries(state.fresh ?? {})) {
    const actual = own(answer.json, field);
    if (typeof actual !== 'string' || !known.has(actual)) continue;
    yield {
      title: `${operation?.id ?? 'the server'} gives a new record the ${field} of an old one`,
      expected: `a ${field} of its own, because ${expectation?.because ?? ''}`,
      actual: show(actual),
      essence: `${field} not new`,
    };
  }
}

/** The values that were accepted only on the strength of a reading. */
export function* stateReadings({
  expectation,
  answer,
}: AnswerContext): Iterable<{ field: string; accepted: AcceptedValue }> {
  if (expectation?.state === undefined || answer.json === undefined) return;
  for (const [field, values] of Object.entries(expectation.state.fields)) {
    const accepted = values.find(({ value }) => same(value, own(answer.json, field)));
    if (accepted?.reading !== undefined) yield { field, accepted };
  }
}

function same(expected: Json | undefined, actual: Json | undefined): boolean {
  return JSON.stringify(expected) === JSON.stringify(actual);
}

function show(value: Json | undefined): string {
  return value === undefined ? '(absent)' : JSON.stringify(value).slice(0, 120);
}
