import { isObject, own, ownNumber, type Json, type JsonObject } from '../../base/json.ts';
import type { ApiOperation } from '../../openapi/api-document.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../openapi/paging.ts';
import type { ReadRequest } from './read-request.ts';
import type { Resource } from '../../openapi/resources.ts';
import { passes } from './list-filter.ts';
import { ordered } from './list-order.ts';

const DEFAULT_LIMIT = 20;
const PAGING = [LIMIT, OFFSET, PAGE, CURSOR] as const;

/** A part of a list, and where the next one begins. */
export interface Page {
  readonly records: readonly JsonObject[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  /** The first record after this page, as a cursor; absent on the last page. */
  readonly next?: string;
}

/** The records that a request asks for: filtered by parameters named like properties, then one page of them. */
export function pageOf(
  all: readonly JsonObject[],
  resource: Resource,
  operation: ApiOperation,
  { query, body }: ReadRequest,
): Page {
  const wanted = new Map<string, Json>([...query, ...(isObject(body) ? Object.entries(body) : [])]);
  const defaults = operation.parameters.flatMap(({ name, schema }): [string, Json][] => {
    const standard = own(schema, 'default');
    return standard === undefined ? [] : [[name, standard]];
  });
  const settings = new Map([...defaults, ...wanted]);
  const filters = [...wanted].filter(
    ([name]) => resource.properties.has(name) || !PAGING.some((one) => one.test(name)),
  );
  const filtered = ordered(
    all.filter((record) => filters.every(([name, value]) => passes(record, resource, name, value))),
    resource,
    settings,
  );
  const numberOf = (pattern: RegExp): number | undefined => {
    const [, value] =
      [...settings].find(
        ([name, sent]) =>
          pattern.test(name) && !resource.properties.has(name) && Number.isFinite(Number(sent)),
      ) ?? [];
    return value === undefined ? undefined : Math.max(0, Math.floor(Number(value)));
  };
  const limit = numberOf(LIMIT) ?? defaultLimit(operation);
  const [, cursor] = [...settings].find(([name]) => CURSOR.test(name) && !PAGE.test(name)) ?? [];
  const page = numberOf(PAGE);
  const start = typeof cursor === 'string' ? offsetOf(cursor) : undefined;
  const offset =
    start ??
    numberOf(OFFSET) ??
    (page === undefined ? 0 : Math.max(0, page - 1) * (Number.isFinite(limit) ? limit : 0));
  const end = offset + limit;
  return {
    records: filtered.slice(offset, end),
    total: filtered.length,
    limit,
    offset,
    ...(end < filtered.length && { next: cursorTo(end) }),
  };
}

/** A paged list has a limit even where nobody names one. */
function defaultLimit({ parameters }: ApiOperation): number {
  if (!parameters.some(({ name }) => PAGING.some((one) => one.test(name)))) return Number.POSITIVE_INFINITY;
  const most = parameters.map(({ name, schema }) =>
    LIMIT.test(name) ? ownNumber(schema, 'maximum') : undefined,
  );
  return Math.min(DEFAULT_LIMIT, ...most.filter((one) => one !== undefined));
}

/** The place of a record in a list, as a cursor. */
export function cursorTo(start: number): string {
  return Buffer.from(`from:${start}`).toString('base64url');
}

function offsetOf(cursor: string): number | undefined {
  const [, start] = /^from:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return start === undefined ? undefined : Number(start);
}
