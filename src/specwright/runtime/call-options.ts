import type { CallOptions } from './operation.ts';
import { headersOf, unknownName, wrongNumber } from './options.ts';
import type { ValidationIssue } from './outcome.ts';

const NUMBERS = ['timeoutMs', 'attemptTimeoutMs', 'maxAttempts'];
const NAMES = [...NUMBERS, 'headers', 'signal'];

/** What is wrong with the options of one call. */
export function wrongCallOptions(options: CallOptions): ValidationIssue | undefined {
  const wrong = unknownName(options, NAMES) ?? wrongNumber(options, NUMBERS);
  if (wrong || !options.headers) return wrong;
  const headers = headersOf(options.headers);
  return 'path' in headers ? headers : undefined;
}
