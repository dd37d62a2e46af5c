import { type Json, type JsonPointer, own } from './json.ts';

/* JSON pointers: https://www.rfc-editor.org/rfc/rfc6901 */

/** One token of a pointer as it is written: `~` and `/` are escaped (section 3). */
export function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** One token of a pointer as it is meant. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A pointer made of tokens: `pointerTo('paths', '/a', 'get')` is `/paths/~1a/get`. */
export function pointerTo(...tokens: readonly (string | number)[]): JsonPointer {
  return appendPointer('', ...tokens);
}

/** A pointer with more tokens at its end. */
export function appendPointer(pointer: JsonPointer, ...tokens: readonly (string | number)[]): JsonPointer {
  let result = pointer;
  for (const token of tokens) result += `/${escapeToken(String(token))}`;
  return result;
}

/** The tokens of a pointer. */
export function parsePointer(pointer: JsonPointer): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);
}

/** The value at a pointer; `undefined` where there is none. */
export function valueAt(root: Json | undefined, pointer: JsonPointer): Json | undefined {
  return parsePointer(pointer).reduce<Json | undefined>(childOf, root);
}

/** The value one token further: an own property, or an element of a list. */
export function childOf(value: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return own(value, token);
}
