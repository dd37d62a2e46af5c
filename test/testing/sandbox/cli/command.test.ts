import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { testing } from '../../../../src/testing/cli/program.ts';
import { defaultSeed } from '../../../../src/testing/sandbox/index.ts';
import { runInProcess, type Ran } from '../../../memory-io.ts';
import { builtCli } from '../../../run-cli.ts';

const root = new URL('../../../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'sandbox-command-'));
const started: ChildProcess[] = [];

let cli = '';

beforeAll(async () => {
  cli = await builtCli('testing');
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [cli, 'sandbox', ...args], { cwd: root });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return { child, output };
}

async function ended({ child, output }: Run): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
  return { code, ...output };
}

/** The same command without a process of its own: quicker where no process is asked about. */
function inProcess(args: readonly string[]): Promise<Ran> {
  return runInProcess(testing, ['sandbox', ...args], { signal: AbortSignal.timeout(20_000) });
}

/** Waits for a sign in the output. */
async function until(running: Run, where: 'stdout' | 'stderr', sign: RegExp): Promise<string> {
  for (;;) {
    const found = sign.exec(running.output[where]);
    if (found !== null) return found[1] ?? found[0];
    if (running.child.exitCode !== null) throw new Error(`ended: ${running.output.stderr}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

test('it prints address and credentials, serves, and ends well on Ctrl-C', async () => {
  const running = run(
    '--port',
    '0',
    '--rule',
    'names=any-case',
    '--fault',
    'query-lacks-order',
    '--autopilot',
  );
  const url = await until(
    running,
    'stdout',
    /BPCC_TENANT_URL=(http:\S+)\nBPCC_CLIENT_ID=crm\.integration\nBPCC_CLIENT_SECRET=\w{64}\n/,
  );
  const state: unknown = await (await fetch(`${url}/_sandbox/state`)).json();
  expect(state).toMatchObject({ faults: ['query-lacks-order'], rules: { names: 'any-case' } });
  running.child.kill('SIGINT');
  expect((await ended(running)).code).toBe(0);
});

test('it goes on from a state file, and starts anew when the seed changes', async () => {
  const state = join(folder, 'state.json');
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify(defaultSeed));
  const first = run('--port', '0', '--state', state);
  const firstUrl = await until(first, 'stdout', /BPCC_TENANT_URL=(\S+)/);
  await fetch(`${firstUrl}/_sandbox/tasks/SF-00T-1001/take`, { method: 'POST' });
  first.child.kill('SIGTERM');
  expect((await ended(first)).code).toBe(0);
  expect(existsSync(state)).toBe(true);

  const second = run('--port', '0', '--state', state, '--seed', seed, '--watch');
  const url = await until(second, 'stdout', /BPCC_TENANT_URL=(\S+)/);
  expect(await (await fetch(`${url}/_sandbox/tasks/SF-00T-1001`)).json()).toMatchObject({
    state: 'with-agent',
  });
  writeFileSync(seed, '{"tenant": 5}');
  await until(second, 'stderr', /not loaded[\s\S]*\/tenant must be string/);
  writeFileSync(seed, JSON.stringify({ ...defaultSeed, tasks: [] }));
  await until(second, 'stderr', /started anew/);
  expect(await (await fetch(`${url}/_sandbox/state`)).json()).toMatchObject({ tasks: [] });
});

test('lists go to stdout', async () => {
  const [faults, rules, seed, help] = await Promise.all(
    ['--list-faults', '--list-rules', '--print-seed', '--help'].map((flag) => inProcess([flag])),
  );
  expect(faults?.stdout).toMatch(/^queue-lacks-task-id +schema: /m);
  expect(rules?.stdout).toContain('names=exact|any-case');
  expect(JSON.parse(seed?.stdout ?? '')).toMatchObject({ tenant: defaultSeed.tenant });
  expect(help?.stdout).toContain('--rate-limit');
});

test.each([
  [['--port', 'x'], '--port takes a whole number from 0 to 65535'],
  [['--nonsense'], '--nonsense'],
  [['--fault', 'query-lacks'], 'Near it: '],
  [['--rule', 'names'], 'NAME=VALUE'],
  [['--rule', 'names=fuzzy'], 'names can be exact or any-case'],
  [['--latency', 'slow'], '--latency: "slow" is not a duration'],
  [['--rate-limit', '0'], '--rate-limit takes requests per second'],
  [['--strict', '--lenient'], 'Give --strict or --lenient, not both'],
  [['--watch'], '--watch needs --seed'],
  [['--seed', 'no-such-file.json'], 'Cannot read no-such-file.json: there is no such file'],
  [['--seed', 'package.json'], 'package.json cannot be used'],
  [['--state', 'package.json'], 'is not a snapshot of the sandbox'],
])('%j is refused in a sentence with exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await inProcess(args);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a port that is taken is reported', async () => {
  const first = run('--port', '0');
  const url = await until(first, 'stdout', /BPCC_TENANT_URL=(\S+)/);
  const { code, stderr } = await ended(run('--port', new URL(url).port));
  expect(stderr).toContain('another program listens there. Choose another --port');
  expect(code).toBe(2);
});

test('the state file survives a kill: it is written within a second of a change', async () => {
  const state = join(folder, 'killed.json');
  const first = run('--port', '0', '--state', state);
  const url = await until(first, 'stdout', /BPCC_TENANT_URL=(\S+)/);
  await fetch(`${url}/_sandbox/tasks/SF-00T-1001/take`, { method: 'POST' });
  await new Promise((resolve) => {
    setTimeout(resolve, 1000);
  });
  first.child.kill('SIGKILL');
  await ended(first);
  const second = run('--port', '0', '--state', state);
  const secondUrl = await until(second, 'stdout', /BPCC_TENANT_URL=(\S+)/);
  const task: unknown = await (await fetch(`${secondUrl}/_sandbox/tasks/SF-00T-1001`)).json();
  expect(task).toMatchObject({ state: 'with-agent' });
});
