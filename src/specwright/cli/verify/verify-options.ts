import type { Mode } from '../../contract/engine/session.ts';
import { FORMATS } from '../../report/formats.ts';
import { UsageError } from '../frame/command-error.ts';
import { choice, flag, number, text, texts, under, value, type Values } from '../frame/option.ts';

const MODES = ['read-only', 'own', 'full'] as const satisfies readonly Mode[];

/** The options of every command that verifies. */
export const VERIFY_OPTIONS = {
  ...under('What', {
    target: value('URL', 'server to verify', readTarget),
    mode: value(
      MODES.join('|'),
      'how far the run may go: only reads, what it creates itself, or everything (default with --target: own)',
      readMode,
    ),
    spec: text('FILE|URL', 'the OpenAPI 3 document that the server has to honour (JSON or YAML; https only)'),
    har: text('FILE', 'check recorded traffic: a HAR file, or NDJSON written by --record'),
    proxy: number('PORT', 'pass traffic on to --target and check it on the way, until Ctrl-C', {
      from: 0,
      to: 65_535,
      whole: true,
    }),
  }),
  ...under('Credentials', {
    auth: texts(
      'SCHEME=env:VAR',
      'with --spec: what a security scheme of the document takes, from an environment variable: the value of an API key or bearer token, user:password for basic, clientId:clientSecret for OAuth2 client credentials; may be repeated',
    ),
    header: texts(
      'NAME: env:VAR',
      'with --spec: a header field for every request, its value from an environment variable; may be repeated',
    ),
  }),
  ...under('How', {
    seed: number('N', 'repeat generated values (default: 1)', { from: 0, to: 2 ** 31, whole: true }),
    strict: flag('warnings are errors'),
    maxLatency: number('MS', 'longest time an answer may take (default: no limit; outliers are warnings)', {
      from: 1,
      to: 600_000,
    }),
    rate: number('N', 'requests per second (default: no limit on this machine, 20 elsewhere)', {
      from: 0.1,
      to: 100_000,
    }),
    baseline: text('FILE', 'findings of an earlier JSON report pass; new ones, and ones that are gone, fail'),
    requireComplete: flag('skipped cases prove too little: exit with 3'),
    minCoverage: number('P', 'fail when less than P percent is covered', { from: 0, to: 100 }),
  }),
  ...under('Output', {
    format: choice(FORMATS, 'format of the report', { default: 'text' }),
    out: text('FILE', 'write the report there instead of to stdout'),
    html: text('FILE', 'write one self-contained page as well'),
    record: text('FILE', 'write the traffic of the run as NDJSON, secrets taken out'),
    suggest: text(
      'FILE',
      'write an OpenAPI Overlay that makes the document agree (default: suggested-overlay.yaml)',
      { alone: 'suggested-overlay.yaml' },
    ),
  }),
} as const;

export const VERIFY_NOTES =
  'Exit codes: 0 honoured, 1 broken, 2 wrong usage or unusable input, 3 not proven.';

export type VerifyValues = Values<typeof VERIFY_OPTIONS>;

/** @throws UsageError */
function readMode(given: string, name: string): Mode {
  const found = MODES.find((mode) => mode === given);
  // The name that `own` had before.
  if (found !== undefined || given === 'own-tasks') return found ?? 'own';
  throw new UsageError(`${name} takes one of ${MODES.join(', ')}, not ${JSON.stringify(given)}.`);
}

function readTarget(given: string, name: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      `${name} is not a URL: ${JSON.stringify(given)}. Expected something like https://api.example.com.`,
    );
  }
  if (url.username === '' && url.password === '') return given;
  throw new UsageError(`${name} holds a user or a password; credentials come from environment variables.`);
}
