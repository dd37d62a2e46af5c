import * as fc from '../../fast-check.ts';

const PIECES = [
  '\u001B[2J\u001B]0;owned\u0007',
  '\u009B31m',
  '\u0000',
  '\u007F',
  '\r',
  '\r\n',
  '\n',
  '\t',
  '::error file=a,line=1::owned',
  '::add-mask::x',
  '##[group]x',
  '###[error]',
  '\u2028',
  '\u2029',
  '\u202E',
  '\u2066',
  '\u200B',
  '\uFEFF',
  '\u00AD',
  '\u00A0',
  '\u{E0041}',
  '\uD800',
  '\uDC00',
  '\uFFFE',
  '</script><script>alert(1)</script>',
  ']]>',
  '<!--',
  '"\'&<>',
  '| a | b |',
  '```',
  '`',
  '@everyone',
  '[x](javascript:alert(1))',
  '%0A::error::x',
  '#',
  ':',
  ' ',
];

/** Text as a stranger may write it to act on whoever prints it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ maxLength: 5 }),
    ),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''));

/** Characters that act on a terminal, a page or a reader, told by their code points. */
export function actingCharacters(text: string): readonly string[] {
  return [...text]
    .filter((character) => acts(character.codePointAt(0) ?? 0))
    .map((character) => escape(character));
}

function acts(code: number): boolean {
  if (code === 0x09 || code === 0x0a) return false;
  const ranges = [
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x061c, 0x061c],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x2064],
    [0x2066, 0x206f],
    [0xd800, 0xdfff],
    [0xfeff, 0xfeff],
    [0xfff9, 0xfffb],
    [0xfffe, 0xffff],
    [0xe0001, 0xe0001],
    [0xe0020, 0xe007f],
  ];
  return ranges.some(([from = 0, to = 0]) => code >= from && code <= to);
}

/** Lines that the runner of a GitHub workflow takes for a command. */
export function commandLines(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
}
