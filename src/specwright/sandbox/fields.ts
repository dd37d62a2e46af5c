import { type JsonObject, isObject } from '../base/json.ts';
import { SandboxError } from './sandbox-error.ts';

/** For each field of an object from outside: whether a value will do, and what to say where it will not. */
export type Fields = Readonly<Record<string, readonly [fits: (value: unknown) => boolean, wanted: string]>>;

export const TEXT: Fields[string] = [(value) => typeof value === 'string', 'text'];
export const FLAG: Fields[string] = [(value) => typeof value === 'boolean', 'true or false'];

export function oneOf(values: readonly unknown[]): Fields[string] {
  return [(value) => values.includes(value), `one of ${values.join(', ')}`];
}

/** A number above a bound, and at most another. */
export function numberAbove(low: number, high = Number.MAX_VALUE): Fields[string] {
  const most = high === Number.MAX_VALUE ? '' : ` and at most ${high}`;
  return [(value) => typeof value === 'number' && value > low && value <= high, `above ${low}${most}`];
}

/**
 * Makes sure that an object, perhaps from outside, has only known fields, each with a value that will do.
 * A field that is `undefined` counts as absent.
 *
 * @throws {SandboxError} `bad-request`, naming the field: a typing error must not pass.
 * @throws {RangeError} where a test throws it.
 */
export function checkFields(value: unknown, fields: Fields, what = 'The body'): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SandboxError('bad-request', `${what} must be an object.`);
  }
  const sent = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const unknown = sent.map(([name]) => name).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) {
    const known = Object.keys(fields).join(', ') || 'none';
    throw new SandboxError(
      'bad-request',
      `No such field: ${unknown.join(', ').slice(0, 200)}. Fields: ${known}.`,
    );
  }
  for (const [name, entry] of sent) {
    const [fits, wanted] = fields[name] ?? TEXT;
    if (!fits(entry)) throw new SandboxError('bad-request', `${name} must be ${wanted}.`);
  }
}

/**
 * The body of a request to the control plane as a JSON object; an empty body is `{}`.
 *
 * @throws {SandboxError} `bad-request`
 */
export function parseObject(text: string): JsonObject {
  const value = text.trim() === '' ? {} : parseJson(text);
  if (isObject(value)) return value;
  throw new SandboxError('bad-request', 'The body must be a JSON object.');
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new SandboxError('bad-request', 'The body is not JSON.');
  }
}
