import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { api, diff, requestOf, responseOf, told, withProperty } from './documents.ts';

const user: JsonObject = withProperty({ type: 'string' }, { required: ['name'] });

function withComponents(document: JsonObject, schemas: JsonObject): JsonObject {
  return { ...document, components: { schemas } };
}

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

describe('two ways to write one thing', () => {
  const text: Json = { type: 'string' };
  const texts: Json = { type: 'array', items: text };
  it.each<[string, JsonObject, JsonObject]>([
    ['a reference written out', withComponents(responseOf(ref('User')), { User: user }), responseOf(user)],
    ['allOf with one branch', responseOf(user), responseOf({ allOf: [user] })],
    [
      'a reference in allOf beside a description',
      withComponents(responseOf(withProperty(ref('User'))), { User: user }),
      withComponents(responseOf(withProperty({ allOf: [ref('User')], description: 'who' })), { User: user }),
    ],
    ['oneOf with one branch', responseOf(text), responseOf({ oneOf: [text] })],
    [
      'an object split in allOf',
      responseOf(user),
      responseOf({ allOf: [{ type: 'object', required: ['name'] }, { properties: { name: text } }] }),
    ],
    [
      'a renamed component',
      withComponents(responseOf(ref('User')), { User: user }),
      withComponents(responseOf(ref('Person')), { Person: user }),
    ],
    ['const and an enum of one', requestOf({ const: 'a' }), requestOf({ enum: ['a'] })],
    [
      'nullable of 3.0 and null of 3.1',
      responseOf({ type: 'string', nullable: true }, '3.0.3'),
      responseOf({ type: ['string', 'null'] }),
    ],
    [
      'null as a type and as an alternative',
      responseOf({ type: ['string', 'null'] }),
      responseOf({ oneOf: [text, { type: 'null' }] }),
    ],
    [
      'a nullable reference, twice',
      withComponents(responseOf(withProperty({ oneOf: [{ type: 'null' }, ref('User')] })), { User: user }),
      withComponents(responseOf(withProperty({ anyOf: [ref('User'), { type: 'null' }] })), { User: user }),
    ],
    [
      'exclusiveMinimum as a flag and as a number',
      requestOf({ type: 'number', minimum: 1, exclusiveMinimum: true }, '3.0.3'),
      requestOf({ type: 'number', exclusiveMinimum: 1 }),
    ],
    ['a type list of one', requestOf({ type: ['string'] }), requestOf(text)],
    [
      'the order of required and enum',
      requestOf({ ...user, enum: ['a', 'b'] }),
      requestOf({ enum: ['b', 'a'], ...user }),
    ],
    [
      'anyOf of types and a list of types',
      requestOf({ anyOf: [text, { type: 'integer' }] }),
      requestOf({ type: ['string', 'integer'] }),
    ],
    [
      'parameters of the path item',
      {
        ...api({}),
        paths: {
          '/thing': { parameters: [{ name: 'a', in: 'query', schema: text }], get: { responses: {} } },
        },
      },
      {
        ...api({}),
        paths: {
          '/thing': { get: { parameters: [{ name: 'a', in: 'query', schema: text }], responses: {} } },
        },
      },
    ],
    [
      'an exploded object and its parameters',
      api({
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer' } },
          { name: 'size', in: 'query', schema: { type: 'integer' } },
        ],
      }),
      api({
        parameters: [
          {
            name: 'paging',
            in: 'query',
            schema: { type: 'object', properties: { page: { type: 'integer' }, size: { type: 'integer' } } },
          },
        ],
      }),
    ],
    [
      'defaults of style and explode',
      api({ parameters: [{ name: 'a', in: 'query', schema: texts }] }),
      api({ parameters: [{ name: 'a', in: 'query', style: 'form', explode: true, schema: texts }] }),
    ],
    [
      'case of a header',
      api({ parameters: [{ name: 'X-A', in: 'header', schema: text }] }),
      api({ parameters: [{ name: 'x-a', in: 'header', schema: text }] }),
    ],
  ])('%s', (_title, one, other) => {
    const grave = (list: readonly string[]): string[] =>
      list.filter((entry) => !/description-changed|schema-removed|type-widened/.test(entry));
    expect(grave(told(diff(one, other)))).toEqual([]);
    expect(grave(told(diff(other, one)))).toEqual([]);
  });

  it('the path moves into the server', () => {
    const one = {
      ...api({}),
      servers: [{ url: 'https://a.example/v1' }],
      paths: { '/thing': { get: { responses: {} } } },
    };
    const other = {
      ...api({}),
      servers: [{ url: 'https://a.example' }],
      paths: { '/v1/thing': { get: { responses: {} } } },
    };
    const report = diff(one, other);
    expect(report.breaking).toBe(false);
    expect(told(report)).toContain('info:operation-moved');
  });

  it('a path parameter has another name', () => {
    const path = (name: string): JsonObject => ({
      ...api({}),
      paths: {
        [`/thing/{${name}}`]: {
          get: {
            parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }],
            responses: {},
          },
        },
      },
    });
    expect(diff(path('a'), path('b')).changes).toMatchObject([
      { id: 'path-parameter-renamed', level: 'info', wire: 'safe', typescript: 'breaks' },
    ]);
  });
});

describe('null under oneOf', () => {
  it('is refused where two branches accept it', () => {
    const was = requestOf({ type: ['string', 'null'] });
    const is = requestOf({ oneOf: [{ type: 'null' }, { type: ['string', 'null'] }] });
    expect(told(diff(was, is))).toEqual(['breaking:request-became-not-nullable']);
  });
});

describe('schemas that contain themselves', () => {
  const tree = (leaf: Json): JsonObject =>
    withComponents(responseOf(ref('Tree')), {
      Tree: {
        type: 'object',
        required: ['leaf'],
        properties: {
          leaf,
          left: ref('Tree'),
          all: { allOf: [ref('Tree')] },
          any: { oneOf: [ref('Tree'), { type: 'string' }] },
        },
      },
    });

  it('are compared once', () => {
    expect(told(diff(tree({ type: 'string' }), tree({ type: 'integer' })))).toEqual([
      'breaking:response-type-changed',
    ]);
  });

  it('may consist of nothing but themselves', () => {
    const loop = (name: string): JsonObject =>
      withComponents(responseOf(ref(name)), { [name]: { allOf: [ref(name)], oneOf: [ref(name)] } });
    expect(diff(loop('A'), loop('A')).breaking).toBe(false);
    expect(() => diff(loop('A'), loop('B'))).not.toThrow();
  });
});

describe('alternatives', () => {
  const cat = { type: 'object', properties: { purrs: { type: 'boolean' } }, required: ['purrs'] };
  const dog = { type: 'object', properties: { barks: { type: 'boolean' } }, required: ['barks'] };
  const both = { Cat: cat, Dog: dog };

  it('may grow in a request and shrink in an answer', () => {
    const one = withComponents(requestOf({ oneOf: [ref('Cat')] }), both);
    const two = withComponents(requestOf({ oneOf: [ref('Cat'), { type: 'string' }] }), both);
    expect(diff(one, two).breaking).toBe(false);
    expect(diff(two, one).breaking).toBe(true);
    const answer = (list: Json[]): JsonObject => withComponents(responseOf({ anyOf: list }), both);
    expect(told(diff(answer([ref('Cat'), ref('Dog'), {}]), answer([ref('Cat'), ref('Dog')])))).toEqual([
      'info:response-any-of-removed',
    ]);
    expect(
      told(diff(answer([ref('Cat'), ref('Dog')]), answer([ref('Cat'), ref('Dog'), { type: 'string' }]))),
    ).toEqual(['breaking:response-any-of-added']);
  });

  it('are matched by what they are, not by their order', () => {
    const answer = (list: Json[]): JsonObject => responseOf({ oneOf: list });
    expect(told(diff(answer([cat, dog]), answer([dog, cat])))).toEqual([]);
  });

  it('tell what changed inside one of them', () => {
    const changed = { ...dog, required: [] };
    const report = diff(
      withComponents(responseOf({ oneOf: [ref('Cat'), ref('Dog')] }), both),
      withComponents(responseOf({ oneOf: [ref('Cat'), ref('Dog')] }), { Cat: cat, Dog: changed }),
    );
    expect(told(report)).toEqual(['breaking:response-property-became-optional']);
  });

  it('that a discriminator names by schema are other ones when renamed', () => {
    const named = (name: string): JsonObject =>
      withComponents(
        responseOf({ oneOf: [ref('Cat'), ref(name)], discriminator: { propertyName: 'kind' } }),
        { Cat: cat, [name]: dog },
      );
    expect(diff(named('Dog'), named('Hound')).breaking).toBe(true);
  });

  it('replace a single schema in a request where the old one stays among them', () => {
    const was = withComponents(requestOf({ type: 'integer' }), both);
    expect(diff(was, requestOf({ oneOf: [{ type: 'string' }, { type: 'integer' }] })).breaking).toBe(false);
    expect(diff(was, requestOf({ oneOf: [{ type: 'string' }, { type: 'boolean' }] })).breaking).toBe(true);
  });

  it('stop being told apart by the same property', () => {
    const by = (propertyName: string): JsonObject =>
      withComponents(responseOf({ oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName } }), both);
    expect(told(diff(by('kind'), by('sort')))).toEqual(['breaking:response-discriminator-property-changed']);
  });
});

describe('conditions in allOf', () => {
  it('that a request must fit in addition break it', () => {
    const one = { type: 'object', properties: { a: { type: 'string' } } };
    const two = { type: 'object', properties: { b: { type: 'integer' } } };
    const three = { type: 'object', properties: { c: { type: 'integer' } } };
    expect(told(diff(requestOf({ allOf: [one, two] }), requestOf({ allOf: [one, two, three] })))).toContain(
      'breaking:request-all-of-added',
    );
    expect(
      told(diff(requestOf({ allOf: [one] }), requestOf({ allOf: [one, { description: 'words' }] }))),
    ).toEqual(['info:request-description-changed']);
    expect(told(diff(requestOf({ allOf: [one] }), requestOf({ allOf: [one, one] })))).toEqual([]);
  });
});

describe('readOnly and writeOnly', () => {
  it('keep a property out of the direction it is not part of', () => {
    const was = withProperty({ type: 'string', readOnly: true });
    const is = withProperty({ type: 'integer', readOnly: true }, { required: ['name'] });
    expect(diff(requestOf(was), requestOf(is)).breaking).toBe(false);
    expect(diff(responseOf(was), responseOf(is)).breaking).toBe(true);
  });

  it('take a property out of a direction', () => {
    const was = withProperty({ type: 'string' });
    expect(told(diff(requestOf(was), requestOf(withProperty({ type: 'string', readOnly: true }))))).toEqual([
      'breaking:request-property-became-read-only',
    ]);
    expect(
      told(diff(responseOf(was), responseOf(withProperty({ type: 'string', writeOnly: true })))),
    ).toEqual(['breaking:response-property-became-write-only']);
  });
});

describe('renamed properties', () => {
  it('are recognised where shape and name agree, and said to be a guess', () => {
    const was = withProperty({ type: 'string', maxLength: 7 }, { required: ['name'] });
    const is = {
      type: 'object',
      properties: { fullName: { type: 'string', maxLength: 7 } },
      required: ['fullName'],
    };
    expect(diff(responseOf(was), responseOf(is)).changes[0]).toMatchObject({
      id: 'response-required-property-removed',
      guess: 'renamed to "fullName"',
    });
  });
});
