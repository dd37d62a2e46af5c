import * as validators from '../../generated/validators.js';
import type { Check, ValidationIssue } from 'specwright/runtime';

/*
 * The compiled validators weigh more than the client: so they are a chunk of their own, which is loaded ahead.
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

const BY_NAME: Readonly<Record<string, Validator>> = validators;

function toIssue({ instancePath, message = 'is not valid', params }: Problem): ValidationIssue {
  const named = params['additionalProperty'] ?? params['allowedValues'];
  return { path: instancePath, message: named === undefined ? message : `${message}: ${String(named)}` };
}

/** What is wrong with a value by the compiled schema of an operation. */
export const check: Check = (operation, part, value) => {
  const name = `${operation}${part}`;
  const validator = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  return !validator || validator(value) ? undefined : (validator.errors ?? []).map(toIssue);
};
