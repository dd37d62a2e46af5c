import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../../run-cli.ts';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const lamp = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
  await writeFile(
    file('lamps.yaml'),
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Lamps', version: '1' },
      paths: {
        '/lamps': {
          get: {
            operationId: 'readLamp',
            responses: { 200: { description: 'A lamp.', content: { 'application/json': { schema: lamp } } } },
          },
        },
      },
    }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

it('serves a document until Ctrl-C; the address alone goes to stdout', async () => {
  let answer: Promise<Response> | undefined;
  const ran = await runCli(['sandbox', file('lamps.yaml'), '--port', '0'], {
    program: 'specwright',
    watch: (child) =>
      child.stdout?.once('data', (chunk: Buffer) => {
        answer = fetch(`${String(chunk).trim()}/lamps`);
        void answer.then(() => child.kill('SIGINT'));
      }),
  });
  expect(ran).toMatchObject({ code: 0, signal: null });
  expect(ran.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  expect(ran.stderr).toContain('Ctrl-C ends it.');
  const response = await answer;
  expect(response?.status).toBe(200);
  expect(await response?.json()).toEqual({ id: expect.any(Number) });
}, 60_000);

/** Runs the command until its address is known and `use` is done with it. */
async function serving(args: readonly string[], use: (url: string) => Promise<void>) {
  let used: Promise<void> | undefined;
  const ran = await runCli(['sandbox', ...args, '--port', '0'], {
    program: 'specwright',
    cwd: folder,
    watch: (child) =>
      child.stdout?.once('data', (chunk: Buffer) => {
        used = use(String(chunk).trim()).finally(() => child.kill('SIGINT'));
      }),
  });
  await used;
  return ran;
}

const item = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const answer = (schema: object) => ({
  200: { description: '', content: { 'application/json': { schema } } },
});
const items = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  paths: {
    '/items': {
      get: { operationId: 'listItems', responses: answer({ type: 'array', items: item }) },
      post: {
        operationId: 'addItem',
        requestBody: { content: { 'application/json': { schema: item } } },
        responses: answer(item),
      },
    },
    '/items/{id}': {
      get: {
        operationId: 'readItem',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: answer(item),
      },
    },
  },
};

it('a seed, a fault and a rate limit hold from the start; a changed seed is loaded', async () => {
  await writeFile(file('items.json'), JSON.stringify(items));
  await writeFile(file('seed.json'), '{"/items": [{"id": 7, "name": "seven"}]}');
  const args = [
    'items.json',
    '--seed',
    'seed.json',
    '--watch',
    '--fault',
    'create-not-stored',
    '--rate-limit',
    '1,40',
  ];
  const ran = await serving(args, async (url) => {
    expect(await (await fetch(`${url}/items/7`)).json()).toEqual({ id: 7, name: 'seven' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/items`, { method: 'POST', headers, body: '{"id": 8}' });
    expect(await (await fetch(`${url}/items`)).json()).toEqual([{ id: 7, name: 'seven' }]);
    await writeFile(file('seed.json'), '{"/items": [{"id": 9}]}');
    const changed = async () => expect(await (await fetch(`${url}/items`)).json()).toEqual([{ id: 9 }]);
    await vi.waitFor(changed, { timeout: 10_000, interval: 500 });
    const flood = await Promise.all(Array.from({ length: 60 }, () => fetch(`${url}/items`)));
    const limited = flood.find(({ status }) => status === 429);
    expect(limited?.headers.get('retry-after')).toBe('1');
  });
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stderr).toContain('The seed changed: started anew.');
}, 60_000);

it('a changed document is served at once, with the records that there are; a broken one changes nothing', async () => {
  const [split, part] = [file('split.json'), file('part.json')];
  await writeFile(part, JSON.stringify(item));
  const named = (title: string, paths: object) =>
    writeFile(
      split,
      JSON.stringify({ ...items, info: { title, version: '1' }, paths }).replaceAll(
        JSON.stringify(item),
        '{"$ref":"part.json"}',
      ),
    );
  await named('Items', items.paths);
  const ran = await serving(['split.json', '--watch'], async (url) => {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/items`, { method: 'POST', headers, body: '{"id": 8, "name": "eight"}' });
    const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 200 });
    await named('More', {
      ...items.paths,
      '/health': { get: { operationId: 'health', responses: { 204: { description: '' } } } },
    });
    await soon(async () => expect((await fetch(`${url}/health`)).status).toBe(204));
    expect(await (await fetch(`${url}/items/8`)).json()).toEqual({ id: 8, name: 'eight' });
    await writeFile(part, JSON.stringify({ ...item, required: ['id', 'name'] }));
    const refused = async () =>
      expect((await fetch(`${url}/items`, { method: 'POST', headers, body: '{"id": 9}' })).status).toBe(400);
    await soon(refused);
    await writeFile(split, '{"openapi": "3.1.0", "paths": {}}');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await fetch(`${url}/items/8`)).status).toBe(200);
  });
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stderr).toContain('The document changed: 4 operations are served, records kept: 1.');
  expect(ran.stderr).toContain('The document changed and was not loaded. The document has no operation');
}, 90_000);

it('a project is served with the corrections of its settings; --explain shows what holds', async () => {
  await mkdir(file('generated'), { recursive: true });
  await writeFile(file('generated/openapi.json'), JSON.stringify(items));
  const settings = (sandbox: object) =>
    writeFile(file('specwright.json'), JSON.stringify({ source: 'c.json', sandbox }));
  await settings({ listItems: { role: 'none' } });
  const ran = await runCli(['sandbox', '--explain'], { program: 'specwright', cwd: folder });
  expect(ran.code).toBe(0);
  expect(ran.stdout).toMatch(/^none {4}GET \/items {7}no resource was found/m);
  expect(ran.stdout).toMatch(/^create {2}POST \/items {6}\/items by id: /m);
  expect(ran.stdout).toContain('2 of 3 operations are tied to a resource.');
  await settings({ lostItems: { role: 'none' } });
  const lost = await runCli(['sandbox', '--explain'], { program: 'specwright', cwd: folder });
  expect(lost).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no operation lostItems to correct'),
  });
  await rm(file('specwright.json'));
}, 60_000);

it('lists the faults that the document can have', async () => {
  await writeFile(file('items.json'), JSON.stringify(items));
  const ran = await runCli(['sandbox', 'items.json', '--list-faults'], {
    program: 'specwright',
    cwd: folder,
  });
  expect(ran.stdout).toMatch(/^create-not-stored +state: What is created can be read$/m);
  expect(ran.stdout).not.toContain('update-not-stored');
}, 60_000);

it.each<[string, string[], RegExp]>([
  ['an unknown fault', ['lamps.yaml', '--fault', 'create-lost'], /^Unknown fault "create-lost"\./],
  [
    'a seed of another kind',
    ['lamps.yaml', '--seed', 'lamps.yaml'],
    /^Cannot use lamps\.yaml: expected an object/,
  ],
  ['no document', [], /^Name the OpenAPI document to serve\. See specwright sandbox --help\.$/m],
  ['a missing file', ['none.json'], /^Cannot read none\.json: there is no such file\.$/m],
  [
    'a port that is not one',
    ['lamps.yaml', '--port', '70000'],
    /^--port takes a whole number from 0 to 65535/,
  ],
])(
  '%s is refused in one sentence',
  async (_name, args, words) => {
    const ran = await runCli(['sandbox', ...args], { program: 'specwright', cwd: folder });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  },
  60_000,
);
