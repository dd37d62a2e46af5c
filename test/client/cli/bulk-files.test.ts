import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../../src/testing/sandbox/index.ts';
import { builtCli, runCli, type Ran, type RunOptions } from '../../run-cli.ts';

let sandbox: Sandbox;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  sandbox = createSandbox({ latency: '20ms' });
  const { url } = await sandbox.listen();
  folder = await mkdtemp(join(tmpdir(), 'bpcc-bulk-'));
  const { clientId, clientSecret } = sandbox.credentials;
  env = { BPCC_TENANT_URL: url, BPCC_CLIENT_ID: clientId, BPCC_CLIENT_SECRET: clientSecret };
  await builtCli('client');
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const task = (extTaskId?: string, more: object = {}) => ({
  ...(extTaskId !== undefined && { extTaskId }),
  serviceName: 'Task Service',
  contactInfo: { firstName: 'Amara' },
  caseInfo: { category: 'Incident' },
  taskInfo: { subject: 's' },
  ...more,
});
const jsonLines = (tasks: readonly object[]): string => tasks.map((one) => JSON.stringify(one)).join('\n');
const queue = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  runCli(['queue', ...args], { env, cwd: folder, ...options });

async function queueFile(
  name: string,
  content: string | Uint8Array,
  ...more: readonly string[]
): Promise<Ran> {
  await writeFile(join(folder, name), content);
  return queue(['--from', name, ...more]);
}

async function outcomes(name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, `${name}.outcome.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const HEAD = 'extTaskId,serviceName,contactInfo.firstName,caseInfo.category,taskInfo.subject';
const row = (id: string): string => `${id},Task Service,A,Incident,s`;
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('a CSV file as spreadsheets write it is read', { timeout: 60_000 }, () => {
  const lines = (id: string): string[] => [HEAD, row(`${id}-1`), row(`${id}-2`)];
  it.each<[string, (id: string) => string | Uint8Array]>([
    ['lines that end with CR', (id) => `${lines(id).join('\r')}\r`],
    [
      'semicolons, a byte order mark and CRLF',
      (id) => `\uFEFF${lines(id).join('\r\n').replaceAll(',', ';')}\r\n`,
    ],
    ['tabs', (id) => lines(id).join('\n').replaceAll(',', '\t')],
    ['UTF-16, little endian', (id) => utf16(`\uFEFF${lines(id).join('\r\n')}`, false)],
    ['UTF-16, big endian', (id) => utf16(`\uFEFF${lines(id).join('\r\n')}`, true)],
    ['UTF-16 without a byte order mark', (id) => utf16(lines(id).join('\r\n'), false)],
    [
      'a header that comes again',
      (id) => [...lines(id).slice(0, 2), ...lines(id).toSpliced(1, 1)].join('\n'),
    ],
    ['empty lines before and between', (id) => `\n${lines(id).join('\n\n')}\n\n`],
  ])('%s', async (title, content) => {
    const id = title.replaceAll(/\W+/g, '-');
    const ran = await queueFile(`${id}.csv`, content(id));
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 2, finished: true });
    expect(sandbox.control.task(`${id}-2`)).toBeDefined();
  });
});

describe(
  'a file that cannot be read is refused in one sentence, and nothing is sent',
  { timeout: 60_000 },
  () => {
    it.each<[string, string | Uint8Array, RegExp]>([
      [
        'columns.csv',
        `${HEAD},prio,taskInfo.note\n${row('x-1')},1,2\n`,
        /the columns "prio", "taskInfo\.note" are not fields of a task/,
      ],
      [
        'twice.csv',
        `${HEAD},serviceName\n${row('x-1')},B\n`,
        /the header names the column "serviceName" twice/,
      ],
      ['list.json', JSON.stringify([task('x-1')], null, 1), /no line is a JSON object/],
      ['header.csv', `${HEAD}\n`, /it holds no task/],
      ['blank.jsonl', '\n\n', /it holds no task/],
      [
        'latin1.csv',
        Buffer.from(`${HEAD}\n${row('x-1').replace(',A,', ',J\u00FCrgen,')}\n`, 'latin1'),
        /it is not text in UTF-8; save it as UTF-8/,
      ],
      [
        'fields.jsonl',
        jsonLines([
          task('x-1'),
          task('x-2', { prio: 1 }),
          task('x-3', { prio: 2, taskInfo: { subject: 's', subjekt: 't' } }),
        ]),
        /line 2: unknown field prio.*; line 3: unknown field taskInfo\.subjekt; did you mean subject\?/,
      ],
    ])('%s', async (name, content, words) => {
      const ran = await queueFile(name, content);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(words);
      expect(ran.stderr.trim().split('\n')).toHaveLength(1);
      expect(sandbox.control.task('x-1')).toBeUndefined();
    });
  },
);

describe('fields that there are not, in a stream', { timeout: 60_000 }, () => {
  const bad = { priorty: 1 };
  it('the first task stops the run', async () => {
    const input = jsonLines([task('stream-1', bad), task('stream-2')]);
    const ran = await queue(['--from', '-', '--outcome', 'stream-a'], { input: `not JSON\n${input}` });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/line 2: unknown field priorty; did you mean priority\?/);
    expect(sandbox.control.task('stream-2')).toBeUndefined();
  });

  it('a later one is refused alone', async () => {
    const input = jsonLines([task('stream-3'), task('stream-4', bad), task('stream-5')]);
    const ran = await queue(['--from', '-', '--outcome', 'stream-b'], { input });
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 2, failed: 1, finished: true });
  });
});

describe('lines with one extTaskId', { timeout: 60_000 }, () => {
  it('a later one is sent where the first was refused; one with other fields is reported', async () => {
    const tasks = [
      task('twice-a', { serviceName: 'Nowhere' }),
      task('twice-a'),
      task('twice-b', { taskInfo: { subject: 'one' } }),
      task('twice-b', { taskInfo: { subject: 'another' } }),
      task('twice-c'),
      task('twice-c'),
    ];
    const ran = await queueFile('same.jsonl', jsonLines(tasks));
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 3, failed: 1, repeated: 1, conflicting: 1 });
    expect(ran.stderr).toMatch(/same extTaskId but other fields was: line 4\./);
    expect(sandbox.control.task('twice-a')).toBeDefined();
    expect(new Set((await outcomes('same.jsonl')).map(({ line }) => line))).toEqual(
      new Set([1, 2, 3, 4, 5, 6]),
    );
  });

  it('equal lines are no mistake', async () => {
    const ran = await queueFile('equal.jsonl', jsonLines([task('equal'), task('equal'), task('equal')]));
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 1, repeated: 2 });
  });

  it('each of many that are refused is tried', async () => {
    const bad = Array.from({ length: 40 }, () => task('many', { serviceName: 'Nowhere' }));
    const ran = await queueFile('many.jsonl', jsonLines([...bad, task('many')]));
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 1, failed: 40, finished: true });
  });
});

describe('two runs on one outcome file', { timeout: 60_000 }, () => {
  const unnamed = (word: string, count: number): string =>
    jsonLines(
      Array.from({ length: count }, (_, at) => task(undefined, { taskInfo: { subject: `${word}${at}` } })),
    );
  const subjects = (word: string): string[] =>
    sandbox.control
      .snapshot()
      .tasks.map(({ info }) => String(info?.subject))
      .filter((subject) => new RegExp(`^${word}\\d+$`).test(subject));

  it('one of them runs, the other is refused and says why', async () => {
    await writeFile(join(folder, 'lock.jsonl'), unnamed('lock', 60));
    const ends = await Promise.all([queue(['--from', 'lock.jsonl']), queue(['--from', 'lock.jsonl'])]);
    expect(ends.map(({ code }) => code).toSorted()).toEqual([0, 2]);
    const refused = ends.find(({ code }) => code === 2);
    expect(refused?.stderr).toMatch(
      /^Another run \(process \d+\) uses the outcome file lock\.jsonl\.outcome\.jsonl\./,
    );
    expect(subjects('lock')).toHaveLength(60);
  });

  it('a run that was killed does not block the next one', async () => {
    await writeFile(join(folder, 'killed.jsonl'), unnamed('killed', 400));
    const killed = await queue(['--from', 'killed.jsonl', '--concurrency', '2'], {
      watch: (child) => {
        const poll = setInterval(() => {
          if (subjects('killed').length < 10) return;
          clearInterval(poll);
          child.kill('SIGKILL');
        }, 10);
      },
    });
    expect(killed.signal).toBe('SIGKILL');
    const next = await queue(['--from', 'killed.jsonl', '--concurrency', '32']);
    expect(JSON.parse(next.stdout)).toMatchObject({ failed: 0, finished: true });
    expect(new Set(subjects('killed')).size).toBe(subjects('killed').length);
  });

  it('of many that meet a stale lock, one takes it over', async () => {
    await writeFile(join(folder, 'stale.jsonl'), unnamed('stale', 30));
    await writeFile(
      join(folder, 'stale.jsonl.outcome.jsonl.lock'),
      JSON.stringify({ pid: 999_999_999, host: hostname() }),
    );
    const ends = await Promise.all(Array.from({ length: 4 }, () => queue(['--from', 'stale.jsonl'])));
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(1);
    expect(subjects('stale')).toHaveLength(30);
  });
});

describe('a lock that a crash left', { timeout: 60_000 }, () => {
  it.each([
    ['half a line', '{"pid":'],
    [
      'the number of a process that is another one by now',
      JSON.stringify({ pid: process.pid, host: hostname(), began: '1' }),
    ],
  ])('%s does not block the next run', async (_name, content) => {
    const lock = join(folder, 'crashed.jsonl.outcome.jsonl.lock');
    await writeFile(lock, content);
    const old = Date.now() / 1000 - 5;
    await utimes(lock, old, old);
    expect(await queueFile('crashed.jsonl', jsonLines([task('crashed')]))).toMatchObject({ code: 0 });
  });
});

describe('standard input', { timeout: 60_000 }, () => {
  it.each([
    ['--json', '-'],
    ['--from', '-'],
  ])('%s %s takes a byte order mark', async (...args) => {
    const input = `\uFEFF${JSON.stringify(task(`bom${args[0]}`))}\n`;
    const ran = await queue([...args, ...(args[0] === '--from' ? ['--outcome', 'bom.jsonl'] : [])], {
      input,
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a run while it stays open', async (signal) => {
    const ran = await queue(['--from', '-', '--outcome', `open-${signal}.jsonl`], {
      input: null,
      watch: (child) => {
        child.stdin?.write(`${JSON.stringify(task(`open-${signal}`))}\n`);
        const poll = setInterval(() => {
          if (sandbox.control.task(`open-${signal}`) === undefined) return;
          clearInterval(poll);
          setTimeout(() => child.kill(signal), 300);
        }, 10);
      },
    });
    expect(ran).toMatchObject({ code: 1, signal: null });
    expect(JSON.parse(ran.stdout)).toMatchObject({ queued: 1, finished: false });
  });

  it('a signal ends --json that has read nothing', async () => {
    const ran = await queue(['--json', '-'], {
      input: null,
      watch: (child) => setTimeout(() => child.kill('SIGINT'), 1500),
    });
    expect(ran).toMatchObject({ code: null, signal: 'SIGINT' });
  });
});

describe('credentials', { timeout: 60_000 }, () => {
  it.each(['\r', '\n', ' '])('white space at the end (%j) does no harm', async (end) => {
    const padded = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, `${text}${end}`]));
    expect(await runCli(['token'], { env: padded })).toMatchObject({ code: 0, stderr: '' });
  });
});

// The limit on the size of files stands in for a full disk.
describe.skipIf(process.platform !== 'linux')('an outcome file that cannot grow', { timeout: 60_000 }, () => {
  it('is named with the reason; what was sent without a record is listed; exit code 1', async () => {
    await writeFile(
      join(folder, 'full.jsonl'),
      jsonLines(Array.from({ length: 40 }, (_, at) => task(`full-${at}`))),
    );
    const script = `ulimit -f 2; trap '' XFSZ; exec "${process.execPath}" "${await builtCli('client')}" queue --from full.jsonl`;
    const { code, stdout, stderr } = await new Promise<Omit<Ran, 'signal'>>((resolve) => {
      execFile('bash', ['-c', script], { cwd: folder, env: { ...process.env, ...env } }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out, stderr: err }),
      );
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^The file full\.jsonl\.outcome\.jsonl cannot be written: the file would be larger than/,
    );
    const { queued } = JSON.parse(stdout);
    const recorded = new Set(
      (await readFile(join(folder, 'full.jsonl.outcome.jsonl'), 'utf8')).match(/"full-\d+"/g),
    );
    const told = /(\d+) sent without a record: tasks? (.*)\.$/m.exec(stderr);
    expect(recorded.size + Number(told?.[1])).toBe(queued);
    for (const id of (told?.[2] ?? '').split(', ')) expect(sandbox.control.task(id)).toBeDefined();
  });
});
