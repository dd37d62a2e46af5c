import type { Expectation, ViolationKind, Mutation } from 'specwright/contract';
import { namesOneOf } from '../checks/missing-parameter-named.ts';
import { BAD_REQUEST, code, violates } from './expect.ts';
import type { ReadingId } from './readings.ts';

/** Violations that a server may let pass without breaking what is published, with the reading that says so. */
function toleratedBy(operation: string, { kind, place, required }: Mutation): ReadingId | undefined {
  if (kind === 'numeric-text') return 'numeric-text';
  if (kind === 'convertible-type') return 'convertible-type';
  if (kind === 'unknown-property') return 'unknown-property';
  if (kind === 'wrong-format') return 'lax-format';
  if (kind === 'too-few-properties') return 'empty-update';
  if (kind === 'null' && !required) return 'optional-null';
  if (place.join('.') === 'caseInfo.priority') return 'lax-case-priority';
  return place[0] === 'note' && operation !== 'queueTask' ? 'lax-body' : undefined;
}

/** Depth from which on the code of a missing field is a matter of taste. */
const TOP_LEVELS = 2;

/** Fields that are one thing, whatever operation they are sent with: a server reads them alike. */
const ONE_FIELD = new Set(['priority', 'note']);

function kindOfViolation({ kind, place, required }: Mutation): ViolationKind {
  const field = place.join('.');
  return ONE_FIELD.has(field)
    ? { name: `${field} ${kind}`, close: true }
    : { name: `${kind} ${required ? 'required' : 'optional'}`, close: false };
}

/** The answer to a body with one violation. Only missing fields have a published code. */
export function expectMutation(operation: string, mutation: Mutation): Expectation {
  const tolerated = toleratedBy(operation, mutation);
  const exactCode =
    mutation.kind === 'missing' && mutation.place.length <= TOP_LEVELS && tolerated === undefined;
  return {
    ...violates(mutation.title, tolerated, ...(exactCode ? [code(4)] : BAD_REQUEST)),
    kinds: [kindOfViolation(mutation)],
    ...(exactCode && { demands: [namesOneOf(String(mutation.place.at(-1)))] }),
    breach: {
      place: mutation.place.filter((step) => typeof step === 'string').join('.'),
      kind: mutation.kind,
    },
  };
}
