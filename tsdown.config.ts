import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';
import { bundleRuntime } from './src/specwright/cli/project/bundle-runtime.ts';

/**
 * The bundler of declarations leaves a one-line comment on the line of the property before it, and TypeScript
 * takes it for a remark on that one: no editor would show it. Each gets a line of its own.
 */
const COMMENTS_ON_THEIR_OWN_LINES: NonNullable<UserConfig['plugins']> = {
  name: 'comments-on-their-own-lines',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !chunk.fileName.endsWith('.d.ts')) continue;
      chunk.code = chunk.code.replaceAll(/^( *)(.*)$/gm, (_line, indent: string, rest: string) =>
        `${indent}${rest.replaceAll(/(?<=\S) *(\/\*\* .*?\*\/) */g, `\n${indent}$1\n${indent}`)}`.trimEnd(),
      );
    }
  },
};

const SHARED: UserConfig = {
  format: 'esm',
  target: 'es2022',
  fixedExtension: false,
  clean: true,
  hash: false,
  plugins: [COMMENTS_ON_THEIR_OWN_LINES],
  // Other packages of the workspace are read from their sources, in the code and in the declarations.
  inputOptions: { resolve: { conditionNames: ['@specwright/source', 'import', 'node', 'default'] } },
  // `await using sandbox = ...` must compile for users whose own `lib` is older than disposables.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
};

/** What every import of the client loads, and what its parts share. */
const CORE =
  /[\\/]client[\\/](create-client|later-watch|operations|options|task-reference|task-routing-error)\.ts$|[\\/]client[\\/]package\.json$|[\\/]runtime[\\/](api-error|bounded|call|call-meta|options|place|preload|request|runtime|token-source|token-store)\.ts$|[\\/]base[\\/](json|loopback)\.ts$/;

/**
 * For projects in CommonJS: Node loads the same modules with `require`, but TypeScript before 5.8 takes what is declared
 * in `.d.ts` for something that only `import()` may load. `entries`: what users import.
 */
async function writeCommonJs(folder: string, entries: readonly string[]): Promise<void> {
  for (const entry of entries)
    await writeFile(path.join(folder, `${entry}.cjs`), `module.exports = require('./${entry}.js');\n`);
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.d.ts') || name.startsWith('project-')) continue;
    const text = await readFile(path.join(folder, name), 'utf8');
    const own = text.replaceAll(/(\bfrom |\bimport\()"(\.\/[^"]+)\.js"/g, '$1"$2.cjs"');
    await writeFile(path.join(folder, name.replace(/\.d\.ts$/, '.d.cts')), own);
  }
}

/** What `init` and `generate` put into projects. */
async function writeProjectRuntime(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'project-runtime'));
  for (const file of await bundleRuntime())
    await writeFile(path.join(folder, 'project-runtime', file.path), file.content);
}

/** One entry per package. What a package names as a dependency stays outside; the build fails when anything else would be bundled. */
export default defineConfig([
  {
    ...SHARED,
    name: 'specwright',
    cwd: 'src/specwright',
    platform: 'node',
    entry: {
      index: 'index.ts',
      contract: 'contract/index.ts',
      sandbox: 'sandbox/index.ts',
      runtime: 'runtime/index.ts',
      frame: 'cli/index.ts',
      'verify-command': 'cli/verify/index.ts',
      cli: 'cli/main.ts',
    },
    deps: { onlyBundle: [] },
    copy: ['report/report.schema.json', 'cli/project/project.schema.json'],
    hooks: {
      'build:done': async () => {
        await writeProjectRuntime('src/specwright/dist');
        const entries = ['index', 'contract', 'sandbox', 'runtime', 'frame', 'verify-command'];
        await writeCommonJs('src/specwright/dist', entries);
      },
    },
  },
  {
    ...SHARED,
    name: 'bpcc-task-routing',
    cwd: 'src/client',
    platform: 'neutral',
    // The runtime is bundled from its sources: the packed client depends only on openapi-fetch.
    // Without eager, declarations of another package of the workspace get lost.
    dts: { eager: true },
    alias: { 'specwright/runtime': path.resolve('src/specwright/runtime/index.ts') },
    entry: { index: 'index.ts', otel: 'otel.ts', undici: 'undici.ts', cli: 'cli/main.ts' },
    // The client depends on openapi-fetch alone: what it needs of specwright is part of its own build.
    deps: { neverBundle: [/^node:/, 'undici'], alwaysBundle: [/^specwright(\/|$)/], onlyBundle: [] },
    // The core is one file, as each costs the start of a process a millisecond. The classes are a chunk of their own:
    // statements name them, and a bundler must keep those of every chunk it touches.
    outputOptions: {
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          {
            name: 'errors',
            test: /[\\/]client[\\/](errors|index)\.ts$|[\\/]runtime[\\/](guarded|retry)\.ts$/,
            priority: 2,
          },
          { name: 'core', test: CORE, priority: 1 },
        ],
      },
    },
    copy: ['../../generated/openapi.json'],
    hooks: { 'build:done': () => writeCommonJs('src/client/dist', ['index', 'otel', 'undici']) },
  },
  {
    ...SHARED,
    name: 'bpcc-task-routing-testing',
    cwd: 'src/testing',
    platform: 'node',
    entry: { index: 'index.ts', cli: 'cli/main.ts' },
    deps: { onlyBundle: [] },
    copy: ['suite/target/profile.schema.json'],
    hooks: { 'build:done': () => writeCommonJs('src/testing/dist', ['index']) },
  },
]);
