import fc from '../../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { parsedBlocksOf } from '../../../../src/specwright/convert/3-enrich/docs/blocks.ts';
import { plainBlocksOf } from '../../../../src/specwright/convert/3-enrich/docs/plain-blocks.ts';

const PIECES = [
  'Name',
  'a word',
  'x',
  '1',
  '42. ',
  '`code`',
  '`',
  '**bold**',
  '**',
  '*',
  '_it_',
  '__',
  '[link](https://example.com)',
  '[ref]: /url',
  '[ ] ',
  '![i](u)',
  '<br>',
  '<b>',
  '<!--',
  '&nbsp;',
  '&amp;',
  '\\|',
  '\\',
  '|',
  '||',
  ' | ',
  '| --- |',
  '---',
  '===',
  ':-:',
  ':',
  '#',
  '## ',
  '> ',
  '- ',
  '-',
  '+ ',
  '* ',
  '1) ',
  '```',
  '~~~',
  '    ',
  '  ',
  ' ',
  '\u00A0',
  '\t',
  '\r',
  '\u0000',
  '\uFEFF',
  '\u2028',
  'é',
  '!',
];
const piece = fc.constantFrom(...PIECES);
const anyLine = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));
const cell = fc.array(piece, { maxLength: 3 }).map((parts) => parts.join(''));
const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => `| ${cells.join(' | ')} |`);
const table = fc
  .tuple(row, fc.integer({ min: 1, max: 4 }), fc.array(row, { maxLength: 3 }))
  .map(([header, columns, rows]) => [header, `|${' --- |'.repeat(columns)}`, ...rows].join('\n'));
const list = fc
  .tuple(
    fc.constantFrom('- ', '* ', '+ ', '1. ', '2) '),
    fc.array(anyLine, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('\n', '\n\n'),
  )
  .map(([marker, lines, gap]) => lines.map((line) => `${marker}A${line}`).join(gap));
const code = anyLine.map((line) => `\`\`\`json\n${line}\n\`\`\``);
const heading = anyLine.map((line) => `## ${line}`);
const bold = cell.map((text) => `**${text}**`);
const block = fc.oneof(anyLine, table, list, code, heading, bold);
const markdown = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n', '\n \n')), { minLength: 1, maxLength: 5 })
  .map((blocks) => blocks.flat().join(''));

describe('plainBlocksOf', () => {
  it('sees what the parser sees, or leaves the text to it', () => {
    let plain = 0;
    fc.assert(
      fc.property(markdown, (text) => {
        const blocks = plainBlocksOf(text);
        if (blocks === undefined) return;
        plain += 1;
        expect(blocks).toEqual(parsedBlocksOf(text));
      }),
      { numRuns: 20_000 },
    );
    expect(plain).toBeGreaterThan(1000);
  });

  it('reads the usual description by itself', () => {
    const text = [
      '# Get one order',
      'Reads it, with a [link](https://example.com) and `code`.',
      'A second line.',
      '',
      '**Parameters:**',
      '',
      '| Name | Type | Description |',
      '|---|:-:|---|',
      '| `id` | string |  |',
      '| page | integer | A<br>B |',
      '',
      '- one',
      '- **two** words',
      '',
      '```json',
      '{ "id": 1 }',
      '```',
    ].join('\n');
    const blocks = plainBlocksOf(text);
    expect(blocks).toEqual(parsedBlocksOf(text));
    expect(blocks?.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'heading',
      'table',
      'list',
      'code',
    ]);
  });

  it.each([
    ['a table whose rule has another number of columns', '| a | b |\n| --- |\n'],
    ['a row without its last bar', '| a |\n| --- |\n| b\n'],
    ['a list within a list', '- a\n  - b\n'],
    ['an underlined heading', 'Title\n---\n'],
    ['HTML', '<table>\n'],
    ['a fence that never closes', '```\ncode\n'],
  ])('leaves %s to the parser', (_, text) => {
    expect(plainBlocksOf(text)).toBeUndefined();
  });
});
