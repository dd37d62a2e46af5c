import { command } from '../../specwright/cli/frame/command.ts';
import { UsageError } from '../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../specwright/cli/frame/exit-code.ts';
import { flag, number, text, texts, value, type Values } from '../../specwright/cli/frame/option.ts';
import { parseDuration } from '../../specwright/sandbox/duration.ts';
import { checkLatency } from '../sandbox/disturb/latency.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { checkRules } from '../sandbox/rules.ts';
import type { RateLimit } from '../sandbox/settings.ts';
import { listFaults, listRules, printSeed } from './sandbox/lists.ts';
import { serve } from './sandbox/serve.ts';

const OPTIONS = {
  port: number('NUMBER', 'where to listen; 0 takes any free port', {
    from: 0,
    to: 65_535,
    whole: true,
    default: 4010,
  }),
  host: text('ADDRESS', 'let other machines in, for example 0.0.0.0', { default: '127.0.0.1' }),
  seed: text('FILE', 'what the tenant holds at the start; --print-seed shows the built-in one'),
  watch: flag('start anew from the seed whenever its file changes'),
  state: text('FILE', 'go on from this file if it exists, and write it at the end'),
  strict: flag('the strict preset for all readings of the publication'),
  lenient: flag('the lenient preset'),
  rule: texts('NAME=VALUE', 'one reading; may be repeated; --list-rules shows all'),
  latency: value('TIME', '50ms, 10ms-200ms or median=50ms,p99=400ms', checkLatency),
  rateLimit: value(
    'N[,BURST]',
    'requests per second and token, 429 beyond (default: no limit)',
    readRateLimit,
  ),
  tokenLifetime: value('TIME', 'how long a token is good (default: 1h)', parseDuration),
  autopilot: flag('let tasks arrive and agents work'),
  fault: texts('NAME', 'switch a named fault on; may be repeated; --list-faults shows all'),
  noControl: flag('no control plane and no live page'),
  controlFromAnywhere: flag('open the control plane to whoever can connect (default: this machine)'),
  maxTasks: number('NUMBER', 'most tasks kept (default: 10000)', { from: 1, to: 10_000_000, whole: true }),
  randomSeed: number('NUMBER', 'ids, tokens and chance repeat themselves', {
    from: 0,
    to: 4_294_967_295,
    whole: true,
  }),
  listFaults: flag('show every fault and end'),
  listRules: flag('show every rule and end'),
  printSeed: flag('show the built-in seed and end'),
};

/** What the command line asks for. */
export type SandboxValues = Values<typeof OPTIONS>;

export const sandbox = command({
  about: `A sandbox of a tenant of the Task Routing API. It answers on this machine until Ctrl-C.
The address and credentials go to stdout as NAME=value lines.`,
  operands: {},
  options: OPTIONS,
  async run(wanted, io) {
    if (wanted.watch && wanted.seed === undefined) throw new UsageError('--watch needs --seed FILE.');
    if (wanted.strict && wanted.lenient) throw new UsageError('Give --strict or --lenient, not both.');
    const list = listOf(wanted);
    if (list === undefined) return serve(wanted, sandboxOptions(wanted), io);
    io.stdout.write(list);
    return EXIT_CODE.fine;
  },
});

function listOf(wanted: SandboxValues): string | undefined {
  if (wanted.listFaults) return listFaults();
  if (wanted.listRules) return listRules();
  return wanted.printSeed ? printSeed() : undefined;
}

function sandboxOptions(wanted: SandboxValues): SandboxOptions {
  const { latency, rateLimit, tokenLifetime, maxTasks, randomSeed, autopilot } = wanted;
  return {
    rules: readRules(wanted.rule),
    strictness: wanted.strict ? 'strict' : wanted.lenient ? 'lenient' : 'default',
    control: wanted.noControl ? 'off' : wanted.controlFromAnywhere ? 'any' : 'loopback',
    faults: wanted.fault,
    autopilot,
    ...(latency !== undefined && { latency }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(tokenLifetime !== undefined && { tokenLifetime }),
    ...(maxTasks !== undefined && { maxTasks }),
    ...(randomSeed !== undefined && { randomSeed }),
  };
}

function readRules(pairs: readonly string[]): ReturnType<typeof checkRules> {
  const entries = pairs.map((pair) => {
    const [, name, setting] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined) throw new UsageError(`--rule takes NAME=VALUE, not ${JSON.stringify(pair)}.`);
    return [name, setting];
  });
  try {
    return checkRules(Object.fromEntries(entries));
  } catch (error) {
    throw error instanceof Error ? new UsageError(`--rule: ${error.message}`) : error;
  }
}

function readRateLimit(given: string, name: string): RateLimit {
  const [perSecond = '', burst] = given.split(',');
  const rate = Number(perSecond);
  const most = burst === undefined ? Math.max(1, rate * 2) : Number(burst);
  if (rate > 0 && most >= 1) return { perSecond: rate, burst: most };
  throw new UsageError(
    `${name} takes requests per second and, after a comma, a burst; not ${JSON.stringify(given)}.`,
  );
}
