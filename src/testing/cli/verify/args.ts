import { parseArgs } from 'node:util';
import { FORMATS, type Format } from '../../../specwright/report/formats.ts';
import { UsageError } from '../../../specwright/cli/frame/command.ts';

const modes = ['read-only', 'own-tasks', 'full'] as const;

/** What the command line asks for. */
export interface VerifyArgs {
  readonly help: boolean;
  readonly yes: boolean;
  readonly strict: boolean;
  readonly target?: string;
  readonly mode?: (typeof modes)[number];
  readonly profile?: string;
  readonly hooks?: string;
  readonly spec?: string;
  readonly seed?: number;
  readonly maxLatency?: number;
  readonly rate?: number;
  readonly minCoverage?: number;
  readonly format: Format;
  readonly out?: string;
  readonly html?: string;
  readonly baseline?: string;
  readonly suggest?: string;
  readonly record?: string;
  readonly har?: string;
  readonly proxy?: number;
}

export const usage = `Usage: bpcc-task-routing-testing verify [options]

Proves that a server honours the contract. Without --target it verifies the embedded sandbox.
Credentials come from BPCC_CLIENT_ID and BPCC_CLIENT_SECRET alone.

What
  --target URL        server to verify
  --mode MODE         read-only, own-tasks (default with --target) or full (cancels all tasks of the services named)
  --yes               do not ask before a full run
  --profile FILE      what exists at the target (JSON); what it does not name is skipped
  --hooks FILE        module exporting any of setup, takeTask, deferTask, completeTask, expireToken, failNext, teardown;
                      "sandbox" for either asks the control plane of a sandbox that listens at --target
  --spec FILE         any OpenAPI 3 document (JSON or YAML) instead of the Task Routing API
  --har FILE          check recorded traffic: a HAR file, or NDJSON written by --record
  --proxy PORT        pass traffic on to --target and check it on the way, until Ctrl-C

How
  --seed N            repeat generated values (default 1)
  --strict            warnings are errors
  --max-latency MS    longest time an answer may take (default 1000 on this machine, 10000 elsewhere)
  --rate N            requests per second (default: no limit on this machine, 20 elsewhere)
  --baseline FILE     findings of an earlier JSON report pass; new ones, and ones that are gone, fail
  --min-coverage P    fail when less than P percent is covered

Output
  --format FORMAT     ${FORMATS.join(', ')} (default text)
  --out FILE          write the report there instead of to stdout
  --html FILE         write one self-contained page as well
  --record FILE       write the traffic of the run as NDJSON, secrets taken out
  --suggest [FILE]    write an OpenAPI Overlay that makes the document agree (default suggested-overlay.yaml)

Exit code: 0 fine, 1 findings, 2 usage or unusable input.
`;

/** Reads the arguments. @throws UsageError */
export function parseVerifyArgs(args: readonly string[]): VerifyArgs {
  const values = parse(withDefaultFile(args));
  const { help = false, yes = false, strict = false } = values;
  return {
    help,
    yes,
    strict,
    format: oneOf('format', values.format, FORMATS) ?? 'text',
    ...present('mode', oneOf('mode', values.mode, modes)),
    ...present('target', target(values.target)),
    ...present('seed', number('seed', values.seed, 0, 2 ** 31)),
    ...present('maxLatency', number('max-latency', values['max-latency'], 1, 600_000)),
    ...present('rate', number('rate', values.rate, 0.1, 100_000)),
    ...present('minCoverage', number('min-coverage', values['min-coverage'], 0, 100)),
    ...present('proxy', number('proxy', values.proxy, 0, 65_535)),
    ...present('profile', values.profile),
    ...present('hooks', values.hooks),
    ...present('spec', values.spec),
    ...present('out', values.out),
    ...present('html', values.html),
    ...present('baseline', values.baseline),
    ...present('suggest', values.suggest),
    ...present('record', values.record),
    ...present('har', values.har),
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseStrictly> {
  try {
    return parseStrictly(args);
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(`${words} See "bpcc-task-routing-testing verify --help".`);
  }
}

function parseStrictly(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return parseArgs({
    args: [...args],
    options: {
      help: { ...flag, short: 'h' },
      yes: { ...flag, short: 'y' },
      strict: flag,
      target: text,
      mode: text,
      profile: text,
      hooks: text,
      spec: text,
      seed: text,
      'max-latency': text,
      rate: text,
      'min-coverage': text,
      format: text,
      out: text,
      html: text,
      baseline: text,
      suggest: text,
      record: text,
      har: text,
      proxy: text,
    },
  }).values;
}

/** `--suggest` stands for a file of a fixed name when none follows. */
function withDefaultFile(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--suggest');
  const next = args[at + 1];
  if (at < 0 || (next !== undefined && !next.startsWith('-'))) return args;
  return [...args.slice(0, at), '--suggest', 'suggested-overlay.yaml', ...args.slice(at + 1)];
}

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((option) => option === value);
  if (found === undefined)
    throw new UsageError(`--${name} ${JSON.stringify(value)} is unknown; use one of ${allowed.join(', ')}.`);
  return found;
}

function number(name: string, text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < low || value > high) {
    throw new UsageError(`--${name} ${JSON.stringify(text)} is no number from ${low} to ${high}.`);
  }
  return value;
}

function target(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      `--target ${JSON.stringify(text)} is no address; it looks like https://example.brightpattern.com.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      '--target holds a user or password; credentials come from BPCC_CLIENT_ID and BPCC_CLIENT_SECRET.',
    );
  }
  return text;
}
