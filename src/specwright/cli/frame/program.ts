import { readFileSync } from 'node:fs';
import { suggestion } from '../../base/closest.ts';
import type { Command } from './command.ts';
import { CommandError, UsageError } from './command-error.ts';
import { EXIT_CODE } from './exit-code.ts';
import { table } from './help.ts';
import { tell, type Io } from './io.ts';

/** A command line program: its name, its commands, and what its help says below them. */
export interface Program {
  readonly name: string;
  /** Its package.json, for `--version`. */
  readonly package: URL;
  readonly commands: Readonly<Record<string, Entry>>;
  readonly footer?: string;
}

/** How the help shows a command, and its module, which is loaded when the command is called. */
export interface Entry {
  /** One line, no full stop. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Runs with the arguments of a user. @returns the exit code */
export type Run = (args: readonly string[], io: Io) => Promise<number>;

/** Finds the command and calls it. @returns the exit code */
export async function runProgram(program: Program, args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  switch (first) {
    case undefined:
      io.stderr.write(programHelp(program));
      return EXIT_CODE.unusable;
    case '--version':
    case '-V':
      io.stdout.write(`${versionOf(program)}\n`);
      return EXIT_CODE.fine;
    case '--help':
    case '-h':
    case 'help': {
      const [topic] = rest;
      if (first === 'help' && topic !== undefined) return runCommand(program, topic, ['--help'], io);
      io.stdout.write(programHelp(program));
      return EXIT_CODE.fine;
    }
    default:
      return runCommand(program, first, rest, io);
  }
}

/**
 * Runs one command, for example for an npm script.
 *
 * @param calledAs - what the user types, for the help
 * @param settings - arguments that go before those of the user
 */
export function recipe(load: Entry['load'], calledAs: string, settings: readonly string[] = []): Run {
  return (args, io) =>
    refusing(calledAs, io, async () => (await load()).call(calledAs, [...settings, ...args], io));
}

async function runCommand(program: Program, name: string, args: readonly string[], io: Io): Promise<number> {
  const entry = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  if (entry === undefined) {
    tell(io, unknownCommand(program, name));
    return EXIT_CODE.unusable;
  }
  return recipe(entry.load, `${program.name} ${name}`)(args, io);
}

function unknownCommand({ name: program, commands }: Program, name: string): string {
  const known = Object.keys(commands);
  const [kind, words] = name.startsWith('-')
    ? ['option', [...known, '--help', '--version']]
    : ['command', known];
  const shown = kind === 'command' ? JSON.stringify(name) : name;
  return `The ${kind} ${shown} is unknown.${suggestion(name, words)} Commands: ${known.join(', ')}. See ${program} --help.`;
}

/** Prints what a command refuses with as one sentence. */
export async function refusing(calledAs: string, io: Io, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    tell(io, refusal(error, calledAs, io));
    return EXIT_CODE.unusable;
  }
}

function refusal(error: unknown, calledAs: string, { env }: Io): string {
  if (error instanceof UsageError) return `${error.message} See ${calledAs} --help.`;
  if (error instanceof CommandError) return error.message;
  if (error instanceof RangeError) return 'The input is nested too deeply to be read.';
  const trace = env['DEBUG'] && error instanceof Error ? error.stack : undefined;
  return `Unexpected failure, please report it (DEBUG=1 shows where): ${trace ?? String(error)}`;
}

function programHelp({ name, commands, footer }: Program): string {
  const list = table(Object.entries(commands).map(([command, { summary }]) => [command, summary]));
  const options = table([
    ['-h, --help', `show this text; ${name} COMMAND --help shows that of a command`],
    ['-V, --version', 'show the version'],
  ]);
  const codes = 'Exit codes: 0 fine, 1 findings, 2 wrong usage or unusable input, 3 nothing proven.';
  const parts = [
    `Usage: ${name} COMMAND [options]`,
    `Commands:\n${list}`,
    `Options:\n${options}`,
    ...(footer === undefined ? [] : [footer]),
    codes,
  ];
  return `${parts.join('\n\n')}\n`;
}

function versionOf(program: Program): string {
  const { version }: { version: string } = JSON.parse(readFileSync(program.package, 'utf8'));
  return version;
}
