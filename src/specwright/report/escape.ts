const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML and HTML, in content and in attributes. Characters that XML knows not are shown as a box. */
export function escapeMarkup(text: string): string {
  const escaped = text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return [...escaped]
    .map((character) => (isMarkupCharacter(character.codePointAt(0) ?? 0) ? character : '\uFFFD'))
    .join('');
}

/** The characters that XML 1.0 allows (section 2.2). */
function isMarkupCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

/** Text for one cell of a Markdown table: no line break, no pipe, no markup. */
export function escapeCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|`*_<>[\]]/g, (character) => `\\${character}`);
}
