import { documentApi, SpecError } from '../contract/api/document-api.ts';
import type { Api } from '../contract/api/api.ts';
import type { Listener } from '../contract/engine/events.ts';
import { UnreachableError } from '../contract/engine/reachable.ts';
import type { Report } from '../contract/engine/report.ts';
import { rootMessage } from '../contract/exchange/fetch-transport.ts';
import type { VerifyOptions } from '../contract/options.ts';
import { SetupError } from '../contract/target/check-hooks.ts';
import { verify as verifyContract } from '../contract/verify.ts';
import { formats } from '../report/reporter.ts';
import { command } from './frame/command.ts';
import { CommandError, UsageError } from './frame/command-error.ts';
import type { Io } from './frame/io.ts';
import { choice, flag, number, text, under, value, type Values } from './frame/option.ts';
import { progressLine } from './frame/progress-line.ts';
import { checkTraffic } from './verify/check-traffic.ts';
import { deliver } from './verify/deliver.ts';
import { readDocument, serverOf } from './verify/read-document.ts';
import { openRecorder } from './verify/recorder.ts';

/** The options of every command that verifies. */
export const VERIFY_OPTIONS = {
  ...under('What', {
    target: value('URL', 'server to verify', readTarget),
    mode: choice(
      ['read-only', 'own-tasks', 'full'],
      'how far the run may go (default with --target: own-tasks)',
    ),
    spec: text('FILE|URL', 'the OpenAPI 3 document that the server has to honour (JSON or YAML; https only)'),
    har: text('FILE', 'check recorded traffic: a HAR file, or NDJSON written by --record'),
    proxy: number('PORT', 'pass traffic on to --target and check it on the way, until Ctrl-C', {
      from: 0,
      to: 65_535,
      whole: true,
    }),
  }),
  ...under('How', {
    seed: number('N', 'repeat generated values (default: 1)', { from: 0, to: 2 ** 31, whole: true }),
    strict: flag('warnings are errors'),
    maxLatency: number(
      'MS',
      'longest time an answer may take (default: 1000 on this machine, 10000 elsewhere)',
      {
        from: 1,
        to: 600_000,
      },
    ),
    rate: number('N', 'requests per second (default: no limit on this machine, 20 elsewhere)', {
      from: 0.1,
      to: 100_000,
    }),
    baseline: text('FILE', 'findings of an earlier JSON report pass; new ones, and ones that are gone, fail'),
    minCoverage: number('P', 'fail when less than P percent is covered', { from: 0, to: 100 }),
  }),
  ...under('Output', {
    format: choice(formats, 'format of the report', { default: 'text' }),
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

export type VerifyValues = Values<typeof VERIFY_OPTIONS>;

/** What is verified: an API, and the server to send requests to. */
export interface VerifySubject {
  readonly api: Api;
  /** The Postman collection that the API was made from; findings name its lines where the file exists. */
  readonly collection?: string;
  /** Asked where requests are sent; recorded and passing traffic needs none. */
  place(): Promise<VerifyPlace>;
}

/** The options that describe the target, and how to leave it. */
export interface VerifyPlace {
  readonly options: Pick<
    VerifyOptions,
    'target' | 'spec' | 'credentials' | 'profile' | 'hooks' | 'unprivilegedSecret' | 'sandbox'
  >;
  close(): Promise<void>;
}

export const verify = command({
  about: `Verifies that a server honours an OpenAPI document. --spec is required; without --target the
server is the one that the document names.`,
  operands: {},
  options: VERIFY_OPTIONS,
  async run(wanted, io) {
    if (wanted.spec === undefined) throw new UsageError('Name the document with --spec.');
    return verifySubject(wanted, io, await documentSubject(wanted.spec, wanted, io));
  },
});

/** A document as the subject. @throws UsageError where neither `--target` nor the document names one server */
export async function documentSubject(
  name: string,
  { target }: VerifyValues,
  io: Io,
): Promise<VerifySubject> {
  const spec = await readDocument(name, io);
  return {
    api: await refusing(() => documentApi(spec)),
    place: async () => {
      const found = target ?? serverOf(spec);
      if (found !== undefined) return { options: { target: found, spec }, close: async () => undefined };
      throw new UsageError('Name the server with --target: the document does not name exactly one.');
    },
  };
}

/** Verifies as the options say, and reports. @returns the exit code */
export async function verifySubject(wanted: VerifyValues, io: Io, subject: VerifySubject): Promise<number> {
  const passive = wanted.har !== undefined || wanted.proxy !== undefined;
  const report = await refusing(() =>
    passive ? checkTraffic(wanted, subject.api, io) : verifyPlace(wanted, subject, io),
  );
  return deliver(report, wanted, subject, io);
}

async function verifyPlace(wanted: VerifyValues, subject: VerifySubject, io: Io): Promise<Report> {
  const place = await subject.place();
  const recorder = openRecorder(wanted.record);
  const shown = shownProgress(io);
  try {
    const { mode, seed, maxLatency, rate, strict } = wanted;
    const report = await verifyContract({
      ...place.options,
      ...(mode !== undefined && { mode }),
      ...(seed !== undefined && { seed }),
      ...(maxLatency !== undefined && { maxLatency }),
      ...(rate !== undefined && { rate }),
      strict,
      signal: io.signal,
      onEvent: (event) => {
        shown(event);
        recorder.listen(event);
      },
    });
    await recorder.save(place.options);
    return report;
  } finally {
    await place.close();
  }
}

/** What keeps a run from being made at all is told in one sentence. */
const REFUSALS = [UnreachableError, SpecError, SetupError];

async function refusing<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!REFUSALS.some((kind) => error instanceof kind)) throw error;
    throw new CommandError('verify-refused', rootMessage(error));
  }
}

function shownProgress({ stderr }: Io): Listener {
  const line = progressLine(stderr);
  let [total, done, failed] = [0, 0, 0];
  return (event) => {
    if (event.type === 'run-started') total = event.cases;
    else if (event.type === 'run-finished') line.end();
    else if (event.type === 'case-finished') {
      done += 1;
      if (event.outcome.kind === 'failed') failed += 1;
      line.show(() => `${done}/${total} cases, ${failed} failed`);
    }
  };
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
