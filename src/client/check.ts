import * as validators from '../../generated/validators.js';
import type { ValidationIssue } from './errors.ts';
import type { TaskOperation } from './types.ts';

/*
 * The compiled validators weigh more than the client: they are loaded with the first call that is checked.
 */

interface Problem {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (data: unknown): boolean;
  errors?: readonly Problem[] | null;
}

const byName: Readonly<Record<string, Validator>> = validators;

function toIssue({ instancePath, message = 'is not valid', params }: Problem): ValidationIssue {
  const named = params['additionalProperty'] ?? params['allowedValues'];
  return { path: instancePath, message: named === undefined ? message : `${message}: ${String(named)}` };
}

/** Finds what is wrong with a value; `undefined` where nothing is, or where no schema says. */
export type Check = (
  operation: TaskOperation,
  part: 'RequestBody' | `Response${number}`,
  value: unknown,
) => readonly ValidationIssue[] | undefined;

export const check: Check = (operation, part, value) => {
  const name = `${operation}${part}`;
  const validator = Object.hasOwn(byName, name) ? byName[name] : undefined;
  return !validator || validator(value) ? undefined : (validator.errors ?? []).map(toIssue);
};
