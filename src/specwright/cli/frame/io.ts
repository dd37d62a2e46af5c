import { printable } from '../../base/text.ts';

/** What a command may touch of the world outside; a test hands in its own. */
export interface Io {
  /** Environment variables; absent ones are `undefined`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results go here. */
  readonly stdout: Output;
  /** Sentences for people and progress go here. */
  readonly stderr: Output;
  /** Bytes typed or piped in; they end where the command is interrupted. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /**
   * Aborted on the first Ctrl-C or SIGTERM; a second one ends the process. A command that never asks for it ends at
   * the first.
   */
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

/** The part of a writable stream that commands use. */
export interface Output {
  write(text: string): unknown;
  /** True where a person watches: progress and colours are for people only. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Prints a sentence for people, on a line of its own; what it quotes cannot act on a terminal or a runner. */
export function tell({ stderr }: Pick<Io, 'stderr'>, sentence: string): void {
  stderr.write(`${printable(sentence)}\n`);
}

/** Whether results are shown in colour: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function usesColour({ stdout, env }: Io): boolean {
  return stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';
}
