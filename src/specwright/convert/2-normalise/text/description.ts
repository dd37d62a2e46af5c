import { type Json, isObject, own, textOf } from '../../../base/json.ts';
import type { Markdown } from '../../canonical-collection.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';

const wholeHtml =
  /^\s*<(!doctype|html|body|p|div|h[1-6]|ul|ol|table|pre|blockquote|span|section|b|strong)\b[\s\S]*>\s*$/i;

function contentOf(value: Json | undefined): { readonly text: string; readonly type: string } {
  if (!isObject(value)) return { text: textOf(value) ?? '', type: '' };
  return { text: textOf(own(value, 'content')) ?? '', type: textOf(own(value, 'type')) ?? '' };
}

/** Markdown fences and headings never start an HTML text; a closing tag at the end decides the rest. */
function isHtml(text: string, type: string): boolean {
  return wholeHtml.test(text) || (/html/i.test(type) && /<\/?[a-z][^>]*>/i.test(text));
}

/** A description in any form (text, `{content, type}`, null) -> Markdown without HTML; absent where empty. */
export function markdownOf(value: Json | undefined): Markdown | undefined {
  const { text, type } = contentOf(value);
  const clean = text.replaceAll('\r\n', '\n').replaceAll('\u0000', '').trim();
  if (clean === '') return undefined;
  const markdown = (isHtml(clean, type) ? htmlToMarkdown(clean) : cleanMarkdown(clean)).trim();
  return markdown === '' ? undefined : markdown;
}
