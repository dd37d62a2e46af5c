import { type JsonObject, type JsonPointer, own, ownNumber } from '../../base/json.ts';
import { isTrue } from '../is-true.ts';
import type { Document } from '../document.ts';

/** Keywords that bound a value from one side. Numeric ones fold their exclusive form in. */
export const limitKeywords = {
  maximum: 'upper',
  minimum: 'lower',
  maxLength: 'upper',
  minLength: 'lower',
  maxItems: 'upper',
  minItems: 'lower',
  maxProperties: 'upper',
  minProperties: 'lower',
  maxContains: 'upper',
  minContains: 'lower',
} as const;

export type LimitKeyword = keyof typeof limitKeywords;

export interface Limit {
  readonly value: number;
  /** The value itself is outside. */
  readonly exclusive: boolean;
  readonly pointer: JsonPointer;
}

/** Lower limits that exclude nothing. */
const idle: Partial<Record<LimitKeyword, number>> = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  minContains: 1,
};

/** The limits that one schema object sets. */
export function limitsOf(
  document: Document,
  schema: JsonObject,
  pointer: JsonPointer,
): [LimitKeyword, Limit][] {
  const found: [LimitKeyword, Limit][] = [];
  for (const keyword of Object.keys(limitKeywords) as LimitKeyword[]) {
    const limit = limitOf(document, schema, pointer, keyword);
    if (limit !== undefined && limit.value !== idle[keyword]) found.push([keyword, limit]);
  }
  return found;
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
  const sign = limitKeywords[keyword] === 'upper' ? 1 : -1;
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
