/** Markdown inline markup taken off; code, emphasis and links leave their text. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,500}(?:\s"[^"]{0,200}")?\)/g, '$1')
    .replace(/[`*]+/g, '')
    .replace(/(^|[\s(,])__?([^_\s][^_]{0,200})__?(?=$|[\s),.:;])/g, '$1$2')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}
