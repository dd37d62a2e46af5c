import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, JsonType } from '../../../../src/specwright/base/json.ts';
import type { FieldFacts } from '../../../../src/specwright/convert/3-enrich/fields/field.ts';
import { BLANK, UNKNOWN } from '../../../../src/specwright/convert/3-enrich/infer/shape.ts';
import { coerce } from '../../../../src/specwright/convert/3-enrich/schema/coerce.ts';
import { fits } from '../../../../src/specwright/convert/3-enrich/schema/fits.ts';
import { documented, said, written } from './written.ts';

type Said = readonly [JsonObject, ...string[]];

describe('a printed value', () => {
  it.each<[string, readonly JsonType[], Json | undefined]>([
    ['TRUE', ['boolean'], true],
    ['False', ['boolean'], false],
    ['untrue', ['boolean'], undefined],
    ['trueish', ['boolean'], undefined],
    ['true', ['string'], 'true'],
    ['null', ['null'], null],
    ['nil', ['null'], undefined],
    ['null', ['string'], 'null'],
    ['1.5', ['number'], 1.5],
    ['-.5', ['number'], -0.5],
    ['1e3', ['number'], undefined],
    ['x1', ['number'], undefined],
    ['+3', ['integer'], 3],
    ['1.0', ['integer'], 1],
    ['1.5', ['integer'], undefined],
    ['x', ['integer'], undefined],
    ['', ['integer'], undefined],
    ['5', ['integer', 'string'], 5],
    ['5', ['string'], '5'],
    [' a ', ['string'], 'a'],
    [' "a" ', ['string'], 'a'],
    ["'a'", ['string'], 'a'],
    ['"a\nb"', ['string'], 'a\nb'],
    ['"a\'', ['string'], '"a\''],
    ['"a" b', ['string'], '"a" b'],
    ['a "b"', ['string'], 'a "b"'],
    ['""', ['string'], ''],
    ['[]', ['array'], []],
    ['[1]', ['array'], undefined],
    ['[]', ['object'], undefined],
    ['{}', ['object'], {}],
    ['{"a":1}', ['object'], undefined],
    ['{}', ['array'], undefined],
    ['true', [], true],
    ['false', [], false],
    ['True', [], 'True'],
    ['untrue', [], 'untrue'],
    ['falsehood', [], 'falsehood'],
    ['7', [], 7],
    ['seven', [], 'seven'],
    ['[]', [], '[]'],
  ])('%s as %j is %j', (printed, types, value) => {
    expect(coerce(printed, new Set(types))).toEqual(value);
  });
});

describe('a value fits a schema', () => {
  const named = {
    properties: { a: { type: 'integer' }, x_b: { type: 'string' } },
    patternProperties: { '^x_': { maxLength: 2 } },
    required: ['a'],
  };
  it.each<[Json, JsonObject, boolean]>([
    [1, {}, true],
    [1, { type: 'integer' }, true],
    [1, { type: 'number' }, true],
    [1.5, { type: 'integer' }, false],
    ['1', { type: ['integer', 'null'] }, false],
    [null, { type: ['integer', 'null'] }, true],
    ['1', { type: 'number' }, false],
    ['a', { enum: ['a', 'b'] }, true],
    ['c', { enum: ['a', 'b'] }, false],
    [[1], { enum: [[2], [1]] }, true],
    [[3], { enum: [[2], [1]] }, false],
    [{ a: 1, b: 2 }, { enum: [{ b: 2, a: 1 }] }, true],
    [{ a: 1 }, { enum: [{ b: 2, a: 1 }] }, false],
    [2, { minimum: 2, maximum: 2 }, true],
    [1, { minimum: 2 }, false],
    [3, { maximum: 2 }, false],
    [3, { exclusiveMinimum: 2, exclusiveMaximum: 4 }, true],
    [2, { exclusiveMinimum: 2 }, false],
    [1, { exclusiveMinimum: 2 }, false],
    [4, { exclusiveMaximum: 4 }, false],
    [5, { exclusiveMaximum: 4 }, false],
    ['ab', { minLength: 2, maxLength: 2 }, true],
    ['a', { minLength: 2 }, false],
    ['abc', { maxLength: 2 }, false],
    ['💡💡', { minLength: 2, maxLength: 2 }, true],
    ['1', { minimum: 2, exclusiveMinimum: 2 }, true],
    [1, { minLength: 2, pattern: '^a' }, true],
    ['abc', { pattern: '^a.c$' }, true],
    ['xbc', { pattern: '^a.c$' }, false],
    [`${'b'.repeat(999)}a`, { pattern: 'a$' }, true],
    [`${'b'.repeat(1000)}a`, { pattern: 'a$' }, false],
    ['2024-01-01', { format: 'date' }, true],
    ['today', { format: 'date' }, false],
    ['today', { format: 'hostname' }, true],
    [[1], { minItems: 1, maxItems: 1 }, true],
    [[], { minItems: 1 }, false],
    [[1, 2], { maxItems: 1 }, false],
    [[1, 2], { items: { type: 'integer' } }, true],
    [[1, 'a'], { items: { type: 'integer' } }, false],
    [[1, 'a'], {}, true],
    [{ a: 1 }, named, true],
    [{}, named, false],
    [{ a: 'x' }, named, false],
    [{ a: 1, x_b: 'ab', x_c: 'ab' }, named, true],
    [{ a: 1, x_b: 'abc' }, named, false],
    [{ a: 1, x_b: 1 }, named, false],
    [{ a: 1, x_c: 'abc' }, named, false],
    [{ a: 1, bx_c: 'abc' }, named, true],
    [{ a: 1, more: 1 }, { ...named, additionalProperties: true }, true],
    [{ a: 1, more: 1 }, { ...named, additionalProperties: false }, false],
    [{ a: 1, more: 1 }, { ...named, additionalProperties: { type: 'integer' } }, true],
    [{ a: 1, more: 'x' }, { ...named, additionalProperties: { type: 'integer' } }, false],
    [{ a: 1 }, { ...named, additionalProperties: false }, true],
    [{ a: 1 }, { required: ['a', 'b'] }, false],
    [{ a: 1 }, { required: [1] }, false],
    [{ a: 1 }, { properties: { a: false } }, true],
    [1, { allOf: [{ type: 'integer' }, { minimum: 1 }] }, true],
    [1, { allOf: [{ type: 'integer' }, { minimum: 2 }] }, false],
    [1, { allOf: [true] }, true],
    [1, { anyOf: [{ type: 'string' }, { minimum: 1 }] }, true],
    [1, { anyOf: [{ type: 'string' }, { minimum: 2 }] }, false],
    [1, { anyOf: [true] }, false],
    [1, { oneOf: [{ type: 'string' }, { minimum: 1 }] }, true],
    [1, { oneOf: [{ type: 'integer' }, { minimum: 1 }] }, false],
    [1, { oneOf: [{ type: 'string' }, { minimum: 2 }] }, false],
  ])('%j, %j: %j', (value, schema, expected) => {
    expect(fits(value, schema)).toBe(expected);
  });
});

describe('the type of a field without samples', () => {
  it.each<[FieldFacts, JsonObject]>([
    [{}, {}],
    [{ types: ['boolean'] }, { type: 'boolean' }],
    [{ types: ['string', 'null', 'integer'] }, { type: ['integer', 'string', 'null'] }],
    [{ types: ['string'], nullable: true }, { type: ['string', 'null'] }],
    [{ types: ['string'], nullable: false }, { type: 'string' }],
    [{ types: ['integer', 'number'] }, { type: 'number' }],
    [
      { types: [], minimum: 1 },
      { type: 'number', minimum: 1 },
    ],
    [{ maximum: 9 }, { type: 'number', maximum: 9 }],
    [{ format: 'date' }, { type: 'string', format: 'date' }],
    [{ pattern: '^a' }, { type: 'string', pattern: '^a' }],
    [{ minLength: 1 }, { type: 'string', minLength: 1 }],
    [{ maxLength: 2 }, { type: 'string', maxLength: 2 }],
    [{ enum: [] }, {}],
    [{ enum: ['True', 'false'] }, { type: 'boolean' }],
    [{ enum: ['true'] }, { type: 'boolean', enum: [true] }],
    [{ enum: ['1', '-22'] }, { type: 'integer', enum: [1, -22] }],
    [{ enum: ['1', 'true'] }, { type: 'string', enum: ['1', 'true'] }],
    [{ enum: ['x1', 'x2'] }, { type: 'string', enum: ['x1', 'x2'] }],
    [{ enum: ['1x', '2x'] }, { type: 'string', enum: ['1x', '2x'] }],
    [{ enum: ['untrue', 'false'] }, { type: 'string', enum: ['untrue', 'false'] }],
    [{ enum: ['trueish', 'false'] }, { type: 'string', enum: ['trueish', 'false'] }],
    [{ default: 'FALSE' }, { type: 'boolean', default: false }],
    [{ default: '18' }, { type: 'integer', default: 18 }],
    [{ default: '-18' }, { type: 'integer', default: -18 }],
    [{ default: '1.5' }, { default: 1.5 }],
    [{ default: 'x1' }, { default: 'x1' }],
    [{ default: '1x' }, { default: '1x' }],
    [{ default: 'untrue' }, { default: 'untrue' }],
    [{ default: 'falsehood' }, { default: 'falsehood' }],
    [{ items: { types: ['string'] } }, { type: 'array', items: { type: 'string' } }],
    [{ values: { types: ['integer'] } }, { type: 'object', additionalProperties: { type: 'integer' } }],
  ])('follows from %j', (facts, schema) => {
    expect(said([], facts)).toEqual([schema]);
  });
});

describe('the type of a field with samples', () => {
  const clash = 'type-contradicts-sample';
  it.each<[readonly Json[], FieldFacts, Said]>([
    [[1], { types: ['string'] }, [{ type: 'integer' }, clash]],
    [[1], { types: ['number'] }, [{ type: 'number' }]],
    [[1.5], { types: ['integer'] }, [{ type: 'number' }, clash]],
    [['a'], { types: ['number'] }, [{ type: 'string' }, clash]],
    [['a', true], {}, [{ type: ['boolean', 'string'] }]],
    [['a'], { description: 'A name.' }, [{ type: 'string', description: 'A name.' }]],
    [[null], { types: ['string'] }, [{ type: ['string', 'null'] }]],
    [[null], {}, [{}]],
    [[null], { types: ['null'] }, [{ type: 'null' }]],
    [[null, 'a'], { types: ['string'] }, [{ type: ['string', 'null'] }]],
    [[5], { minimum: 1 }, [{ type: 'integer', minimum: 1 }]],
    [[5], { types: ['number'], minimum: 1 }, [{ type: 'number', minimum: 1 }]],
    [[5], { minLength: 1 }, [{ type: 'integer' }, clash]],
  ])('%j and %j', (samples, facts, expected) => {
    expect(said(samples, facts)).toEqual(expected);
  });

  it('is reported with what is documented and what was seen', () => {
    expect(written([1, 'a'], documented('it', { types: ['boolean', 'object'] })).problems).toMatchObject([
      {
        code: clash,
        at: '/docs/it',
        args: { field: 'it', stated: 'boolean, object', seen: 'integer, string' },
      },
    ]);
  });

  it('is a list without a report where an object is only said by the fields inside it', () => {
    const child = documented('a', { types: ['integer'] });
    const schema = { type: 'array', items: { type: 'object', properties: { a: { type: 'integer' } } } };
    const plain = written([[{ a: 1 }]], documented('it', {}, { children: [child] }));
    expect([plain.schema, plain.codes]).toEqual([schema, []]);
    const stated = written([[{ a: 1 }]], documented('it', { types: ['object'] }, { children: [child] }));
    expect([stated.schema, stated.codes]).toEqual([schema, [clash]]);
    expect(written(['a'], documented('it', {}, { children: [child] })).codes).toEqual([clash]);
  });

  it.each<[readonly Json[], FieldFacts, Said]>([
    [['100'], { maximum: 200 }, [{ type: ['integer', 'string'], maximum: 200 }]],
    [['-100', '5'], { minimum: -200 }, [{ type: ['integer', 'string'], minimum: -200 }]],
    [['x1'], { maximum: 200 }, [{ type: 'string' }, clash]],
    [['1x'], { maximum: 200 }, [{ type: 'string' }, clash]],
    [['100', 'x'], { maximum: 200 }, [{ type: 'string' }, clash]],
    [['100', true], { maximum: 200 }, [{ type: ['boolean', 'string'] }, clash]],
    [['100'], { types: ['string'], maximum: 200 }, [{ type: 'string' }]],
    [['100'], { maxLength: 200 }, [{ type: 'string', maxLength: 200 }]],
    [[BLANK], { maximum: 200 }, [{ type: 'number', maximum: 200 }]],
  ])('is a number, also as a text, where %j has a bound: %j', (samples, facts, expected) => {
    expect(said(samples, facts)).toEqual(expected);
  });

  it.each<[readonly Json[], FieldFacts, Said]>([
    [['<count>'], { types: ['integer'] }, [{ type: 'integer' }]],
    [['<count>', 5], {}, [{ type: 'integer' }]],
    [['<count>'], {}, [{ type: 'string' }]],
    [['<count>', 'five'], { types: ['integer'] }, [{ type: 'string' }, clash]],
    [['x<count>'], { types: ['integer'] }, [{ type: 'string' }, clash]],
    [['<count>x'], { types: ['integer'] }, [{ type: 'string' }, clash]],
  ])('is not a text by words for a value: %j, %j', (samples, facts, expected) => {
    expect(said(samples, facts)).toEqual(expected);
  });

  it('may be a text where a variable stood', () => {
    expect(said([UNKNOWN], { types: ['integer'] })).toEqual([{ type: ['integer', 'string'] }]);
    expect(said([UNKNOWN], {})).toEqual([{}]);
    expect(said([BLANK], { types: ['integer'] })).toEqual([{ type: 'integer' }]);
  });

  it('is anything that a body can be where the whole body is a variable', () => {
    const anything = { type: ['object', 'array', 'string'], additionalProperties: {}, items: {} };
    expect(written([UNKNOWN, UNKNOWN], undefined, { name: '' }).schema).toEqual(anything);
    expect(written([UNKNOWN, 5], undefined, { name: '' }).schema).toEqual({ type: ['integer', 'string'] });
    expect(written([BLANK], undefined, { name: '' }).schema).toEqual({});
    expect(written([], undefined, { name: '' }).schema).toEqual({});
  });

  it('has a fraction where the name is that of an amount, or is documented so elsewhere', () => {
    const typeOf = (name: string, fractions: readonly string[] = [], facts: FieldFacts = {}) =>
      written([5], documented(name, facts), { fractions: new Set(fractions) }).schema;
    expect(typeOf('unitPrice')).toEqual({ type: 'number' });
    expect(typeOf('Depth', ['depth'])).toEqual({ type: 'number' });
    expect(typeOf('depth')).toEqual({ type: 'integer' });
    expect(typeOf('unitPrice', [], { types: ['integer'] })).toEqual({ type: 'integer' });
    expect(written(['a'], documented('unitPrice')).schema).toEqual({ type: 'string' });
  });

  it.each([
    [[2 ** 53 - 1], { type: 'integer' }],
    [[2 ** 53], { type: 'integer', format: 'int64' }],
    [[1, -(2 ** 60)], { type: 'integer', format: 'int64' }],
    [[2 ** 63], { type: 'integer', format: 'int64' }],
    [[2 ** 64], { type: 'integer' }],
    [[2 ** 53, 0.5], { type: 'number' }],
  ])('needs 64 bits where a value does: %j', (samples, schema) => {
    expect(written(samples).schema).toEqual(schema);
  });
});

describe('documented values', () => {
  const text = (values: Json[]): JsonObject => ({ type: 'string', enum: values });
  const widened = 'values-widened-by-sample';
  const left = 'values-contradict-samples';

  it.each<[string, readonly Json[], readonly string[], Said]>([
    ['hold where every sample is one of them', ['aa'], ['aa', 'bb'], [text(['aa', 'bb'])]],
    ['grow by a sample', ['cc'], ['aa', 'bb'], [text(['aa', 'bb', 'cc']), widened]],
    ['grow by an empty sample', ['', 'aa'], ['aa', 'bb'], [text(['aa', 'bb', '']), widened]],
    [
      'are left out where a sample only stands for a value',
      ['{{kind}}', 'aa'],
      ['aa', 'bb'],
      [{ type: 'string' }, left],
    ],
    [
      'grow by three more than there are',
      ['1', '2', '3', '4'],
      ['aa'],
      [text(['aa', '1', '2', '3', '4']), widened],
    ],
    ['are left out where samples have more', ['1', '2', '3', '4', '5'], ['aa'], [{ type: 'string' }, left]],
    ['lose a slip of the text', ['Active'], ['Activ'], [text(['Active'])]],
    ['gain a letter that the text has too many', ['Activ'], ['Active'], [text(['Activ'])]],
    ['lose a slip in the middle', ['Active'], ['Acive'], [text(['Active'])]],
    ['keep short words that are alike', ['abcd'], ['abc'], [text(['abc', 'abcd']), widened]],
    ['take words of four letters for a slip', ['abcde'], ['abcd'], [text(['abcde'])]],
    [
      'keep words that differ in two letters',
      ['Activeee'],
      ['Active'],
      [text(['Active', 'Activeee']), widened],
    ],
    [
      'keep words that differ in a letter each',
      ['Actove'],
      ['Active'],
      [text(['Active', 'Actove']), widened],
    ],
    ['keep longer words that are not alike', ['Bctivee'], ['Active'], [text(['Active', 'Bctivee']), widened]],
    [
      'keep what is alike among several',
      ['Actives'],
      ['Active', 'Idle'],
      [text(['Active', 'Idle', 'Actives']), widened],
    ],
    [
      'keep what several samples are like',
      ['Actives', 'x'],
      ['Active'],
      [text(['Active', 'Actives', 'x']), widened],
    ],
    ['follow small letters', ['fifo'], ['FIFO', 'Lifo'], [text(['fifo', 'lifo'])]],
    ['follow capital letters', ['FIFO'], ['fifo', 'lifo'], [text(['FIFO', 'LIFO'])]],
    ['follow the spelling of each sample', ['Fifo'], ['FIFO', 'LIFO'], [text(['Fifo', 'LIFO'])]],
    [
      'keep both spellings',
      ['fifo', 'Fifo'],
      ['FIFO', 'LIFO'],
      [text(['FIFO', 'LIFO', 'fifo', 'Fifo']), widened],
    ],
    [
      'keep their spelling next to another sample',
      ['fifo', 'some'],
      ['FIFO'],
      [text(['FIFO', 'fifo', 'some']), widened],
    ],
  ])('%s', (_, samples, values, expected) => {
    expect(said(samples, { types: ['string'], enum: values })).toEqual(expected);
  });

  it.each<[number, readonly Json[], Said]>([
    [0.4, [], [{ type: 'string' }]],
    [0.5, [], [text(['aa', 'bb'])]],
    [0.4, ['aa'], [text(['aa', 'bb'])]],
    [0.4, ['zz'], [{ type: 'string' }]],
    [0.5, ['zz'], [{ type: 'string' }, left]],
    [0.74, ['aa', 'zz'], [{ type: 'string' }, left]],
    [0.75, ['aa', 'zz'], [text(['aa', 'bb', 'zz']), widened]],
  ])('read with confidence %j stand against %j as far as that goes', (enumConfidence, samples, expected) => {
    expect(said(samples, { types: ['string'], enum: ['aa', 'bb'], enumConfidence })).toEqual(expected);
  });

  it.each<[readonly Json[], FieldFacts, Said]>([
    [[], { types: ['integer'], enum: ['1', 'x'] }, [{ type: 'integer' }]],
    [[10_001], { enum: ['1000'] }, [{ type: 'integer', enum: [1000, 10_001] }, widened]],
    [
      [],
      { types: ['string'], nullable: true, enum: ['a'] },
      [{ type: ['string', 'null'], enum: ['a', null] }],
    ],
    [
      [],
      { types: ['string', 'null'], enum: ['a', 'null'] },
      [{ type: ['string', 'null'], enum: ['a', null] }],
    ],
    [
      ['fifo'],
      { types: ['string', 'integer'], enum: ['FIFO', '5'] },
      [{ type: ['integer', 'string'], enum: ['fifo', 5] }],
    ],
    [
      ['FIFO'],
      { types: ['string', 'integer'], enum: ['fifo', '5'] },
      [{ type: ['integer', 'string'], enum: ['FIFO', 5] }],
    ],
  ])('have the types of the field: %j, %j', (samples, facts, expected) => {
    expect(said(samples, facts)).toEqual(expected);
  });

  it('are reported with the field and the first five samples that are none of them', () => {
    const samples = ['1', '2', '3', '4', '5', '6'];
    expect(written(samples, documented('it', { types: ['string'], enum: ['aa'] })).problems).toMatchObject([
      { at: '/docs/it', args: { field: 'it', values: ['1', '2', '3', '4', '5'] } },
    ]);
  });
});

describe('documented limits', () => {
  it.each<[keyof FieldFacts, number | string, Json, Json]>([
    ['minimum', 5, 5, 4],
    ['maximum', 5, 5, 6],
    ['exclusiveMinimum', 5, 6, 5],
    ['exclusiveMaximum', 5, 4, 5],
    ['minLength', 2, 'ab', 'a'],
    ['maxLength', 2, '💡💡', 'abc'],
    ['pattern', '^a.c$', 'abc', 'xbc'],
  ])('%s %j holds for %j, and not for %j', (keyword, value, kept, broken) => {
    const type = typeof kept === 'string' ? 'string' : 'integer';
    const facts: FieldFacts = { types: [type], [keyword]: value };
    expect(said([kept], facts)).toEqual([{ type, [keyword]: value }]);
    expect(said([], facts)).toEqual([{ type, [keyword]: value }]);
    expect(said([kept, broken], facts)).toEqual([{ type }, 'limit-contradicts-sample']);
    expect(written([broken], documented('it', facts)).problems).toMatchObject([
      { at: '/docs/it', args: { field: 'it', keyword, value } },
    ]);
  });

  it('hold for values of their type only', () => {
    const limits = { minimum: 5, maximum: 5, exclusiveMinimum: 4, exclusiveMaximum: 6 };
    const lengths = { minLength: 3, maxLength: 3, pattern: '^abc$' };
    expect(said(['abc', 5], { types: ['integer', 'string'], ...limits, ...lengths })).toEqual([
      { type: ['integer', 'string'], ...limits, ...lengths },
    ]);
    expect(said([5], { types: ['integer'], ...limits, ...lengths })).toEqual([
      { type: 'integer', ...limits },
    ]);
    expect(said(['abc'], { types: ['string'], ...limits, ...lengths })).toEqual([
      { type: 'string', ...lengths },
    ]);
    expect(said([true], { types: ['boolean'], ...limits, ...lengths })).toEqual([{ type: 'boolean' }]);
    expect(said([5.5], { types: ['number'], maximum: 6 })).toEqual([{ type: 'number', maximum: 6 }]);
  });

  it.each([
    ['(ab)+', true],
    ['a+b+', true],
    ['(a|b)', true],
    ['(a+)', true],
    ['a{2}', true],
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
    ['[', false],
    ['(a+)+', false],
    ['(a{2}){3}', false],
    ['(a*b)*', false],
    ['(a+b){2}', false],
    ['(a|b)+', false],
    ['(a|b)*', false],
    ['(a|(b)){3}', false],
  ])('the pattern %s is written: %j', (pattern, isWritten) => {
    const expected = isWritten ? { type: 'string', pattern } : { type: 'string' };
    expect(said([], { types: ['string'], pattern })).toEqual([expected]);
  });

  it('a pattern is not tried on long texts', () => {
    const facts: FieldFacts = { types: ['string'], pattern: '^b' };
    expect(said(['b'.repeat(999)], facts)).toEqual([{ type: 'string', pattern: '^b' }]);
    expect(said(['b'.repeat(1000)], facts)).toEqual([{ type: 'string' }, 'limit-contradicts-sample']);
  });
});

describe('formats', () => {
  it('that a sample does not have are reported by name', () => {
    expect(written(['today'], documented('it', { format: 'date' })).problems).toMatchObject([
      { at: '/docs/it', args: { field: 'it', format: 'date' } },
    ]);
  });

  it.each<[readonly Json[], FieldFacts, Said]>([
    [['2024-01-01'], {}, [{ type: 'string', format: 'date' }]],
    [['2024-01-01', 5], {}, [{ type: ['integer', 'string'], format: 'date' }]],
    [['2024-01-01'], { format: 'date' }, [{ type: 'string', format: 'date' }]],
    [['today'], { format: 'date' }, [{ type: 'string' }, 'format-contradicts-sample']],
    [['a@b.co'], { format: 'hostname' }, [{ type: 'string', format: 'email' }]],
    [[], { format: 'hostname' }, [{ type: 'string', format: 'hostname' }]],
    [['2024-01-01'], { format: 'binary' }, [{ type: 'string', format: 'binary' }]],
    [[5], { types: ['integer'], format: 'date' }, [{ type: 'integer' }]],
    [
      ['2024-01-01'],
      { enum: ['2024-01-01', '2024-01-02'] },
      [{ type: 'string', enum: ['2024-01-01', '2024-01-02'] }],
    ],
    [['<date>'], { types: ['integer'] }, [{ type: 'integer' }]],
  ])('%j, %j', (samples, facts, expected) => {
    expect(said(samples, facts)).toEqual(expected);
  });
});

describe('what is said of a field', () => {
  const text = { type: 'string' };
  it.each<[FieldFacts, JsonObject]>([
    [{ description: '' }, text],
    [{ description: 'A name.' }, { ...text, description: 'A name.' }],
    [{ deprecated: true }, { ...text, deprecated: true }],
    [{ deprecated: false }, text],
    [{ readOnly: true }, { ...text, readOnly: true }],
    [{ readOnly: false }, text],
    [{ default: '"a"' }, { ...text, default: 'a' }],
    [
      { default: 'abc', maxLength: 2 },
      { ...text, maxLength: 2 },
    ],
    [
      { default: 'FIFO', enum: ['lifo', 'fifo'] },
      { ...text, enum: ['lifo', 'fifo'], default: 'fifo' },
    ],
    [
      { default: 'FIFO', enum: ['lifo'] },
      { ...text, enum: ['lifo'] },
    ],
    [
      { default: 'x', enum: ['1'], types: ['integer'] },
      { type: 'integer', enum: [1] },
    ],
    [
      { default: '2', enum: ['1'], types: ['integer'] },
      { type: 'integer', enum: [1] },
    ],
    [
      { default: 'x', enum: ['a'], types: ['string', 'null'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ examples: ['a', '"b"'] }, { ...text, examples: ['a', 'b'] }],
    [{ examples: [] }, text],
    [
      { examples: ['1', 'x', '30'], types: ['integer'], maximum: 9 },
      { type: 'integer', maximum: 9, examples: [1] },
    ],
    [{ examples: ['x'], types: ['integer'] }, { type: 'integer' }],
    [
      { examples: ['5', 'null'], types: ['integer', 'null'] },
      { type: ['integer', 'null'], examples: [5, null] },
    ],
  ])('%j', (facts, schema) => {
    expect(said([], { types: ['string'], ...facts })).toEqual([schema]);
  });
});
