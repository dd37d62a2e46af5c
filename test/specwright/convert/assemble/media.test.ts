import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, isObject } from '../../../../src/specwright/base/json.ts';
import { valueAt } from '../../../../src/specwright/base/pointer.ts';
import { convertCollection } from '../../../../src/specwright/convert/convert-collection.ts';

const type = (value: string): JsonObject[] => [{ key: 'Content-Type', value }];

async function convert(...item: JsonObject[]): Promise<JsonObject> {
  const info = {
    name: 'Media',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  };
  return (await convertCollection(JSON.stringify({ info, item }))).value;
}

const call = (
  name: string,
  method: string,
  path: string,
  more: JsonObject = {},
  response: JsonObject[] = [],
): JsonObject => ({
  name,
  request: { method, url: `https://media.example${path}`, ...more },
  response,
});

/** The schema at a pointer, with one reference followed. */
function schemaAt(document: JsonObject, pointer: string): Json | undefined {
  const found = valueAt(document, pointer);
  const reference = isObject(found) ? found['$ref'] : undefined;
  return typeof reference === 'string' ? valueAt(document, reference.slice(1)) : found;
}

const answer = (status: number, mediaType: string): string =>
  `/paths/~1it/get/responses/${String(status)}/content/${mediaType.replace('/', '~1')}`;

describe('answers that are files', () => {
  it.each(['application/pdf', 'image/png', 'application/zip', 'application/octet-stream', 'audio/mpeg'])(
    '%s are binary, whatever text was saved of them',
    async (mediaType) => {
      for (const body of ['\u0003PK garbled', '', null]) {
        const saved = { name: 'ok', code: 200, header: type(mediaType), body };
        const document = await convert(call('Get it', 'GET', '/it', {}, [saved]));
        expect(valueAt(document, answer(200, mediaType))).toEqual({
          schema: { type: 'string', format: 'binary' },
        });
      }
    },
  );

  it('are not texts such as CSV', async () => {
    const saved = { name: 'ok', code: 200, header: type('text/csv'), body: 'a,b\n1,2' };
    const document = await convert(call('Get it', 'GET', '/it', {}, [saved]));
    expect(valueAt(document, `${answer(200, 'text/csv')}/schema`)).toEqual({ type: 'string' });
  });
});

describe('forms', () => {
  const form = async (...formdata: JsonObject[]): Promise<Json | undefined> => {
    const document = await convert(call('Send it', 'POST', '/it', { body: { mode: 'formdata', formdata } }));
    return schemaAt(document, '/paths/~1it/post/requestBody/content/multipart~1form-data/schema');
  };
  const file = { type: 'string', format: 'binary' };

  it('carry one file or several of a field', async () => {
    const schema = await form(
      { key: 'one', type: 'file', src: '/a.png' },
      { key: 'two', type: 'file', src: ['/a.png', '/b.png'] },
      { key: 'again', type: 'file', src: '/a.png' },
      { key: 'again', type: 'file', src: '/b.png' },
      { key: 'list[]', type: 'file', src: '/a.png' },
    );
    const many = { type: 'array', items: file };
    expect(schema).toMatchObject({ properties: { one: file, two: many, again: many, 'list[]': many } });
  });

  it('have JSON parts with a schema of their own', async () => {
    const schema = await form(
      { key: 'meta', type: 'text', value: '{"title": "x", "size": 3}', contentType: 'application/json' },
      { key: 'plain', type: 'text', value: '{not json' },
    );
    expect(schema).toMatchObject({ properties: { plain: { type: 'string' } } });
    expect(JSON.stringify(schema)).not.toContain('"meta":{"type":"string"');
  });
});

describe('headers', () => {
  it('keep the quotes of their values, and what Postman adds is left out', async () => {
    const header = Object.entries({
      'If-Match': '"abc"',
      'User-Agent': 'PostmanRuntime/7.1',
      'Accept-Encoding': 'gzip, deflate, br',
      Connection: 'keep-alive',
      'Cache-Control': 'no-cache',
      Host: '<calculated when request is sent>',
      'Postman-Token': 'x',
      'X-Shop': 'north',
    }).map(([key, value]) => ({ key, value }));
    const document = await convert(call('Get it', 'GET', '/it', { header }));
    const parameters = valueAt(document, '/paths/~1it/get/parameters');
    expect(parameters).toMatchObject([
      { name: 'If-Match', examples: { 'get-it': { value: '"abc"' } } },
      { name: 'X-Shop' },
    ]);
  });

  it('of such a name with a value of its own stay', async () => {
    const header = [
      { key: 'Cache-Control', value: 'max-age=60' },
      { key: 'User-Agent', value: 'Shop/1' },
    ];
    const document = await convert(call('Get it', 'GET', '/it', { header }));
    expect(valueAt(document, '/paths/~1it/get/parameters')).toMatchObject([
      { name: 'Cache-Control' },
      { name: 'User-Agent' },
    ]);
  });
});

describe('objects', () => {
  const read = async (value: Json): Promise<Json | undefined> => {
    const saved = {
      name: 'ok',
      code: 200,
      header: type('application/json'),
      body: JSON.stringify({ it: value }),
    };
    const document = await convert(call('Get it', 'GET', '/it', {}, [saved]));
    const schema = schemaAt(document, `${answer(200, 'application/json')}/schema`);
    return isObject(schema)
      ? schemaAt(document, '/components/schemas/GetItResponse/properties/it')
      : undefined;
  };

  it.each([
    [
      { USD: 1.1, EUR: 1 },
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
    [
      { en: 'x', 'fr-CA': 'y' },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    [null, {}],
  ])('%j', async (value, schema) => {
    expect(await read(value)).toEqual(schema);
  });

  it.each([
    { id: 1, no: 2 },
    { ALL: 1, TOP: 2 },
  ])('%j has names, not codes', async (value) => {
    expect(JSON.stringify(await read(value))).not.toContain('additionalProperties');
  });
});

describe('one path with several actions', () => {
  it('has them as values of the query key, and an answer for each', async () => {
    const saved = (body: Json): JsonObject[] => [
      { name: 'ok', code: 200, header: type('application/json'), body: JSON.stringify(body) },
    ];
    const document = await convert(
      call('List', 'GET', '/it?m=list', {}, saved({ items: [{ id: 1 }] })),
      call('Show', 'GET', '/it?m=show&id=1', {}, saved({ id: 1, name: 'x' })),
    );
    const parameters = valueAt(document, '/paths/~1it/get/parameters');
    expect(parameters).toMatchObject([
      { name: 'm', required: true, schema: { enum: ['list', 'show'] } },
      { name: 'id' },
    ]);
    expect(schemaAt(document, `${answer(200, 'application/json')}/schema`)).toMatchObject({
      oneOf: [
        { title: 'list', required: ['items'] },
        { title: 'show', required: ['id', 'name'] },
      ],
    });
  });

  it('has a body for each, and one for those that send the same', async () => {
    const send = (name: string, body: Json): JsonObject =>
      call(name, 'POST', `/it?m=${name}`, { body: { mode: 'raw', raw: JSON.stringify(body) } });
    const document = await convert(
      send('create', { name: 'x', size: 1 }),
      send('rename', { id: 1, name: 'x' }),
      send('drop', { id: 1 }),
      send('find', { id: 2 }),
    );
    const media = '/paths/~1it/post/requestBody/content/application~1json';
    expect(schemaAt(document, `${media}/schema`)).toMatchObject({
      anyOf: [
        { title: 'create', required: ['name', 'size'] },
        { title: 'rename', required: ['id', 'name'] },
        { title: 'drop, find', required: ['id'] },
      ],
    });
    expect(Object.keys(valueAt(document, `${media}/examples`) ?? {})).toEqual([
      'create',
      'rename',
      'drop',
      'find',
    ]);
  });
});
