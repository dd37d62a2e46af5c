import { printableMessage } from '../../base/text.ts';
import { exitCode, UsageError, type Command, type Io, type Output } from './command.ts';

/** A command line program: its name, its commands, and what its help says below them. */
export interface Program {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly footer?: string;
}

/** Finds the command and runs it. @returns the exit code */
export async function runProgram(program: Program, args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.stderr : io.stdout).write(help(program));
    return name === undefined ? exitCode.usage : exitCode.fine;
  }
  const command = program.commands.find((one) => one.name === name);
  if (command) return runCommand(program, command, rest, io);
  const known = program.commands.map((one) => one.name).join(', ');
  io.stderr.write(`There is no command ${JSON.stringify(name)}. Commands: ${known}.\n`);
  return exitCode.usage;
}

function help({ name, commands, footer }: Program): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const list = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join('\n');
  const below = footer === undefined ? '' : `\n${footer}\n`;
  return `Usage: ${name} <command> [options]\n\nCommands:\n${list}\n${below}\nMore on one: ${name} <command> --help\n`;
}

/** What `util.parseArgs` throws for arguments it does not know. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

async function runCommand(program: Program, command: Command, args: string[], io: Io): Promise<number> {
  try {
    const { run } = await command.load();
    return await run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError) && !isParseError(error)) throw error;
    io.stderr.write(`${command.name}: ${error.message}\nTry: ${program.name} ${command.name} --help\n`);
    return exitCode.usage;
  }
}

/** Runs a program as the process. */
export async function runAsProcess(program: Program): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: the second one ends the process as it does by default.
    process.once(signal, () => interrupt.abort());
  }
  // A reader that has gone away (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

  process.exitCode = await runProgram(program, process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: printableStream(process.stderr),
    stdin: process.stdin,
    signal: interrupt.signal,
  });
}

/** Whatever is quoted in a sentence, it cannot act on the terminal or on the runner of a build. */
function printableStream(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => stream.write(printableMessage(text)),
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
  };
}
