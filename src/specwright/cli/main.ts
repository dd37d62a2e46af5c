#!/usr/bin/env node
import { CommandError } from './command-error.ts';
import { runCommand, type Command } from './run-command.ts';

/** Every command; its module is loaded when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  convert: async () => (await import('./convert/run.ts')).convertCommand,
  generate: async () => (await import('./generate/run.ts')).generateCommand,
  diff: async () => (await import('./diff/run.ts')).diffCommand,
  pull: async () => (await import('./pull/run.ts')).pullCommand,
  bump: async () => (await import('./bump/run.ts')).bumpCommand,
  history: async () => (await import('./history/run.ts')).historyCommand,
};

await runCommand(async ([name = '', ...args]) => {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new CommandError(
      'usage',
      `Usage: specwright COMMAND. Commands: ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  return (await load())(args);
});
