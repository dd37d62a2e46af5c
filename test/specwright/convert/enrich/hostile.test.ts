import { cpuSince } from '../../../cpu-time.ts';
import * as fc from '../../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../../src/specwright/convert/3-enrich/docs/blocks.ts';
import { plain } from '../../../../src/specwright/convert/3-enrich/docs/plain.ts';
import { readName } from '../../../../src/specwright/convert/3-enrich/fields/name-cell.ts';
import { readProse } from '../../../../src/specwright/convert/3-enrich/fields/prose.ts';
import { readType } from '../../../../src/specwright/convert/3-enrich/fields/type-cell.ts';
import { rowOfLine } from '../../../../src/specwright/convert/3-enrich/fields/rows.ts';
import { collection, enriched, field, jsonBody, one, operation, response } from './collection.ts';

/** Pieces that tables, lists and facts are made of, in any order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '| ',
        ' |',
        '|---|',
        '\n',
        '\n\n',
        '- ',
        '* ',
        '`',
        '**',
        '# ',
        '### Body',
        '```',
        '&nbsp;',
        '<br>',
        '└ ',
        ': ',
        '\\|',
        '{',
        '[',
        'Name',
        'Type',
        'Required',
        'string',
        'array of ',
        '__proto__',
        'custom_*',
        'a.b[].c',
        'One of: ',
        'default is ',
        'between 1 and ',
        '404',
        'HTTP status',
        '5',
        'yes',
        'required if',
        '(',
        ')',
        "'x'",
        '"',
        ' or ',
        ',',
        '$&',
        '\u0000',
        '\uD800',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('any text', () => {
  test('is read without an error and gives an operation with a response', () => {
    fc.assert(
      fc.property(pieces, pieces, (text, other) => {
        const { first } = one({
          description: text,
          path: '/a/{id}',
          queryParameters: [field('q', other, { description: text })],
          body: jsonBody({ a: 1, custom_x: 'y' }, { comments: [{ pointer: '/a', text: other }] }),
          responses: [response(404, { error: other }), response(undefined, { id: 'x' })],
        });
        expect(first.responses.length).toBeGreaterThan(0);
        expect(first.parameters.every((parameter) => parameter.name !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('above the operations is read without an error', () => {
    fc.assert(
      fc.property(pieces, pieces, (text, folder) => {
        const { facts } = enriched(
          collection([operation({ folders: ['F'] })], {
            description: text,
            folders: { F: folder, 'F/Empty': text },
          }),
        );
        expect(facts.operations.size).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  test('never reaches the prototype of objects', () => {
    one({
      description:
        '### Body\n\n| Name | Type | Default |\n|---|---|---|\n| __proto__ | object | x |\n| __proto__.polluted | string | y |\n| constructor.prototype.polluted | string | z |',
      body: jsonBody(JSON.parse('{"__proto__": {"polluted": "yes"}}')),
    });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

/** Texts that make a careless pattern run away. */
const bombs = [
  'a'.repeat(15000),
  '('.repeat(7500),
  '*'.repeat(7500),
  '`'.repeat(7500),
  '['.repeat(7500),
  ' '.repeat(15000),
  '\n'.repeat(7500),
  'a,'.repeat(7500),
  '"a" '.repeat(3750),
  '`a` or '.repeat(2250),
  'one of: '.repeat(2000),
  'default '.repeat(2000),
  'between 1 '.repeat(1500),
  'max 1'.repeat(3000),
  '1-'.repeat(7500),
  '- '.repeat(7500),
  'required if '.repeat(1500),
  `${'&nbsp;'.repeat(2250)}x`,
  'a.'.repeat(7500),
  'returns '.repeat(2000),
  '404 '.repeat(3000),
  'array of '.repeat(1750),
  '{"a":'.repeat(2500),
  '|a|'.repeat(2500),
  '> '.repeat(5000),
  '- '.repeat(5000),
];

describe('a text made to run patterns away', () => {
  test.each(bombs.map((bomb) => [bomb.slice(0, 12), bomb] as const))('%j...', (_, bomb) => {
    const start = process.cpuUsage();
    plain(bomb);
    readName(bomb);
    readType(bomb);
    readProse(bomb);
    rowOfLine(bomb, '');
    one({
      description: `### Body\n\n${bomb}\n\n| Name | Description |\n|---|---|\n| a | ${bomb.replaceAll('\n', ' ').replaceAll('|', '')} |`,
    });
    expect(cpuSince(start)).toBeLessThan(5000);
  });
});

test('time grows with the input, not faster', () => {
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `| field${index} | string | yes | Text ${index}. One of: \`a\`, \`b\`. |`,
    ).join('\n');
  const of = (count: number): number => {
    const description = `### Body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n${rows(count)}`;
    const start = process.cpuUsage();
    expect(blocksOf(description)).toHaveLength(2);
    one({ description });
    return cpuSince(start);
  };
  of(100);
  const small = of(100);
  expect(of(1000)).toBeLessThan(Math.max(small, 20) * 40);
});
