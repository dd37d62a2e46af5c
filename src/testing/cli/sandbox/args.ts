import { parseArgs } from 'node:util';
import { checkLatency, parseDuration, type RateLimit } from 'specwright/sandbox';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { checkRules } from '../../sandbox/rules.ts';
import type { Rules } from '../../sandbox/rules.ts';
import { UsageError } from '../../../specwright/cli/frame/command.ts';

/** The help text. */
export const usage = `Usage: bpcc-task-routing-testing sandbox [options]

A stand-in for a tenant of the Task Routing API. It answers on this machine until Ctrl-C.
The address and credentials go to stdout as NAME=value lines.

  --port NUMBER          where to listen (default 4010; 0 takes any free port)
  --host ADDRESS         let other machines in, for example 0.0.0.0 (default 127.0.0.1)
  --seed FILE            what the tenant holds at the start; --print-seed shows the built-in one
  --watch                start anew from the seed whenever its file changes
  --state FILE           go on from this file if it exists, and write it at the end
  --strict, --lenient    preset for all readings of the publication
  --rule NAME=VALUE      one reading; may be repeated; --list-rules shows all
  --latency TIME         50ms, 10ms-200ms or median=50ms,p99=400ms
  --rate-limit N[,BURST] requests per second and token, 429 beyond (default: no limit)
  --token-lifetime TIME  how long a token is good (default 1h)
  --autopilot            let tasks arrive and agents work
  --fault NAME           switch a named fault on; may be repeated; --list-faults shows all
  --no-control           no control plane and no live page
  --control-from-anywhere  open the control plane to whoever can connect (default: this machine)
  --max-tasks NUMBER     most tasks kept (default 10000)
  --random-seed NUMBER   ids, tokens and chance repeat themselves
  --help                 this text
`;

/** What the command is to do. */
export interface SandboxArgs {
  readonly show: 'help' | 'faults' | 'rules' | 'seed' | undefined;
  readonly port: number;
  readonly host: string;
  readonly seedFile: string | undefined;
  readonly watch: boolean;
  readonly stateFile: string | undefined;
  readonly options: SandboxOptions;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const noTexts: string[] = [];
const texts = { type: 'string', multiple: true, default: noTexts } as const;

const known = {
  port: { ...text, default: '4010' },
  host: { ...text, default: '127.0.0.1' },
  seed: text,
  watch: flag,
  state: text,
  strict: flag,
  lenient: flag,
  rule: texts,
  latency: text,
  'rate-limit': text,
  'token-lifetime': text,
  autopilot: flag,
  fault: texts,
  'no-control': flag,
  'control-from-anywhere': flag,
  'max-tasks': text,
  'random-seed': text,
  'list-faults': flag,
  'list-rules': flag,
  'print-seed': flag,
  help: { ...flag, short: 'h' },
} as const;

type Values = ReturnType<typeof parse>;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: known, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)} See bpcc-task-routing-testing sandbox --help.`);
  }
}

/**
 * Reads the arguments of the command.
 *
 * @throws {UsageError} naming the argument that is wrong.
 */
export function parseSandboxArgs(args: string[]): SandboxArgs {
  const values = parse(args);
  if (values.watch && values.seed === undefined) throw new UsageError('--watch needs --seed FILE.');
  if (values.strict && values.lenient) throw new UsageError('--strict and --lenient exclude each other.');
  return {
    show: shown(values),
    port: whole('--port', values.port, 0, 65_535),
    host: values.host,
    seedFile: values.seed,
    watch: values.watch,
    stateFile: values.state,
    options: optionsFrom(values),
  };
}

function shown(values: Values): SandboxArgs['show'] {
  if (values.help) return 'help';
  if (values['list-faults']) return 'faults';
  if (values['list-rules']) return 'rules';
  return values['print-seed'] ? 'seed' : undefined;
}

function optionsFrom(values: Values): SandboxOptions {
  const { latency, strict, lenient } = values;
  const limit = values['rate-limit'];
  const lifetime = values['token-lifetime'];
  const maxTasks = values['max-tasks'];
  const randomSeed = values['random-seed'];
  return {
    rules: rulesFrom(values.rule),
    strictness: strict ? 'strict' : lenient ? 'lenient' : 'default',
    control: values['no-control'] ? 'off' : values['control-from-anywhere'] ? 'any' : 'loopback',
    faults: values.fault,
    autopilot: values.autopilot,
    ...(latency !== undefined && { latency: told('--latency', () => checkLatency(latency)) }),
    ...(limit !== undefined && { rateLimit: rateLimitFrom(limit) }),
    ...(lifetime !== undefined && { tokenLifetime: told('--token-lifetime', () => parseDuration(lifetime)) }),
    ...(maxTasks !== undefined && { maxTasks: whole('--max-tasks', maxTasks, 1, 10_000_000) }),
    ...(randomSeed !== undefined && { randomSeed: whole('--random-seed', randomSeed, 0, 4_294_967_295) }),
  };
}

function rulesFrom(pairs: readonly string[]): Partial<Rules> {
  const entries = pairs.map((pair) => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined) throw new UsageError(`--rule wants NAME=VALUE, not ${JSON.stringify(pair)}.`);
    return [name, value];
  });
  return told('--rule', () => checkRules(Object.fromEntries(entries)));
}

function rateLimitFrom(value: string): RateLimit {
  const [perSecond = '', burst] = value.split(',');
  const rate = Number(perSecond);
  const most = burst === undefined ? Math.max(1, rate * 2) : Number(burst);
  if (rate > 0 && most >= 1) return { perSecond: rate, burst: most };
  throw new UsageError(
    `--rate-limit wants requests per second and, after a comma, a burst; not ${JSON.stringify(value)}.`,
  );
}

function whole(name: string, value: string, least: number, most: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`,
  );
}

function told<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${name}: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
