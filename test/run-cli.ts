import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { SOURCE_OF_IMPORT } from './on-sources.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const cache = join(root, 'node_modules/.cache');

export type ProgramName = 'client' | 'testing' | 'specwright';

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  /** Absent: stdin is at its end at once; `null`: it stays open. */
  readonly input?: string | Uint8Array | null;
  readonly cwd?: string;
  /** Called with the process; may signal it. */
  readonly watch?: (process: ChildProcess) => void;
}

const built = new Map<string, Promise<string>>();

/** Node reads TypeScript, which is large, three times where a module imports it, and once where one requires it. */
const REQUIRED: Plugin = {
  name: 'required',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:openapi-)?typescript$/ }, ({ path }) => ({ path, namespace: 'required' }));
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `import { createRequire } from 'node:module';
const loaded = createRequire(import.meta.url)('${path}');
export default loaded.default ?? loaded;
export const { ${path === 'typescript' ? '' : 'astToString, STRING, transformSchemaObject, tsIntersection'} } = loaded;`,
    }));
  },
};

/** The command line of a package, as `builtModule`. */
export function builtCli(program: ProgramName): Promise<string> {
  return builtModule(join(root, 'src', program, 'cli/main.ts'));
}

/** A module to run in a few files, once for each test file: it starts in a tenth of the time of its sources. */
export function builtModule(source: string): Promise<string> {
  const known = built.get(source) ?? bundle(source);
  built.set(source, known);
  return known;
}

async function bundle(source: string): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'built-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // A command line reads its version from it.
  const manifest = join(dirname(source), '../package.json');
  if (existsSync(manifest)) copyFileSync(manifest, join(folder, 'package.json'));
  await build({
    entryPoints: [source],
    outdir: join(folder, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: SOURCE_OF_IMPORT,
    plugins: [REQUIRED],
    logLevel: 'silent',
  });
  return join(folder, 'dist', basename(source).replace(/ts$/, 'mjs'));
}

/** Runs the command line as users do. */
export async function runCli(
  args: readonly string[],
  { program = 'client', ...options }: RunOptions & { readonly program?: ProgramName } = {},
): Promise<Ran> {
  return runNode([await builtCli(program), ...args], options);
}

/** Runs a script of this repository, as `npm run` does. */
export function runScript(script: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runNode([join(root, 'scripts/run.mjs'), script, ...args], options);
}

/** Runs Node as a process, with nothing of this one's environment but the path. */
export function runNode(
  args: readonly string[],
  { env = {}, input = '', cwd = root, watch }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    cwd,
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  // A command that needs no input may end before it was given.
  child.stdin.on('error', () => undefined);
  if (input !== null) child.stdin.end(input);
  watch?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: String(Buffer.concat(out)), stderr: String(Buffer.concat(errors)) }),
    );
  });
}
