import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testing } from '../../../src/testing/cli/program.ts';
import { verify as verifyCommand } from '../../../src/testing/cli/verify.ts';
import { contractView, render } from '../../../src/specwright/contract/index.ts';
import { verify } from '../../../src/testing/index.ts';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { memoryIo, runInProcess, type Ran } from '../../memory-io.ts';
import { runCli } from '../../run-cli.ts';
import { startRival, type Rival } from './rival/rival.ts';
import { rivalProfile } from './rival/store.ts';

const credentials = { BPCC_CLIENT_ID: 'peer.bot', BPCC_CLIENT_SECRET: 'PeerSecret1234567890' };
let folder = '';
let rival: Rival;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-'));
  rival = await startRival();
  await writeFile(join(folder, 'profile.json'), JSON.stringify(rivalProfile));
});
afterAll(async () => {
  await rival.close();
  await rm(folder, { recursive: true });
});

function call(args: string[], env: Record<string, string> = credentials): Promise<Ran> {
  return runInProcess(testing, ['verify', ...args], { env });
}

const file = (name: string): string => join(folder, name);

describe('bad input ends in one sentence and exit code 2', () => {
  test.each([
    [['--target', 'nonsense'], /is not a URL/],
    [['--mode', 'wild'], /takes one of read-only, own, full/],
    [['--seed', 'x'], /takes a whole number from 0/],
    [['--no-such-flag'], /no-such-flag/],
    [['--har', '/no/such/file'], /Cannot read .*no such file/],
    [['--proxy', '0'], /needs --target/],
    [['--target', 'http://127.0.0.1:1'], /Nobody answers/],
    [['--target', 'http://127.0.0.1:1', '--mode', 'full'], /--yes/],
  ])('%j', async (args, words) => {
    const { code, stderr, stdout } = await call(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(stdout).toBe('');
  });

  test.each([
    ['no variable', {}],
    ['an empty one', { ...credentials, BPCC_CLIENT_SECRET: '' }],
  ])('a target without credentials: %s', async (_, env) => {
    const { code, stderr } = await call(['--target', rival.url], env);
    expect(code).toBe(2);
    expect(stderr).toContain('neither may be empty');
  });

  test('a profile with mistakes names every place', async () => {
    await writeFile(file('bad.json'), JSON.stringify({ services: 'A', launchPoints: [{ id: 1 }], extra: 1 }));
    const { code, stderr } = await call(['--target', rival.url, '--profile', file('bad.json')]);
    expect(code).toBe(2);
    for (const place of ['/services', '/launchPoints/0', 'extra']) expect(stderr).toContain(place);
  });

  test('a hooks module without hooks', async () => {
    await writeFile(file('none.mjs'), 'export const nothing = 1;\n');
    const { code, stderr } = await call(['--target', rival.url, '--hooks', file('none.mjs')]);
    expect(code).toBe(2);
    expect(stderr).toContain('exports none of');
  });
});

test.each([
  ['setup', 2, /The hook setup failed: no desk/, /^$/],
  ['teardown', 0, /^$/, /the hook teardown failed: no desk/],
])('a hook %s that fails is reported in a sentence', async (name, code, stderr, stdout) => {
  await writeFile(
    file(`${name}.mjs`),
    `export const ${name} = async () => { throw new Error('no desk'); };\n`,
  );
  const ran = await call(['--target', rival.url, '--mode', 'read-only', '--hooks', file(`${name}.mjs`)]);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toMatch(stderr);
  expect(ran.stdout).toMatch(stdout);
});

describe('modes', () => {
  test('read-only creates nothing', async () => {
    const before = rival.store.tasks.size;
    const { code } = await call([
      '--target',
      rival.url,
      '--mode',
      'read-only',
      '--profile',
      file('profile.json'),
    ]);
    expect(code).toBe(0);
    expect(rival.store.tasks.size).toBe(before);
  });

  test('own-tasks leaves the tasks of others alone and cleans up its own', async () => {
    const foreign = {
      taskId: 'foreign',
      extTaskId: undefined,
      caseId: 'c',
      contactId: 'd',
      createdAt: 0,
      serviceName: 'Alpha Tasks',
      priority: 1,
      order: 'fifo',
      dispositionName: undefined,
    };
    rival.store.tasks.set('foreign', { ...foreign, stage: 'queued' });
    const { code } = await call([
      '--target',
      rival.url,
      '--profile',
      file('profile.json'),
      '--max-latency',
      '20000',
    ]);
    expect(code).toBe(0);
    expect(rival.store.tasks.get('foreign')?.stage).toBe('queued');
    const open = [...rival.store.tasks.values()].filter(({ stage }) => stage === 'queued');
    expect(open.map(({ taskId }) => taskId)).toEqual(['foreign']);
  }, 120_000);
});

test('a sandbox that listens somewhere brings its profile and its hooks along', async () => {
  await using sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const { clientId, clientSecret } = sandbox.credentials;
  const env = {
    BPCC_CLIENT_ID: clientId,
    BPCC_CLIENT_SECRET: clientSecret,
    BPCC_UNPRIVILEGED_SECRET: sandbox.unprivileged?.clientSecret ?? '',
  };
  const args = ['--profile', 'sandbox', '--hooks', 'sandbox', '--max-latency', '20000', '--format', 'json'];
  const { code, stdout } = await call(['--target', url, '--mode', 'full', '--yes', ...args], env);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ summary: { skipped: 0 }, leftovers: [] });
  expect(report.findings.filter(({ severity }: { severity: string }) => severity !== 'info')).toEqual([]);
  expect(code).toBe(0);
  const elsewhere = await call(['--target', rival.url, ...args], env);
  expect(elsewhere).toMatchObject({ code: 2, stdout: '' });
  expect(elsewhere.stderr).toContain('is a sandbox of this package listening there');
}, 120_000);

test('Ctrl-C ends a run cleanly: what it created is canceled, and what it found is reported', async () => {
  await using sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const queued = (): number => sandbox.control.state().counts.queued;
  const before = queued();
  await writeFile(file('sandbox.json'), JSON.stringify(sandbox.profile));
  const { clientId, clientSecret } = sandbox.credentials;
  const ran = await runCli(
    ['verify', '--target', url, '--profile', file('sandbox.json'), '--rate', '200', '--format', 'json'],
    {
      program: 'testing',
      env: { BPCC_CLIENT_ID: clientId, BPCC_CLIENT_SECRET: clientSecret },
      watch: (child) => {
        const poll = setInterval(() => {
          if (queued() - before < 10) return;
          clearInterval(poll);
          child.kill('SIGINT');
        }, 10);
        child.on('close', () => clearInterval(poll));
      },
    },
  );
  expect(ran.code).toBe(3);
  expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, interrupted: true, leftovers: [] });
  expect(queued()).toBe(before);
}, 60_000);

describe('reports and traffic', () => {
  test('a recorded run holds no secret and passes when it is checked again', async () => {
    const record = file('run.ndjson');
    const { code } = await call(['--target', rival.url, '--mode', 'read-only', '--record', record]);
    expect(code).toBe(0);
    const text = await readFile(record, 'utf8');
    expect(text).not.toContain(credentials.BPCC_CLIENT_SECRET);
    for (const token of rival.store.tokens.keys()) expect(text).not.toContain(token);
    expect((await call(['--har', record])).code).toBe(0);
  });

  test('recorded traffic with a wrong answer has a finding, and a baseline lets it pass until it is gone', async () => {
    const entry = (body: string): string =>
      JSON.stringify({
        request: {
          method: 'GET',
          url: `${rival.url}/taskroutingapi/v1/task/1?external=false`,
          headers: [{ name: 'Authorization', value: 'Bearer recorded' }],
        },
        response: {
          status: 200,
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          content: { text: body },
        },
      });
    await writeFile(
      file('wrong.ndjson'),
      `${entry('{"taskStatus":"WAITING","serviceName":"A","priority":1,"order":"fifo"}')}\n`,
    );
    await writeFile(
      file('right.ndjson'),
      `${entry('{"taskStatus":"QUEUED","serviceName":"A","priority":1,"order":"fifo"}')}\n`,
    );
    const known = file('known.json');
    expect((await call(['--har', file('wrong.ndjson'), '--format', 'json', '--out', known])).code).toBe(1);
    expect((await call(['--har', file('wrong.ndjson'), '--baseline', known])).code).toBe(0);
    expect((await call(['--har', file('right.ndjson')])).code).toBe(0);
    expect((await call(['--har', file('right.ndjson'), '--baseline', known])).code).toBe(1);
  });

  test.each(['json', 'junit', 'sarif', 'github', 'markdown', 'text'])(
    'the format %s goes to stdout',
    async (format) => {
      const { code, stdout } = await call(['--target', rival.url, '--mode', 'read-only', '--format', format]);
      expect(code).toBe(0);
      expect(stdout.length).toBeGreaterThan(20);
      expect(stdout).not.toContain(credentials.BPCC_CLIENT_SECRET);
    },
  );

  test('too little coverage fails', async () => {
    const { code, stdout } = await call([
      '--target',
      rival.url,
      '--mode',
      'read-only',
      '--min-coverage',
      '90',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('is below 90 %');
  });

  test('the proxy passes traffic on unchanged and sees what is wrong', async () => {
    const broken = await startRival({}, 'status-waiting');
    const stop = new AbortController();
    const { io, written } = memoryIo({ signal: stop.signal });
    const args = ['--proxy', '0', '--target', broken.url, '--out', file('proxied.txt')];
    const done = verifyCommand.call('verify', args, io);
    while (!written.stderr.includes('http://')) await new Promise((resolve) => setTimeout(resolve, 10));
    const proxied = /http:\/\/127\.0\.0\.1:\d+/.exec(written.stderr)?.[0] ?? '';
    const report = await verify({
      target: proxied,
      mode: 'own',
      profile: rivalProfile,
      credentials: { clientId: 'peer.bot', clientSecret: 'PeerSecret1234567890' },
      sources: ['wire'],
    });
    stop.abort();
    expect(await done).toBe(1);
    await broken.close();
    expect(report.summary.errors).toBeGreaterThan(0);
    expect(await readFile(file('proxied.txt'), 'utf8')).toContain('taskStatus');
  });
});

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

// Without a browser the page cannot be looked at; CI installs one.
test.skipIf(chromium === undefined)(
  'the page is drawn by a browser, and holds its findings without JavaScript',
  async () => {
    const broken = await startRival({}, 'status-waiting');
    const report = await verify({
      target: broken.url,
      profile: rivalProfile,
      credentials: { clientId: 'peer.bot', clientSecret: 'PeerSecret1234567890' },
      sources: ['wire'],
    });
    await broken.close();
    const page = render(
      contractView(report, {
        tool: { name: 'specwright', version: '1.0.0' },
        date: '2026-01-01T00:00:00Z',
        documents: [],
      }),
      'html',
    );
    await writeFile(file('page.html'), page);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${file('browser')}`,
    ];
    await promisify(execFile)(chromium ?? '', [
      ...flags,
      '--window-size=1200,1600',
      `--screenshot=${file('page.png')}`,
      `file://${file('page.html')}`,
    ]);
    expect((await stat(file('page.png'))).size).toBeGreaterThan(20_000);
    expect(page.replace(/<script>[\s\S]*?<\/script>/g, '')).toContain('WAITING');
  },
  60_000,
);
