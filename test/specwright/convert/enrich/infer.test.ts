import type { Json } from '../../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import {
  formatsOf,
  hasFormat,
  isStringFormat,
} from '../../../../src/specwright/convert/3-enrich/infer/formats.ts';
import { isMap, valuesOf } from '../../../../src/specwright/convert/3-enrich/infer/maps.ts';
import {
  addShape,
  emptyShape,
  shapeOf,
  UNKNOWN,
} from '../../../../src/specwright/convert/3-enrich/infer/shape.ts';
import { markUnknowns } from '../../../../src/specwright/convert/3-enrich/infer/unknowns.ts';
import { variantsOf } from '../../../../src/specwright/convert/3-enrich/infer/variants.ts';

describe('the shape of samples', () => {
  it('counts what it saw, and keeps every scalar once', () => {
    const shape = shapeOf([null, true, 1, 1, 'a', 'a', [1, 2], [], { a: 1 }, UNKNOWN]);
    expect(shape).toMatchObject({ total: 10, nulls: 1, arrays: 2, objects: 1, unknowns: 1, cut: false });
    expect([...shape.booleans, ...shape.numbers, ...shape.strings]).toEqual([true, 1, 'a']);
    expect([shape.fewestItems, shape.mostItems]).toEqual([0, 2]);
  });

  it('has no elements where every list is empty', () => {
    expect(shapeOf([[], []]).items).toBeUndefined();
  });

  it('keeps the formats that all texts have', () => {
    expect(shapeOf(['2024-01-01', '2024-01-02']).formats).toEqual(['date']);
    expect(shapeOf(['2024-01-01', 'a@example.com']).formats).toEqual([]);
    expect(shapeOf(['plain', '2024-01-01']).formats).toEqual([]);
    expect(shapeOf([1]).formats).toBeUndefined();
  });

  it.each([
    ['objects', (inner: Json): Json => ({ a: inner })],
    ['lists', (inner: Json): Json => [inner]],
  ])('is cut where %s nest too deep, and not before', (_, wrap) => {
    const nested = (depth: number): Json => {
      let value: Json = {};
      for (let level = 0; level < depth; level += 1) value = wrap(value);
      return value;
    };
    const isCut = (depth: number): boolean => {
      let shape = shapeOf([nested(depth)]);
      for (;;) {
        if (shape.cut) return true;
        const next = shape.properties.get('a') ?? shape.items;
        if (next === undefined) return false;
        shape = next;
      }
    };
    expect(isCut(79)).toBe(false);
    expect(isCut(80)).toBe(true);
  });
});

describe('two shapes put together', () => {
  const samples: readonly (readonly Json[])[] = [
    [null, 1, 'a', true],
    ['2024-01-01', UNKNOWN],
    [[1], [1, 2, 3]],
    [[], ['x']],
    [{ a: 1 }, { a: 'x', b: null }],
    [{ c: [{ d: 1 }] }],
    ['2024-01-02', 'a@example.com'],
  ];
  const pairs = samples.flatMap((one) => samples.map((other) => [one, other] as const));

  it.each(pairs)('say what one shape of all samples says: %j and %j', (one, other) => {
    const together = shapeOf(one);
    addShape(together, shapeOf(other));
    expect(together).toEqual(shapeOf([...one, ...other]));
  });

  it('are cut where one of them is', () => {
    const cut = { ...emptyShape(), cut: true };
    const shape = emptyShape();
    addShape(shape, cut);
    expect(shape.cut).toBe(true);
    addShape(shape, emptyShape());
    expect(shape.cut).toBe(true);
  });
});

describe('maps', () => {
  it.each([
    [{ '2024-01-01': 1, '2024-02-01': 2 }, true],
    [{ '1': 'a', '2': 'b' }, true],
    [{ '1': 'a', name: 'b' }, false],
    [{}, false],
    [{ [`https://example.com/${'x'.repeat(280)}`]: 1 }, true],
    [{ [`https://example.com/${'x'.repeat(281)}`]: 1 }, false],
  ])('%j', (sample, expected) => {
    expect(isMap(shapeOf([sample]))).toBe(expected);
  });

  it('have one shape for all values', () => {
    expect(valuesOf(shapeOf([{ '1': 'a', '2': 3 }]))).toEqual(shapeOf(['a', 3]));
  });
});

describe('formats', () => {
  it.each([
    ['2024-02-29T10:00:00Z', ['date-time']],
    ['2023-02-29T10:00:00Z', []],
    ['2024-02-30', []],
    ['a@example.com', ['email']],
    ['10.0.0.1', ['ipv4']],
    ['10.0.0.256', []],
    ['2001:db8::1', ['ipv6']],
    ['https://example.com/a', ['uri']],
    ['123e4567-e89b-12d3-a456-426614174000', ['uuid']],
    ['plain', []],
    [`https://example.com/${'a'.repeat(492)}`, ['uri']],
    [`https://example.com/${'a'.repeat(493)}`, []],
  ])('%s', (text, expected) => {
    expect(formatsOf(text)).toEqual(expected);
  });

  it('are not read from texts that are too long', () => {
    expect(hasFormat(`https://example.com/${'a'.repeat(492)}`, 'uri')).toBe(true);
    expect(hasFormat(`https://example.com/${'a'.repeat(493)}`, 'uri')).toBe(false);
  });

  it('are known by name', () => {
    expect(['date', 'uri', 'hostname', ''].map(isStringFormat)).toEqual([true, true, false, false]);
  });
});

describe('marking unknown places', () => {
  it('marks what stands there and leaves the sample as it was', () => {
    const sample: Json = { a: [1, { b: 2, c: 3 }], d: 4 };
    const before = structuredClone(sample);
    expect(markUnknowns({ json: sample, bare: ['/a/1/b', '/d'] })).toEqual({
      a: [1, { b: UNKNOWN, c: 3 }],
      d: UNKNOWN,
    });
    expect(sample).toEqual(before);
  });

  it.each(['/x', '/a/9', '/d/e', '/a/1/b/c'])('passes over %s, where nothing stands', (place) => {
    const sample: Json = { a: [1, { b: 2 }], d: 4 };
    expect(markUnknowns({ json: sample, bare: [place] })).toEqual(sample);
  });

  it('marks the whole', () => {
    expect(markUnknowns({ json: { a: 1 }, bare: [''] })).toBe(UNKNOWN);
  });
});

describe('kinds of objects', () => {
  const card = { number: '1', expiry: '2' };
  const bank = { iban: '3', bic: '4' };
  const kindsIn = (samples: readonly Json[]) =>
    variantsOf(shapeOf(samples))?.map(({ shape, common }) => [shape.total, shape.objects, [...common]]);

  it('are told apart by names that no two share, in the order of their names', () => {
    const expected = [
      [1, 1, ['iban', 'bic']],
      [2, 2, ['number', 'expiry']],
    ];
    expect(kindsIn([card, bank, card])).toEqual(expected);
    expect(kindsIn([bank, card, card])).toEqual(expected);
    expect(
      kindsIn([
        { z: 1, a: 2 },
        { n: 3, m: 4 },
      ])?.map(([, , common]) => common),
    ).toEqual([
      ['z', 'a'],
      ['n', 'm'],
    ]);
    expect(
      kindsIn([
        { n: 3, m: 4 },
        { z: 1, a: 2 },
      ])?.map(([, , common]) => common),
    ).toEqual([
      ['z', 'a'],
      ['n', 'm'],
    ]);
  });

  it('need two names that all of them have', () => {
    expect(kindsIn([card, bank, { ...card, holder: 'x' }])).toEqual([
      [1, 1, ['iban', 'bic']],
      [2, 2, ['number', 'expiry']],
    ]);
    expect(kindsIn([card, bank, { number: '5' }])).toBeUndefined();
  });

  it('are one kind where any name is shared', () => {
    expect(kindsIn([card, { number: '1', iban: '3' }, bank])).toBeUndefined();
    expect(kindsIn([card, card])).toBeUndefined();
  });

  it('are none where there are too many', () => {
    const kind = (index: number): Json => ({ [`a${index}`]: 1, [`b${index}`]: 2 });
    const kinds = (count: number) =>
      kindsIn(Array.from({ length: count }, (_, index) => kind(index)))?.length;
    expect(kinds(6)).toBe(6);
    expect(kinds(7)).toBeUndefined();
  });

  it('are none where the same names come in too many sets', () => {
    const spelled = (count: number) =>
      kindsIn([bank, ...Array.from({ length: count }, (_, index) => ({ ...card, [`extra${index}`]: 1 }))]);
    expect(spelled(59)?.length).toBe(2);
    expect(spelled(60)).toBeUndefined();
  });
});
