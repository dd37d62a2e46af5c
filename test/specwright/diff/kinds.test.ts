import { cpuSince } from '../../cpu-time.ts';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { api, diff, parameterOf, requestOf, responseOf, told } from './documents.ts';

const text = { type: 'string' };
const ok = { description: 'ok' };
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function answer(schema: JsonObject, mediaType = 'application/json'): JsonObject {
  return { description: 'ok', content: { [mediaType]: { schema } } };
}

function withSchemas(document: JsonObject, schemas: JsonObject): JsonObject {
  return { ...document, components: { schemas } };
}

function closedObject(rest: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, ...rest };
}

function tagged(tag: string, rest: JsonObject = {}): JsonObject {
  return { type: 'object', required: ['kind'], properties: { kind: { const: tag }, ...rest } };
}

function at(paths: JsonObject, rest: JsonObject = {}): JsonObject {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, ...rest };
}

const get: JsonObject = { responses: { 204: ok } };
const secured = (name: string, scheme: JsonObject): JsonObject => ({
  ...api({ security: [{ [name]: [] }] }),
  components: { securitySchemes: { [name]: scheme } },
});
const one = { type: 'object', properties: { a: text } };
const two = { type: 'object', properties: { b: text } };

describe('two spellings of one thing', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'allOf in more parts',
      { allOf: [one, { properties: { b: text, c: text } }] },
      { allOf: [one, { properties: { b: text } }, { properties: { c: text } }] },
    ],
    [
      'allOf flattened',
      { allOf: [{ allOf: [one, two] }, { required: ['a'] }] },
      { allOf: [one, two, { required: ['a'] }] },
    ],
    ['allOf written out', { allOf: [one, two] }, { type: 'object', properties: { a: text, b: text } }],
    [
      'what a closed part of allOf shuts out',
      { allOf: [closedObject({ properties: { a: text } })] },
      { allOf: [closedObject({ properties: { a: text } }), two] },
    ],
    [
      'an enum and oneOf of constants',
      { type: 'string', enum: ['a', 'b'] },
      { oneOf: [{ const: 'b' }, { const: 'a' }] },
    ],
    [
      'an enum and anyOf of typed constants',
      { type: 'string', enum: ['a', 'b'] },
      {
        anyOf: [
          { type: 'string', const: 'a' },
          { type: 'string', enum: ['b'] },
        ],
      },
    ],
    ['a boolean and both its values', { type: 'boolean' }, { type: 'boolean', enum: [false, true] }],
    [
      'a limit that every member keeps',
      { type: 'string', enum: ['ab'] },
      { type: 'string', enum: ['ab'], maxLength: 9, minLength: 1 },
    ],
    [
      'a limit that int32 implies',
      { type: 'integer', format: 'int32' },
      { type: 'integer', format: 'int32', maximum: 2_147_483_647 },
    ],
    ['base64', { type: 'string', format: 'byte' }, { type: 'string', contentEncoding: 'base64' }],
    [
      'binary',
      { type: 'string', format: 'binary' },
      { type: 'string', contentMediaType: 'application/octet-stream' },
    ],
  ])('%s', (_, was, is) => {
    for (const of of [requestOf, responseOf]) {
      expect(told(diff(of(was), of(is)))).toEqual([]);
      expect(told(diff(of(is), of(was)))).toEqual([]);
    }
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['explode of a plain value', parameterOf(text), parameterOf(text, { explode: false })],
    [
      'a default of a parameter that is always sent',
      parameterOf(text, { required: true }),
      parameterOf({ ...text, default: 'a' }, { required: true }),
    ],
    [
      'bytes',
      api({ responses: { 200: answer({ type: 'string', format: 'binary' }, 'image/png') } }),
      api({ responses: { 200: answer({}, 'image/png') } }),
    ],
    [
      'paths that differ in names',
      at({ '/r/{id}': { get }, '/r/{name}': { delete: get } }),
      at({ '/r/{id}': { get, delete: get } }),
    ],
    [
      'the case and the end of a server',
      at({}, { servers: [{ url: 'https://A.example:443/v1/' }] }),
      at({}, { servers: [{ url: 'https://a.example/v1' }] }),
    ],
    [
      'a prefix in the server or in the path',
      at({ '/a': { get } }, { servers: [{ url: 'https://a.example/v1' }] }),
      at({ '/v1/a': { get } }, { servers: [{ url: 'https://a.example' }] }),
    ],
    [
      'a server of the document or of its operation',
      at({ '/a': { get: { ...get, servers: [{ url: '/v1' }] } } }, { servers: [{ url: '/v1' }] }),
      at({ '/a': { get } }, { servers: [{ url: '/v1' }] }),
    ],
    [
      'the name of a security scheme',
      secured('one', { type: 'http', scheme: 'Bearer' }),
      secured('two', { type: 'http', scheme: 'bearer' }),
    ],
  ])('%s', (_, was, is) => {
    for (const report of [diff(was, is), diff(is, was)])
      expect(report.changes.filter(({ level, wire }) => level !== 'info' || wire !== 'safe')).toEqual([]);
  });
});

describe('changes that only look alike', () => {
  const slash = (path: string): JsonObject => at({ [path]: { post: get } });
  const discriminator = (mapping?: JsonObject): JsonObject =>
    withSchemas(
      responseOf({
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'kind', ...(mapping !== undefined && { mapping }) },
      }),
      { Cat: one, Dog: two },
    );
  const header = (rest: JsonObject): JsonObject =>
    api({ responses: { 200: { ...ok, headers: { 'X-A': rest } } } });
  const json = (schema: Json): JsonObject => ({ content: { 'application/json': { schema } } });
  const own = (url: string): JsonObject => at({ '/a': { get: { ...get, servers: [{ url }] } } });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a slash at the end', slash('/orders'), slash('/orders/'), 'breaking:operation-removed'],
    [
      'words swapped',
      discriminator({ cat: 'Cat', dog: 'Dog' }),
      discriminator({ cat: 'Dog', dog: 'Cat' }),
      'breaking:response-discriminator-mapping-changed',
    ],
    [
      'words other than the names',
      discriminator(),
      discriminator({ cat: 'Cat' }),
      'breaking:response-discriminator-mapping-added',
    ],
    [
      'a version of a media type',
      responseOf(text, '3.1.0', 'application/json;version=1'),
      responseOf(text, '3.1.0', 'application/json; version=2'),
      'breaking:response-media-type-changed',
    ],
    [
      'a charset',
      requestOf(text, '3.1.0', 'text/plain'),
      requestOf(text, '3.1.0', 'text/plain; charset=latin1'),
      'breaking:request-media-type-changed',
    ],
    [
      'a header in another form',
      header({ schema: { type: 'integer' } }),
      header(json({ type: 'integer' })),
      'breaking:response-header-serialization-changed',
    ],
    [
      'the content of a header',
      header(json({ type: 'integer' })),
      header(json({ type: 'string' })),
      'breaking:header-type-changed',
    ],
    [
      'a list of at least two',
      parameterOf(text),
      parameterOf({ type: 'array', items: text, minItems: 2 }),
      'breaking:parameter-type-changed',
    ],
    [
      'anyOf that became oneOf',
      requestOf({ anyOf: [one, two] }),
      requestOf({ oneOf: [one, two] }),
      'breaking:request-alternative-overlaps',
    ],
    [
      'an alternative that takes everything',
      requestOf({ oneOf: [tagged('a'), tagged('b')] }),
      requestOf({ oneOf: [tagged('a'), tagged('b'), { type: 'object' }] }),
      'breaking:request-alternative-overlaps',
    ],
    [
      'another host for one operation',
      own('https://a.example'),
      own('https://b.example'),
      'warning:server-removed',
    ],
    [
      'a status that default covered',
      api({ responses: { default: answer(one) } }),
      api({
        responses: {
          default: answer(one),
          404: answer({ type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }),
        },
      }),
      'warning:response-property-removed',
    ],
    [
      'a range instead of a status',
      api({ responses: { 200: ok } }),
      api({ responses: { '2XX': ok } }),
      'warning:response-success-status-widened',
    ],
    [
      'a further method',
      at({ '/a': { additionalOperations: { COPY: get } } }),
      at({ '/a': { get } }),
      'breaking:operation-removed',
    ],
    [
      'an alternative that an open schema takes',
      withSchemas(requestOf({ oneOf: [ref('A'), ref('B')] }), { A: { type: 'object' }, B: tagged('b') }),
      withSchemas(requestOf(ref('A')), { A: { type: 'object' } }),
      'warning:request-alternative-undocumented',
    ],
  ])('%s', (_, was, is, expected) => {
    expect(told(diff(was, is))).toContain(expected);
  });
});

describe('changes that hurt nobody', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a first companion in allOf', requestOf({ allOf: [one] }), requestOf({ allOf: [one, two] })],
    ['a tagged alternative more', requestOf(tagged('a')), requestOf({ oneOf: [tagged('a'), tagged('b')] })],
    [
      'two inline alternatives, each with a property more',
      requestOf({ oneOf: [tagged('a'), tagged('b')] }),
      requestOf({ oneOf: [tagged('a', { x: text }), tagged('b', { y: text })] }),
    ],
    [
      'a property that a pattern takes',
      requestOf(closedObject({ properties: { 'x-a': text } })),
      requestOf(closedObject({ patternProperties: { '^x-': text } })),
    ],
    [
      'a choice written out',
      requestOf({ allOf: [one, { oneOf: [tagged('a'), tagged('b')] }] }),
      requestOf({ oneOf: [tagged('a', { a: text }), tagged('b', { a: text })] }),
    ],
    ['a status instead of its range', api({ responses: { '2XX': ok } }), api({ responses: { 200: ok } })],
  ])('%s', (_, was, is) => {
    expect(told(diff(was, is)).filter((line) => !line.startsWith('info:'))).toEqual([]);
  });
});

it('a pattern of a stranger is never run', () => {
  const evil = '^(a+)+$';
  const name = `${'a'.repeat(40)}!`;
  const started = process.cpuUsage();
  const { changes } = diff(
    requestOf(closedObject({ properties: { [name]: text } })),
    requestOf(closedObject({ patternProperties: { [evil]: text } })),
  );
  expect(changes.map(({ id }) => id)).toContain('request-closed-property-removed');
  expect(cpuSince(started)).toBeLessThan(5_000);
});
