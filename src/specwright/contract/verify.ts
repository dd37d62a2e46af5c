import { openSession } from './engine/open-session.ts';
import { runCases } from './engine/run-cases.ts';
import { Collector } from './engine/collector.ts';
import { requireReachable } from './engine/reachable.ts';
import type { Report } from './engine/report.ts';
import { cleanUp } from './engine/clean-up.ts';
import { taskRoutingCases } from '../../testing/suite/cases/registry.ts';
import { genericCases } from './cases/generic.ts';
import type { Case } from './engine/case.ts';
import type { Listener } from './engine/events.ts';
import type { Session } from './engine/session.ts';
import { rootMessage } from './exchange/fetch-transport.ts';
import { SetupError } from './target/check-hooks.ts';
import type { VerifyOptions } from './options.ts';

/**
 * Verifies that a server honours the contract: sends every case that the mode, the profile and the hooks allow,
 * lets every check look at every answer, cleans up, and reports.
 *
 * @param options - the target and how to treat it
 * @returns the report; `ok` is false when a finding fails the run
 * @throws UnreachableError when nobody answers at the target
 * @throws SetupError when the hook `setup` fails
 * @throws SpecError when `spec` is no OpenAPI 3 document
 * @example
 * const report = await verify({
 *   target: 'https://example.brightpattern.com',
 *   credentials: { clientId: 'crm.integration', clientSecret },
 *   profile: { services: ['Task Service'] },
 * });
 * if (!report.ok) console.error(report.findings);
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const started = performance.now();
  const session = openSession(options);
  const collector = new Collector(session.api, session.redactor);
  const emit: Listener = (event) => {
    collector.listen(event);
    options.onEvent?.(event);
  };
  await requireReachable(session);
  await setUp(session);
  let leftovers: Report['leftovers'] = [];
  try {
    await runCases(session, selectCases(options, session), emit, options.signal);
  } finally {
    const slow = collector.judgeLatency(session.settings.maxLatency);
    leftovers = await cleanUp(session, !slow.has('cancelServiceTasks'));
    await tearDown(session, emit);
  }
  collector.judgeConsistency();
  return makeReport(session, collector, leftovers, started, options.signal?.aborted === true);
}

async function setUp({ hooks, redactor }: Session): Promise<void> {
  try {
    await hooks.setup?.();
  } catch (error) {
    throw new SetupError(redactor.text(`The hook setup failed: ${rootMessage(error)}. Nothing was sent.`));
  }
}

/** The run is over: what it found is told all the same. */
async function tearDown({ hooks }: Session, emit: Listener): Promise<void> {
  try {
    await hooks.teardown?.();
  } catch (error) {
    emit({ type: 'notice', text: `the hook teardown failed: ${rootMessage(error)}` });
  }
}

function selectCases({ sources, spec }: VerifyOptions, { api, settings }: Session): readonly Case[] {
  const cases = spec === undefined ? taskRoutingCases() : genericCases(api, settings.seed);
  return sources === undefined
    ? cases
    : cases.filter(({ source, turn }) => sources.includes(source) || turn === 'first');
}

function makeReport(
  session: Session,
  collector: Collector,
  leftovers: Report['leftovers'],
  started: number,
  interrupted: boolean,
): Report {
  const { baseUrl, kind, mode, seed } = session.settings;
  const findings = collector.findings();
  const summary = collector.summary(findings);
  return session.redactor.data<Report>({
    tool: 'bpcc-task-routing-testing verify',
    target: { url: baseUrl, kind },
    mode,
    seed,
    ok: summary.errors === 0 && !interrupted,
    interrupted,
    summary,
    findings,
    cases: collector.cases(),
    coverage: collector.coverage(),
    leftovers,
    notices: collector.notices,
    duration: Math.round(performance.now() - started),
  });
}
