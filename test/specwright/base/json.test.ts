import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import {
  type Json,
  canonicalText,
  defined,
  fromEntries,
  isObject,
  jsonOf,
  objectAt,
  own,
  ownList,
  ownNumber,
  ownObject,
  ownString,
  ownStrings,
  ownText,
  setKey,
  textOf,
  typeOf,
} from '../../../src/specwright/base/json.ts';

const read = (text: string): Json => JSON.parse(text);
/** Values as strangers write them, dangerous keys among them. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => read(JSON.stringify(value)));

describe('reading', () => {
  it('gives the value of a JSON text, and nothing for another text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(jsonOf(text))).toBe(text);
      }),
    );
    for (const text of ['', '{', '{"a": 1} 2', 'undefined', '\uFEFF1']) expect(jsonOf(text)).toBeUndefined();
  });

  it('finds own properties alone', () => {
    const value = read('{"__proto__": 1, "a": null}');
    expect(own(value, '__proto__')).toBe(1);
    expect(own(value, 'a')).toBeNull();
    expect(own({}, '__proto__')).toBeUndefined();
    expect(own({}, 'constructor')).toBeUndefined();
    expect(own(['a'], '0')).toBeUndefined();
    expect(own(undefined, 'a')).toBeUndefined();
  });

  it('reads another type as absent', () => {
    const value = read(
      '{"o": {"k": 1}, "l": [1, "a", null], "s": "x", "n": 1, "e": "", "t": true, "big": 1e400}',
    );
    expect([ownObject(value, 'o'), ownObject(value, 'l')]).toEqual([{ k: 1 }, undefined]);
    expect([objectAt(value, 'o'), objectAt(value, 's')]).toEqual([{ k: 1 }, {}]);
    expect([ownList(value, 'l'), ownList(value, 'o')]).toEqual([[1, 'a', null], []]);
    expect([ownString(value, 's'), ownString(value, 'n')]).toEqual(['x', undefined]);
    expect([ownNumber(value, 'n'), ownNumber(value, 's'), ownNumber(value, 'big')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect(ownStrings(value, 'l')).toEqual(['a']);
    expect([ownText(value, 'n'), ownText(value, 't'), ownText(value, 'e')]).toEqual(['1', 'true', undefined]);
    expect([textOf(''), textOf(null), textOf([])]).toEqual(['', undefined, undefined]);
  });

  it.each([
    [null, 'null'],
    [[], 'array'],
    [1, 'integer'],
    [-0, 'integer'],
    [1.5, 'number'],
    [true, 'boolean'],
    ['', 'string'],
    [{}, 'object'],
  ] as const)('typeOf(%j) is %s', (value, type) => {
    expect(typeOf(structuredClone(value) as Json)).toBe(type);
    expect(isObject(structuredClone(value) as Json)).toBe(type === 'object');
  });
});

describe('writing', () => {
  it('never changes a prototype', () => {
    const object = fromEntries([
      ['__proto__', { polluted: true }],
      ['a', 1],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect('polluted' in object).toBe(false);
    expect(JSON.stringify(object)).toBe('{"__proto__":{"polluted":true},"a":1}');
    setKey(object, '__proto__', 2);
    expect(own(object, '__proto__')).toBe(2);
  });

  it('defined() drops what is undefined and keeps null', () => {
    expect(Object.keys(defined({ a: undefined, b: null, c: 0 }))).toEqual(['b', 'c']);
  });
});

describe('canonicalText', () => {
  /** The same value with the keys of every object in reverse. */
  function reversed(value: Json): Json {
    if (Array.isArray(value)) return value.map(reversed);
    if (!isObject(value)) return value;
    return fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, entry]) => [key, reversed(entry)]),
    );
  }

  it('is the same for every order of keys, and JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalText(reversed(value))).toBe(canonicalText(value));
        expect(canonicalText(read(canonicalText(value)))).toBe(canonicalText(value));
      }),
    );
  });

  it('differs for different values', () => {
    const values: Json[] = [
      null,
      0,
      '0',
      '',
      [],
      {},
      [[]],
      { a: 1 },
      { a: '1' },
      { b: 1 },
      ['a', 1],
      { a: [1] },
    ];
    expect(new Set(values.map(canonicalText)).size).toBe(values.length);
  });
});
