import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SOURCE_OF_IMPORT } from './on-sources.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

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
  /** Whose command line; the client's where it is left out. */
  readonly program?: ProgramName;
  /** Called with the process; may signal it. */
  readonly watch?: (process: ChildProcess) => void;
}

const built = new Map<ProgramName, Promise<string>>();

/** The program in a few files, once for each test file: it starts in a tenth of the time of its sources. */
export function builtCli(program: ProgramName): Promise<string> {
  const known = built.get(program) ?? bundle(program);
  built.set(program, known);
  return known;
}

async function bundle(program: ProgramName): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, `${program}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(root, 'src', program);
  copyFileSync(join(source, 'package.json'), join(folder, 'package.json'));
  await build({
    entryPoints: [join(source, 'cli/main.ts')],
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: SOURCE_OF_IMPORT,
    logLevel: 'silent',
  });
  return join(folder, 'dist/main.js');
}

/** Runs the command line as users do: as a process, with nothing of this one's environment but the path. */
export async function runCli(
  args: readonly string[],
  { env = {}, input = '', cwd, watch, program = 'client' }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [await builtCli(program), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // A command that needs no input may end before it was given.
  child.stdin.on('error', () => undefined);
  if (input !== null) child.stdin.end(input);
  watch?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
