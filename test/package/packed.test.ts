import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const OPTIONS = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
const COMPILERS = ['5.4', '5.9', '6', '7'];

/** The package as a stranger gets it: built, packed, installed into an empty folder. */
let folder: string;
let packed: { files: { path: string }[]; filename: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bpcc-packed-'));
  await run('npm', ['run', '--silent', 'build'], { cwd: root });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  packed = JSON.parse(stdout)[0];
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', path.join(folder, packed.filename)],
    {
      cwd: folder,
    },
  );
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  it('holds the built code, the OpenAPI document and nothing of the workshop', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toContain('generated/openapi.json');
    expect(files).toContain('README.md');
    expect(files).toContain('LICENSE');
    const strange = files.filter(
      (file) => !/^(dist\/|generated\/openapi\.json$|README\.md$|LICENSE$|package\.json$)/.test(file),
    );
    expect(strange).toEqual([]);
  });

  it('can be imported by every entry point', async () => {
    const script = `
      const names = await Promise.all(['', '/contract', '/sandbox'].map(async (entry) =>
        Object.keys(await import('bpcc-task-routing' + entry))));
      console.log(JSON.stringify(names));
    `;
    const { stdout } = await run('node', ['--input-type=module', '-e', script], { cwd: folder });
    const [client, contract, sandbox] = JSON.parse(stdout);
    expect(client).toEqual(expect.arrayContaining(['createTaskRoutingClient', 'TaskRoutingError']));
    expect(contract).toEqual(expect.arrayContaining(['verify', 'contractTests']));
    expect(sandbox).toContain('createSandbox');
  });

  it('has a command that says what it can do', async () => {
    const { stdout } = await run('npx', ['--no-install', 'bpcc-task-routing', '--help'], { cwd: folder });
    expect(stdout).toMatch(/verify/);
    expect(stdout).toMatch(/sandbox/);
  });

  it('runs the first example of the README', async () => {
    const { code } = await transform(await firstExample(), { loader: 'ts', format: 'esm' });
    await writeFile(path.join(folder, 'example.js'), code);
    const { stdout } = await run('node', ['example.js'], { cwd: folder });
    expect(stdout).toBe('queued QUEUED 50\n');
  });

  it.each(COMPILERS)('compiles the first example of the README under TypeScript %s', async (version) => {
    await writeFile(path.join(folder, 'example.ts'), await firstExample());
    const tsc = await compiler(version);
    const { stdout } = await run('node', [tsc, ...OPTIONS, 'example.ts'], { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it('refuses a misspelt key at compile time', async () => {
    const wrong = (await firstExample()).replace('priority: 50', 'prioritty: 50');
    await writeFile(path.join(folder, 'wrong.ts'), wrong);
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const options = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
    ];
    await expect(run('node', [tsc, ...options, 'wrong.ts'], { cwd: folder })).rejects.toMatchObject({
      stdout: expect.stringContaining('prioritty'),
    });
  });
});

/** Path of a TypeScript compiler; the one of this repository, or one installed beside the example. */
async function compiler(version: string): Promise<string> {
  if (version === '5.9') return path.join(root, 'node_modules/typescript/bin/tsc');
  const home = path.join(folder, 'compilers', version);
  await run('npm', ['install', '--prefer-offline', '--prefix', home, `typescript@${version}`], {
    cwd: folder,
  });
  return path.join(home, 'node_modules/typescript/bin/tsc');
}

async function firstExample(): Promise<string> {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  if (code === undefined) throw new Error('README.md has no ts block');
  return code;
}
