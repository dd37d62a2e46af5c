import { describe, expect, it } from 'vitest';
import type { Styles } from '../../../src/specwright/runtime/operation.ts';
import { formPairs, multipart, parameterText, queryPairs } from '../../../src/specwright/runtime/styles.ts';

const day = new Date(0);
const AT = '1970-01-01T00:00:00.000Z';

describe('a query', () => {
  it.each<[object, Styles | undefined, string]>([
    [{}, undefined, ''],
    [{ a: undefined, b: null, c: 0, d: false, e: '' }, undefined, 'c=0&d=false&e='],
    [{ 'a b': 'c&d' }, undefined, 'a%20b=c%26d'],
    [{ a: [1, 'x y', null] }, undefined, 'a=1&a=x%20y'],
    [{ a: [{ b: 1 }] }, undefined, 'a%5B0%5D%5Bb%5D=1'],
    [{ a: { b: 1, c: [2, 3], d: { e: 4 } } }, undefined, 'b=1&c=2%2C3&d=e%2C4'],
    [{ a: day }, undefined, `a=${encodeURIComponent(AT)}`],
    [{ a: [1, 2] }, { a: 'comma' }, 'a=1,2'],
    [{ a: ['x y', 2] }, { a: 'space' }, 'a=x%20y%202'],
    [{ a: [1, 2] }, { a: 'pipe' }, 'a=1%7C2'],
    [{ a: { b: 1, 'c d': 'e' } }, { a: 'comma' }, 'a=b,1,c%20d,e'],
    [{ a: { b: [1], c: { d: 2 } } }, { a: 'brackets' }, 'a%5Bb%5D%5B0%5D=1&a%5Bc%5D%5Bd%5D=2'],
    [{ a: [1, 2] }, { a: 'brackets' }, 'a%5B0%5D=1&a%5B1%5D=2'],
    [{ a: { b: 1 } }, { a: 'json' }, 'a=%7B%22b%22%3A1%7D'],
    [{ a: 'x/y?z#&+' }, { a: 'reserved' }, 'a=x/y?z%23%26%2B'],
    [{ a: 1 }, { toString: 'json' } as Styles, 'a=1'],
    [{ toString: 1 }, {}, 'toString=1'],
  ])('%j with %j is %s', (query, styles, expected) => {
    expect(queryPairs(query, styles)).toBe(expected);
  });
});

it.each<[unknown, Parameters<typeof parameterText>[1], string]>([
  [[1, { a: 1 }, day], undefined, `1,{"a":1},${AT}`],
  [{ a: 1, b: [2] }, undefined, 'a,1,b,[2]'],
  [[1, 2], 'pipe', '1|2'],
  [[1, 2], 'space', '1 2'],
  [[1, 2], 'json', '[1,2]'],
  [null, undefined, 'null'],
  [day, undefined, AT],
])('%j in the style %s is the text %s', (value, style, expected) => {
  expect(parameterText(value, style)).toBe(expected);
});

describe('a form', () => {
  it.each<[unknown, Styles | undefined, string]>([
    [undefined, undefined, ''],
    [{ a: undefined, b: null, c: 0 }, undefined, 'c=0'],
    [{ a: ['x y', 2] }, undefined, 'a=x+y&a=2'],
    [{ a: { b: 1, c: [2, 3] } }, undefined, 'a%5Bb%5D=1&a%5Bc%5D=2&a%5Bc%5D=3'],
    [{ a: [{ b: 1 }] }, undefined, 'a%5B0%5D%5Bb%5D=1'],
    [{ a: [1, 2] }, { a: 'brackets' }, 'a%5B0%5D=1&a%5B1%5D=2'],
    [{ a: [1, 2] }, { a: 'comma' }, 'a=1%2C2'],
  ])('%j with %j is %s', (body, styles, expected) => {
    expect(formPairs(body, styles)).toBe(expected);
  });

  it('with files holds them as they are, and everything else as text', async () => {
    const form = multipart({
      file: new Blob(['one']),
      bytes: new TextEncoder().encode('two'),
      list: [1, undefined, null, 'x'],
      object: { a: 1 },
      day,
      none: null,
    });
    expect([...form.keys()]).toEqual(['file', 'bytes', 'list', 'list', 'object', 'day']);
    expect(form.getAll('list')).toEqual(['1', 'x']);
    expect([form.get('object'), form.get('day')]).toEqual(['{"a":1}', AT]);
    for (const [name, text] of [
      ['file', 'one'],
      ['bytes', 'two'],
    ] as const) {
      const entry = form.get(name);
      expect(entry instanceof Blob && (await entry.text())).toBe(text);
    }
  });
});
