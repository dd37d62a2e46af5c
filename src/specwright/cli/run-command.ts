import { ConversionError } from '../convert/problem.ts';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';
import { tell, tolerateClosedPipes } from './streams.ts';

/** A command: takes the arguments after its name, gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

/** Runs a command as the process: sets the exit code, and turns what was thrown into one sentence. */
export async function runCommand(command: Command): Promise<void> {
  tolerateClosedPipes();
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    tell(describeFailure(error));
    process.exitCode = exitCode.unusable;
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  if (error instanceof ConversionError) return error.message;
  if (error instanceof RangeError) return 'The input is nested too deeply to be read.';
  const text = process.env['DEBUG'] && error instanceof Error ? error.stack : String(error);
  return `Unexpected failure, please report it (DEBUG=1 shows where): ${text ?? ''}`;
}
