import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ON_SOURCES } from '../on-sources.ts';
import { runCli, runNode, runScript, type ProgramName, type Ran } from '../run-cli.ts';
import { ROOT } from '../../scripts/pages/doc-pages.ts';

/** The npm scripts of a folder; those of the repository where it is no package. */
function scriptsOf(folder: string): Record<string, string> {
  const own = path.join(ROOT, folder, 'package.json');
  const file = existsSync(own) ? own : path.join(ROOT, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).scripts ?? {};
}

/** One command of a shell text: its words, without variables set before it and without redirections. */
export type Words = readonly string[];

/** Splits shell text into commands; enough for the plain commands that pages show. */
export function commandsOf(shell: string): Words[] {
  return shell
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .flatMap((line) => line.split(/\s*(?:&&|\|\||[|;])\s*/))
    .map((command) => wordsOf(command))
    .filter((words) => words.length > 0);
}

function wordsOf(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return first === -1 ? [] : words.slice(first).filter((word) => !/^\d?[<>]/.test(word));
}

/** What is wrong with a command: it does not exist, or does not know a flag. `undefined`: nothing. */
export async function complaintOf(words: Words, folder = ''): Promise<string | undefined> {
  const [program = '', ...rest] = words;
  if (program === 'npm') return npmComplaint(rest, scriptsOf(folder));
  const bin = program === 'npx' ? BINS.get(rest[0] ?? '') : undefined;
  if (bin !== undefined) return flagComplaint(rest.slice(1), bin);
  return undefined;
}

async function npmComplaint(
  words: Words,
  scripts: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const bare = words.filter((word, index) => !word.startsWith('--') || words.slice(0, index).includes('--'));
  const [verb = '', name = ''] = bare;
  if (verb !== 'run') return NPM_VERBS.has(verb) ? undefined : `npm has no command ${verb}`;
  const script = scripts[name];
  if (script === undefined) return `package.json has no script ${name}`;
  const entry = /^node (?:.*tsx|scripts\/run\.mjs) (\S+)$/.exec(script)?.[1];
  const after = words.indexOf('--');
  if (after === -1 || entry === undefined) return undefined;
  return flagComplaint(words.slice(after + 1), entry);
}

/** The package of each command. */
const BINS: ReadonlyMap<string, ProgramName> = new Map([
  ['specwright', 'specwright'],
  ['bpcc-task-routing', 'client'],
  ['bpcc-task-routing-testing', 'testing'],
]);

const NPM_VERBS = new Set([
  'ci',
  'cit',
  'install',
  'start',
  'test',
  'init',
  'pack',
  'publish',
  'view',
  'audit',
]);

/** Every flag has to stand in the help of the command. */
async function flagComplaint(words: Words, entry: string): Promise<string | undefined> {
  const flags = words.filter((word) => /^--?[a-z]/.test(word)).map((flag) => flag.split('=')[0] ?? flag);
  if (flags.length === 0) return undefined;
  const help = await helpOf(
    entry,
    isBin(entry) ? words.slice(0, 1).filter((word) => /^[a-z]/.test(word)) : [],
  );
  const unknown = flags.filter(
    (flag) => flag !== '--help' && !new RegExp(`(^|[\\s,[|])${flag}\\b`).test(help),
  );
  return unknown.length === 0 ? undefined : `the help does not know ${unknown.join(', ')}`;
}

const helps = new Map<string, Promise<string>>();

function helpOf(entry: string, subcommand: Words): Promise<string> {
  const key = [entry, ...subcommand].join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const help = runHelp(entry, [...subcommand, '--help']).then(({ stdout, stderr }) => stdout + stderr);
  helps.set(key, help);
  return help;
}

/** A package's command, a compiled script, or a source. */
function runHelp(entry: string, args: Words): Promise<Ran> {
  if (isBin(entry)) return runCli(args, { program: entry });
  return entry.endsWith('.ts') ? runNode([...ON_SOURCES, entry, ...args]) : runScript(entry, args);
}

function isBin(entry: string): entry is ProgramName {
  return [...BINS.values()].some((program) => program === entry);
}
