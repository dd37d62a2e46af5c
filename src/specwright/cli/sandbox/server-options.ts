import { checkLatency } from '../../sandbox/latency.ts';
import type { RateLimit } from '../../sandbox/rate-limit.ts';
import { UsageError } from '../frame/command-error.ts';
import { flag, number, text, texts, value } from '../frame/option.ts';

/** The options of every command that serves a sandbox. */
export const SERVER_OPTIONS = {
  port: number('NUMBER', 'where to listen; 0 takes any free port', {
    from: 0,
    to: 65_535,
    whole: true,
    default: 4010,
  }),
  host: text('ADDRESS', 'let other machines in, for example 0.0.0.0', { default: '127.0.0.1' }),
  state: text('FILE', 'continue from this file if it exists, and write it within a second of a change'),
  latency: value('TIME', '50ms, 10ms-200ms or median=50ms,p99=400ms', checkLatency),
  rateLimit: value(
    'N[,BURST]',
    'requests per second and caller, 429 beyond (default: no limit)',
    readRateLimit,
  ),
  fault: texts('NAME', 'switch a named fault on; may be repeated; --list-faults shows all'),
  listFaults: flag('show every fault and end'),
  noControl: flag('no control plane and no live page'),
  controlFromAnywhere: flag('open the control plane to whoever can connect (default: this machine)'),
  randomSeed: number('NUMBER', 'ids, tokens and chance repeat themselves', {
    from: 0,
    to: 4_294_967_295,
    whole: true,
  }),
};

function readRateLimit(given: string, name: string): RateLimit {
  const [perSecond = '', burst] = given.split(',');
  const rate = Number(perSecond);
  const most = burst === undefined ? Math.max(1, rate * 2) : Number(burst);
  if (rate > 0 && most >= 1) return { perSecond: rate, burst: most };
  throw new UsageError(
    `${name} takes requests per second and, after a comma, a burst; not ${JSON.stringify(given)}.`,
  );
}
