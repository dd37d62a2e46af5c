import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, objectAt, own } from '../../../../src/specwright/base/json.ts';
import type { FieldFacts } from '../../../../src/specwright/convert/3-enrich/fields/field.ts';
import { isMap, isStandIn, standInsOf } from '../../../../src/specwright/convert/3-enrich/infer/maps.ts';
import {
  BLANK,
  scalarsOf,
  shapeOf,
  UNKNOWN,
} from '../../../../src/specwright/convert/3-enrich/infer/shape.ts';
import { markUnknowns } from '../../../../src/specwright/convert/3-enrich/infer/unknowns.ts';
import { plainName } from '../../../../src/specwright/convert/3-enrich/schema/objects.ts';
import { documented, said, written } from './written.ts';

const integer = { type: 'integer' };
const text = { type: 'string' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

describe('an object', () => {
  it('has the documented fields where no sample is saved', () => {
    const node = documented(
      'it',
      {},
      {
        children: [
          documented('a', { types: ['integer'], required: 'required' }),
          documented('b', { types: ['string'], required: 'optional' }),
          documented('c', { types: ['string'] }),
        ],
      },
    );
    expect(written([], node).schema).toEqual(
      object({ a: integer, b: text, c: text }, { required: ['a'], 'x-required-stated': true }),
    );
  });

  it('has the documented fields first, then those of the samples', () => {
    const node = documented('it', {}, { children: [documented('b', { description: 'The second.' })] });
    const { schema, provenance } = written([{ a: 1, b: 'x' }], node);
    expect(schema).toEqual(object({ b: { ...text, description: 'The second.' }, a: integer }));
    expect(Object.keys(objectAt(schema, 'properties'))).toEqual(['b', 'a']);
    expect(provenance.map(({ pointer, origin }) => [pointer, origin])).toEqual([
      ['/body', 'table'],
      ['/body', 'sample'],
      ['/body/properties/b', 'table'],
      ['/body/properties/b', 'sample'],
      ['/body/properties/a', 'sample'],
    ]);
  });

  it('takes any key where nothing is known of it', () => {
    const anything = { type: 'object', additionalProperties: {} };
    expect(written([{}]).schema).toEqual(anything);
    expect(written([], documented('it', { types: ['object'] })).schema).toEqual(anything);
    expect(written([{}], undefined, { closed: true }).schema).toEqual(anything);
  });

  it('takes no other key where documentation is complete', () => {
    const children = [documented('a', { types: ['integer'] })];
    const open = object({ a: integer });
    const closed = { ...open, additionalProperties: false };
    const schemaOf = (isClosed: boolean, partial: boolean) =>
      written([], documented('it', {}, { children, partial }), { closed: isClosed }).schema;
    expect(schemaOf(true, false)).toEqual(closed);
    expect(schemaOf(true, true)).toEqual(open);
    expect(schemaOf(false, false)).toEqual(open);
    expect(written([{ a: 1 }], undefined, { closed: true }).schema).toEqual(open);
  });

  it('keeps a key "$ref" out of the properties', () => {
    const { schema, provenance } = written([{ $ref: 'x', a: 1 }]);
    expect(schema).toEqual(object({ a: integer }, { patternProperties: { '^\\$ref$': text } }));
    expect(provenance.map(({ pointer }) => pointer)).toContain('/body/properties/$ref');
    expect(written([{ $ref: 'x' }]).schema).toEqual({
      type: 'object',
      patternProperties: { '^\\$ref$': text },
    });
  });
});

describe('the sample of a documented field', () => {
  const keysOf = (names: readonly string[], sample: JsonObject) => {
    const children = names.map((name) => documented(name, { description: `The ${name}.` }));
    return written([sample], documented('it', {}, { children })).schema['properties'];
  };

  it.each<[readonly string[], JsonObject, JsonObject]>([
    [['userId'], { userId: 1 }, { userId: { ...integer, description: 'The userId.' } }],
    [['userId'], { user_id: 1 }, { user_id: { ...integer, description: 'The userId.' } }],
    [['User ID'], { 'user-id': 1 }, { 'user-id': { ...integer, description: 'The User ID.' } }],
    [
      ['userId'],
      { user_id: 1, userId: 'x' },
      { userId: { ...text, description: 'The userId.' }, user_id: integer },
    ],
    [
      ['userId'],
      { user_id: 1, 'user-id': 'x' },
      { userId: { description: 'The userId.' }, user_id: integer, 'user-id': text },
    ],
    [
      ['userId', 'user_id'],
      { user_id: 1 },
      { userId: { description: 'The userId.' }, user_id: { ...integer, description: 'The user_id.' } },
    ],
    [['userId'], { user: 1 }, { userId: { description: 'The userId.' }, user: integer }],
  ])('of %j in %j is found by its name, or the one like it', (names, sample, properties) => {
    expect(keysOf(names, sample)).toEqual(properties);
  });

  it('has a name without case and marks', () => {
    expect(['User-ID_2', 'user id 2', 'userId2'].map(plainName)).toEqual(['userid2', 'userid2', 'userid2']);
  });
});

describe('a required field', () => {
  const demanded = (samples: readonly Json[], facts: FieldFacts | undefined, inferRequired = true) => {
    const children = facts === undefined ? [] : [documented('a', facts)];
    const { schema, codes } = written(samples, documented('it', {}, { children }), { inferRequired });
    return [schema['required'], schema['x-required-stated'], ...codes];
  };
  const two = [{ a: 1, b: 1 }, { a: 2 }];

  it('is what two samples or more have', () => {
    expect(demanded(two, undefined)).toEqual([['a'], undefined]);
    expect(demanded(two, {})).toEqual([['a'], undefined]);
    expect(demanded([{ a: 1 }], {})).toEqual([undefined, undefined]);
    expect(demanded([{ b: 1 }, { a: 1, b: 1 }], {})).toEqual([['b'], undefined]);
    expect(demanded(two, {}, false)).toEqual([undefined, undefined]);
  });

  it('is not one that has a default, or is documented as optional', () => {
    expect(demanded(two, { default: '1' })).toEqual([undefined, undefined]);
    expect(demanded(two, { required: 'optional' })).toEqual([undefined, undefined]);
  });

  it('is one that is documented so, where every sample has it', () => {
    expect(demanded(two, { required: 'required' })).toEqual([['a'], true]);
    expect(demanded([{ a: 1 }], { required: 'required', default: '1' }, false)).toEqual([['a'], true]);
    const absent = 'required-absent-in-sample';
    expect(demanded([{ b: 1 }], { required: 'required' })).toEqual([undefined, undefined, absent]);
    const mixed = [{ a: 1, b: 1 }, { b: 1 }];
    expect(demanded(mixed, { required: 'required' })).toEqual([['b'], undefined, absent]);
  });

  it('is none that depends on a condition', () => {
    expect(demanded(two, { required: 'conditional' })).toEqual([
      undefined,
      undefined,
      'required-conditionally',
    ]);
  });

  it('is reported by its name', () => {
    const node = documented(
      'it',
      {},
      {
        children: [documented('a', { required: 'required' }), documented('b', { required: 'conditional' })],
      },
    );
    expect(written([{ c: 1 }], node).problems).toMatchObject([
      { at: '/docs/a', args: { field: 'a' } },
      { at: '/docs/b', args: { field: 'b' } },
    ]);
  });
});

describe('names that begin alike', () => {
  const any = { type: ['boolean', 'number', 'string', 'null'] };
  const withPrefix = (samples: readonly Json[], facts: FieldFacts = {}, name = 'custom_') => {
    const children = [
      documented(name, facts, { prefix: true }),
      documented('custom_id', { types: ['integer'] }),
    ];
    return written(samples, documented('it', {}, { children }));
  };
  const patterned = (schema: JsonObject, pattern = '^custom_'): JsonObject =>
    object({ custom_id: integer }, { patternProperties: { [pattern]: schema } });

  it('may have any scalar value where no type is documented', () => {
    expect(withPrefix([]).schema).toEqual(patterned(any));
    expect(withPrefix([{ custom_id: 1, custom_a: 'x' }]).schema).toEqual(patterned(any));
    expect(withPrefix([{ custom_a: '2024-01-01' }]).schema).toEqual(patterned(any));
  });

  it('may have what samples have, where these are objects or lists', () => {
    const { schema, codes } = withPrefix([{ custom_a: { b: 1 } }]);
    expect([schema, codes]).toEqual([patterned(object({ b: integer })), []]);
    expect(withPrefix([{ custom_a: [1] }]).schema).toEqual(patterned({ type: 'array', items: integer }));
    expect(withPrefix([{ custom_a: [1], custom_b: [2, 'x'] }]).schema).toEqual(
      patterned({ type: 'array', items: { type: ['integer', 'string'] } }),
    );
  });

  it('have the documented type, and a format only where it is documented', () => {
    expect(withPrefix([], { types: ['string'] }).schema).toEqual(patterned(text));
    expect(withPrefix([{ custom_a: '2024-01-01' }], { types: ['string'] }).schema).toEqual(patterned(text));
    expect(withPrefix([{ custom_a: '2024-01-01' }], { types: ['string'], format: 'date' }).schema).toEqual(
      patterned({ ...text, format: 'date' }),
    );
    const fields = documented(
      'custom_',
      {},
      { prefix: true, children: [documented('b', { types: ['integer'] })] },
    );
    expect(written([], documented('it', {}, { children: [fields] })).schema).toEqual({
      type: 'object',
      patternProperties: { '^custom_': object({ b: integer }) },
    });
  });

  it('are told from other names of the samples', () => {
    const { schema, provenance } = withPrefix([{ custom_a: 'x', my_custom_b: 'x' }], { types: ['string'] });
    expect(schema).toEqual({
      ...patterned(text),
      properties: { custom_id: integer, my_custom_b: text },
    });
    expect(provenance).toContainEqual({
      pointer: '/body/patternProperties/^custom_',
      origin: 'sample',
      at: '/sample',
      confidence: 0.7,
    });
  });

  it('are never required by their prefix', () => {
    expect(withPrefix([{ custom_a: 1 }, { custom_a: 2 }], { required: 'required' }).schema).toEqual(
      patterned(any),
    );
    expect(withPrefix([], { required: 'conditional' }).codes).toEqual([]);
  });

  it('are a pattern that stands for itself', () => {
    expect(withPrefix([], {}, 'x.$-/(a)').schema).toEqual(patterned(any, '^x\\.\\$-/\\(a\\)'));
  });

  it('stand next to a key "$ref"', () => {
    expect(withPrefix([{ $ref: 'x' }]).schema['patternProperties']).toEqual({
      '^\\$ref$': text,
      '^custom_': any,
    });
  });
});

describe('a map', () => {
  const mapOf = (values: JsonObject): JsonObject => ({ type: 'object', additionalProperties: values });

  it('has one schema for the values of all keys that are data', () => {
    const { schema, provenance } = written([{ '2024-01-01': 1, '2024-01-02': 'x' }]);
    expect(schema).toEqual(mapOf({ type: ['integer', 'string'] }));
    expect(provenance.map(({ pointer }) => pointer)).toEqual(['/body', '/body/additionalProperties']);
  });

  it('has the documentation of the key that stands for any', () => {
    const any = documented('<date>', { types: ['integer'], description: 'Calls of the day.' });
    const node = documented('it', {}, { children: [any] });
    expect(written([{ '2024-01-01': 1 }], node).schema).toEqual(
      mapOf({ ...integer, description: 'Calls of the day.' }),
    );
  });

  it('is documented by the type of its values, with samples or without', () => {
    const facts: FieldFacts = { values: { types: ['number'] }, description: 'Prices.' };
    expect(said([], facts)).toEqual([{ ...mapOf({ type: 'number' }), description: 'Prices.' }]);
    expect(said([{}], facts)).toEqual([{ ...mapOf({ type: 'number' }), description: 'Prices.' }]);
    expect(said([{ red: 1 }], facts)).toEqual([{ ...mapOf({ type: 'number' }), description: 'Prices.' }]);
  });

  it('is none where fields are documented', () => {
    const node = documented('it', {}, { children: [documented('total', { types: ['integer'] })] });
    expect(written([{ '2024-01-01': 1 }], node).schema).toEqual(
      object({ total: integer, '2024-01-01': integer }),
    );
  });

  it.each<[readonly string[], boolean]>([
    [['EUR', 'USD'], true],
    [['en', 'fr-CA', 'zh_Hans'], true],
    [['EUR', 'en'], false],
    [['EUR', 'total'], false],
    [['en', 'total'], false],
    [['it', 'de'], true],
    [['it', 'no', 'id'], false],
    [['TRY', 'ALL'], false],
    [['TRY', 'EUR'], true],
    [['<name>', '2024-01-01'], true],
    [['<name>', 'total'], false],
    [['total', '<name>'], false],
  ])('with the keys %j: %j', (keys, expected) => {
    expect(isMap(shapeOf([Object.fromEntries(keys.map((key) => [key, 1]))]))).toBe(expected);
  });
});

describe('keys that stand for any key', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['field_1', 'field_12', 'field_n', 'other'],
      ['field_1', 'field_12', 'field_n'],
    ],
    [
      ['item1', 'itemN', 'item'],
      ['item1', 'itemN'],
    ],
    [['field_2', 'field_n'], []],
    [['field1', 'field_n'], []],
    [['column', 'col'], []],
    [['a1', '1', 'n'], []],
    [['<name>', 'other'], ['<name>']],
    [['field_1', 'field_2'], []],
  ])('among %j are %j', (keys, expected) => {
    const standIns = standInsOf(shapeOf([Object.fromEntries(keys.map((key) => [key, 1]))]));
    expect([...standIns]).toEqual(expected);
  });

  it('are known by their marks', () => {
    expect(
      ['<name>', '{name}', '{{id}}', 'example.queue', 'My field', 'name', 'myth'].map(isStandIn),
    ).toEqual([true, true, true, true, true, false, false]);
  });

  it('become what any other key may have, where that says something', () => {
    const schemaOf = (value: Json) => written([{ field_1: value, field_n: value, total: 1 }]);
    const { schema, provenance } = schemaOf({ a: 1 });
    expect(schema).toEqual(
      object({ total: integer }, { additionalProperties: object({ a: integer }, { required: ['a'] }) }),
    );
    expect(provenance.map(({ pointer }) => pointer)).toContain('/body/additionalProperties/properties/a');
    expect(schemaOf([1]).schema).toEqual(
      object({ total: integer }, { additionalProperties: { type: 'array', items: integer } }),
    );
    expect(schemaOf(5).schema).toEqual(object({ total: integer }, { additionalProperties: {} }));
  });

  it('have the documentation of such a key', () => {
    const children = [
      documented('total', { types: ['integer'] }),
      documented('<field>', { description: 'One field.' }),
    ];
    const node = documented('it', {}, { children });
    expect(written([{ total: 1, '<field>': [1] }], node, { closed: true }).schema).toEqual(
      object(
        { total: integer },
        { additionalProperties: { type: 'array', items: integer, description: 'One field.' } },
      ),
    );
  });
});

describe('objects of several kinds', () => {
  const samples = [
    { number: 1, expiry: 'x' },
    { iban: 'x', bic: 'x' },
  ];
  const whole = object({ number: integer, expiry: text, iban: text, bic: text });

  it('are an alternative each, which always has its own names', () => {
    const { schema, provenance } = written(samples);
    const more = (names: string[]): JsonObject => ({ required: names, 'x-required-stated': true });
    expect(schema).toEqual({
      anyOf: [
        object({ iban: text, bic: text }, more(['iban', 'bic'])),
        object({ number: integer, expiry: text }, more(['number', 'expiry'])),
      ],
    });
    expect(provenance.map(({ pointer }) => pointer)).toEqual([
      '/body',
      '/body/anyOf/0/properties/iban',
      '/body/anyOf/0/properties/bic',
      '/body/anyOf/1/properties/number',
      '/body/anyOf/1/properties/expiry',
    ]);
  });

  it('are one where any of the fields may be sent', () => {
    expect(written(samples, undefined, { inferRequired: false }).schema).toEqual(whole);
  });

  it('are one where fields are documented', () => {
    const node = documented('it', {}, { children: [documented('number')] });
    expect(written(samples, node).schema).toEqual(whole);
  });

  it('are one where a key stands for any', () => {
    expect(written([...samples, { '<name>': 1, '<other>': 2 }]).schema).toEqual({
      ...whole,
      additionalProperties: {},
    });
  });
});

describe('values of several types', () => {
  it('are an alternative for objects, one for lists, and one for the rest', () => {
    expect(written(['x', 5, null, { a: 1 }]).schema).toEqual({
      oneOf: [object({ a: integer }), { type: ['integer', 'string', 'null'] }],
    });
    const { schema, provenance } = written([[{ b: 1 }], { a: 1 }]);
    expect(schema).toEqual({
      oneOf: [{ type: 'array', items: object({ b: integer }) }, object({ a: integer })],
    });
    expect(provenance.map(({ pointer }) => pointer)).toEqual([
      '/body',
      '/body/oneOf/0/items',
      '/body/oneOf/0/items/properties/b',
      '/body/oneOf/1/properties/a',
    ]);
    expect(written([{ a: 1 }, null]).schema).toEqual({ oneOf: [object({ a: integer }), { type: 'null' }] });
  });

  it('have a name for each part, not for all of them', () => {
    const facts: FieldFacts = { types: ['object', 'string'], description: 'Either.' };
    expect(written([], documented('it', facts, { schemaName: 'either' })).schema).toEqual({
      oneOf: [{ type: 'object', additionalProperties: {} }, text],
      description: 'Either.',
    });
  });
});

describe('a list', () => {
  it('has the documented elements', () => {
    const list = (items: JsonObject, more: JsonObject = {}): JsonObject => ({
      type: 'array',
      items,
      ...more,
    });
    const cases: [FieldFacts, JsonObject][] = [
      [{}, list({})],
      [{ enum: ['a', 'b'] }, list({ ...text, enum: ['a', 'b'] })],
      [{ enum: ['a', 'b'], enumConfidence: 0.4 }, list(text)],
      [{ minLength: 1 }, list({ ...text, minLength: 1 })],
      [{ maxLength: 9 }, list({ ...text, maxLength: 9 })],
      [{ maxLength: 9, items: { maxLength: 8 } }, list({ ...text, maxLength: 8 })],
      [{ items: { types: ['integer'], minimum: 1 } }, list({ ...integer, minimum: 1 })],
      [{ minItems: 1, maxItems: 9 }, list({}, { minItems: 1, maxItems: 9 })],
      [{ minimum: 1, maximum: 9 }, list({}, { minItems: 1, maxItems: 9 })],
      [
        { minimum: 1, maximum: 9, minItems: 2, items: { types: ['integer'] } },
        list(integer, { minItems: 2 }),
      ],
      [{ minimum: 1, maximum: 9, items: { types: ['number'] } }, list({ type: 'number' })],
      [{ minimum: 1, items: { types: ['string'] } }, list(text, { minItems: 1 })],
      [{ description: 'All.', deprecated: true }, list({}, { description: 'All.', deprecated: true })],
    ];
    for (const [facts, schema] of cases) expect(said([], { types: ['array'], ...facts })).toEqual([schema]);
  });

  it('has no more and no fewer elements than documented, where the samples agree', () => {
    const facts: FieldFacts = { types: ['array'], minItems: 2, maxItems: 3 };
    const items = integer;
    const clash = 'limit-contradicts-sample';
    expect(
      said(
        [
          [1, 2],
          [1, 2, 3],
        ],
        facts,
      ),
    ).toEqual([{ type: 'array', items, minItems: 2, maxItems: 3 }]);
    expect(said([[1], [1, 2, 3]], facts)).toEqual([{ type: 'array', items, maxItems: 3 }, clash]);
    expect(said([[1, 2, 3, 4]], facts)).toEqual([{ type: 'array', items, minItems: 2 }, clash]);
    expect(written([[1], [1, 2, 3, 4]], documented('it', facts)).problems).toMatchObject([
      { at: '/docs/it', args: { field: 'it', keyword: 'minItems', value: 2 } },
      { at: '/docs/it', args: { field: 'it', keyword: 'maxItems', value: 3 } },
    ]);
  });

  it('has a name for its elements', () => {
    const node = documented(
      'it',
      { types: ['array'] },
      {
        schemaName: 'line items',
        children: [documented('a', { types: ['integer'] })],
      },
    );
    const { schema, provenance } = written([], node);
    expect(schema).toEqual({
      type: 'array',
      items: object({ a: integer }, { 'x-schema-name': 'LineItem' }),
    });
    expect(provenance.map(({ pointer, at }) => [pointer, at])).toEqual([
      ['/body', '/docs/it'],
      ['/body/items', '/docs/it'],
      ['/body/items/properties/a', '/docs/a'],
    ]);
    const named = documented('it', { types: ['object'] }, { schemaName: 'line item' });
    expect(written([], named).schema['x-schema-name']).toBe('LineItem');
    const onlyNamed = documented('it', { types: ['array'] }, { schemaName: 'tags' });
    expect(written([['x']], onlyNamed).schema).toEqual({
      type: 'array',
      items: { ...text, 'x-schema-name': 'Tag' },
    });
  });
});

describe('where a schema comes from', () => {
  it('is its documentation and its samples, surer where there are several', () => {
    const node = documented('it', { types: ['string'] }, { confidence: 0.6, origin: 'prose' });
    const stated = { pointer: '/body', origin: 'prose', at: '/docs/it', confidence: 0.6 };
    const seen = { pointer: '/body', origin: 'sample', at: '/sample' };
    expect(written([], node).provenance).toEqual([stated]);
    expect(written(['a'], node).provenance).toEqual([stated, { ...seen, confidence: 0.7 }]);
    expect(written(['a', 'b']).provenance).toEqual([{ ...seen, confidence: 0.9 }]);
  });

  it('is described no further where samples nest too deep', () => {
    let nested: Json = { a: 1 };
    for (let depth = 0; depth < 80; depth += 1) nested = [nested];
    let schema: Json | undefined = written([nested]).schema;
    for (let depth = 0; depth < 80; depth += 1) schema = own(schema, 'items');
    expect(schema).toEqual({});
  });
});

describe('samples', () => {
  it('have the scalar values of all types', () => {
    expect(scalarsOf(shapeOf(['a', 5, true, null, 'a']))).toEqual(['a', 5, true]);
  });

  it('are left as they are where no place is marked', () => {
    expect(markUnknowns({ json: { a: 1 } })).toEqual({ a: 1 });
  });

  it('are marked where a variable and where only words stood', () => {
    const json = { a: 1, b: [1, 'x'], '': 2 };
    expect(markUnknowns({ json, bare: ['/a'], blank: ['/b/1', '/'] })).toEqual({
      a: UNKNOWN,
      b: [1, BLANK],
      '': BLANK,
    });
  });
});
