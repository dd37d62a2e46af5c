import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTaskRoutingClient } from '../../../src/client/index.ts';
import { createSandbox, type Sandbox } from '../../../src/testing/sandbox/index.ts';
import { actingCharacters } from '../../specwright/report/hostile-text.ts';
import { task } from '../fixtures.ts';
import { runCli } from '../../run-cli.ts';

let sandbox: Sandbox;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  sandbox = createSandbox();
  const { url } = await sandbox.listen();
  folder = await mkdtemp(join(tmpdir(), 'bpcc-watch-'));
  const { clientId, clientSecret } = sandbox.credentials;
  env = { BPCC_TENANT_URL: url, BPCC_CLIENT_ID: clientId, BPCC_CLIENT_SECRET: clientSecret };
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

interface Delivery {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A webhook that refuses what comes first. */
async function webhook(refusals: number) {
  const seen: Delivery[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ headers: request.headers, body });
    response.writeHead(seen.length > refusals ? 204 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, seen, [Symbol.dispose]: () => void server.close() };
}

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('watch', { timeout: 60_000 }, () => {
  it('prints each change, sends it until it is taken, and continues', async () => {
    const client = createTaskRoutingClient({
      tenantUrl: sandbox.tenantUrl,
      fetch: sandbox.fetch,
      ...sandbox.credentials,
    });
    const from = join(folder, 'tasks.csv');
    await writeFile(from, 'extTaskId,serviceName\nw-1,Task Service\nw-2,Task Service\n');
    for (const extTaskId of ['w-1', 'w-2']) await client.queueTask({ ...task, extTaskId });
    using hook = await webhook(2);
    const args = [
      'watch',
      '--from',
      from,
      '--interval',
      '0.05',
      '--requests-per-minute',
      '3000',
      '--post',
      hook.url,
    ];
    const run = runCli(args, { env: { ...env, BPCC_WEBHOOK_SECRET: 'shared secret' } });
    for (let waited = 0; hook.seen.length < 4 && waited < 300; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    for (const extTaskId of ['w-1', 'w-2']) await client.cancelTask({ extTaskId });
    const { code, stdout, stderr } = await run;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const changes = lines(stdout);
    expect(changes).toHaveLength(4);
    for (const extTaskId of ['w-1', 'w-2']) {
      expect(changes).toContainEqual(expect.objectContaining({ extTaskId, from: null, to: 'QUEUED' }));
      expect(changes).toContainEqual(expect.objectContaining({ extTaskId, from: 'QUEUED', to: 'COMPLETED' }));
    }
    // Two were refused, and each came again: the same event under the same id.
    expect(hook.seen).toHaveLength(6);
    expect(new Set(hook.seen.map(({ headers }) => headers['x-event-id'])).size).toBe(4);
    for (const { headers, body } of hook.seen) {
      const [, time, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-signature'])) ?? [];
      expect(signature).toBe(createHmac('sha256', 'shared secret').update(`${time}.${body}`).digest('hex'));
      expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
    }
    expect(await runCli(args, { env })).toMatchObject({ code: 0, stdout: '' });
  });

  it.each<[string, string, string[], RegExp]>([
    ['no column that names a task', 'serviceName\nx\n', [], /no column extTaskId or taskId/],
    ['a row without an id', 'extTaskId\na\n""\n ,\n', [], /line \d+: has/],
    ['nothing', 'extTaskId\n', [], /holds no task/],
    [
      'an address in plain text',
      'extTaskId\na\n',
      ['--post', 'http://example.com/'],
      /--post takes an https/,
    ],
    ['a status that is none', 'extTaskId\na\n', ['--until', 'DONE'], /--until takes one of CREATED/],
  ])('%s is wrong usage', async (_name, content, args, expected) => {
    const from = join(folder, 'wrong.csv');
    await writeFile(from, content);
    const result = await runCli(['watch', '--from', from, ...args], { env });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(expected);
  });

  it('an id that acts on a terminal is printed as escapes', async () => {
    const extTaskId = 'a\u009B31m\u202Eb';
    const from = join(folder, 'acting.jsonl');
    await writeFile(from, JSON.stringify({ extTaskId }));
    const client = createTaskRoutingClient({
      tenantUrl: sandbox.tenantUrl,
      fetch: sandbox.fetch,
      ...sandbox.credentials,
    });
    await client.queueTask({ ...task, extTaskId });
    await client.cancelTask({ extTaskId });
    const ran = await runCli(['watch', '--from', from, '--interval', '0'], { env });
    expect(actingCharacters(ran.stdout + ran.stderr)).toEqual([]);
    expect(lines(ran.stdout)).toMatchObject([{ extTaskId, to: 'COMPLETED' }]);
  });
});
