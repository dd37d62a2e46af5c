import type { Json } from '../../../src/specwright/base/json.ts';
import { faults, type Tally } from '../figure.ts';
import type { FigureContext } from './context.ts';

const tag =
  /<\/?(?:a|abbr|article|aside|b|big|blockquote|body|br|button|center|code|col|dd|del|details|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|meta|nav|ol|p|pre|s|script|section|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video)(?:\s[^<>]*)?\/?>/i;

function withoutCode(markdown: string): string {
  return markdown.replace(/(`{3,}|~{3,})[\s\S]*?(?:\1|$)/g, '').replace(/(`+)[^`]*\1/g, '');
}

const prose = new Set(['description', 'summary', 'title']);

/** Example values are data, not prose: they contain what the API sends. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);

/** Tags left in descriptions, summaries and titles, outside code. */
export function htmlLeft({ view }: FigureContext): Tally {
  const found: string[] = [];
  const open: { readonly value: Json; readonly at: string }[] = [{ value: view.json, at: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const place = `${at}/${key}`;
      if (typeof inner === 'string' && prose.has(key) && tag.test(withoutCode(inner))) found.push(place);
      else if (!data.has(key)) open.push({ value: inner, at: place });
    }
  }
  return faults(found);
}
