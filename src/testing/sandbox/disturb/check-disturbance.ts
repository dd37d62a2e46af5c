import { errorCodes, isErrorCode } from '../api/error-codes.ts';
import { descriptors } from '../api/router.ts';
import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
import type { Disturbance } from './disturbance.ts';
import { mishaps } from './disturbance.ts';
import { checkLatency } from './latency.ts';

/** For each field: whether a value will do, and what to say where it will not. */
const fields: { readonly [Field in keyof Disturbance]-?: readonly [(value: unknown) => boolean, string] } = {
  operation: oneOf(Object.keys(descriptors)),
  times: [(value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
  share: [(value) => typeof value === 'number' && value > 0 && value <= 1, 'above 0 and at most 1'],
  errorCode: [isErrorCode, `one of ${errorCodes.join(', ')}`],
  leavesRecord: [(value) => typeof value === 'boolean', 'true or false'],
  mishap: oneOf(mishaps),
  latency: [(value) => checkLatency(value) !== undefined, 'a latency'],
  retryAfter: [(value) => value === 'date' || Number(value) >= 0, 'a number of seconds, or "date"'],
};

function oneOf(values: readonly string[]): [(value: unknown) => boolean, string] {
  return [(value) => typeof value === 'string' && values.includes(value), `one of ${values.join(', ')}`];
}

/**
 * Makes sure that trouble to come is well described: it may come from outside, over the control plane.
 *
 * @throws {SandboxError} `bad-request`, naming the field and what it can be.
 */
export function assertDisturbance(value: unknown): asserts value is Disturbance {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const sent = new Map<string, unknown>(entries.filter(([, entry]) => entry !== undefined));
  for (const [name, [fits, wanted]] of Object.entries(fields)) {
    if (sent.has(name) && !fits(sent.get(name)))
      throw new SandboxError('bad-request', `${name} must be ${wanted}.`);
  }
  if (['errorCode', 'mishap', 'latency', 'retryAfter'].some((name) => sent.has(name))) return;
  throw new SandboxError('bad-request', 'Say what is to happen: errorCode, mishap, latency or retryAfter.');
}
