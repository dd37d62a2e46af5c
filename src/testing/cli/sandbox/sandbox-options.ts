import { parseDuration, type RateLimit } from 'specwright/sandbox';
import { flag, number, SERVER_OPTIONS, text, texts, UsageError, value, type Values } from 'specwright/cli';

/** What the sandbox command takes. */
export const SANDBOX_OPTIONS = {
  ...SERVER_OPTIONS,
  seed: text('FILE', 'what the tenant holds at the start; --print-seed shows the built-in one'),
  watch: flag('start anew from the seed whenever its file changes'),
  strict: flag('the strict preset for all readings of the publication'),
  lenient: flag('the lenient preset'),
  rule: texts('NAME=VALUE', 'one reading; may be repeated; --list-rules shows all'),
  rateLimit: value(
    'N[,BURST]',
    'requests per second and token, 429 beyond (default: no limit)',
    readRateLimit,
  ),
  tokenLifetime: value('TIME', 'how long a token is good (default: 1h)', parseDuration),
  autopilot: flag('let tasks arrive and agents work'),
  fault: texts('NAME', 'switch a named fault on; may be repeated; --list-faults shows all'),
  maxTasks: number('NUMBER', 'most tasks kept (default: 10000)', { from: 1, to: 10_000_000, whole: true }),
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
