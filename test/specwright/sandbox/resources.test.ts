import fc from '../../fast-check.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { createSandbox, type Sandbox } from '../../../src/specwright/sandbox/index.ts';
import { library } from './fixtures/library.ts';
import { calls } from './fixtures/calls.ts';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ document: library });
});

async function ask(method: string, path: string, body?: unknown, type = 'application/json') {
  const answer = await sandbox.fetch(path, {
    method,
    headers: { 'x-key': 'k', ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    body: text === '' ? undefined : JSON.parse(text),
  };
}

test('what is created is read, listed, replaced, changed and deleted; then reads give the documented 404', async () => {
  const created = await ask('POST', '/books', { title: 'Middlemarch', pages: 880 });
  expect(created).toMatchObject({ status: 201, body: { title: 'Middlemarch', pages: 880, genre: 'novel' } });
  const { id } = created.body;
  expect(id).toMatch(/^[\da-f]{8}-/);
  expect(created.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(created.location).toBe(`/books/${id}`);
  expect((await ask('GET', `/books/${id}`)).body).toEqual(created.body);
  expect((await ask('GET', '/books')).body).toEqual({ books: [created.body], total: 1 });

  const changed = await ask('PATCH', `/books/${id}`, { pages: 900 });
  expect(changed.body).toEqual({ ...created.body, pages: 900 });
  const replaced = await ask('PUT', `/books/${id}`, { title: 'Emma' });
  expect(replaced.body).toEqual({ id, title: 'Emma', genre: 'novel', createdAt: created.body.createdAt });
  expect((await ask('GET', `/books/${id}`)).body).toEqual(replaced.body);

  expect((await ask('DELETE', `/books/${id}`)).status).toBe(204);
  expect(await ask('GET', `/books/${id}`)).toMatchObject({ status: 404, body: { status: 404 } });
  expect((await ask('DELETE', `/books/${id}`)).status).toBe(404);
  expect((await ask('GET', '/books')).body).toEqual({ books: [], total: 0 });
});

test('callers do not set what is read-only', async () => {
  const { body } = await ask('POST', '/books', { title: 'T', createdAt: '1999-01-01T00:00:00Z' });
  expect(body.createdAt).not.toContain('1999');
});

test('lists are filtered by parameters named like properties, and paged', async () => {
  for (let number = 0; number < 25; number += 1) {
    await ask('POST', '/books', { title: `T${number}`, genre: number % 5 === 0 ? 'poems' : 'novel' });
  }
  const titles = async (query: string) => {
    const { body } = await ask('GET', `/books?${query}`);
    return [body.total, body.books.length, body.books[0]?.title];
  };
  expect(await titles('')).toEqual([25, 20, 'T0']);
  expect(await titles('offset=20')).toEqual([25, 5, 'T20']);
  expect(await titles('limit=3&offset=4')).toEqual([25, 3, 'T4']);
  expect(await titles('genre=poems')).toEqual([5, 5, 'T0']);
  expect(await titles('genre=poems&limit=2&offset=2')).toEqual([5, 2, 'T10']);
});

test('a snapshot brings records back, a reset forgets them', async () => {
  const { body } = await ask('POST', '/books', { title: 'T' });
  const snapshot: unknown = JSON.parse(JSON.stringify(sandbox.control.snapshot()));
  sandbox.control.reset();
  expect((await ask('GET', `/books/${body.id}`)).status).toBe(404);
  sandbox.control.restore(snapshot);
  expect((await ask('GET', `/books/${body.id}`)).body).toEqual(body);
  expect(sandbox.control.state().collections).toEqual({ '/books': 1 });
});

test('what was inferred is explained, and can be corrected', async () => {
  const roles = (explained: Sandbox) =>
    Object.fromEntries(explained.control.explain().map(({ operation, role }) => [operation, role]));
  expect(roles(sandbox)).toEqual({
    listBooks: 'list',
    addBook: 'create',
    getBook: 'read',
    replaceBook: 'replace',
    changeBook: 'merge',
    removeBook: 'delete',
    lendBook: 'act',
    health: 'none',
  });
  const corrected = createSandbox({ document: library, resources: { listBooks: { role: 'none' } } });
  expect(roles(corrected)['listBooks']).toBe('none');
  const page: unknown = await (await sandbox.fetch('/_sandbox/resources')).json();
  expect(page).toHaveProperty('operations.0.why', '/books holds what /books/{bookId} names');
});

describe('other forms', () => {
  beforeEach(() => {
    sandbox = createSandbox({ document: calls });
  });

  test('operations named by a verb and a noun keep records too', async () => {
    const created = await ask('POST', '/channel.create', { name: 'general' });
    expect(created.body).toMatchObject({ ok: true, channel: { name: 'general' } });
    const { id } = created.body.channel;
    expect((await ask('GET', `/channel.info?channelId=${id}`)).body.channel).toEqual(created.body.channel);
    expect((await ask('GET', '/channel.list')).body.channels).toEqual([created.body.channel]);
    await ask('POST', '/channel.update', { channelId: id, name: 'random' });
    expect((await ask('GET', `/channel.info?channelId=${id}`)).body.channel.name).toBe('random');
    expect((await ask('POST', '/channel.delete', { channelId: id })).status).toBe(200);
    expect((await ask('GET', `/channel.info?channelId=${id}`)).status).toBe(404);
  });

  test('examples seed the store, and ids follow their form', async () => {
    const listed = await ask('GET', '/users');
    expect(listed.body.data).toEqual([{ id: 'usr_0a1b2c3d', email: 'a@example.com' }]);
    expect((await ask('GET', '/users/usr_0a1b2c3d')).body.data.email).toBe('a@example.com');
    const { body } = await ask('POST', '/users', { email: 'b@example.com' });
    expect(body.data.id).toMatch(/^usr_[0-9a-f]{8}$/);
  });

  test('a value that the documented conflict names is unique', async () => {
    expect(await ask('POST', '/users', { email: 'a@example.com' })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('this email exists') },
    });
    expect((await ask('POST', '/users', { email: 'c@example.com' })).status).toBe(201);
  });

  test('nested records belong to a record that exists, and go with it', async () => {
    expect((await ask('POST', '/users/nobody/notes', { text: 'x' })).status).toBe(404);
    const { body } = await ask('POST', '/users/usr_0a1b2c3d/notes', { text: 'x' });
    expect(body).toEqual({ id: 1, text: 'x' });
    expect((await ask('GET', '/users/usr_0a1b2c3d/notes/1')).body).toEqual(body);
    expect((await ask('POST', '/users/usr_0a1b2c3d/notes', { text: 'y' })).body.id).toBe(2);
    await ask('DELETE', '/users/usr_0a1b2c3d');
    expect((await ask('GET', '/users/usr_0a1b2c3d/notes/1')).status).toBe(404);
  });

  test('pages follow a cursor to the end', async () => {
    for (let number = 0; number < 7; number += 1)
      await ask('POST', '/users/usr_0a1b2c3d/notes', { text: `${number}` });
    const texts: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page += 1) {
      const { body } = await ask('GET', `/users/usr_0a1b2c3d/notes?limit=3&cursor=${cursor}`);
      texts.push(...body.notes.map(({ text }: { text: string }) => text));
      cursor = body.nextCursor;
    }
    expect(texts).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  test('a singleton is read and changed; a merge patch takes away what is null', async () => {
    expect((await ask('GET', '/settings')).body).toEqual({ theme: 'dark', note: 'n' });
    await ask('PATCH', '/settings', { theme: 'light', note: null }, 'application/merge-patch+json');
    expect((await ask('GET', '/settings')).body).toEqual({ theme: 'light' });
  });

  test('a request that equals a documented example gets its documented answer', async () => {
    expect((await ask('POST', '/quotes', { from: 'EUR', to: 'USD' })).body).toEqual({ rate: 1.08 });
  });
});

test('whatever is sent comes back, for any title that the schema allows', async () => {
  const title = fc.string({ minLength: 1, maxLength: 100, unit: 'binary' });
  await fc.assert(
    fc.asyncProperty(
      title,
      fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }),
      async (text, pages) => {
        const sent = { title: text, ...(pages !== undefined && { pages }) };
        const { status, body } = await ask('POST', '/books', sent);
        expect(status).toBe(201);
        expect((await ask('GET', `/books/${body.id}`)).body).toMatchObject(JSON.parse(JSON.stringify(sent)));
      },
    ),
    { numRuns: 100 },
  );
});

test('a parameter that no client can send is not asked for', async () => {
  const parameters = [{ name: 'bad}', in: 'header', required: true, schema: { type: 'string' } }];
  const odd = createSandbox({
    document: {
      openapi: '3.1.0',
      paths: { '/': { get: { parameters, responses: { '200': { description: '' } } } } },
    },
  });
  expect((await odd.fetch('/')).status).toBe(200);
  expect((await odd.fetch('/_sandbox/page')).headers.get('content-type')).toContain('text/html');
});

test('names that mean something to JavaScript are data', async () => {
  const document: JsonObject = JSON.parse(
    JSON.stringify(library).replaceAll('"additionalProperties":false', '"additionalProperties":true'),
  );
  sandbox = createSandbox({ document });
  const text = '{"title":"T","__proto__":{"polluted":true},"constructor":1}';
  const headers = { 'x-key': 'k', 'content-type': 'application/json' };
  const created = await sandbox.fetch('/books', { method: 'POST', headers, body: text });
  const { id }: { id: string } = JSON.parse(await created.text());
  for (const key of ['__proto__', 'constructor', id]) await ask('GET', `/books/${key}`);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
