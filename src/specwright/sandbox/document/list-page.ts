import { isObject, own, setKey, type Json, type JsonObject } from '../../base/json.ts';
import type { ApiOperation } from '../../openapi/api-document.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../openapi/paging.ts';
import type { ReadRequest } from './read-request.ts';
import type { Resource } from '../../openapi/resources.ts';

const DEFAULT_LIMIT = 20;

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
  const filtered = all.filter((record) =>
    [...wanted].every(([name, value]) => passes(record, resource, name, value)),
  );
  const defaults = operation.parameters.flatMap(({ name, schema }): [string, Json][] => {
    const standard = own(schema, 'default');
    return standard === undefined ? [] : [[name, standard]];
  });
  const settings = new Map([...defaults, ...wanted]);
  const numberOf = (pattern: RegExp): number | undefined => {
    const [, value] =
      [...settings].find(
        ([name, sent]) =>
          pattern.test(name) && !resource.properties.has(name) && Number.isFinite(Number(sent)),
      ) ?? [];
    return value === undefined ? undefined : Math.max(0, Math.floor(Number(value)));
  };
  const isPaged = operation.parameters.some(({ name }) =>
    [LIMIT, OFFSET, PAGE, CURSOR].some((one) => one.test(name)),
  );
  const limit = numberOf(LIMIT) ?? (isPaged ? DEFAULT_LIMIT : Number.POSITIVE_INFINITY);
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
    ...(end < filtered.length && { next: Buffer.from(`from:${end}`).toString('base64url') }),
  };
}

function offsetOf(cursor: string): number | undefined {
  const [, start] = /^from:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return start === undefined ? undefined : Number(start);
}

/** A parameter that is not a property filters nothing; of a list, any entry will do. */
function passes(record: JsonObject, { properties }: Resource, name: string, value: Json): boolean {
  if (!properties.has(name)) return true;
  const stored = own(record, name);
  const wanted = Array.isArray(value) ? value : [value];
  const held = Array.isArray(stored) ? stored : [stored];
  return wanted.some((one) => held.some((other) => other !== undefined && String(other) === String(one)));
}

/** Fields of an envelope that depend on the page, by the forms of their names. */
const ENVELOPE: readonly (readonly [RegExp, (page: Page) => Json])[] = [
  [
    /^total_?pages$|^pages$|^page_?count$/i,
    ({ total, limit }) => (Number.isFinite(limit) && limit > 0 ? Math.ceil(total / limit) : 1),
  ],
  [/^total|^total_?(count|items|results|records)$|^count$|^found$/i, ({ total }) => total],
  [/^has_?more$|^has_?next(_?page)?$/i, ({ next }) => next !== undefined],
  [/^(limit|per_?page|page_?size|size)$/i, ({ limit, total }) => (Number.isFinite(limit) ? limit : total)],
  [/^(offset|skip|start)$/i, ({ offset }) => offset],
  [
    /^(page|page_?number)$/i,
    ({ offset, limit }) => (Number.isFinite(limit) && limit > 0 ? Math.floor(offset / limit) + 1 : 1),
  ],
];

const NEXT = /^(next_?cursor|cursor|next_?(page_?)?token|next|end_?cursor)$/i;

/**
 * Sets what depends on the page in the envelope of a list, down to one level.
 *
 * @param end what says that this is the last page; `undefined` leaves the field out.
 */
export function fillEnvelope(envelope: JsonObject, page: Page, end: Json | undefined, depth = 0): void {
  for (const [name, value] of Object.entries(envelope)) {
    if (NEXT.test(name) && !isObject(value)) {
      const next = page.next ?? end;
      if (next === undefined) delete envelope[name];
      else setKey(envelope, name, next);
      continue;
    }
    if (isObject(value) && depth === 0) fillEnvelope(value, page, end, 1);
    const [, fill] = ENVELOPE.find(([pattern]) => pattern.test(name)) ?? [];
    const filled = fill?.(page);
    const isOfType = filled === null || value === null || typeof filled === typeof value;
    if (filled !== undefined && !isObject(value) && !Array.isArray(value) && isOfType)
      setKey(envelope, name, filled);
  }
}
