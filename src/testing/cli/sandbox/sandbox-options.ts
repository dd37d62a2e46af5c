import { checkLatency, parseDuration, type RateLimit } from 'specwright/sandbox';
import { UsageError } from '../../../specwright/cli/frame/command-error.ts';
import { flag, number, text, texts, value, type Values } from '../../../specwright/cli/frame/option.ts';

/** What the sandbox command takes. */
export const SANDBOX_OPTIONS = {
  port: number('NUMBER', 'where to listen; 0 takes any free port', {
    from: 0,
    to: 65_535,
    whole: true,
    default: 4010,
  }),
  host: text('ADDRESS', 'let other machines in, for example 0.0.0.0', { default: '127.0.0.1' }),
  seed: text('FILE', 'what the tenant holds at the start; --print-seed shows the built-in one'),
  watch: flag('start anew from the seed whenever its file changes'),
  state: text('FILE', 'continue from this file if it exists, and write it within a second of a change'),
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
export type SandboxValues = Values<typeof SANDBOX_OPTIONS>;

function readRateLimit(given: string, name: string): RateLimit {
  const [perSecond = '', burst] = given.split(',');
  const rate = Number(perSecond);
  const most = burst === undefined ? Math.max(1, rate * 2) : Number(burst);
  if (rate > 0 && most >= 1) return { perSecond: rate, burst: most };
  throw new UsageError(
    `${name} takes requests per second and, after a comma, a burst; not ${JSON.stringify(given)}.`,
  );
}
