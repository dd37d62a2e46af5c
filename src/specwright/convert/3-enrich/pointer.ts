import type { JsonPointer } from '../../../src/json.ts';

/** Adds tokens to a JSON pointer (RFC 6901, section 3: `~` and `/` are escaped). */
export function under(pointer: JsonPointer, ...tokens: readonly (string | number)[]): JsonPointer {
  let result = pointer;
  for (const token of tokens) result += `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return result;
}

/** The tokens of a JSON pointer. */
export function tokensOf(pointer: JsonPointer): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
