/* What an answer says of the pages of its list, wherever it says it. */

import { isObject, own, type Json } from '../../base/json.ts';
import type { Answer } from '../exchange/exchange.ts';

/** Names of what may say which page an answer is. */
const HOLDER = /meta|pag(e|ing|ination)|cursor|^(data|results?|response|list|payload)$/i;

/** The objects of an answer that may say which page it is. */
export function pagingOf(json: Json | undefined, depth = 2): readonly (Json | undefined)[] {
  const inner = Object.entries(isObject(json) && depth > 0 ? json : {});
  return [
    json,
    ...inner.flatMap(([name, value]) =>
      HOLDER.test(name) && isObject(value) ? pagingOf(value, depth - 1) : [],
    ),
  ];
}

const TOTALS = ['total', 'total_count', 'totalCount', 'total_items', 'totalItems', 'totalElements'];

/** How many records there are on all pages together, wherever an answer says it. */
export function totalsOf({ json, headers }: Answer): readonly number[] {
  const stated = pagingOf(json).flatMap((holder) => TOTALS.map((name) => own(holder, name)));
  const count = headers['x-total-count'] ?? headers['x-total'];
  return [
    ...stated.filter((total) => typeof total === 'number'),
    ...(count === undefined ? [] : [Number(count)]),
  ];
}

/** The first of them. */
export function totalOf(answer: Answer): number | undefined {
  return totalsOf(answer)[0];
}

/** What the next page is asked for, wherever the answer says it: by a link that is to be followed, or a cursor. */
export function nextPage(
  answer: Answer | undefined,
  cursor: string | undefined,
  first: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> | undefined {
  const json = answer?.json;
  const values = [...pagingOf(json), own(json, 'links'), own(json, '_links')].flatMap((holder) =>
    Object.entries(isObject(holder) ? holder : {})
      .filter(([name]) => NEXT.test(name))
      .map(([, value]) => (isObject(value) ? own(value, 'href') : value)),
  );
  const header = /<([^<>]*)>(?=[^,<]*;\s*rel="?next\b)/i.exec(answer?.headers['link'] ?? '')?.[1];
  for (const value of [...values, header]) {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    const query = new URLSearchParams(/^[^\s?#]*\?([^#]*=[^#]*)/.exec(text)?.[1]);
    const isSingle = new Set(query.keys()).size === [...query].length;
    if (query.size > 0)
      return isSingle ? Object.fromEntries(query) : { ...Object.fromEntries(query), ...first };
    if (text !== '' && cursor !== undefined) return { ...first, [cursor]: text };
  }
  return undefined;
}

export const NEXT =
  /^(@odata\.)?next_?(cursor|token|page_?token|link|url|page_?url)?$|^cursor$|^end_?cursor$/i;
