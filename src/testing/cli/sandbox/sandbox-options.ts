import { parseDuration } from 'specwright/sandbox';
import { flag, number, SERVER_OPTIONS, text, texts, value, type Values } from 'specwright/cli';

/** What the sandbox command takes. */
export const SANDBOX_OPTIONS = {
  ...SERVER_OPTIONS,
  seed: text('FILE', 'what the tenant holds at the start; --print-seed shows the built-in one'),
  watch: flag('start anew from the seed whenever its file changes'),
  strict: flag('the strict preset for all readings of the publication'),
  lenient: flag('the lenient preset'),
  rule: texts('NAME=VALUE', 'one reading; may be repeated; --list-rules shows all'),
  tokenLifetime: value('TIME', 'how long a token is good (default: 1h)', parseDuration),
  autopilot: flag('let tasks arrive and agents work'),
  maxTasks: number('NUMBER', 'most tasks kept (default: 10000)', { from: 1, to: 10_000_000, whole: true }),
  listRules: flag('show every rule and end'),
  printSeed: flag('show the built-in seed and end'),
};

/** What the command line asks for. */
export type SandboxValues = Values<typeof SANDBOX_OPTIONS>;
