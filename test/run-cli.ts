import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ON_SOURCES } from './on-sources.ts';

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

const MAIN = {
  client: source('client/cli/main.ts'),
  testing: source('testing/cli/main.ts'),
  specwright: source('specwright/cli/main.ts'),
} as const;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly cwd?: string;
  /** Whose command line; the client's where it is left out. */
  readonly program?: keyof typeof MAIN;
  /** Called with what stderr and stdout hold so far; may signal the process. */
  readonly watch?: (process: ReturnType<typeof spawn>) => void;
}

/** Runs the command line as users do: as a process, with nothing of this one's environment but the path. */
export function runCli(
  args: readonly string[],
  { env = {}, input = '', cwd, watch, program = 'client' }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [...ON_SOURCES, MAIN[program], ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  watch?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
