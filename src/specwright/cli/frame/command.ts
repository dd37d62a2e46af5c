/** What a command may touch of the world outside; a test hands in its own. */
export interface Io {
  /** Environment variables; absent ones are `undefined`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Machine formats go here. */
  readonly stdout: Output;
  /** Words, warnings and progress go here. */
  readonly stderr: Output;
  /** Bytes typed or piped in. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Aborted on the first Ctrl-C or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal;
}

/** The part of a writable stream that commands use. */
export interface Output {
  write(text: string): unknown;
  /** True where a person looks on: progress bars and colours are for them alone. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Exit codes of every command. */
export const exitCode = {
  /** All is well. */
  fine: 0,
  /** The work was done and found something: a refused task, a failed check. */
  findings: 1,
  /** Wrong usage or unusable input; nothing was done. */
  usage: 2,
} as const;

/** One command of the bin: takes the arguments after its name, gives the exit code. */
export interface CommandModule {
  run(args: string[], io: Io): Promise<number>;
}

/** Where a command is found and how the help shows it; the module is loaded only when it is called. */
export interface Command {
  readonly name: string;
  /** One line, no full stop. */
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** Wrong usage: told in one sentence on stderr, exit code 2. Commands throw it, `main.ts` tells it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
