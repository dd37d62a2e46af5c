import type { Json } from '../../../base/json.ts';

const byLanguage: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  text: 'text/plain',
  plain: 'text/plain',
  javascript: 'application/javascript',
  graphql: 'application/json',
};

/** `Application/JSON; charset=utf-8` -> `application/json`; absent where the text is not a media type. */
export function cleanMediaType(header: string | undefined): string | undefined {
  const type = header?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+*-]+$/.test(type) ? type : undefined;
}

function isJsonType(mediaType: string): boolean {
  return /[/+.-]json\b/.test(mediaType);
}

/** Headers that servers and people set without looking at the body. */
function isCareless(mediaType: string): boolean {
  return (
    /^text\/(plain|html|xml|javascript)$/.test(mediaType) ||
    /^application\/(xml|javascript|octet-stream|x-www-form-urlencoded)$/.test(mediaType) ||
    mediaType.startsWith('multipart/') ||
    mediaType.includes('*')
  );
}

function isStructured(json: Json | undefined): boolean {
  return typeof json === 'object' && json !== null;
}

function sniff(text: string): string {
  if (/^\s*(<!doctype html|<html)/i.test(text)) return 'text/html';
  if (/^\s*<(\?xml|[a-z_][\w:.-]*[\s/>])/i.test(text)) return 'application/xml';
  return /^\s*[[{]/.test(text) ? 'application/json' : 'text/plain';
}

interface Evidence {
  readonly header?: string | undefined;
  readonly language?: string | undefined;
  readonly text: string;
  readonly json?: Json | undefined;
}

/** The header decides, unless it is one that says nothing while the body is plainly JSON. */
export function mediaTypeOf({ header, language, text, json }: Evidence): string {
  const stated = cleanMediaType(header);
  if (stated !== undefined && isJsonType(stated)) return stated;
  if (isStructured(json) && (stated === undefined || isCareless(stated))) return 'application/json';
  if (stated !== undefined && !stated.includes('*')) return stated;
  const sniffed = sniff(text);
  if (sniffed !== 'text/plain') return sniffed;
  const named = language?.toLowerCase() ?? '';
  const known = Object.hasOwn(byLanguage, named) ? byLanguage[named] : undefined;
  return known ?? (json === undefined ? sniffed : 'application/json');
}
