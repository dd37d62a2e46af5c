import { cp, lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../src/specwright/base/json.ts';
import { promisedOutput } from '../../scripts/pages/block-module.ts';
import { openInEditor } from './editor.ts';
import {
  examplesOf,
  install,
  installedOnce,
  NAMES,
  packAll,
  PACKAGES,
  ROOT,
  run,
  type Packed,
  type PackageName,
} from './packed.ts';

/** Compilers that users have; the repository's own among them. */
const COMPILERS = ['5.2', '5.9', '6', '7'];
const OPTIONS = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
/** The newest Node on npm; the platform's own package, which the package `node` would fetch in an install script. */
const NEWEST_NODE = '26.10.0';
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
/** The condition by which this repository reads its own sources. */
const SOURCE = '@specwright/source';
const READMES = ['README.md', ...NAMES.map((name) => `${PACKAGES[name]}/README.md`)];

let folder: string;
let packed: Readonly<Record<PackageName, Packed>>;
/** A folder with the client alone. */
let alone: string;
/** A folder with all three packages. */
let together: string;
/** A folder with compilers and a newer Node. */
let tools: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
  [alone, together] = [path.join(folder, 'alone'), path.join(folder, 'together')];
  const compilers = COMPILERS.map((version) => `typescript-${version}@npm:typescript@${version}`);
  [packed, tools] = await Promise.all([
    packAll(folder),
    installedOnce([...compilers, `${NODE_PACKAGE}@${NEWEST_NODE}`]),
  ]);
  await Promise.all([
    install(alone, [packed['bpcc-task-routing'].tarball]),
    install(together, [...NAMES.map((name) => packed[name].tarball), '@types/node@20']),
  ]);
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(NAMES)('%s, packed', (name) => {
  it('holds what was built, and nothing of the workshop', () => {
    const strange = packed[name].files.filter(
      (file) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(file),
    );
    expect(strange).toEqual([]);
    expect(packed[name].files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'dist/cli.js']));
  });

  it('carries the licence of the repository', async () => {
    const [own, root] = await Promise.all(
      [`${PACKAGES[name]}/LICENSE`, 'LICENSE'].map((file) => readFile(path.join(ROOT, file), 'utf8')),
    );
    expect(own).toBe(root);
  });

  it('leads every import to a file that is there, whatever condition a user sets', async () => {
    const targets = targetsIn((await manifestOf(together, name))['exports'] ?? null);
    expect(targets.length).toBeGreaterThan(1);
    const missing = targets.filter(([, target]) => !packed[name].files.includes(target.slice(2)));
    expect(missing.map(([condition]) => condition).filter((condition) => condition !== SOURCE)).toEqual([]);
  });

  it.each([
    ['imported', 'module', (entry: string) => `Object.keys(await import('${entry}')).length`],
    ['required', 'commonjs', (entry: string) => `Object.keys(require('${entry}')).length`],
  ])('can be %s by every entry', async (_verb, type, load) => {
    const entries = Object.keys(exportsOf(await manifestOf(together, name))).filter(
      (entry) => !entry.endsWith('.json') && !['./otel', './undici'].includes(entry),
    );
    const code = `console.log(JSON.stringify([${entries.map((entry) => load(entry.replace('.', name))).join()}]))`;
    const { stdout } = await run('node', [`--input-type=${type}`, '-e', code], { cwd: together });
    const counts: number[] = JSON.parse(stdout);
    expect(counts).toHaveLength(entries.length);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });
});

describe('the examples', () => {
  const EXAMPLES = path.join(ROOT, 'docs/examples');
  const names = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );

  it.each(names)(
    '%s passes its own test',
    async (name) => {
      const copy = path.join(together, 'examples', name);
      await cp(path.join(EXAMPLES, name), copy, { recursive: true });
      // The packages of this repository are in a folder above; what an example needs besides comes from npm.
      const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
        await readFile(path.join(copy, 'package.json'), 'utf8'),
      );
      const others = Object.entries(dependencies).filter(([wanted]) => !NAMES.some((own) => own === wanted));
      if (others.length > 0) {
        const installed = await installedOnce(others.map((entry) => entry.join('@')));
        await symlink(path.join(installed, 'node_modules'), path.join(copy, 'node_modules'));
      }
      await expect(run('npm', ['test', '--silent'], { cwd: copy })).resolves.toBeDefined();
    },
    120_000,
  );
});

describe('the client, installed alone', () => {
  it('depends on openapi-fetch and nothing else', async () => {
    const { dependencies } = await manifestOf(alone, 'bpcc-task-routing');
    expect(Object.keys(isObject(dependencies) ? dependencies : {})).toEqual(['openapi-fetch']);
    expect(
      (await readdir(path.join(alone, 'node_modules'))).filter((entry) => !entry.startsWith('.')).toSorted(),
    ).toEqual(['bpcc-task-routing', 'openapi-fetch', 'openapi-typescript-helpers']);
  });

  it('takes at most 1 MB in all', async () => {
    expect(await bytesIn(path.join(alone, 'node_modules'))).toBeLessThan(1_000_000);
  });

  it('has the OpenAPI document', async () => {
    const code =
      "import document from 'bpcc-task-routing/openapi.json' with { type: 'json' }; console.log(document.openapi)";
    const { stdout } = await run('node', ['--no-warnings', '--input-type=module', '-e', code], {
      cwd: alone,
    });
    expect(stdout).toBe('3.1.0\n');
  });

  const editor = once(() =>
    openInEditor(
      alone,
      `import { createTaskRoutingClient } from 'bpcc-task-routing';
const client = createTaskRoutingClient({ tenantUrl: 'x', clientId: 'a', clientSecret: 'b' });
client.queueTask({ extTaskId: 'a', contactInfo: { firstName: 'Amara' } });
client.safe.queueTask({ extTaskId: 'a', serviceName: 's' });
`,
    ),
  );

  it('says on hover, as prose, what each field, option, method and error is', () => {
    const texts = editor().texts('bpcc-task-routing');
    expect(texts.size).toBeGreaterThan(400);
    const silent = [...texts].filter(([, text]) => text === '' || text.includes('@description'));
    expect(silent.map(([at]) => at)).toEqual([]);
    expect(texts.get('ContactInfo.firstName')).toBe('First name.');
  });

  it('shows types by their names, and says of a missing serviceName what would do as well', () => {
    expect(editor().signature('client.queueTask')).toContain('(request: QueueTaskRequest, ');
    expect(editor().signature('client.safe.queueTask')).toContain('(request: QueueTaskRequest, ');
    const problems = editor().problems();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/not assignable to parameter of type 'QueueTaskRequest'/);
    expect(problems[0]).toMatch(/required in type 'TaskLaunchPointIdOrElseServiceName'/);
  });
});

describe('the commands', () => {
  it.each([
    ['bpcc-task-routing', ['--help'], 'cancel-service'],
    ['bpcc-task-routing', ['--version'], '0.1.0'],
    ['bpcc-task-routing-testing', ['--version'], '0.1.0'],
    ['specwright', ['--version'], '0.1.0'],
    ['bpcc-task-routing-testing', ['sandbox', '--list-faults'], 'queue-lacks-task-id'],
    ['specwright', ['convert', path.join(ROOT, 'spec/collection.json')], '"openapi": "3.1.0"'],
  ])('%s %j runs', async (bin, args, shown) => {
    const { stdout } = await run(path.join(together, 'node_modules/.bin', bin), args, {
      cwd: together,
      maxBuffer: 16 * 1024 * 1024,
    });
    expect(stdout).toContain(shown);
  });
});

describe('the examples of the READMEs', () => {
  it.each(READMES)('%s: runs from the packed packages and prints what it says', async (readme) => {
    const examples = await examplesOf(readme);
    expect(examples.length).toBeGreaterThan(0);
    for (const [index, example] of examples.entries()) {
      const { code } = await transform(example, { loader: 'ts', format: 'esm' });
      const file = `${readme.replaceAll(/\W/g, '-')}-${index}.js`;
      await writeFile(path.join(together, file), code);
      const { stdout } = await run('node', [file], { cwd: together });
      expect(stdout.trimEnd().split('\n')).toEqual(promisedOutput(example));
    }
  });

  it.each(COMPILERS)('compile under TypeScript %s', async (version) => {
    const files = await writeExamples();
    expect(await complaints(version, files)).toBe('');
  });

  it('does not compile with a misspelt key', async () => {
    const [example = ''] = await examplesOf('README.md');
    await writeFile(path.join(together, 'wrong.ts'), example.replace('priority: 50', 'prioritty: 50'));
    expect(await complaints('7', ['wrong.ts'])).toContain('prioritty');
  });
});

describe('all three packages at work', () => {
  it.each([
    ['the Node that runs the tests', () => process.execPath, process.versions.node],
    [`Node ${NEWEST_NODE}`, () => path.join(tools, 'node_modules', NODE_PACKAGE, 'bin/node'), NEWEST_NODE],
  ])('on %s', async (_name, node, version) => {
    await cp(path.join(import.meta.dirname, 'smoke.mjs'), path.join(together, 'smoke.mjs'));
    const { stdout } = await run(node(), ['smoke.mjs'], { cwd: together });
    expect(JSON.parse(stdout)).toEqual({
      version,
      status: 'queued',
      taskStatus: 'QUEUED',
      refused: true,
      errors: [],
    });
  });
});

async function manifestOf(where: string, name: PackageName): Promise<Readonly<Record<string, Json>>> {
  const value: Json = JSON.parse(
    await readFile(path.join(where, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return isObject(value) ? value : {};
}

function exportsOf({ exports = {} }: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return isObject(exports) ? exports : {};
}

/** Every file that `exports` leads to, with the condition that leads there. */
function targetsIn(value: Json, condition = ''): [string, string][] {
  if (typeof value === 'string') return [[condition, value]];
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => targetsIn(inner, key)) : [];
}

async function bytesIn(where: string): Promise<number> {
  const names = await readdir(where, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await lstat(path.join(where, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function writeExamples(): Promise<string[]> {
  const examples = (await Promise.all(READMES.map(examplesOf))).flat();
  return Promise.all(
    examples.map(async (example, index) => {
      await writeFile(path.join(together, `example-${index}.ts`), example);
      return `example-${index}.ts`;
    }),
  );
}

async function complaints(version: string, files: readonly string[]): Promise<string> {
  const tsc = path.join(tools, 'node_modules', `typescript-${version}`, 'bin/tsc');
  // One of them checks the declarations of every dependency too, which takes most of the time.
  const skip = version === '5.9' ? [] : ['--skipLibCheck'];
  const { stdout } = await run('node', [tsc, ...OPTIONS, ...skip, ...files], { cwd: together }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

/** Made with its first use. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
