import { documentSuite } from './document-suite.ts';
import { Collector } from './engine/collector.ts';
import type { Case } from './engine/case.ts';
import type { Listener } from './engine/events.ts';
import { Gate } from './engine/gate.ts';
import { makeReport } from './engine/make-report.ts';
import { openSession } from './engine/open-session.ts';
import { requireReachable } from './engine/reachable.ts';
import type { Leftover, Report } from './engine/report.ts';
import { runCases } from './engine/run-cases.ts';
import type { Session } from './engine/session.ts';
import { SetupError } from './engine/setup-error.ts';
import { rootMessage } from './transports/fetch-transport.ts';
import type { RunOptions, VerifyOptions } from './options.ts';
import type { Suite } from './suite.ts';

/**
 * Verifies that a server honours the contract: sends every case that the mode and the suite allow, lets every
 * check look at every answer, cleans up, and reports.
 *
 * @param options - the target, how to treat it, and either an OpenAPI 3 document or a suite
 * @returns the report: `verdict` is `honoured`, `broken`, or `not-proven` where the run saw too little
 * @throws UnreachableError when nobody answers at the target
 * @throws SetupError when the set-up of the suite fails
 * @throws SpecError when `document` is not an OpenAPI 3 document
 * @example
 * const report = await verify({ target: 'http://127.0.0.1:8080', document, mode: 'full' });
 * console.log(report.headline);
 * process.exitCode = exitCode(report);
 */
export async function verify<T = unknown>(options: VerifyOptions<T>): Promise<Report> {
  return options.suite === undefined
    ? verifySuite(documentSuite(options.document, options), options)
    : verifySuite(options.suite, options);
}

async function verifySuite<T>(suite: Suite<T>, options: RunOptions): Promise<Report> {
  const began = new Date();
  const session = openSession(suite, options);
  const collector = new Collector(suite, session.redactor);
  const emit: Listener = (event) => {
    collector.listen(event);
    options.onEvent?.(event);
  };
  await requireReachable(session);
  await setUp(suite, session);
  const gate = new Gate(session.settings.rate, options.signal);
  let leftovers: readonly Leftover[] = [];
  try {
    await runCases(
      { suite, session, gate, signal: options.signal },
      selectCases(suite, session, options),
      emit,
    );
  } finally {
    leftovers = (await suite.cleanUp?.(session)) ?? [];
    await tearDown(suite, session, emit);
  }
  collector.judgeRun(session.settings.maxLatency);
  const { baseUrl, kind, mode, seed, strict } = session.settings;
  return makeReport(suite, collector, session.redactor, {
    began,
    target: { url: baseUrl, kind },
    mode,
    seed,
    strict,
    objections: gate.stopped === undefined ? [] : [gate.stopped],
    interrupted: options.signal?.aborted === true,
    leftovers,
  });
}

export async function setUp<T>(suite: Suite<T>, session: Session<T>): Promise<void> {
  try {
    await suite.setUp?.(session);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(
      session.redactor.text(`The hook setup failed: ${rootMessage(error)}. Nothing was sent.`),
    );
  }
}

/** The run is over: what it found is reported all the same. */
async function tearDown<T>(suite: Suite<T>, session: Session<T>, emit: Listener): Promise<void> {
  try {
    await suite.tearDown?.(session);
  } catch (error) {
    emit({ type: 'notice', text: `the hook teardown failed: ${rootMessage(error)}` });
  }
}

/** Cases that others rely on run in every selection. */
export function selectCases<T>(
  suite: Suite<T>,
  session: Session<T>,
  { sources }: Pick<RunOptions, 'sources'>,
): readonly Case<T>[] {
  return suite
    .cases(session)
    .filter(
      ({ source, essential }) => sources === undefined || sources.includes(source) || essential === true,
    );
}
