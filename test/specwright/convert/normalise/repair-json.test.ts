import { cpuSince } from '../../../cpu-time.ts';
import fc from '../../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/specwright/base/json.ts';
import { parseTolerantJson } from '../../../../src/specwright/convert/text-json/tolerant-json.ts';

/** Values whose texts hold nothing that could be taken for something else. */
const sample = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .,:'_-]{0,12}$/).filter((text) => !text.includes('...')),
      fc.integer({ min: -9999, max: 9999 }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9_]{1,8}$/), tie('value'), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));

const read = (text: string): Json | undefined => parseTolerantJson(text)?.value;

/** Ways to spoil printed JSON that leave no doubt about what was meant. */
const spoils: Readonly<Record<string, (text: string, pick: number) => string>> = {
  'a comma missing at the end of a line': (text, pick) => {
    const commas = [...text.matchAll(/,\n/g)].map(({ index }) => index);
    const at = commas[pick % Math.max(commas.length, 1)];
    return at === undefined ? text : text.slice(0, at) + text.slice(at + 1);
  },
  'every comma twice': (text) => text.replaceAll(',\n', ',,\n'),
  'commas after the last member': (text) => text.replace(/([^\s[{,])(\n\s*[}\]])/g, '$1,$2'),
  'curly quotes': (text) => text.replace(/"([^"\n]*)"/g, '\u201C$1\u201D'),
  'keys without quotes': (text) => text.replace(/"([a-zA-Z0-9_]+)":/g, '$1:'),
  'a bracket too many at the end': (text) => `${text}\n}`,
  'no bracket at the end': (text) => text.trimEnd().replace(/[}\]]$/, ''),
  'parts left out': (text) => text.replaceAll(/,\n(\s*)/g, ',\n$1...\n$1'),
  remarks: (text) => text.replaceAll(/,\n/g, ', // and so on, "x": 1\n'),
  'a line above': (text) => `Example body:\n\n${text}`,
  capitals: (text) => text.replaceAll(/: (true|false)/g, (_, word: string) => `: ${word.toUpperCase()}`),
};

describe('JSON with slips', () => {
  it.each(Object.entries(spoils))('is read as it was meant: %s', (_, spoil) => {
    fc.assert(
      fc.property(sample.object, fc.nat(), (value, pick) => {
        expect(read(spoil(JSON.stringify(value, null, 2), pick))).toEqual(value);
      }),
    );
  });

  it('is read as it was meant with any two slips at once', () => {
    const way = fc.constantFrom(...Object.values(spoils));
    fc.assert(
      fc.property(sample.object, way, way, fc.nat(), (value, one, other, pick) => {
        expect(read(other(one(JSON.stringify(value, null, 2), pick), pick))).toEqual(value);
      }),
    );
  });

  it('never stops the conversion, whatever the text', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\n',
      '...',
      '//',
      '<a|b>',
      'x',
      '1',
      '{{v}}',
      ' ',
      '\\',
      '#',
      '=',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), (pieces) => {
        const found = parseTolerantJson(pieces.join(''));
        if (found !== undefined) expect(JSON.parse(JSON.stringify(found.value))).toEqual(found.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('costs time in proportion to the text', () => {
    const start = process.cpuUsage();
    for (const unit of ['{"a": "b" ', '"x', "{'a':", '[<', '{"a": 1, ', '/* ', '" ', '... '])
      parseTolerantJson(`{"k": 1 "l": ${unit.repeat(20_000)}`);
    expect(cpuSince(start)).toBeLessThan(5000);
  });

  it('is left alone where it is sound', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseTolerantJson(JSON.stringify(value))?.slips).toEqual([]);
      }),
    );
  });
});

describe('words in place of values', () => {
  it.each([
    ['{"a": <string>}', { blank: ['/a'] }],
    ['{"a": integer, "b": 2}', { blank: ['/a'] }],
    ['{"a": }', { blank: ['/a'] }],
    ['{"a": ...}', { blank: ['/a'] }],
    ['{"a": true|false}', { choices: [{ pointer: '/a', values: [true, false] }] }],
    ['{"a": "<asc|desc>"}', { choices: [{ pointer: '/a', values: ['asc', 'desc'] }] }],
    ['{"a": "ASC|DESC"}', { choices: [{ pointer: '/a', values: ['ASC', 'DESC'] }] }],
    ['{"a": "open" | "shut"}', { choices: [{ pointer: '/a', values: ['open', 'shut'] }] }],
    ['{"a": {{id}} "b": 1}', { bare: ['/a'] }],
  ])('%s', (text, expected) => {
    expect(parseTolerantJson(text)).toMatchObject(expected);
  });

  it.each(['{"a": "x|y"}', '{"a": "and/or"}', '{"a": "id|name|size"}', '{"a": "A|B"}'])(
    '%s is a value like any other',
    (text) => {
      expect(parseTolerantJson(text)?.choices).toEqual([]);
    },
  );

  it.each([
    'query { users { name } }',
    '{ users { name } }',
    'if (x) { y = 1; }',
    '<a>{"b": 1}</a>',
    'a=1&b={x}',
    '["a": 1]',
  ])('%s is not JSON', (text) => {
    expect(parseTolerantJson(text)).toBeUndefined();
  });
});
