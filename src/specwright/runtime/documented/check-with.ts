import type { Check } from '../validation.ts';
import type { DescribedOperation } from './client-types.ts';

interface Problem {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (value: unknown): boolean;
  errors?: readonly Problem[] | null;
}

function isValidator(value: unknown): value is Validator {
  return typeof value === 'function';
}

/** Files and bodies that are written already are not JSON values. */
function isChecked(mediaType: string | undefined, body: unknown): boolean {
  if (mediaType === undefined) return true;
  const structured = /[/+]json\b|x-www-form-urlencoded/i.test(mediaType);
  return structured && !(body instanceof URLSearchParams || body instanceof Blob || body instanceof FormData);
}

/** Looks a validator up by its name: for the status itself, for its family, for every status. */
export function checkWith(
  operations: Readonly<Record<string, DescribedOperation>>,
  validators: Readonly<Record<string, unknown>>,
): Check {
  return (operation, part, value) => {
    const described = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (value === undefined || (part === 'RequestBody' && !isChecked(described?.media?.[0], value)))
      return undefined;
    const names = [part, part.replace(/(\d)\d\d$/, '$1XX'), part.replace(/\d+$/, 'Default')];
    const found = names
      .map((name) => described?.validators?.[name] ?? `${operation}${name}`)
      .find((name) => Object.hasOwn(validators, name));
    const validator = found === undefined ? undefined : validators[found];
    if (!isValidator(validator) || validator(value)) return undefined;
    return (validator.errors ?? []).map(({ instancePath, message = 'is not valid', params }) => {
      const named = params['additionalProperty'] ?? params['allowedValues'];
      const said = named === undefined ? message : `${message}: ${String(named)}`;
      return { path: instancePath, message: `${instancePath || 'the body'} ${said}` };
    });
  };
}
