import { reasonPhrase } from '../../../base/http.ts';

/** For statuses that have no registered phrase, by their first digit. */
const CLASSES: Readonly<Record<string, string>> = {
  1: 'Information',
  2: 'Success',
  3: 'Redirect',
  4: 'Client error',
  5: 'Server error',
};

/** The usual phrase for a status: `404` gives `Not Found`. */
export function reasonOf(status: string): string {
  return reasonPhrase(Number(status)) ?? CLASSES[status.charAt(0)] ?? 'Response';
}

/** Statuses whose responses carry no content (RFC 9110, section 6.4.1). */
export function forbidsContent(status: string): boolean {
  return /^(1|204$|205$|304$)/.test(status);
}

export function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

export function isError(status: string): boolean {
  return /^[45]/.test(status);
}
