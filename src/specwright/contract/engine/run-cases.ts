import type { Case, Probe, Turn } from './case.ts';
import { Skip } from './case.ts';
import type { Listener, Outcome, RunEvent } from './events.ts';
import { Gate } from './gate.ts';
import { makeProbe } from './probe.ts';
import type { Impact } from './case.ts';
import type { Mode, Session } from './session.ts';

const ALLOWED: Readonly<Record<Mode, readonly Impact[]>> = {
  'read-only': ['reads'],
  'own-tasks': ['reads', 'own-tasks'],
  full: ['reads', 'own-tasks', 'service'],
};

/** Runs cases in their turns: first, then together, then alone, then last. Never throws for what the target does. */
export async function runCases(
  session: Session,
  cases: readonly Case[],
  emit: Listener,
  signal: AbortSignal | undefined,
): Promise<void> {
  const gate = new Gate(session.settings.rate, session.settings.maxLatency, signal);
  emit({ type: 'run-started', cases: cases.length });
  const turns: readonly (readonly [Turn, number])[] = [
    ['first', 1],
    ['together', session.settings.concurrency],
    ['alone', 1],
    ['last', 1],
  ];
  for (const [turn, width] of turns) {
    const queue = cases.filter((testCase) => testCase.turn === turn);
    await inParallel(queue, width, (testCase) => runCase(session, gate, testCase, emit, signal));
  }
  gate.close();
  emit({ type: 'run-finished' });
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Runs one case and tells how it ended. */
export async function runCase(
  session: Session,
  gate: Gate,
  testCase: Case,
  emit: Listener,
  signal?: AbortSignal,
): Promise<void> {
  const started = performance.now();
  let failed = false;
  const listen = (event: RunEvent): void => {
    if (event.type === 'exchange') failed ||= event.findings.some(({ severity }) => severity === 'error');
    emit(event);
  };
  listen({ type: 'case-started', case: testCase });
  const reason =
    signal?.aborted === true ? 'the run was interrupted' : (gate.hopeless ?? cannotRun(session, testCase));
  const skipped = reason ?? (await attempt(testCase, makeProbe(session, gate, testCase, listen), signal));
  const outcome: Outcome = failed
    ? { kind: 'failed' }
    : skipped === undefined
      ? { kind: 'passed' }
      : { kind: 'skipped', reason: skipped };
  emit({ type: 'case-finished', case: testCase, outcome, duration: performance.now() - started });
}

/** Why a case cannot run here; `undefined` when it can. */
function cannotRun(session: Session, testCase: Case): string | undefined {
  const { mode } = session.settings;
  if (!ALLOWED[mode].includes(testCase.impact)) return `the mode is ${mode}`;
  return testCase.missing?.(session);
}

async function attempt(
  testCase: Case,
  probe: Probe,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    await testCase.run(probe);
    return undefined;
  } catch (error) {
    if (error instanceof Skip) return error.message;
    if (signal?.aborted === true) return 'the run was interrupted';
    throw error;
  }
}
