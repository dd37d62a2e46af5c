const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function filler(length: number): string {
  return 'redacted-'.repeat(Math.ceil(length / 9)).slice(0, length);
}

/** Longer than any key; what comes after it says nothing more. */
const maxLength = 128;

/** Text of the same kind and length that is plainly not a secret: digits stay digits, hex stays hex. */
export function placeholderFor(value: string): string {
  if (uuid.test(value)) return '00000000-0000-0000-0000-000000000000';
  if (/^\d+$/.test(value)) return '0'.repeat(Math.min(value.length, maxLength));
  if (/^[0-9a-f]{16,}$/i.test(value)) return '0'.repeat(Math.min(value.length, maxLength));
  const length = Math.min(Math.max(value.length, 8), maxLength);
  return filler(length).replace(/-$/, 'd');
}

/** Same type, no digits of the original. */
export function placeholderNumber(value: number): number {
  return Number.isInteger(value) ? 0 : 0.5;
}
