import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../../src/specwright/sandbox/index.ts';
import { parcels } from './fixtures/parcels.ts';

let sandbox: Sandbox;
let url: string;

beforeEach(async () => {
  sandbox = createSandbox({ document: parcels, credentials: { key: 's3cret' } });
  ({ url } = await sandbox.listen());
});
afterEach(() => sandbox.close());

async function ask(method: string, path: string, sent?: unknown, more: Record<string, string> = {}) {
  const headers = {
    'x-key': 's3cret',
    ...(sent !== undefined && { 'content-type': 'application/json' }),
    ...more,
  };
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
  const text = await answer.text();
  const header = (name: string): string => answer.headers.get(name) ?? '';
  return {
    status: answer.status,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    header,
  };
}

const added = async (label: string, weight = 1) => {
  const { body, header } = await ask('POST', '/parcels', { label, weight });
  return { path: `/parcels/${body.id}`, tag: header('etag') };
};

test('a record has an entity tag, which changes with it; who has it already gets 304', async () => {
  const { path, tag } = await added('a');
  expect(tag).toMatch(/^"[\da-f]+"$/);
  const read = await ask('GET', path);
  expect(read.header('etag')).toBe(tag);
  const same = await ask('GET', path, undefined, { 'if-none-match': `"other", W/${tag}` });
  expect([same.status, same.body, same.header('etag')]).toEqual([304, '', tag]);
  expect((await ask('HEAD', path, undefined, { 'if-none-match': '*' })).status).toBe(304);
  const changed = await ask('PATCH', path, { weight: 2 }, { 'if-match': tag });
  expect(changed.header('etag')).not.toBe(tag);
  expect((await ask('GET', path, undefined, { 'if-none-match': tag })).status).toBe(200);
});

test('a change that is meant for another state gets 412, and one that names no state 428; neither is done', async () => {
  const { path, tag } = await added('a');
  const refused = await ask('PATCH', path, { weight: 2 }, { 'if-match': '"other"' });
  expect(refused).toMatchObject({ status: 412, body: { status: 412, title: 'Precondition Failed' } });
  expect((await ask('PATCH', path, { weight: 2 })).status).toBe(428);
  expect((await ask('DELETE', path, undefined, { 'if-match': '"other"' })).status).toBe(412);
  expect((await ask('GET', path)).header('etag')).toBe(tag);
  expect((await ask('PUT', path, { label: 'b', weight: 3 }, { 'if-none-match': '*' })).status).toBe(412);
  expect((await ask('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204);
});

test('PUT makes a record at a path that has none, unless the request demands one', async () => {
  const path = '/parcels/7d0f3a5e-0000-4000-a000-000000000001';
  expect((await ask('PUT', path, { label: 'a', weight: 1 }, { 'if-match': '*' })).status).toBe(412);
  const made = await ask('PUT', path, { label: 'a', weight: 1 }, { 'if-none-match': '*' });
  expect([made.status, made.header('location')]).toEqual([201, path]);
  expect((await ask('PUT', path, { label: 'b', weight: 1 })).status).toBe(200);
  expect((await ask('GET', path)).body).toMatchObject({ label: 'b' });
});

test('a list that documents a tag and 304 has them too', async () => {
  const tag = (await ask('GET', '/stamps')).header('etag');
  expect(tag).toMatch(/^"[\da-f]+"$/);
  expect((await ask('GET', '/stamps', undefined, { 'if-none-match': tag })).status).toBe(304);
});

test('a tag has the documented form', async () => {
  const text = JSON.stringify(parcels).replaceAll(
    '"ETag":{"schema":{"type":"string"}}',
    '"ETag":{"schema":{"type":"string","pattern":"^W/\\"v\\\\d{6}\\"$"}}',
  );
  const other = createSandbox({ document: JSON.parse(text) });
  const headers = { 'x-key': 'k', 'content-type': 'application/json' };
  const answer = await other.fetch('/parcels', { method: 'POST', headers, body: '{"label":"a","weight":1}' });
  expect(answer.headers.get('etag')).toMatch(/^W\/"v\d{6}"$/);
});

test('credentials are judged before the body, the media type and conflicts', async () => {
  await added('a');
  const wrong = { 'x-key': 'wrong' };
  expect((await ask('POST', '/parcels', { label: 'a', weight: 1 }, wrong)).status).toBe(401);
  expect((await ask('POST', '/parcels', {}, wrong)).status).toBe(401);
  expect((await ask('POST', '/parcels', {}, { ...wrong, 'content-type': 'text/csv' })).status).toBe(401);
  expect((await ask('POST', '/parcels', {}, { ...wrong, accept: 'text/csv' })).status).toBe(401);
  expect((await ask('POST', '/parcels', { label: 'a', weight: 1 })).status).toBe(409);
});

test('a refused media type or method gets the documented shape; what is refused is not done', async () => {
  const unwanted = await ask('POST', '/parcels', { label: 'a', weight: 1 }, { accept: 'text/csv' });
  expect(unwanted).toMatchObject({ status: 406, body: { status: 406 } });
  expect((await ask('GET', '/parcels')).body.items).toEqual([]);
  expect((await ask('GET', '/parcels', undefined, { accept: 'application/json;q=0' })).status).toBe(406);
  expect((await ask('GET', '/parcels', undefined, { accept: 'text/csv, */*;q=0.1' })).status).toBe(200);
  expect(await ask('POST', '/parcels', {}, { 'content-type': 'text/csv' })).toMatchObject({
    status: 415,
    body: { status: 415 },
  });
  const other = await ask('DELETE', '/parcels');
  expect(other).toMatchObject({ status: 405, body: { status: 405 } });
  expect([other.header('allow'), other.header('content-type')]).toEqual([
    'GET, HEAD, OPTIONS, POST',
    'application/problem+json',
  ]);
});

test('lists are sorted, searched and bounded by the parameters that ask for it', async () => {
  for (const [label, weight] of [
    ['pear', 3],
    ['apple', 1],
    ['fig', 2],
    ['pepper', 10],
  ] as const)
    await added(label, weight);
  const labels = async (search: string) =>
    (await ask('GET', `/parcels?${search}`)).body.items
      .map(({ label }: { label: string }) => label)
      .join(' ');
  expect(await labels('sort=label')).toBe('apple fig pear pepper');
  expect(await labels('sort=-weight')).toBe('pepper pear fig apple');
  expect(await labels('sort=weight:desc')).toBe('pepper pear fig apple');
  expect(await labels('sort=state,weight,desc')).toBe('pepper pear fig apple');
  expect(await labels('sort=unknown')).toBe('pear apple fig pepper');
  expect(await labels('q=PE')).toBe('pear pepper');
  expect(await labels('minWeight=3')).toBe('pear pepper');
  expect(await labels('state=sent')).toBe('');
});

test('the envelope and the headers of a list lead from page to page', async () => {
  for (let number = 0; number < 7; number += 1) await added(`p${number}`);
  const found: string[] = [];
  let next: string | null = '/parcels?size=3';
  while (next !== null) {
    const answer = await ask('GET', next.replace(url, ''));
    found.push(...answer.body.items.map(({ label }: { label: string }) => label));
    expect(answer.body.page).toMatchObject({ total: 7, totalPages: 3 });
    expect(answer.header('x-total-count')).toBe('7');
    expect(answer.header('link').includes('rel="next"')).toBe(answer.body.links.next !== null);
    next = answer.body.links.next;
  }
  expect(found).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  expect((await ask('GET', '/parcels?size=3&page=2')).body.links.prev).toBe(`${url}/parcels?size=3&page=1`);
  expect((await ask('GET', '/parcels')).body.items).toHaveLength(5);
});

test('an action changes the state of its record, and refuses an id that does not exist', async () => {
  const { path } = await added('a');
  const sent = await ask('POST', `${path}/send`, { sentBy: 'Mei' });
  expect(sent).toMatchObject({ status: 200, body: { label: 'a', state: 'sent', sentBy: 'Mei' } });
  expect((await ask('GET', path)).body).toEqual(sent.body);
  expect((await ask('POST', '/parcels/7d0f3a5e-0000-4000-a000-000000000001/send')).status).toBe(404);
  expect(sandbox.control.explain().find(({ operation }) => operation === 'sendParcel')).toMatchObject({
    role: 'act',
  });
  const left = createSandbox({ document: parcels, resources: { sendParcel: { role: 'none' } } });
  expect(left.control.explain().find(({ operation }) => operation === 'sendParcel')).toMatchObject({
    role: 'none',
  });
});

test('what is write-only is kept and never shown', async () => {
  const { body } = await ask('POST', '/parcels', { label: 'a', weight: 1, secret: 'x' });
  expect(body).not.toHaveProperty('secret');
  expect((await ask('GET', '/parcels')).body.items[0]).not.toHaveProperty('secret');
  expect(JSON.stringify(sandbox.control.snapshot())).toContain('"secret":"x"');
});
