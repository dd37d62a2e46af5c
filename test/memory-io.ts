import { Readable } from 'node:stream';
import type { Io } from '../src/specwright/cli/frame/io.ts';
import { runProgram, type Program, type Run } from '../src/specwright/cli/frame/program.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world for a command without a process of its own, and what the command wrote so far. */
export function memoryIo({ stdin = '', ...world }: Partial<Omit<Io, 'stdin'>> & { stdin?: string } = {}) {
  const written = { stdout: '', stderr: '' };
  const io: Io = {
    env: {},
    signal: new AbortController().signal,
    fetch: globalThis.fetch,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text) => void (written.stdout += text) },
    stderr: { write: (text) => void (written.stderr += text) },
    ...world,
  };
  return { io, written };
}

/** Runs a program or a recipe in this process: quicker where no process is asked about. */
export async function runInProcess(
  program: Program | Run,
  args: readonly string[],
  world: Parameters<typeof memoryIo>[0] = {},
): Promise<Ran> {
  const { io, written } = memoryIo(world);
  const code = await (typeof program === 'function' ? program(args, io) : runProgram(program, args, io));
  return { code, ...written };
}
