import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { api, diff, only, requestOf, told } from './documents.ts';

const text = { type: 'string' };

describe('the life of an operation', () => {
  const gone = (operation: JsonObject): JsonObject => ({
    ...api({}),
    paths: { '/old': { get: { responses: {}, ...operation } } },
  });
  const empty = { ...api({}), paths: {} };

  it.each([
    [{}, 'breaking:operation-removed'],
    [{ deprecated: true }, 'info:operation-removed-with-deprecation'],
    [{ deprecated: true, 'x-sunset': '2026-05-31' }, 'info:operation-removed-with-deprecation'],
    [{ deprecated: true, 'x-sunset': '2026-06-02' }, 'breaking:operation-removed-before-sunset'],
    [{ deprecated: true, 'x-sunset': 'soon' }, 'breaking:operation-sunset-invalid'],
    [{ 'x-stability-level': 'alpha' }, 'info:draft-operation-removed'],
  ])('%j removed is %s', (operation, expected) => {
    expect(told(diff(gone(operation), empty))).toEqual([expected]);
  });

  it.each([
    [{}, { deprecated: true }, 'info:operation-deprecated'],
    [{ deprecated: true }, {}, 'info:operation-reactivated'],
    [
      { deprecated: true, 'x-sunset': '2027-01-01' },
      { deprecated: true },
      'breaking:operation-sunset-removed',
    ],
    [
      { deprecated: true, 'x-sunset': '2027-01-01' },
      { deprecated: true, 'x-sunset': '2026-12-01' },
      'warning:operation-sunset-moved-forward',
    ],
    [
      { deprecated: true, 'x-sunset': '2027-01-01' },
      { deprecated: true, 'x-sunset': '2026-01-01' },
      'breaking:operation-sunset-passed',
    ],
    [
      { 'x-stability-level': 'stable' },
      { 'x-stability-level': 'beta' },
      'breaking:operation-stability-decreased',
    ],
    [{ 'x-stability-level': 'alpha' }, { 'x-stability-level': 'beta' }, 'info:operation-stability-increased'],
    [{}, { 'x-stability-level': 'banana' }, 'breaking:operation-stability-invalid'],
    [{ operationId: 'a' }, { operationId: 'b' }, 'info:operation-id-changed'],
    [{ tags: ['a'] }, { tags: [] }, 'info:tag-removed'],
  ])('%j to %j is %s', (was, is, expected) => {
    expect(told(diff(api(was), api(is)))).toContain(expected);
  });

  it('a draft promises nothing', () => {
    const was = api({ 'x-stability-level': 'draft', parameters: [] });
    const is = api({
      'x-stability-level': 'draft',
      parameters: [{ name: 'a', in: 'query', required: true, schema: text }],
    });
    expect(diff(was, is).breaking).toBe(false);
  });

  it('a new operationId breaks the build, not the wire', () => {
    expect(only(diff(api({ operationId: 'a' }), api({ operationId: 'b' })))).toMatchObject({
      wire: 'safe',
      typescript: 'breaks',
    });
  });
});

describe('parameters', () => {
  const of = (...parameters: JsonObject[]): JsonObject => api({ parameters });
  const p = { name: 'p', in: 'query', schema: text };

  it.each([
    [of(), of(p), 'info:parameter-optional-added'],
    [of(), of({ ...p, required: true }), 'breaking:parameter-required-added'],
    [of(), of({ ...p, in: 'path', required: true }), 'breaking:path-parameter-added'],
    [of(p), of(), 'breaking:parameter-removed'],
    [of({ ...p, deprecated: true }), of(), 'info:parameter-removed-with-deprecation'],
    [
      of({ ...p, deprecated: true, 'x-sunset': '2030-01-01' }),
      of(),
      'breaking:parameter-removed-before-sunset',
    ],
    [of(p), of({ ...p, in: 'header' }), 'breaking:parameter-moved'],
    [of(p), of({ ...p, required: true }), 'breaking:parameter-became-required'],
    [of({ ...p, required: true }), of(p), 'info:parameter-became-optional'],
    [of(p), of({ ...p, style: 'pipeDelimited' }), 'breaking:parameter-serialization-changed'],
    [
      of({ ...p, schema: { type: 'array', items: text } }),
      of({ ...p, explode: false, schema: { type: 'array', items: text } }),
      'breaking:parameter-serialization-changed',
    ],
    [of({ ...p, allowEmptyValue: true }), of(p), 'breaking:parameter-empty-value-refused'],
    [of(p), of({ ...p, allowEmptyValue: true }), 'info:parameter-empty-value-allowed'],
    [
      of(p),
      of({ name: 'p', in: 'query', content: { 'application/json': { schema: text } } }),
      'breaking:parameter-media-type-changed',
    ],
    [
      of({ ...p, schema: { type: 'string', 'x-extensible-enum': ['a', 'b'] } }),
      of({ ...p, schema: { type: 'string', 'x-extensible-enum': ['a'] } }),
      'breaking:parameter-extensible-enum-value-removed',
    ],
  ])('%#: %s', (was, is, expected) => {
    expect(told(diff(was, is))).toContain(expected);
  });
});

describe('bodies', () => {
  const json = { 'application/json': { schema: text } };
  it.each([
    [{}, { requestBody: { content: json } }, 'info:request-body-optional-added'],
    [{}, { requestBody: { required: true, content: json } }, 'breaking:request-body-required-added'],
    [{ requestBody: { content: json } }, {}, 'breaking:request-body-removed'],
    [
      { requestBody: { content: json } },
      { requestBody: { required: true, content: json } },
      'breaking:request-body-became-required',
    ],
    [
      { requestBody: { content: json } },
      { requestBody: { content: { 'text/csv': {} } } },
      'breaking:request-media-type-removed',
    ],
    [
      { requestBody: { content: { 'application/json': {} } } },
      { requestBody: { content: json } },
      'breaking:request-schema-added',
    ],
    [
      { requestBody: { content: { 'application/json; charset=utf-8': {} } } },
      { requestBody: { content: { 'application/json': {} } } },
      'info:media-type-parameters-changed',
    ],
    [
      { requestBody: { content: { 'application/*': {} } } },
      { requestBody: { content: { 'application/json': {} } } },
      'breaking:request-media-type-narrowed',
    ],
  ])('%#: %s', (was, is, expected) => {
    expect(told(diff(api(was), api(is)))).toContain(expected);
  });
});

describe('responses', () => {
  const of = (responses: JsonObject): JsonObject => api({ responses });
  const ok = { description: 'ok' };
  const header = (rest: JsonObject): JsonObject =>
    of({ 200: { ...ok, headers: { 'X-A': { schema: text, ...rest } } } });

  it.each([
    [of({ 200: ok }), of({ 201: ok }), 'breaking:response-success-status-removed'],
    [of({ 200: ok, 404: ok }), of({ 200: ok }), 'info:response-error-status-removed'],
    [of({ 200: ok }), of({ '2XX': ok }), 'warning:response-success-status-widened'],
    [of({ 200: ok }), of({ 200: ok, 404: ok }), 'info:response-error-status-added'],
    [
      of({ 200: { ...ok, content: { 'application/json': {} } } }),
      of({ 200: ok }),
      'breaking:response-media-type-removed',
    ],
    [
      of({ 200: { ...ok, content: { 'application/atom+xml': {} } } }),
      of({ 200: { ...ok, content: { 'application/xml': {} } } }),
      'breaking:response-media-type-widened',
    ],
    [
      of({ 200: { ...ok, content: { 'application/xml': {} } } }),
      of({ 200: { ...ok, content: { 'application/atom+xml': {} } } }),
      'info:response-media-type-narrowed',
    ],
    [header({}), of({ 200: ok }), 'breaking:response-header-removed'],
    [header({ required: true }), header({}), 'breaking:response-header-became-optional'],
    [header({}), header({ required: true }), 'info:response-header-became-required'],
    [
      header({ schema: { type: 'integer' } }),
      header({ schema: { type: 'number' } }),
      'breaking:header-type-widened',
    ],
  ])('%#: %s', (was, is, expected) => {
    expect(told(diff(was, is))).toContain(expected);
  });
});

describe('security', () => {
  const secured = (
    security: JsonObject[] | undefined,
    schemes: JsonObject = {},
    root: JsonObject = {},
  ): JsonObject =>
    api(security === undefined ? {} : { security }, {
      components: {
        securitySchemes: {
          a: { type: 'http', scheme: 'bearer' },
          b: { type: 'http', scheme: 'basic' },
          ...schemes,
        },
      },
      ...root,
    });

  it.each([
    [secured(undefined), secured([{ a: [] }]), 'breaking:security-introduced'],
    [secured([{ a: [] }]), secured([]), 'info:security-dropped'],
    [secured([{ a: [] }]), secured([{ a: [] }, {}]), 'info:security-dropped'],
    [secured([{ a: [] }]), secured([{ a: [] }, { b: [] }]), 'info:security-alternative-added'],
    [secured([{ a: [] }, { b: [] }]), secured([{ a: [] }]), 'breaking:security-alternative-removed'],
    [secured([{ a: [] }]), secured([{ a: [], b: [] }]), 'breaking:security-scheme-demanded'],
    [secured([{ a: [], b: [] }]), secured([{ a: [] }]), 'info:security-alternative-relaxed'],
    [secured([{ a: ['read'] }]), secured([{ a: ['read', 'write'] }]), 'breaking:security-scope-added'],
    [secured([{ a: ['read', 'write'] }]), secured([{ a: ['read'] }]), 'info:security-scope-removed'],
    [secured(undefined), secured(undefined, {}, { security: [{ a: [] }] }), 'breaking:security-introduced'],
    [
      secured([{ a: [] }]),
      secured([{ a: [] }], { a: { type: 'apiKey', in: 'query', name: 'k' } }),
      'breaking:security-scheme-type-changed',
    ],
    [
      secured([{ a: [] }]),
      secured([{ a: [] }], { a: { type: 'http', scheme: 'digest' } }),
      'breaking:security-scheme-http-scheme-changed',
    ],
    [
      secured([{ a: [] }]),
      secured([{ a: [] }], { a: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }),
      'breaking:security-scheme-bearer-format-changed',
    ],
    [
      secured([{ a: [] }], { a: { type: 'apiKey', in: 'query', name: 'k' } }),
      secured([{ a: [] }], { a: { type: 'apiKey', in: 'header', name: 'k' } }),
      'breaking:security-scheme-location-changed',
    ],
    [
      secured([{ a: [] }], { a: { type: 'openIdConnect', openIdConnectUrl: 'https://a' } }),
      secured([{ a: [] }], { a: { type: 'openIdConnect', openIdConnectUrl: 'https://b' } }),
      'breaking:security-scheme-discovery-url-changed',
    ],
    [
      secured([{ a: [] }], { a: { type: 'oauth2', flows: { password: { tokenUrl: 'x', scopes: {} } } } }),
      secured([{ a: [] }], { a: { type: 'oauth2', flows: { password: { tokenUrl: 'y', scopes: {} } } } }),
      'breaking:security-scheme-token-url-changed',
    ],
  ])('%#: %s', (was, is, expected) => {
    expect(told(diff(was, is))).toContain(expected);
  });

  it('says nothing of a scheme that no operation asks for', () => {
    const was = secured([{ b: [] }]);
    const is = secured([{ b: [] }], { a: { type: 'apiKey', in: 'query', name: 'k' } });
    expect(diff(was, is).breaking).toBe(false);
  });
});

describe('webhooks and callbacks', () => {
  const hook = (schema: JsonObject): JsonObject => ({
    ...api({}),
    webhooks: {
      done: { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } },
    },
  });
  const back = (schema: JsonObject): JsonObject =>
    api({
      callbacks: {
        done: {
          '{$request.body#/url}': {
            post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} },
          },
        },
      },
    });

  it.each([hook, back])('%#: data flows the other way', (of) => {
    const required = { type: 'object', properties: { a: text }, required: ['a'] };
    const optional = { type: 'object', properties: { a: text } };
    expect(diff(of(required), of(optional)).breaking).toBe(true);
    expect(diff(of(optional), of(required)).breaking).toBe(false);
  });

  it('that are gone are missed', () => {
    expect(told(diff(hook({}), api({})))).toEqual(['breaking:webhook-removed']);
    expect(told(diff(back({}), api({})))).toEqual(['breaking:callback-removed']);
  });
});

describe('servers', () => {
  it('that are gone are a warning', () => {
    const of = (...urls: string[]): JsonObject => ({ ...api({}), servers: urls.map((url) => ({ url })) });
    expect(told(diff(of('https://a.example'), of('https://b.example')))).toEqual([
      'warning:server-removed',
      'info:server-added',
    ]);
  });
});

describe('what looks alike and is not', () => {
  const parameter = (name: string, where: string, schema: JsonObject = text): JsonObject =>
    api({ parameters: [{ name, in: where, schema }] });
  const headers = (...names: string[]): JsonObject =>
    api({
      responses: { 204: { description: 'd', headers: Object.fromEntries(names.map((name) => [name, {}])) } },
    });
  const content = (mediaType: string, schema?: JsonObject): JsonObject =>
    api({ responses: { 200: { description: 'd', content: { [mediaType]: schema ? { schema } : {} } } } });
  const ofBoth = { allOf: [{ oneOf: [{ minLength: 1 }, { maxLength: 3 }] }, { anyOf: [{}, text] }] };
  const choice = (kind: string, ...rest: JsonObject[]): JsonObject =>
    requestOf({ [kind]: [text, { type: 'integer' }, ...rest] });
  const page = { properties: { page: text } };

  it.each<[string, JsonObject, JsonObject, string[]]>([
    [
      'another parameter at another place has not moved',
      parameter('a', 'query'),
      parameter('b', 'header'),
      ['breaking:parameter-removed', 'info:parameter-optional-added'],
    ],
    [
      'an object in the query is its properties',
      parameter('filter', 'query', { type: 'object', ...page }),
      parameter('page', 'query'),
      [],
    ],
    [
      'what need not be an object is not',
      parameter('filter', 'query', { type: ['object', 'string'], ...page }),
      parameter('page', 'query'),
      ['breaking:parameter-removed', 'info:parameter-optional-added'],
    ],
    ['Content-Type is told by the content', headers('Content-Type'), headers(), []],
    ['X-A is not', headers('X-A'), headers(), ['breaking:response-header-removed']],
    [
      'atom+xml is an XML of application',
      content('application/xml'),
      content('application/atom+xml'),
      ['info:response-media-type-narrowed'],
    ],
    [
      'not of text',
      content('text/xml'),
      content('application/atom+xml'),
      ['breaking:response-media-type-removed', 'info:response-media-type-added'],
    ],
    ['bytes need no schema', content('image/png'), content('image/png', { format: 'binary' }), []],
    [
      'an object is more than bytes',
      content('image/png', { type: 'object' }),
      content('image/png', { format: 'binary' }),
      ['breaking:response-schema-removed'],
    ],
    [
      'two choices that go are two changes',
      requestOf(ofBoth),
      requestOf({}),
      ['info:request-choice-dropped', 'info:request-choice-dropped'],
    ],
    ['a choice between what excludes itself is one either way', choice('oneOf'), choice('anyOf'), []],
    [
      'a choice between what overlaps is not',
      choice('oneOf', { type: 'string', maxLength: 3 }),
      choice('anyOf', { type: 'string', maxLength: 3 }),
      ['info:request-one-of-became-any-of'],
    ],
    [
      'of two limits with one number the exclusive one counts',
      requestOf({ minimum: 5 }),
      requestOf({ minimum: 5, exclusiveMinimum: 5 }),
      ['breaking:request-minimum-increased'],
    ],
  ])('%s', (_words, base, revision, expected) => {
    expect(told(diff(base, revision))).toEqual(expected);
  });
});
