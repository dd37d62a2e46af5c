import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specwright } from '../../../../src/specwright/cli/program.ts';
import { runInProcess, type Ran } from '../../../memory-io.ts';

let folder = '';
let server: Server;
let url = '';
let answer = '{"id":1}';

const document = (servers: readonly object[] = []): object => ({
  openapi: '3.1.0',
  info: { title: 'Lamps', version: '1' },
  servers,
  paths: {
    '/lamps/{id}': {
      get: {
        operationId: 'readLamp',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
        responses: {
          200: {
            description: 'A lamp.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id'],
                  properties: { id: { type: 'integer' } },
                  additionalProperties: false,
                },
              },
            },
          },
          default: { description: 'A refusal.' },
        },
      },
      delete: {
        operationId: 'removeLamp',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
        responses: { 204: { description: 'Gone.' }, default: { description: 'A refusal.' } },
      },
    },
  },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
  server = createServer((request, response) => {
    const known = request.method === 'GET' && /^\/lamps\/[1-9]\d*$/.test(request.url ?? '');
    response.writeHead(known ? 200 : 400, { 'content-type': 'application/json' }).end(known ? answer : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  await writeFile(join(folder, 'lamps.json'), JSON.stringify(document()));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const verify = (args: readonly string[], world: Parameters<typeof runInProcess>[2] = {}): Promise<Ran> =>
  runInProcess(specwright, ['verify', ...args], world);
const spec = (): string => join(folder, 'lamps.json');

describe('what is verified', { timeout: 60_000 }, () => {
  it('a document is required, and a server', async () => {
    expect((await verify([])).stderr).toMatch(/^Name the document with --spec\./);
    const ran = await verify(['--spec', spec()]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^Name the server with --target: the document does not name exactly one\./);
  });

  it('the one server that a document names by its full address is the target', async () => {
    const named = join(folder, 'named.json');
    await writeFile(named, JSON.stringify(document([{ url }, { url: '/v1' }])));
    const { code, stdout } = await verify(['--spec', named, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ target: { url }, findings: [] });
    expect(code).toBe(0);
    await writeFile(named, JSON.stringify(document([{ url }, { url: 'http://127.0.0.1:9' }])));
    expect(await verify(['--spec', named])).toMatchObject({ code: 2, stdout: '' });
  });

  it('a schema that cannot be compiled is named by its place', async () => {
    const broken = join(folder, 'broken.json');
    const text = JSON.stringify(document()).replace(
      '"id":{"type":"integer"}',
      '"id":{"type":"integer","pattern":"["}',
    );
    await writeFile(broken, text);
    const { code, stderr } = await verify(['--spec', broken, '--target', url]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^The schema at \/paths\/~1lamps~1\{id\}\/get\/\S+ cannot be compiled: .* Fix the document\.$/m,
    );
  });

  it('credentials come from the environment alone', async () => {
    const guarded = join(folder, 'guarded.json');
    const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } };
    await writeFile(guarded, JSON.stringify({ ...document(), components: { securitySchemes } }));
    const run = (args: readonly string[], env: Record<string, string> = {}) =>
      verify(['--spec', guarded, '--target', url, ...args], { env });
    expect(
      await run(['--auth', 'key=env:LAMP_KEY', '--header', 'X-Tenant: env:TENANT'], {
        LAMP_KEY: 'k',
        TENANT: 't',
      }),
    ).toMatchObject({ code: 0 });
    expect((await run(['--auth', 'key=abc'])).stderr).toMatch(/^--auth takes SCHEME=env:VARIABLE/);
    expect((await run(['--auth', 'key=env:LAMP_KEY'])).stderr).toMatch(/LAMP_KEY, which is not set/);
    expect((await run(['--auth', 'door=env:LAMP_KEY'], { LAMP_KEY: 'k' })).stderr).toMatch(
      /no security scheme "door"/,
    );
    expect((await run(['--header', 'X-Tenant=t'])).stderr).toMatch(/^--header takes 'Name: env:VARIABLE'/);
  });

  it('a document comes from an https address too, and from no http address', async () => {
    const fetched: string[] = [];
    const fetchDocument: typeof fetch = async (input) => {
      fetched.push(String(input));
      return Response.json(document());
    };
    const from = 'https://docs.example/lamps';
    const ran = await verify(['--spec', from, '--target', url], { fetch: fetchDocument });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(fetched).toEqual([from]);
    expect(ran.stdout).toContain(from);
    const plain = await verify(['--spec', 'http://docs.example/lamps', '--target', url], {
      fetch: fetchDocument,
    });
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toContain('https');
    expect(fetched).toHaveLength(1);
  });

  it.each([
    ['list.json', '[]', /does not hold an object/],
    ['text.json', 'hello', /is not JSON/],
    ['none.json', undefined, /there is no such file/],
    ['swagger.json', '{"swagger":"2.0"}', /OpenAPI 3/],
  ])('%s is refused in one sentence', async (name, content, words) => {
    const file = join(folder, name);
    if (content !== undefined) await writeFile(file, content);
    const ran = await verify(['--spec', file, '--target', url]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('how it ends', { timeout: 60_000 }, () => {
  it('broken is 1, and a job summary is written where GitHub asks for one', async () => {
    answer = '{"id":"one"}';
    const summary = join(folder, 'summary.md');
    await writeFile(summary, 'earlier step\n');
    const { code, stdout } = await verify(['--spec', spec(), '--target', url], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    answer = '{"id":1}';
    expect(code).toBe(1);
    expect(stdout).toMatch(/^The contract is broken/m);
    expect(await readFile(summary, 'utf8')).toMatch(/^earlier step\n[\s\S]*The contract is broken/);
  });

  it('skipped cases prove too little where --require-complete is given: 3', async () => {
    const args = ['--spec', spec(), '--target', url, '--mode', 'read-only', '--format', 'json'];
    const ran = await verify(args);
    expect(ran.code).toBe(0);
    const { skipped } = JSON.parse(ran.stdout).summary;
    const complete = await verify([...args, '--require-complete']);
    expect(complete.code).toBe(skipped > 0 ? 3 : 0);
    expect(skipped).toBeGreaterThan(0);
    expect(complete.stderr).toMatch(
      /^Not complete: \d+ of \d+ cases were skipped \(--require-complete\)\.$/m,
    );
  });

  it('a server that answers 401 to everything proves nothing: 3', async () => {
    const locked = createServer((_request, response) => response.writeHead(401).end());
    await new Promise<void>((resolve) => locked.listen(0, '127.0.0.1', resolve));
    const address = locked.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stdout } = await verify(['--spec', spec(), '--target', `http://127.0.0.1:${port}`]);
    locked.close();
    expect(stdout).toMatch(/^Not proven: /m);
    expect(code).toBe(3);
  });

  it('coverage below the floor is named in the headline: 1', async () => {
    const { code, stdout } = await verify(['--spec', spec(), '--target', url, '--min-coverage', '100']);
    expect(stdout).toMatch(/^Coverage [\d.]+ % is below 100 %/m);
    expect(code).toBe(1);
  });
});

it('text of strangers cannot act in a message', async () => {
  const ran = await verify(['--spec', '\u001B[2J\n::error::x.json', '--target', url]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).not.toContain('\u001B');
  expect(ran.stderr).not.toMatch(/^::error/m);
});
