const ESCAPED_STAR = '\uE000';

/** Words with single spaces between them and nothing in them that marks anything: most texts in tables. */
const UNMARKED = /^[^\s\\`*[_&\uE000]+(?: [^\s\\`*[_&\uE000]+)*$/;

/** Markdown inline markup taken off; code, emphasis and links leave their text. A star that marks nothing stays. */
export function plain(markdown: string): string {
  if (markdown === '' || UNMARKED.test(markdown)) return markdown;
  return markdown
    .replace(/\\`/g, '')
    .replace(/\\\*/g, ESCAPED_STAR)
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,500}(?:\s"[^"]{0,200}")?\)/g, '$1')
    .replace(/`+/g, '')
    .replace(/(\*{1,3})(?=[^\s*])([^*\n]{0,2000}?[^\s*])\1/g, '$2')
    .replace(/(^|[\s(,])__?([^_\s][^_\n]{0,200})__?(?=$|[\s),.:;])/g, '$1$2')
    .replaceAll(ESCAPED_STAR, '*')
    .replace(/\\([\\_{}[\]()#+.!|<>~-])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}
