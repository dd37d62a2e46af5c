import { setFlagsFromString } from 'node:v8';
import { EXIT_CODE } from './exit-code.ts';
import type { Io } from './io.ts';
import { refusing, type Run } from './program.ts';
import { reasonOf } from './reason-of.ts';

/** Runs a program or a recipe as the process: its arguments, streams, signals and exit code. */
export async function runAsProcess(run: Run): Promise<void> {
  optimiseLater();
  const world = new ProcessIo();
  process.exitCode = await refusing('the command', world, () => run(process.argv.slice(2), world));
  world.end();
}

/**
 * Node 20 optimises code after so little use that a conversion spends a third of its time on it: 3.1 s instead of
 * 1.9 s for a collection of 3.6 MB. What runs for long is optimised all the same, a moment later.
 */
function optimiseLater(): void {
  if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=1000000');
}

class ProcessIo implements Io {
  readonly env = process.env;
  readonly stdout = process.stdout;
  readonly stderr = process.stderr;
  readonly fetch = globalThis.fetch;
  readonly #interrupt = new AbortController();
  #readsStdin = false;
  #hearsSignals = false;

  constructor() {
    this.stdout.on('error', (error) => this.#lose(error));
    // It cannot be reported: stderr is where reports go.
    this.stderr.on('error', () => undefined);
  }

  get stdin(): AsyncIterable<Uint8Array> {
    this.#readsStdin = true;
    return untilAborted(process.stdin, this.#interrupt.signal);
  }

  get signal(): AbortSignal {
    if (!this.#hearsSignals)
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => this.#abort());
    this.#hearsSignals = true;
    return this.#interrupt.signal;
  }

  /** An open pipe on stdin would keep the process alive. */
  end(): void {
    if (this.#readsStdin) process.stdin.destroy();
  }

  #abort(): void {
    this.#interrupt.abort();
    this.end();
  }

  /** A reader that has gone (`| head`) has what it wanted: the command continues, and its exit code stays. */
  #lose(error: NodeJS.ErrnoException): void {
    if (error.code === 'EPIPE') return;
    this.stderr.write(`Cannot write to standard output: ${reasonOf(error)}.\n`);
    process.on('exit', () => (process.exitCode = EXIT_CODE.unusable));
  }
}

async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
