import type { CallOptions } from './operation.ts';
import { headersOf, unknownName, wrongNumber } from './options.ts';
import type { ValidationIssue } from './outcome.ts';

const NUMBERS = ['timeoutMs', 'attemptTimeoutMs', 'maxAttempts'];

/** What is wrong with options that may hold numbers, a signal and others. */
export function wrongOptions(
  options: object,
  numbers: readonly string[],
  others: readonly string[],
): ValidationIssue | undefined {
  const wrong = unknownName(options, ['signal', ...numbers, ...others]) ?? wrongNumber(options, numbers);
  const signal: unknown = Reflect.get(options, 'signal');
  // A signal may come from another realm, or be a copy of the standard for older runtimes.
  if (wrong || !signal || 'addEventListener' in Object(signal)) return wrong;
  return {
    path: 'signal',
    message: 'signal must be an AbortSignal',
  };
}

/** What is wrong with the options of one call. */
export function wrongCallOptions(options: CallOptions): ValidationIssue | undefined {
  const wrong = wrongOptions(options, NUMBERS, ['headers']);
  if (wrong || !options.headers) return wrong;
  const headers = headersOf(options.headers);
  return 'path' in headers ? headers : undefined;
}
