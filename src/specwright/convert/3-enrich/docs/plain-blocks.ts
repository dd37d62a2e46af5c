import type { Block, ListEntry } from './block.ts';
import { afterBlanks, isBlank, linesOf, span, trimSpaces, type Line, type Read } from './plain-lines.ts';
import { readTable } from './plain-table.ts';

/** Whitespace that moves columns, and characters that a parser would replace. */
const UNUSUAL = /[\r\0\uFEFF]|^ *\t|\t *$/m;

/** What cannot begin any block but a paragraph, nor end one. */
const PROSE =
  /^(?:[^\s#>|*_+~=<[:`\d-]|`(?!``)|\d(?!\d{0,8}[.)])|\[[^[\]\\]+\](?!:)|\*\*[A-Za-z](?:[^*_`\\<>&![\]]*[^\s*_`\\<>&![\]])?\*\*:? [A-Za-z])/;
const HEADING = /^(#{1,6}) +([^\s#](?:.*[^\s#])?) *$/;
const BOLD = /^\*\*([^\s*_`\\<>&![\]](?:[^*_`\\<>&![\]]*[^\s*_`\\<>&![\]])?)\*\*:?$/;
/** The last character of the marker tells one list from the next. */
const ENTRY = /^(?:\d{1,3}(?=[.)]))?([-*+]|(?<=\d)[.)]) ((?:\*\*|__|[*_`])?[A-Za-z](?:.*\S)?) *$/;
const FENCE = /^(`{3,})([\w+#.-]*)$/;

/**
 * The blocks of Markdown that is built plainly: headings, paragraphs, tables, flat lists and fenced code that
 * begin at the margin. `undefined` where anything else comes up, which takes a parser. Most descriptions in
 * collections are so built, and a parser for the whole of Markdown is most of the cost of reading them.
 */
export function plainBlocksOf(markdown: string): readonly Block[] | undefined {
  if (UNUSUAL.test(markdown)) return undefined;
  const lines = linesOf(markdown);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const read = readBlock(lines, at);
    if (read === undefined) return undefined;
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

function readBlock(lines: readonly Line[], at: number): Read | undefined {
  const first = lines[at]?.text.charAt(0);
  if (first === '|') return readTable(lines, at);
  if (first === '#') return readHeading(lines, at);
  if (first === '`' && lines[at]?.text.startsWith('```') === true) return readCode(lines, at);
  return readBold(lines, at) ?? readList(lines, at) ?? readParagraph(lines, at);
}

function readHeading(lines: readonly Line[], at: number): Read | undefined {
  const line = lines[at];
  const match = HEADING.exec(line?.text ?? '');
  if (line === undefined || match?.[1] === undefined || match[2] === undefined) return undefined;
  const block = { kind: 'heading', level: match[1].length, text: match[2], ...span(line, line) } as const;
  return { block, next: at + 1 };
}

/** A paragraph that is one bold text is a heading. */
function readBold(lines: readonly Line[], at: number): Read | undefined {
  const line = lines[at];
  const text = BOLD.exec(line?.text ?? '')?.[1];
  if (line === undefined || text === undefined || line.text.length >= 120 || !isBlank(lines[at + 1]))
    return undefined;
  return { block: { kind: 'heading', level: 7, text, ...span(line, line) }, next: at + 1 };
}

function readParagraph(lines: readonly Line[], at: number): Read | undefined {
  let next = at;
  while (PROSE.test(lines[next]?.text ?? '')) next += 1;
  const [first, last] = [lines[at], lines[next - 1]];
  if (first === undefined || last === undefined || next === at) return undefined;
  if (!isBlank(lines[next]) && !endsParagraph(lines[next]?.text ?? '')) return undefined;
  const text = lines
    .slice(at, next)
    .map((line) => line.text)
    .join('\n');
  return { block: { kind: 'paragraph', text: trimSpaces(text), ...span(first, last) }, next };
}

/** Blocks that need no blank line before them: of numbered lists those that begin with one. */
function endsParagraph(text: string): boolean {
  return endsText(text) || (ENTRY.test(text) && /^(?:\D|1\D)/.test(text));
}

function endsText(text: string): boolean {
  return HEADING.test(text) || FENCE.test(text);
}

function readList(lines: readonly Line[], at: number): Read | undefined {
  const marker = ENTRY.exec(lines[at]?.text ?? '')?.[1];
  const entries: ListEntry[] = [];
  let last = lines[at];
  let next = at;
  for (; next < lines.length; next = afterBlanks(lines, next + 1)) {
    const match = ENTRY.exec(lines[next]?.text ?? '');
    if (match?.[2] === undefined || match[1] !== marker) break;
    entries.push({ text: match[2], entries: [] });
    last = lines[next];
  }
  const first = lines[at];
  if (first === undefined || last === undefined || next === at || !endsList(lines, next)) return undefined;
  return { block: { kind: 'list', entries, ...span(first, last) }, next };
}

/** What follows is plainly not of the list: it starts at the margin and is neither an entry nor the last one's text. */
function endsList(lines: readonly Line[], next: number): boolean {
  if (next === lines.length) return true;
  const text = lines[next]?.text ?? '';
  return isBlank(lines[next - 1]) ? /^(?:[A-Za-z#|]|\*\*|```)/.test(text) : endsText(text);
}

function readCode(lines: readonly Line[], at: number): Read | undefined {
  const first = lines[at];
  const match = FENCE.exec(first?.text ?? '');
  if (first === undefined || match?.[1] === undefined) return undefined;
  const [, fence, language = ''] = match;
  const close = lines.findIndex((line, index) => index > at && line.text === fence);
  const last = lines[close];
  const inside = lines.slice(at + 1, close).map((line) => line.text);
  if (last === undefined || inside.some((line) => /^ {0,3}`{3}/.test(line))) return undefined;
  return {
    block: { kind: 'code', language, text: inside.join('\n'), ...span(first, last) },
    next: close + 1,
  };
}
