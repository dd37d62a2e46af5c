import { readSchemaError, type Json } from 'specwright/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Profile } from './profile.ts';
import profileSchema from './profile.schema.json' with { type: 'json' };

/** Thrown for a profile that is not as its schema says; every line of the message names a place. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  readonly code = 'bad-profile';
  /** One sentence per place, each beginning with a JSON pointer. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The profile is not as its schema says:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Checks a profile that came from outside.
 *
 * @param value - the parsed JSON
 * @returns the same value, as a profile
 * @throws ProfileError with a pointer for every place that is wrong
 * @example
 * checkProfile({ services: ['Task Service'] });
 */
export function checkProfile(value: Json): Profile {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  const validate = ajv.compile<Profile>(profileSchema);
  if (validate(value)) return value;
  throw new ProfileError(
    (validate.errors ?? [])
      .map(readSchemaError)
      .map(({ at, message }) => `${at === '' ? '(the whole profile)' : at}: ${message}`),
  );
}
