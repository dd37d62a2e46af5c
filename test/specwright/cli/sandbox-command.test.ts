import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

it.each<[string, string[], RegExp]>([
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
