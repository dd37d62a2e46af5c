import type { ValidationIssue } from './errors.ts';
import type { TaskOperation } from './types.ts';

interface Problem {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (data: unknown): boolean;
  errors?: readonly Problem[] | null;
}

type Validators = Readonly<Record<string, Validator>>;

let loaded: Validators | undefined;

/** The compiled validators: twenty times the size of the client, so they come with the first call that needs them. */
export async function loadValidators(): Promise<Validators> {
  loaded ??= await import('../../generated/validators.js');
  return loaded;
}

/** The validators, where they are at hand already. */
export function validatorsAtHand(): Validators | undefined {
  return loaded;
}

function toIssue({ instancePath, message = 'is not valid', params }: Problem): ValidationIssue {
  const named = params['additionalProperty'] ?? params['allowedValues'];
  return { path: instancePath, message: named === undefined ? message : `${message}: ${String(named)}` };
}

/** What is wrong with a request body or with the reply of a status; `undefined` where nothing is or nothing is known. */
export function issuesOf(
  validators: Validators,
  operation: TaskOperation,
  part: 'RequestBody' | `Response${number}`,
  value: unknown,
): readonly ValidationIssue[] | undefined {
  const name = `${operation}${part}`;
  const validator = Object.hasOwn(validators, name) ? validators[name] : undefined;
  return !validator || validator(value) ? undefined : (validator.errors ?? []).map(toIssue);
}
