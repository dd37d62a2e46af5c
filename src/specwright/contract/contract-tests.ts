import { documentSuite } from './document-suite.ts';
import type { Case, Turn } from './engine/case.ts';
import { Collector } from './engine/collector.ts';
import type { Outcome } from './engine/events.ts';
import { Gate } from './engine/gate.ts';
import { openSession } from './engine/open-session.ts';
import { runCase } from './engine/run-cases.ts';
import type { RunOptions, VerifyOptions } from './options.ts';
import type { Suite } from './suite.ts';
import { selectCases, setUp } from './verify.ts';

/** The function of a test runner that registers a test; that of vitest, jest and node:test will do. */
export type TestFunction = (name: string, body: (context?: unknown) => Promise<void>) => unknown;

/** How to register tests. */
export interface TestOptions {
  /**
   * Registers a test.
   * @default the global `test` or `it`
   */
  readonly test?: TestFunction;
  /** One part of the cases, counted from 1, so that several files or machines share the work. */
  readonly shard?: { readonly index: number; readonly count: number };
}

/** Options of {@link contractTests}. */
export type ContractTestOptions<T = unknown> = VerifyOptions<T> & TestOptions;

const TURNS: readonly Turn[] = ['first', 'together', 'alone', 'last'];

/**
 * Registers every case as a test of its own, named `source/case: what is tried`. A finding fails its test; a
 * case that cannot run at the target passes as skipped where the runner allows it.
 *
 * @param options - as for `verify`, and the runner
 * @throws TypeError when it finds no runner to register with
 * @example
 * import { test } from 'vitest';
 * contractTests({ target: 'http://127.0.0.1:8080', document, test });
 */
export function contractTests<T = unknown>(options: ContractTestOptions<T>): void {
  if (options.suite === undefined) registerSuite(documentSuite(options.document, options), options);
  else registerSuite(options.suite, options);
}

function registerSuite<T>(suite: Suite<T>, options: RunOptions & TestOptions): void {
  const register = options.test ?? globalRunner();
  const { signal, shard } = options;
  const session = openSession(suite, options);
  const run = { suite, session, signal, gate: new Gate(session.settings.rate, signal) };
  const cases = selectCases(suite, session, options);
  const attempt = async (testCase: Case<T>): Promise<Outcome> => {
    const collector = new Collector(suite, session.redactor);
    await runCase(run, testCase, (event) => {
      collector.listen(event);
      options.onEvent?.(event);
    });
    const { findings, cases: ended } = collector.result();
    const finding = findings.find(({ severity }) => severity === 'error');
    if (finding !== undefined) {
      throw new Error(
        `${finding.check}: ${finding.title}\nexpected: ${finding.expected}\nactual: ${finding.actual}\n${finding.exchange.curl}`,
      );
    }
    if (run.gate.stopped !== undefined) throw new Error(run.gate.stopped);
    return ended[0]?.outcome ?? { kind: 'idle' };
  };
  const start = async (): Promise<void> => {
    await setUp(suite, session);
    for (const testCase of cases) if (testCase.essential === true) await attempt(testCase);
  };
  let ready: Promise<void> | undefined;
  for (const testCase of ordered(cases, shard)) {
    register(`${testCase.id}: ${testCase.title}`, async (context) => {
      await (ready ??= start());
      const outcome = await attempt(testCase);
      if (outcome.kind === 'skipped') skip(context, outcome.reason);
      if (outcome.kind === 'idle') skip(context, 'the document says nothing that this would look at');
    });
  }
  register('cleaning up: everything that this run created is gone', async () => {
    run.gate.close();
    const leftovers = (await suite.cleanUp?.(session)) ?? [];
    await suite.tearDown?.(session);
    if (leftovers.length > 0) throw new Error(`left over: ${leftovers.map(({ id }) => id).join(', ')}`);
  });
}

function globalRunner(): TestFunction {
  const found: unknown = Reflect.get(globalThis, 'test') ?? Reflect.get(globalThis, 'it');
  if (typeof found === 'function') return (name, body) => found(name, body);
  throw new TypeError('contractTests found no test runner: pass `test`, for example that of vitest.');
}

/** The cases of a part, in their turns. Those that all others rely on run before the first of them. */
function ordered<T>(cases: readonly Case<T>[], shard: TestOptions['shard']): readonly Case<T>[] {
  const tests = cases
    .filter(({ essential }) => essential !== true)
    .sort((a, b) => TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn));
  return shard === undefined ? tests : tests.filter((_, index) => index % shard.count === shard.index - 1);
}

/** vitest and node:test can skip a test from within; other runners count it as passed. */
function skip(context: unknown, reason: string): void {
  const method: unknown =
    typeof context === 'object' && context !== null ? Reflect.get(context, 'skip') : undefined;
  if (typeof method === 'function') method.call(context, reason);
}
