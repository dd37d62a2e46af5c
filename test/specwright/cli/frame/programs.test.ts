import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client } from '../../../../src/client/cli/program.ts';
import { specwright } from '../../../../src/specwright/cli/program.ts';
import type { Program } from '../../../../src/specwright/cli/frame/program.ts';
import { testing } from '../../../../src/testing/cli/program.ts';
import { collection, request } from '../../convert/assemble/collections.ts';
import { actingCharacters, commandLines } from '../../report/hostile-text.ts';
import { runInProcess } from '../../../memory-io.ts';
import { builtCli, runCli, type ProgramName, type Ran } from '../../../run-cli.ts';

const PROGRAMS: readonly (readonly [ProgramName, Program])[] = [
  ['specwright', specwright],
  ['client', client],
  ['testing', testing],
];
const COMMANDS = PROGRAMS.flatMap(([name, program]) =>
  Object.keys(program.commands).map((command) => [name, program.name, command, program] as const),
);

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frame-'));
  const good = collection(request({ name: 'Make', method: 'POST', body: { size: 3 } }));
  await writeFile(file('good.json'), JSON.stringify(good));
  await Promise.all(PROGRAMS.map(([name]) => builtCli(name)));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (program: ProgramName, ...args: readonly string[]): Promise<Ran> =>
  runCli(args, { program, cwd: folder });

describe.each(PROGRAMS)('%s', { timeout: 60_000 }, (name, program) => {
  it('shows its version, its help, and its help where nothing is asked', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync(program.package, 'utf8'));
    expect(await run(name, '--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await run(name, '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^Usage: ${program.name} COMMAND \\[options\\]`));
    for (const [command, { summary }] of Object.entries(program.commands)) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command} +${summary.slice(0, 30)}`, 'm'));
    }
    expect(await run(name)).toMatchObject({ code: 2, stdout: '', stderr: help.stdout });
  });

  it('names the nearest command, and all of them', async () => {
    const [first = ''] = Object.keys(program.commands);
    const ran = await run(name, `${first.slice(0, -1)}`);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`The command "${first.slice(0, -1)}" is unknown. Did you mean ${first}`);
    expect(ran.stderr).toContain(`Commands: ${Object.keys(program.commands).join(', ')}.`);
    expect((await run(name, '--versoin')).stderr).toMatch(
      /^The option --versoin is unknown\. Did you mean --version\?/,
    );
    expect((await run(name, '__proto__')).stderr).toMatch(/^The command "__proto__" is unknown\./);
  });
});

describe.each(COMMANDS)('%s: %s %s', { timeout: 60_000 }, (name, bin, command, program) => {
  it('shows one help in each way to ask for it, with every option that it knows', async () => {
    const { code, stdout, stderr } = await run(name, command, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const args of [
      [command, '-h'],
      ['help', command],
    ])
      expect(await runInProcess(program, args)).toEqual({ code, stdout, stderr });
    expect(stdout).toMatch(new RegExp(`^Usage: ${bin} ${command} `));
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(102);
  });

  it('refuses an unknown option in one sentence that names the nearest and the help', async () => {
    const { code, stdout, stderr } = await run(name, command, '--hlep');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`The option --hlep is unknown. Did you mean --help? See ${bin} ${command} --help.\n`);
  });
});

describe('streams and signals', { timeout: 60_000 }, () => {
  const closed = (stream: 'stdout' | 'stderr', args: readonly string[]): Promise<Ran> =>
    runCli(args, { program: 'specwright', cwd: folder, watch: (child) => child[stream]?.destroy() });

  it('a reader that has gone changes neither the exit code nor what is written', async () => {
    expect(await closed('stdout', ['convert', 'good.json'])).toMatchObject({ code: 0, signal: null });
    expect(await closed('stdout', ['diff', 'good.json', 'none.json'])).toMatchObject({ code: 2 });
    expect(await closed('stderr', ['convert', 'good.json', '--out', 'kept.json'])).toMatchObject({ code: 0 });
    expect(await readFile(file('kept.json'), 'utf8')).toContain('openapi');
    expect((await closed('stdout', ['convert', 'good.json'])).stderr).not.toMatch(/EPIPE|\n\s+at /);
  });

  it.skipIf(process.platform !== 'linux')(
    'a full standard output is reported, with exit code 2',
    async () => {
      const { stderr, code } = await runShell(`exec "$NODE" "$CLI" convert good.json > /dev/full`);
      expect(stderr).toMatch(/^Cannot write to standard output: the disk is full\./m);
      expect(code).toBe(2);
    },
  );

  it('characters that act on a terminal are escapes in a document, and mean the same', async () => {
    const description = 'A\u001B[2J\u009B31m\u202Ebc\u007F\n##[group]x';
    const hostile = { ...collection(request({ name: 'Make' })), info: { name: 'Shop', description } };
    const ran = await runCli(['convert', '-'], { program: 'specwright', input: JSON.stringify(hostile) });
    expect(actingCharacters(ran.stdout + ran.stderr)).toEqual([]);
    expect(commandLines(ran.stdout + ran.stderr)).toEqual([]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ info: { description } });
  });

  it('Ctrl-C ends a command that waits for standard input', async () => {
    const ran = await runCli(['convert', '-'], {
      program: 'specwright',
      input: null,
      watch: (child) => setTimeout(() => child.kill('SIGINT'), 1500),
    });
    expect(ran).toMatchObject({ code: null, signal: 'SIGINT', stdout: '', stderr: '' });
  });

  it.skipIf(process.platform === 'win32')(
    'writes to a pipe or a device instead of replacing it',
    async () => {
      const { code, stdout } = await runShell(
        '"$NODE" "$CLI" convert good.json --out /dev/stdout | head -c 1',
      );
      expect({ code, stdout }).toEqual({ code: 0, stdout: '{' });
    },
  );

  it('colours only a terminal', async () => {
    await writeFile(
      file('a.json'),
      '{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":{"/a":{"get":{}}}}',
    );
    await writeFile(file('b.json'), '{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":{}}');
    const { code, stdout } = await run('specwright', 'diff', 'a.json', 'b.json');
    expect(code).toBe(1);
    expect(stdout).not.toContain('\u001B');
  });
});

describe('what a command writes', { timeout: 60_000 }, () => {
  it('is whole or not there, and nothing else stays behind', async () => {
    await writeFile(file('taken'), '');
    const before = (await readdir(folder)).sort();
    const ran = await run('specwright', 'convert', 'good.json', '--out', 'taken/openapi.json');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^Cannot write taken.*: .*\. Nothing was changed\.\n$/);
    expect((await readdir(folder)).sort()).toEqual(before);
    expect(await run('specwright', 'convert', 'good.json', '--out', 'new/deep/openapi.json')).toMatchObject({
      code: 0,
    });
    expect(await readdir(file('new/deep'))).toEqual(['openapi.json']);
  });
});

/** Runs shell text in which $NODE and $CLI are specwright. */
async function runShell(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { PATH: process.env['PATH'] ?? '', NODE: process.execPath, CLI: await builtCli('specwright') };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
