import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { install, packAll, ROOT, run } from '../package/packed.ts';

/*
 * npm run runtimes: the packed client in projects as people have them. Every compiler makes an ES module and a CommonJS
 * project out of smoke.ts, and the result runs; then it runs on every runtime. Exit code 1 when one of them fails.
 * Words after `--` pick rows by their names.
 */

const FOLDER = path.join(ROOT, 'reports/runtimes');
const SMOKE = path.join(import.meta.dirname, 'smoke.ts');
/** The platform's own packages: those that people install fetch them in an install script. */
const ARCH = `${process.platform}-${process.arch}`;

const COMPILERS = ['5.2', '5.4', '5.6', '5.8', '5.9', '6', '7'];
const NODES = ['20.19.0', '22', '24', 'latest'];

/** How a project resolves imports, and as what it is compiled. */
const RESOLUTIONS = {
  node10: [{ type: 'commonjs', module: 'commonjs', moduleResolution: 'node10' }],
  node16: [
    { type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
    { type: 'module', module: 'node16', moduleResolution: 'node16' },
  ],
  nodenext: [
    { type: 'commonjs', module: 'nodenext', moduleResolution: 'nodenext' },
    { type: 'module', module: 'nodenext', moduleResolution: 'nodenext' },
  ],
  bundler: [{ type: 'module', module: 'esnext', moduleResolution: 'bundler' }],
} as const;

/** What `nest new` writes. */
const NEST = {
  declaration: true,
  removeComments: true,
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  sourceMap: true,
  incremental: false,
  skipLibCheck: true,
  forceConsistentCasingInFileNames: true,
  noImplicitAny: false,
  strictBindCallApply: false,
  noFallthroughCasesInSwitch: false,
};
const NEST_10 = { ...NEST, module: 'commonjs', target: 'es2021', strictNullChecks: false };
const NEST_11 = {
  ...NEST,
  module: 'nodenext',
  moduleResolution: 'nodenext',
  resolvePackageJsonExports: true,
  isolatedModules: true,
  target: 'es2023',
  strictNullChecks: true,
};

interface Row {
  readonly name: string;
  run(): Promise<unknown>;
}

interface Project {
  readonly type: 'commonjs' | 'module';
  readonly options: object;
}

/** Compiles smoke.ts in a project of its own; gives the file that runs it. */
async function compiled(name: string, compiler: string, { type, options }: Project): Promise<string> {
  const folder = path.join(FOLDER, 'projects', name.replaceAll(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  const inFolder = (file: string, text: string) => writeFile(path.join(folder, file), text);
  await inFolder('package.json', JSON.stringify({ type }));
  await inFolder('smoke.ts', await readFile(SMOKE, 'utf8'));
  const imports =
    type === 'module' ? "import { smoke } from './smoke.js';" : "const { smoke } = require('./smoke.js');";
  await inFolder(
    'run.js',
    `${imports}\nsmoke().catch((error) => { console.error(error); process.exitCode = 1; });\n`,
  );
  const compilerOptions = { lib: ['es2022', 'dom'], types: [], outDir: folder, ...options };
  await inFolder('tsconfig.json', JSON.stringify({ compilerOptions, files: ['smoke.ts'] }));
  await run('node', [bin(`typescript-${compiler}`, 'bin/tsc'), '-p', folder], { cwd: folder });
  return path.join(folder, 'run.js');
}

const bin = (name: string, file: string): string => path.join(FOLDER, 'node_modules', name, file);

/** TypeScript 7 knows node10 no more, and 6 only under protest. */
function compilerRows(compiler: string): Row[] {
  return Object.entries(RESOLUTIONS)
    .filter(([name]) => name !== 'node10' || Number(compiler) < 7)
    .flatMap(([resolution, projects]) =>
      projects.map(({ type, ...options }): Row => {
        const name = `TypeScript ${compiler} ${resolution} ${type}`;
        const quiet = Number(compiler) >= 6 && { ignoreDeprecations: '6.0' };
        const project = { type, options: { strict: true, target: 'es2022', ...options, ...quiet } };
        return { name, run: async () => run('node', [await compiled(name, compiler, project)]) };
      }),
    );
}

function nestRow(version: string, options: object, compiler: string): Row {
  const name = `NestJS ${version} defaults`;
  return {
    name,
    run: async () => run('node', [await compiled(name, compiler, { type: 'commonjs', options })]),
  };
}

/** The compiled projects of one compiler, on one runtime. */
function runtimeRows(name: string, command: readonly string[]): Row[] {
  const [file = '', ...args] = command;
  return (['module', 'commonjs'] as const).map((type) => ({
    name: `${name} ${type}`,
    run: async () => {
      const options = { strict: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext' };
      const script = await compiled(`for runtimes ${type}`, '5.9', { type, options });
      return run(file, [...args, script], { cwd: path.dirname(script) });
    },
  }));
}

const WORKERD: Row = {
  name: 'workerd',
  run: async () => {
    const folder = path.join(FOLDER, 'projects/workerd');
    const contents = `import { smoke } from ${JSON.stringify(SMOKE)};\nexport default { test: smoke };`;
    await build({
      stdin: { contents, resolveDir: FOLDER },
      bundle: true,
      format: 'esm',
      conditions: ['workerd', 'worker'],
      alias: { 'bpcc-task-routing': bin('bpcc-task-routing', 'dist/index.js') },
      outfile: path.join(folder, 'worker.js'),
    });
    const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01"))]);`;
    await writeFile(path.join(folder, 'config.capnp'), config);
    await run(bin('workerd-for-platform', 'bin/workerd'), ['test', path.join(folder, 'config.capnp')]);
  },
};

const ROWS: readonly Row[] = [
  ...COMPILERS.flatMap(compilerRows),
  nestRow('10', NEST_10, '5.4'),
  nestRow('11', NEST_11, '5.8'),
  ...NODES.flatMap((version) => runtimeRows(`Node ${version}`, [bin(`node-${version}`, 'bin/node')])),
  ...runtimeRows('Bun', [bin('bun-for-platform', 'bin/bun'), 'run']),
  ...runtimeRows('Deno', [bin('deno-for-platform', 'deno'), 'run', '--allow-env', '--allow-read']),
  WORKERD,
];

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const packed = await packAll(FOLDER);
await install(FOLDER, [
  packed['bpcc-task-routing'].tarball,
  ...COMPILERS.map((version) => `typescript-${version}@npm:typescript@${version}`),
  ...NODES.map((version) => `node-${version}@npm:node-${ARCH}@${version}`),
  `bun-for-platform@npm:@oven/bun-${ARCH}`,
  `deno-for-platform@npm:@deno/${ARCH}-glibc`,
  `workerd-for-platform@npm:@cloudflare/workerd-${process.platform}-${process.arch === 'x64' ? '64' : process.arch}`,
]);
const wanted = process.argv.slice(2);
for (const { name, run: attempt } of ROWS) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const wrong = await attempt().then(
    () => undefined,
    (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? String(error)}`,
  );
  process.stdout.write(`${name.padEnd(40)} ${wrong === undefined ? 'fine' : `failed\n${wrong}`}\n`);
  if (wrong !== undefined) process.exitCode = 1;
}
