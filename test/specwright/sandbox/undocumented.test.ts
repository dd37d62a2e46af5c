import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { createSandbox, type Sandbox } from '../../../src/specwright/sandbox/index.ts';

const fine = { '200': { description: 'Fine' } };
const body = (properties: JsonObject) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
});
const thing = body({ name: { type: 'string' }, key: { type: 'string' } });
const inPath = (name: string) => [{ name, in: 'path', required: true, schema: { type: 'string' } }];

/** A document as collections without saved responses give it: no answer is described, no refusal either. */
const silent: JsonObject = {
  openapi: '3.1.0',
  paths: {
    '/things': {
      get: { operationId: 'list', responses: fine },
      post: { operationId: 'add', ...thing, responses: fine },
    },
    '/things/{id}': {
      parameters: inPath('id'),
      get: { operationId: 'read', responses: fine },
      patch: { operationId: 'change', ...thing, responses: fine },
      delete: { operationId: 'remove', responses: fine },
    },
    '/things/key={key}': { parameters: inPath('key'), get: { operationId: 'readByKey', responses: fine } },
    '/wrapped': {
      get: { operationId: 'listWrapped', responses: fine },
      post: {
        operationId: 'addWrapped',
        ...body({ data: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } } }),
        responses: fine,
      },
    },
    '/wrapped/{id}': { parameters: inPath('id'), get: { operationId: 'readWrapped', responses: fine } },
    '/entries': {
      get: { operationId: 'listEntries', responses: fine },
      post: {
        operationId: 'addEntries',
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
            },
          },
        },
        responses: fine,
      },
    },
    '/files': {
      get: { operationId: 'listFiles', responses: fine },
      post: {
        operationId: 'addFile',
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { size: { type: 'integer' } } } },
          },
        },
        responses: fine,
      },
    },
  },
};

let sandbox: Sandbox;
let url = '';

beforeEach(async () => {
  sandbox = createSandbox({ document: silent });
  ({ url } = await sandbox.listen());
});
afterEach(() => sandbox.close());

async function ask(method: string, path: string, sent?: unknown) {
  const answer = await fetch(url + path, {
    method,
    ...(sent !== undefined && {
      body: JSON.stringify(sent),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
}

test('an answer that is not described shows the stored record', async () => {
  const { body: created } = await ask('POST', '/things', { name: 'N', key: 'k1' });
  expect(created).toEqual({ id: expect.any(String), name: 'N', key: 'k1' });
  expect((await ask('GET', `/things/${created.id}`)).body).toEqual(created);
  expect((await ask('GET', '/things/key=k1')).body).toEqual(created);
  expect((await ask('GET', '/things')).body).toEqual([created]);
  const { body: wrapped } = await ask('POST', '/wrapped', { data: { a: '1', b: '2' } });
  expect(wrapped).toEqual({ data: { id: expect.any(String), a: '1', b: '2' } });
  expect((await ask('GET', `/wrapped/${wrapped.data.id}`)).body).toEqual(wrapped);
});

test('where no refusal is documented, every id exists until a record with it is deleted', async () => {
  expect(await ask('GET', '/things/unknown')).toEqual({ status: 200, body: '' });
  expect((await ask('DELETE', '/things/unknown')).status).toBe(200);
  expect((await ask('PATCH', '/things/unknown', { name: 'M' })).body).toEqual({ id: 'unknown', name: 'M' });
  expect((await ask('GET', '/things/unknown')).body).toEqual({ id: 'unknown', name: 'M' });
  const { body: created } = await ask('POST', '/things', { name: 'N' });
  await ask('DELETE', `/things/${created.id}`);
  expect((await ask('GET', `/things/${created.id}`)).status).toBe(404);
  expect((await ask('DELETE', `/things/${created.id}`)).status).toBe(404);
  const restored = createSandbox({ document: silent });
  restored.control.restore(JSON.parse(JSON.stringify(sandbox.control.snapshot())));
  expect((await restored.fetch(`/things/${created.id}`)).status).toBe(404);
});

test('a body with several records creates each of them', async () => {
  const { body: created } = await ask('POST', '/entries', [{ a: '1' }, { a: '2' }]);
  expect(created).toEqual([1, 2].map((number) => ({ id: expect.any(String), a: `${number}` })));
  expect((await ask('GET', '/entries')).body).toEqual(created);
});

test('a list with one record says where that is', async () => {
  const list = { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } };
  const rooms = {
    post: {
      operationId: 'addRooms',
      requestBody: { content: { 'application/json': { schema: list } } },
      responses: fine,
    },
  };
  const room = { parameters: inPath('id'), get: { operationId: 'room', responses: fine } };
  const { fetch: send } = createSandbox({
    document: { openapi: '3.1.0', paths: { '/rooms': rooms, '/rooms/{id}': room } },
  });
  const add = async (names: readonly string[]) =>
    await send('/rooms', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(names.map((name) => ({ name }))),
    });
  const place = (await add(['Attic'])).headers.get('location') ?? '';
  expect(place).toMatch(/^\/rooms\/./);
  expect((await send(place)).status).toBe(200);
  expect((await add(['Attic', 'Cellar'])).headers.get('location')).toBeNull();
});

test('the fields of a multipart form are kept', async () => {
  const form = new FormData();
  form.set('size', '3');
  form.set('file', new File(['bytes'], 'a.txt'));
  await fetch(`${url}/files`, { method: 'POST', body: form });
  expect((await ask('GET', '/files')).body).toEqual([{ id: expect.any(String), size: 3, file: 'bytes' }]);
});

test('records to start with are there after a reset too; an unknown collection is refused', async () => {
  const records = { '/things': [{ id: 't1', name: 'first' }] };
  const started = createSandbox({ document: silent, records });
  await started.fetch('/things/t1', { method: 'DELETE' });
  started.control.reset();
  expect(await (await started.fetch('/things/t1')).json()).toEqual({ id: 't1', name: 'first' });
  expect(() => createSandbox({ document: silent, records: { '/other': [] } })).toThrow(
    'Unknown collection /other.',
  );
});
