import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Listening, type Sandbox } from '../../../src/testing/sandbox/index.ts';
import { runCli } from '../../run-cli.ts';

let sandbox: Sandbox;
let listening: Listening;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  sandbox = createSandbox();
  listening = await sandbox.listen();
  folder = await mkdtemp(join(tmpdir(), 'bpcc-cli-'));
  const { clientId, clientSecret } = sandbox.credentials;
  env = { BPCC_TENANT_URL: listening.url, BPCC_CLIENT_ID: clientId, BPCC_CLIENT_SECRET: clientSecret };
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const task = {
  serviceName: 'Task Service',
  contactInfo: { firstName: 'Amara' },
  caseInfo: { category: 'Incident' },
  taskInfo: { subject: 's' },
};

describe('one task', { timeout: 60_000 }, () => {
  it('is queued, shown, changed and canceled', async () => {
    const queued = await runCli(['queue', '--json', '-'], {
      env,
      input: JSON.stringify({ ...task, extTaskId: 'cli-1' }),
    });
    expect(queued).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(queued.stdout)).toMatchObject({ status: 'queued', extTaskId: 'cli-1' });
    expect(await runCli(['update', 'cli-1', '-e', '--priority', '7.5'], { env })).toMatchObject({
      code: 0,
      stderr: '',
    });
    const unknown = await runCli(['query', 'cli-1'], { env });
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('With --external ID is your own');
    expect(unknown.stderr).not.toContain('{ extTaskId }');
    const shown = await runCli(['query', '--external', 'cli-1'], { env });
    expect(JSON.parse(shown.stdout)).toMatchObject({ taskStatus: 'QUEUED', priority: 7.5 });
    expect(await runCli(['cancel', 'cli-1', '-e', '--note', 'n'], { env })).toMatchObject({ code: 0 });
    const again = await runCli(['cancel', 'cli-1', '-e'], { env });
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/^cancelTask failed: the task has left the queue .*errorCode 9/);
  });

  it('cancel-service wants a yes, then lists what it canceled', async () => {
    const asked = await runCli(['cancel-service', 'Hot Leads'], { env });
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr).toContain('--yes');
    const done = await runCli(['cancel-service', 'Hot Leads', '--yes'], { env });
    expect(JSON.parse(done.stdout)).toMatchObject({ taskIds: [{ extTaskId: 'SF-00T-1003' }], count: 1 });
  });

  it('token tells whether the user is let in, and shows the token only when asked', async () => {
    const hidden = await runCli(['token'], { env });
    expect(JSON.parse(hidden.stdout)).toEqual({ ready: true, expiresInSeconds: 3600 });
    expect(JSON.parse((await runCli(['token', '--show'], { env })).stdout)).toMatchObject({
      accessToken: expect.stringMatching(/^\S{20,}$/),
    });
    const wrong = await runCli(['token'], { env: { ...env, BPCC_CLIENT_SECRET: 'wr0ng-secret' } });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toEqual({ ready: false });
    expect(wrong.stderr).toContain('the token request was refused');
    expect(wrong.stderr + wrong.stdout).not.toContain('wr0ng-secret');
  });
});

describe('usage', { timeout: 60_000 }, () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /Usage: bpcc-task-routing COMMAND/],
    [
      'an unknown command',
      ['quue'],
      /The command "quue" is unknown\. Did you mean queue\? Commands: queue, query/,
    ],
    [
      'an unknown option',
      ['query', '1', '--externl'],
      /The option --externl is unknown\. Did you mean --external\?/,
    ],
    ['no id', ['query'], /Give the id of one task/],
    ['no change', ['update', '1'], /--priority/],
    ['a number that is not one', ['update', '1', '--priority', 'high'], /takes a number from 0.01 to 100/],
    ['neither json nor file', ['queue'], /--json or --from/],
    ['JSON that is not JSON', ['queue', '--json', '{'], /JSON object/],
    ['an id that climbs', ['query', '..'], /not sent/],
    [
      'a file that is not there',
      ['queue', '--from', '/nowhere.jsonl'],
      /Cannot read \/nowhere.jsonl: there is no such file/,
    ],
  ])('%s: one sentence on stderr, exit code 2', async (_name, args, sentence) => {
    const ran = await runCli(args, { env });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(sentence);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  it('missing and unusable credentials are named', async () => {
    const none = await runCli(['query', '1']);
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain('BPCC_TENANT_URL');
    const plain = await runCli(['query', '1'], { env: { ...env, BPCC_TENANT_URL: 'http://x.example' } });
    expect(plain).toMatchObject({ code: 2 });
    expect(plain.stderr).toContain('https://');
  });

  it('help goes to stdout', async () => {
    expect(await runCli(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect((await runCli(['queue', '--help'])).stdout).toContain('--from');
  });
});

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('many tasks from a file', { timeout: 60_000 }, () => {
  it('JSON lines: queues the good, buries the bad with the reason, and repeats nothing', async () => {
    const file = join(folder, 'a.jsonl');
    const good = { ...task, extTaskId: 'many-1' };
    const content = [
      good,
      { ...task, extTaskId: 'many-2', serviceName: 'Nowhere' },
      { ...task, priority: 500 },
      task,
    ];
    await writeFile(
      file,
      `\uFEFF${content.map((entry) => JSON.stringify(entry)).join('\r\n')}\n{"torn": \n[]\n`,
    );
    const before = sandbox.control.state().counts.queued;
    const ran = await runCli(['queue', '--from', file], { env });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      queued: 2,
      failed: 4,
      skipped: 0,
      notSent: 0,
      finished: true,
    });
    expect(sandbox.control.state().counts.queued - before).toBe(2);
    const dead = lines(await readFile(`${file}.dead.jsonl`, 'utf8'));
    expect(dead.map(({ line }) => line).toSorted()).toEqual([2, 3, 5, 6]);
    expect(dead.find(({ line }) => line === 2)).toMatchObject({
      error: { code: 'invalid-request' },
      request: { extTaskId: 'many-2' },
    });
    const again = await runCli(['queue', '--from', file], { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ queued: 0, skipped: 2, failedBefore: 4 });
    expect(again.code).toBe(1);
    expect(lines(await readFile(`${file}.dead.jsonl`, 'utf8'))).toHaveLength(4);
    expect(sandbox.control.state().counts.queued - before).toBe(2);
  });

  it('CSV: nested columns, quotes, numbers; an empty cell is left out', async () => {
    const file = join(folder, 'b.csv');
    const head =
      'extTaskId,serviceName,priority,contactInfo.firstName,caseInfo.category,taskInfo.subject,taskInfo.custom_notes';
    await writeFile(
      file,
      `${head}\ncsv-1,Task Service,12.5,"O""Neil, A",Incident,"two\nlines",\ncsv-2,Task Service,,B,Incident,s,x\n`,
    );
    const ran = await runCli(['queue', '--from', file], { env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 2, failed: 0 });
    const shown = await runCli(['query', '-e', 'csv-1'], { env });
    expect(JSON.parse(shown.stdout)).toMatchObject({ priority: 12.5 });
  });

  it.each<[string, string, RegExp]>([
    ['a column that pollutes', '__proto__.x,serviceName\n1,2\n', /is not a field of a task/],
    ['a quote that is not closed', 'serviceName\n"a\n', /not closed/],
  ])('CSV with %s is refused in one sentence', async (_name, content, sentence) => {
    const file = join(folder, 'c.csv');
    await writeFile(file, content);
    const ran = await runCli(['queue', '--from', file], { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(sentence);
  });

  it('a run that was killed goes on: with an extTaskId it is sent again, without one it is left to people', async () => {
    const file = join(folder, 'd.jsonl');
    const named = { ...task, extTaskId: 'kill-1' };
    await writeFile(file, `${JSON.stringify(named)}\n${JSON.stringify(task)}\n${JSON.stringify(task)}\n`);
    const first = await runCli(['queue', '--from', file], { env });
    expect(JSON.parse(first.stdout)).toMatchObject({ queued: 3 });
    const records = lines(await readFile(`${file}.outcome.jsonl`, 'utf8'));
    const third = records.find(({ line, status }) => line === 3 && status === 'sending');
    // As a kill leaves it: no outcome of the first and the third, the last line cut off.
    const kept = records.filter(({ line, status }) => line === 2 && status === 'queued');
    await writeFile(
      `${file}.outcome.jsonl`,
      `${[third, ...kept].map((record) => JSON.stringify(record)).join('\n')}\n{"key":"ext:ki`,
    );
    const before = sandbox.control.state().counts.queued;
    const second = await runCli(['queue', '--from', file], { env });
    expect(JSON.parse(second.stdout)).toMatchObject({ queued: 0, alreadyQueued: 1, skipped: 2, unknown: 1 });
    expect(second.code).toBe(1);
    expect(sandbox.control.state().counts.queued).toBe(before);
  });

  it('Ctrl-C ends it cleanly, and the same command goes on', async () => {
    const file = join(folder, 'e.jsonl');
    const count = 3000;
    const entries = Array.from({ length: count }, (_, index) =>
      JSON.stringify({ ...task, extTaskId: `ctrl-${index}` }),
    );
    await writeFile(file, entries.join('\n'));
    const before = sandbox.control.state().counts.queued;
    const stopped = await runCli(['queue', '--from', file, '--concurrency', '2'], {
      env,
      watch: (child) => {
        const poll = setInterval(() => {
          if (sandbox.control.state().counts.queued - before < 20) return;
          clearInterval(poll);
          child.kill('SIGINT');
        }, 10);
        child.on('close', () => clearInterval(poll));
      },
    });
    const told = JSON.parse(stopped.stdout);
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain('Run the same command again');
    expect(told).toMatchObject({ finished: false, unknown: 0, failed: 0 });
    expect(told.queued).toBe(sandbox.control.state().counts.queued - before);
    const rest = await runCli(['queue', '--from', file, '--concurrency', '32'], { env });
    expect(rest.code).toBe(0);
    expect(JSON.parse(rest.stdout)).toMatchObject({ queued: count - told.queued, skipped: told.queued });
    expect(sandbox.control.state().counts.queued - before).toBe(count);
  });
});
