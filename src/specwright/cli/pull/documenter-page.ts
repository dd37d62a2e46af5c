import { collectionUrl } from './address.ts';

/**
 * A Documenter page, on Postman's host or on a custom domain, names its collection in its head:
 * in `ownerId` and `publishedId`, and as a link to be fetched ahead.
 */
export function collectionUrlInPage(html: string, pageUrl: string): string | undefined {
  const owner = meta(html, 'ownerId');
  const published = meta(html, 'publishedId');
  if (owner === undefined || published === undefined) return prefetched(html, pageUrl);
  return collectionUrl(new URL(pageUrl).origin, owner, published, meta(html, 'versionTagId') ?? 'latest');
}

function meta(html: string, name: string): string | undefined {
  for (const tag of tags(html, 'meta')) {
    if (attribute(tag, 'name') === name) return attribute(tag, 'content') || undefined;
  }
  return undefined;
}

function prefetched(html: string, pageUrl: string): string | undefined {
  for (const tag of tags(html, 'link')) {
    const href = attribute(tag, 'href') ?? '';
    if (!href.includes('/api/collections/') || !URL.canParse(href, pageUrl)) continue;
    const url = new URL(href, pageUrl);
    if (url.protocol === 'https:') return url.href;
  }
  return undefined;
}

function* tags(html: string, name: string): Generator<string> {
  const open = `<${name}`;
  const lower = html.toLowerCase();
  for (let from = lower.indexOf(open); from >= 0; from = lower.indexOf(open, from + 1)) {
    const end = html.indexOf('>', from);
    if (end < 0) return;
    yield html.slice(from, end);
  }
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescape(value);
}

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', apos: "'" };

function unescape(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_all, code: string) => character(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d{1,7});/g, (_all, code: string) => character(Number(code)))
    .replaceAll(/&(amp|quot|lt|gt|apos);/g, (_all, name: string) => entities[name] ?? '');
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
