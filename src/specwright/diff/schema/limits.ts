import { type JsonObject, type JsonPointer, own, ownNumber } from '../../base/json.ts';
import { isTrue } from '../is-true.ts';
import type { Document } from '../document.ts';

/** Keywords that bound a value from one side: how ids and sentences call them. `idle`: a limit that excludes nothing. */
export const LIMITS = {
  maximum: { name: 'maximum', words: 'maximum', side: 'upper' },
  minimum: { name: 'minimum', words: 'minimum', side: 'lower' },
  maxLength: { name: 'max-length', words: 'maximum length', side: 'upper' },
  minLength: { name: 'min-length', words: 'minimum length', side: 'lower', idle: 0 },
  maxItems: { name: 'max-items', words: 'maximum number of items', side: 'upper' },
  minItems: { name: 'min-items', words: 'minimum number of items', side: 'lower', idle: 0 },
  maxProperties: { name: 'max-properties', words: 'maximum number of properties', side: 'upper' },
  minProperties: { name: 'min-properties', words: 'minimum number of properties', side: 'lower', idle: 0 },
  maxContains: { name: 'max-contains', words: 'maximum number of matching items', side: 'upper' },
  minContains: { name: 'min-contains', words: 'minimum number of matching items', side: 'lower', idle: 1 },
} as const satisfies Readonly<
  Record<string, { name: string; words: string; side: 'upper' | 'lower'; idle?: number }>
>;

export type LimitKeyword = keyof typeof LIMITS;

export const LIMIT_KEYWORDS: readonly LimitKeyword[] = [
  'maximum',
  'minimum',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxProperties',
  'minProperties',
  'maxContains',
  'minContains',
];

export interface Limit {
  readonly value: number;
  /** The value itself is outside. */
  readonly exclusive: boolean;
  readonly pointer: JsonPointer;
}

/** The limits that one schema object sets. */
export function limitsOf(
  document: Document,
  schema: JsonObject,
  pointer: JsonPointer,
): [LimitKeyword, Limit][] {
  const found: [LimitKeyword, Limit][] = [];
  for (const keyword of LIMIT_KEYWORDS) {
    const limit = limitOf(document, schema, pointer, keyword);
    if (limit !== undefined && !excludesNothing(keyword, limit)) found.push([keyword, limit]);
  }
  return found;
}

function excludesNothing(keyword: LimitKeyword, { value }: Limit): boolean {
  const limit = LIMITS[keyword];
  return 'idle' in limit && limit.idle === value;
}

function limitOf(
  document: Document,
  schema: JsonObject,
  pointer: JsonPointer,
  keyword: LimitKeyword,
): Limit | undefined {
  const value = ownNumber(schema, keyword);
  const inclusive =
    value === undefined ? undefined : { value, exclusive: false, pointer: `${pointer}/${keyword}` };
  if (keyword !== 'maximum' && keyword !== 'minimum') return inclusive;
  const exclusiveKeyword = keyword === 'maximum' ? 'exclusiveMaximum' : 'exclusiveMinimum';
  if (inclusive !== undefined && isTrue(schema, exclusiveKeyword)) return { ...inclusive, exclusive: true };
  const bound = own(schema, exclusiveKeyword);
  if (typeof bound !== 'number' || document.dialect === '3.0') return inclusive;
  const exclusive = { value: bound, exclusive: true, pointer: `${pointer}/${exclusiveKeyword}` };
  return inclusive === undefined ? exclusive : tighter(keyword, inclusive, exclusive);
}

/** The limit that lets less through. */
export function tighter(keyword: LimitKeyword, one: Limit, other: Limit): Limit {
  return compareLimits(keyword, one, other) <= 0 ? one : other;
}

/** Below 0: `one` lets less through; 0: the same; above 0: more. */
function compareLimits(keyword: LimitKeyword, one: Limit, other: Limit): number {
  const sign = LIMITS[keyword].side === 'upper' ? 1 : -1;
  if (one.value !== other.value) return sign * (one.value - other.value);
  return Number(other.exclusive) - Number(one.exclusive);
}

/** For integers `exclusiveMaximum: 10` and `maximum: 9` are one. */
export function integerLimit(keyword: LimitKeyword, limit: Limit): Limit {
  if (keyword !== 'maximum' && keyword !== 'minimum') return limit;
  if (!limit.exclusive) return limit;
  const value = keyword === 'maximum' ? Math.ceil(limit.value) - 1 : Math.floor(limit.value) + 1;
  return { ...limit, value, exclusive: false };
}
