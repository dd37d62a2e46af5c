import { taskRoutingCases } from '../../testing/suite/cases/registry.ts';
import { cleanUp } from './engine/clean-up.ts';
import { Collector } from './engine/collector.ts';
import { Gate } from './engine/gate.ts';
import { openSession } from './engine/open-session.ts';
import { runCase } from './engine/run-cases.ts';
import type { Case, Turn } from './engine/case.ts';
import type { Outcome } from './engine/events.ts';
import type { VerifyOptions } from './options.ts';
import { obtainToken } from '../../testing/suite/cases/token.ts';

/** The function of a test runner that registers a test; that of vitest, jest and node:test will do. */
export type TestFunction = (name: string, body: (context?: unknown) => Promise<void>) => unknown;

/** Options of {@link contractTests}. */
export interface ContractTestOptions extends VerifyOptions {
  /**
   * Registers a test.
   * @default the global `test` or `it`
   */
  readonly test?: TestFunction;
  /** One part of the cases, counted from 1, so that several files or machines share the work. */
  readonly shard?: { readonly index: number; readonly count: number };
}

const TURNS: readonly Turn[] = ['first', 'together', 'alone', 'last'];

/**
 * Registers every case as a test of its own, named `source/case: what is tried`. A finding fails its test; a
 * case that cannot run at the target passes as skipped where the runner allows it.
 *
 * @param options - as for `verify`, and the runner
 * @throws TypeError when there is no runner to register with
 * @example
 * import { test } from 'vitest';
 * import { contractTests } from 'bpcc-task-routing-testing';
 * contractTests({ target: process.env.TENANT_URL, credentials, profile, test });
 */
export function contractTests(options: ContractTestOptions): void {
  const register = options.test ?? globalRunner();
  const run = makeRunner(options);
  for (const testCase of chosen(options)) {
    register(`${testCase.id}: ${testCase.title}`, (context) => run(testCase, context));
  }
  register('cleaning up: every task of this run is canceled', () => run.finish());
}

function globalRunner(): TestFunction {
  const found: unknown = Reflect.get(globalThis, 'test') ?? Reflect.get(globalThis, 'it');
  if (typeof found === 'function') return (name, body) => found(name, body);
  throw new TypeError('contractTests has no test runner: pass `test`, for example that of vitest.');
}

function chosen({ sources, shard }: ContractTestOptions): readonly Case[] {
  const cases = taskRoutingCases()
    .filter(({ id, source }) => id !== obtainToken.id && (sources === undefined || sources.includes(source)))
    .sort((a, b) => TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn));
  return shard === undefined ? cases : cases.filter((_, index) => index % shard.count === shard.index - 1);
}

interface Runner {
  (testCase: Case, context: unknown): Promise<void>;
  finish(): Promise<void>;
}

/** One session for all tests; it gets its token when the first of them runs. */
function makeRunner(options: ContractTestOptions): Runner {
  const session = openSession(options);
  const gate = new Gate(session.settings.rate, session.settings.maxLatency, options.signal);
  let ready: Promise<unknown> | undefined;
  const attempt = async (testCase: Case): Promise<Outcome> => {
    const collector = new Collector(session.api, session.redactor);
    await runCase(session, gate, testCase, (event) => {
      collector.listen(event);
      options.onEvent?.(event);
    });
    const finding = collector.findings().find(({ severity }) => severity === 'error');
    if (finding !== undefined) {
      throw new Error(
        `${finding.check}: ${finding.title}\nexpected: ${finding.expected}\nactual: ${finding.actual}\n${finding.exchange.curl}`,
      );
    }
    return collector.cases()[0]?.outcome ?? { kind: 'passed' };
  };
  const start = async (): Promise<void> => {
    await session.hooks.setup?.();
    await attempt(obtainToken);
  };
  const run = async (testCase: Case, context: unknown): Promise<void> => {
    await (ready ??= start());
    const outcome = await attempt(testCase);
    if (outcome.kind === 'skipped') skip(context, outcome.reason);
  };
  const finish = async (): Promise<void> => {
    gate.close();
    const leftovers = await cleanUp(session);
    await session.hooks.teardown?.();
    if (leftovers.length > 0)
      throw new Error(`left over: ${leftovers.map(({ taskId }) => taskId).join(', ')}`);
  };
  return Object.assign(run, { finish });
}

/** vitest and node:test can skip a test from within; other runners count it as passed. */
function skip(context: unknown, reason: string): void {
  const method: unknown =
    typeof context === 'object' && context !== null ? Reflect.get(context, 'skip') : undefined;
  if (typeof method === 'function') method.call(context, reason);
}
