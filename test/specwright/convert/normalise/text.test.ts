import { cpuSince } from '../../../cpu-time.ts';
import * as fc from '../../../fast-check.ts';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, test } from 'vitest';
import { markdownOf } from '../../../../src/specwright/convert/2-normalise/text/description.ts';

describe('HTML becomes Markdown', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'paragraphs and emphasis',
      '<p>A <b>bold </b>and <em>soft</em> word</p><p>Two</p>',
      'A **bold** and *soft* word\n\nTwo',
    ],
    [
      'headings and lists',
      '<h2>T</h2><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>',
      '## T\n\n- a\n- b\n  1. c',
    ],
    [
      'code',
      '<pre><code class="language-JSON">{ "a": 1 }\n</code></pre><p>and <code>x</code></p>',
      '```json\n{ "a": 1 }\n```\n\nand `x`',
    ],
    [
      'links and images',
      '<p><a href="https://x.example">t</a> <img src="/i.png" alt="i"></p>',
      '[t](https://x.example) ![i](/i.png)',
    ],
    ['script and style', '<p>a</p><script>alert(1)</script><style>p{}</style>', 'a'],
    ['unsafe links', '<p><a href="javascript:alert(1)">t</a></p>', 't'],
    ['entities', '<p>https://&lt;tenant&gt;/x &amp; y</p>', 'https://&lt;tenant>/x & y'],
    ['placeholders', '<p>call <tenant-url> now</p>', 'call &lt;tenant-url> now'],
    ['line breaks', '<p>a<br/>b</p>', 'a\\\nb'],
  ];
  test.each(cases)('%s', (_, html, markdown) => {
    expect(markdownOf(`<html><body>${html}</body></html>`)).toBe(markdown);
  });

  test('tables, with lines of a cell joined and spans repeated', () => {
    const html = `<table><thead><tr><th>Name</th><th>What</th></tr></thead><tbody>
      <tr><td rowspan="2">a|b</td><td>one<br>two<ul><li>x</li><li>y</li></ul></td></tr>
      <tr><td><p>Done.</p><p>More</p></td></tr>
      <tr><td colspan="2">wide</td></tr></tbody></table>`;
    expect(markdownOf(html)?.split('\n')).toEqual([
      '| Name | What |',
      '| - | - |',
      '| a\\|b | one; two; x; y |',
      '| a\\|b | Done. More |',
      '| wide | |',
    ]);
  });

  test('a table without heading takes its first row for it', () => {
    expect(markdownOf('<table><tr><td><b>A</b></td></tr><tr><td>1</td></tr></table>')).toBe(
      '| **A** |\n| - |\n| 1 |',
    );
  });
});

describe('Markdown', () => {
  test('without HTML is untouched', () => {
    const text = '# T\n\n* a_b * c\n\n|a|b|\n|-|-|\n|1|2|\n\n`<x>` and a < b';
    expect(markdownOf(text)).toBe(text);
  });

  test('loses the HTML in it', () => {
    const text =
      'Hi <b>bold </b><br>next <span style="x">s</span> <id>\n\n| a | b |\n|---|---|\n| x<br>y | <code>z</code> |\n\n<table>\n<tr><td>1</td>\n\n<td>2</td></tr></table>\n\n`<b>`';
    expect(markdownOf(text)).toBe(
      'Hi **bold** \\\nnext s &lt;id>\n\n| a | b |\n| - | - |\n| x; y | z |\n\n| 1 | 2 |\n| - | - |\n\n`<b>`',
    );
  });

  test('links written in HTML', () => {
    expect(markdownOf('See <a href="https://x.example" target="_blank">here</a>.')).toBe(
      'See [here](https://x.example).',
    );
  });
});

test('descriptions come as text, object or nothing', () => {
  expect(markdownOf({ content: '<p>a</p>', type: 'text/html' })).toBe('a');
  expect(markdownOf({ content: '*a*', type: 'text/markdown' })).toBe('*a*');
  expect(markdownOf({ type: 'text/plain' })).toBeUndefined();
  expect(markdownOf({})).toBeUndefined();
  expect(markdownOf(null)).toBeUndefined();
  expect(markdownOf('  \n')).toBeUndefined();
});

const tags = [
  '<p>',
  '</p>',
  '<b>',
  '</b>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</table>',
  '<br>',
  '<ul><li>',
  '<a href="x">',
  '</a>',
  '<x-y>',
  '&lt;b&gt;',
  '\n\n',
  '|a|b|\n|-|-|\n',
  'text ',
  '- ',
  '`',
  '*',
  '<!-- c -->',
  '<pre>',
  '<div>',
];
/** What a reader of Markdown takes for HTML: code in its spans and blocks is not. */
const htmlIn = (node: Nodes): readonly string[] =>
  node.type === 'html' ? [node.value] : 'children' in node ? node.children.flatMap(htmlIn) : [];

const treeOf = (markdown: string) =>
  fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

test('whatever is mixed, no HTML is left outside code', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...tags), { maxLength: 30 }), (parts) => {
      expect(htmlIn(treeOf(markdownOf(parts.join('')) ?? ''))).toEqual([]);
    }),
    {
      numRuns: 500,
      examples: [[['`', '\n\n', '`', '<p>', '`']], [['`', '\n\n', '<p>', '`']]],
    },
  );
});

test('nesting without end neither overflows nor takes long', () => {
  const depth = 20_000;
  const start = process.cpuUsage();
  expect(markdownOf(`${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`)).toBe('deep');
  expect(markdownOf(`${'<b>'.repeat(depth)}deep`)).toContain('deep');
  expect(markdownOf(`a ${'<'.repeat(depth)} b`)).toBeTypeOf('string');
  expect(cpuSince(start)).toBeLessThan(20_000);
});
