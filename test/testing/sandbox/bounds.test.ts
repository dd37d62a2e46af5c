import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { builtModule, runNode } from '../../run-cli.ts';
import { Caller } from './caller.ts';

const SOURCE = fileURLToPath(new URL('../../../src/testing/sandbox/index.ts', import.meta.url));

/** Runs a module in a process of its own, with flags for Node. */
async function inProcess(flags: readonly string[], code: string): Promise<string> {
  const started = `import { createSandbox } from ${JSON.stringify(await builtModule(SOURCE))};${start}${code}`;
  const { stdout } = await runNode([...flags, '--input-type=module', '--eval', started]);
  return stdout;
}

const start = `
const sandbox = createSandbox();
const { url } = await sandbox.listen();
`;

test('closing the live page, then the sandbox after a garbage collection, ends the process well', async () => {
  const code = `
  const page = new AbortController();
  const events = await fetch(url + '/_sandbox/events', { signal: page.signal });
  await events.body.getReader().read();
  for (let round = 0; round < 5; round += 1) { globalThis.gc(); await new Promise((r) => setTimeout(r, 20)); }
  page.abort();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sandbox.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  console.log('closed');`;
  expect(await inProcess(['--expose-gc'], code)).toBe('closed\n');
});

test('tasks of a megabyte each stay within a small heap', async () => {
  const code = `
  const { credentials } = sandbox;
  const form = { grant_type: 'client_credentials', client_id: credentials.clientId, client_secret: credentials.clientSecret };
  const token = (await (await sandbox.fetch('/configapi/v2/oauth/token', { method: 'POST', body: new URLSearchParams(form) })).json()).access_token;
  const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
  let last;
  for (let number = 0; number < 420; number += 1) {
    const taskInfo = { subject: String(number).padEnd(340_000, '\\u20ac') };
    const body = JSON.stringify({ extTaskId: 't' + number, serviceName: 'Task Service', contactInfo: { firstName: 'A' }, caseInfo: { category: 'Incident' }, taskInfo });
    last = await sandbox.fetch('/taskroutingapi/v1/task', { method: 'POST', headers, body });
    if (last.status !== 200) throw new Error(await last.text());
    if (number % 2) await sandbox.fetch('/taskroutingapi/v1/task/t' + number + '?external=true', { method: 'DELETE', headers });
  }
  console.log(last.status, sandbox.control.state().counts.queued > 50);
  await sandbox.close();`;
  expect(await inProcess(['--max-old-space-size=256'], code)).toBe('200 true\n');
}, 120_000);

test('bytes are bounded: the tasks completed longest ago go first, whatever their number', async () => {
  const sandbox = createSandbox({ maxBytes: 200_000 });
  const caller = await Caller.of(sandbox);
  for (let number = 0; number < 40; number += 1) {
    await caller.queue({ extTaskId: `t${number}`, taskInfo: { subject: 'x'.repeat(10_000) } });
    if (number < 5) await caller.cancel(`t${number}`, { note: 'n'.repeat(10_000) });
  }
  const { counts } = sandbox.control.state();
  expect(counts.queued).toBeLessThan(12);
  expect(counts.completed).toBe(0);
  expect((await caller.query('t39')).status).toBe(200);
});

test('a snapshot of three thousand tasks goes back over HTTP', async () => {
  await using sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const caller = await Caller.of(sandbox);
  for (let number = 0; number < 3000; number += 1) await caller.queue({ extTaskId: `t${number}` });
  const text = await (await fetch(`${url}/_sandbox/snapshot`)).text();
  expect(text.length).toBeGreaterThan(1_048_576);
  sandbox.control.reset();
  expect((await fetch(`${url}/_sandbox/snapshot`, { method: 'POST', body: text })).status).toBe(200);
  expect((await caller.query('t2999')).status).toBe(200);
});

test.each(['yesterday', Number.NaN, new Date('x'), '2026-02-30', '2026-02-30T10:00:00Z'])(
  'the start time %s is refused in a sentence',
  (startTime) => {
    expect(() => createSandbox({ startTime })).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining('startTime is not a time'),
      }),
    );
  },
);

test.each(['0.0.0.0', '127.0.0.1', 'localhost'])(
  'the address is one to connect to where it listens on %s',
  async (host) => {
    await using sandbox = createSandbox();
    const { url } = await sandbox.listen({ host });
    expect(url).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
    expect((await fetch(`${url}/_sandbox/clock`)).status).toBe(200);
  },
);
