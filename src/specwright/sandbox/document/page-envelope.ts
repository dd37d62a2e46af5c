import { isObject, own, setKey, type Json, type JsonObject, type JsonSchema } from '../../base/json.ts';
import type { ApiOperation } from '../../openapi/api-document.ts';
import { CURSOR, OFFSET, PAGE } from '../../openapi/paging.ts';
import { typeName } from '../../openapi/sample.ts';
import type { ApiRequest } from '../exchange.ts';
import { cursorTo, type Page } from './list-page.ts';

/** What an answer says of its page. */
export interface PageParts {
  readonly page: Page;
  /** Whether callers ask for the next page with a cursor. */
  readonly hasCursor: boolean;
  /** The address of a page around it, by its relation (RFC 8288); `undefined` where there is none. */
  link(relation: string): string | undefined;
}

/** The number of the page, from 1 on. */
const numberOf = ({ offset, limit }: Page): number =>
  Number.isFinite(limit) && limit > 0 ? Math.floor(offset / limit) + 1 : 1;
const pagesOf = ({ total, limit }: Page): number =>
  Number.isFinite(limit) && limit > 0 ? Math.ceil(total / limit) : 1;

/** Fields that depend on the page, by the forms of their names. */
const FIELDS: readonly (readonly [RegExp, (page: Page) => Json])[] = [
  [/^total_?pages$|^pages$|^page_?count$/i, pagesOf],
  [/^total|^count$|^found$/i, ({ total }) => total],
  [/^has_?more$|^has_?next(_?page)?$/i, ({ next }) => next !== undefined],
  [/^has_?prev(ious)?(_?page)?$/i, ({ offset }) => offset > 0],
  [/^(limit|per_?page|page_?size|size)$/i, ({ limit, total }) => (Number.isFinite(limit) ? limit : total)],
  [/^(offset|skip|start)$/i, ({ offset }) => offset],
  [/^(page|page_?(number|no)|(page_?)?number|current_?page)$/i, numberOf],
];

const TOKEN = /^(cursor|end_?cursor|next_?(cursor|(page_?)?token))$/i;
const AROUND = /^(next|prev|previous|first|last|self)(_?(page|link|url|uri|href|page_?(url|uri|link)))?$/i;

/** Where the pages around one are: the request again, with another place in the list. */
export function pageParts(request: ApiRequest, { parameters }: ApiOperation, page: Page): PageParts {
  const named = (pattern: RegExp): string | undefined =>
    parameters.find(({ name, in: place }) => place === 'query' && pattern.test(name))?.name;
  const cursor = named(CURSOR);
  const [number, offset] = [named(PAGE), named(OFFSET)];
  const host = request.header('host');
  const to = (start: number): string => {
    const query = new URLSearchParams(request.query);
    if (cursor !== undefined) query.set(cursor, cursorTo(start));
    else if (number !== undefined) query.set(number, String(numberOf({ ...page, offset: start })));
    else if (offset !== undefined) query.set(offset, String(start));
    const search = query.toString();
    return `${host === undefined ? '' : `http://${host}`}${request.path}${search === '' ? '' : `?${search}`}`;
  };
  const limit = Number.isFinite(page.limit) ? page.limit : 0;
  const starts: Readonly<Record<string, number | undefined>> = {
    first: 0,
    prev: page.offset > 0 ? Math.max(0, page.offset - limit) : undefined,
    self: page.offset,
    next: page.next === undefined ? undefined : page.offset + limit,
    last: Math.max(0, pagesOf(page) - 1) * limit,
  };
  const link = (relation: string): string | undefined => {
    const start = starts[relation];
    return start === undefined ? undefined : to(start);
  };
  return { page, hasCursor: cursor !== undefined, link };
}

/**
 * Sets what depends on the page in the envelope of a list.
 *
 * @param end the value that marks the last page; `undefined` leaves the field out.
 */
export function fillEnvelope(
  envelope: JsonObject,
  parts: PageParts,
  end: Json | undefined,
  owner = '',
): void {
  for (const [name, value] of Object.entries(envelope)) {
    if (Array.isArray(value)) continue;
    if (isObject(value) && !(AROUND.test(name) && own(value, 'href') !== undefined)) {
      if (owner.split('.').length <= 2) fillEnvelope(value, parts, end, `${owner}.${name}`);
      continue;
    }
    const filled = isObject(value) ? linkIn(parts, name, value) : fieldOf(parts, name, value, end, owner);
    if (filled === undefined) delete envelope[name];
    else setKey(envelope, name, filled);
  }
}

/** `{ "next": { "href": ... } }`: a link that leads nowhere is left out. */
function linkIn({ link }: PageParts, name: string, value: JsonObject): JsonObject | undefined {
  const href = link(relationOf(name));
  return href === undefined ? undefined : { ...value, href };
}

function relationOf(name: string): string {
  const [, relation = ''] = AROUND.exec(name) ?? [];
  return relation.toLowerCase().replace('previous', 'prev');
}

/** @param shown what the document shows there */
function fieldOf(
  { page, hasCursor, link }: PageParts,
  name: string,
  shown: Json,
  end: Json | undefined,
  owner: string,
): Json | undefined {
  const relation = relationOf(name);
  const isAddress = typeof shown === 'string' && /^(https?:\/)?\//.test(shown);
  const isToken = hasCursor && relation === 'next' && !isAddress && !/links?$/i.test(owner);
  if (TOKEN.test(name) || isToken) return page.next ?? end;
  if (relation !== '' && typeof shown === 'number') {
    const steps: Record<string, number> = { next: 1, prev: -1 };
    return link(relation) === undefined ? end : numberOf(page) + (steps[relation] ?? 0);
  }
  const isLink = isAddress || /links?$/i.test(owner) || relation === 'next' || relation === 'prev';
  if (relation !== '' && isLink) return link(relation) ?? end;
  const filled = FIELDS.find(([pattern]) => pattern.test(name))?.[1](page);
  return filled === undefined || (shown !== null && typeof filled !== typeof shown) ? shown : filled;
}

/** The documented headers of a list: `Link`, `X-Total-Count`, `X-Next-Page`. */
export function pageHeaders(
  headers: ReadonlyMap<string, JsonSchema>,
  parts: PageParts,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    [...headers].map(([name, schema]) => {
      if (/^link$/i.test(name)) {
        const links = ['first', 'prev', 'next', 'last'].flatMap((relation) => {
          const url = parts.link(relation);
          return url === undefined ? [] : [`<${url}>; rel="${relation}"`];
        });
        return [name, links.join(', ')];
      }
      const field = name.replace(/^x-/i, '').replaceAll('-', '_');
      const shown = /^(integer|number)$/.test(typeName(schema) ?? '') ? 0 : '';
      const value = fieldOf(parts, field, shown, undefined, '') ?? undefined;
      return [name, value === shown ? undefined : value === undefined ? '' : String(value)];
    }),
  );
}
