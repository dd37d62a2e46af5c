import type { JsonPointer } from '../../base/json.ts';

/** A value that a sample writes as a choice: `<asc|desc>`. */
export interface Choice {
  readonly pointer: JsonPointer;
  readonly values: readonly (string | boolean)[];
}

const BOOLEAN = /^<?\s*(true|false)\s*(?:\||\/|\bor\b)\s*(true|false)\s*>?$/i;
const BRACKETED = /^<\s*([\w.+-]+(?:\s*\|\s*[\w.+-]+)+)\s*>$/;
const CONSTANTS = /^[A-Z][A-Z0-9_]+(?:\s?\|\s?[A-Z][A-Z0-9_]+)+$/;

/** Whether a text may hold such values at all; most do not. */
export function mayHoldChoice(text: string): boolean {
  return (
    /"<?\s*[\w.+-]+\s?(?:[|/]|or)\s?[\w.+-]/.test(text) && /[|]|true ?(?:\/|or)|false ?(?:\/|or)/i.test(text)
  );
}

/** The values that a string in place of a value lists. */
export function choiceIn(text: string): readonly [string | boolean, ...(string | boolean)[]] | undefined {
  if (text.length > 300) return undefined;
  if (BOOLEAN.test(text)) return [true, false];
  const listed = BRACKETED.exec(text)?.[1] ?? (CONSTANTS.test(text) ? text : undefined);
  const [first, ...rest] = listed?.split(/\s*\|\s*/) ?? [];
  return first === undefined ? undefined : [first, ...rest];
}
