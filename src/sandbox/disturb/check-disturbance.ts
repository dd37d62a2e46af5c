import { errorCodes, isErrorCode } from '../api/error-codes.ts';
import { descriptors } from '../api/router.ts';
import type { Core } from '../core.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Disturbance } from './disturbance.ts';
import { mishaps } from './disturbance.ts';
import { checked } from './latency.ts';

/**
 * Adds trouble to come after checking it: it may come from outside, over the control plane.
 *
 * @throws {SandboxError} `bad-request`, naming the field and the values that it can take.
 */
export function addDisturbance(core: Core, disturbance: Disturbance): void {
  const wrong = complaint(disturbance);
  if (wrong !== undefined) throw new SandboxError('bad-request', wrong);
  if (disturbance.latency !== undefined) checked(disturbance.latency);
  core.disturbances.add(disturbance);
}

function complaint({
  operation,
  errorCode,
  mishap,
  times,
  share,
  latency,
  retryAfter,
}: Disturbance): string | undefined {
  if (operation !== undefined && !Object.hasOwn(descriptors, operation))
    return oneOf('operation', Object.keys(descriptors));
  if (errorCode !== undefined && !isErrorCode(errorCode)) return oneOf('errorCode', errorCodes);
  if (mishap !== undefined && !mishaps.includes(mishap)) return oneOf('mishap', mishaps);
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    return 'times must be a whole number above 0.';
  if (share !== undefined && !(share > 0 && share <= 1)) return 'share must be above 0 and at most 1.';
  if (!isRetryAfter(retryAfter)) return 'retryAfter must be a number of seconds or "date".';
  const nothing = [errorCode, mishap, latency, retryAfter].every((part) => part === undefined);
  return nothing ? 'Say what is to happen: errorCode, mishap, latency or retryAfter.' : undefined;
}

function isRetryAfter(value: unknown): boolean {
  return value === undefined || value === 'date' || (typeof value === 'number' && value >= 0);
}

function oneOf(field: string, values: readonly (string | number)[]): string {
  return `${field} must be one of ${values.join(', ')}.`;
}
