import { isSkip, isStopRun, type Case, type Impact, type Lack, type Probe, type Turn } from './case.ts';
import type { Listener, Outcome, RunEvent } from './events.ts';
import { makeProbe, type Run } from './probe.ts';
import type { Mode, Session } from './session.ts';

const ALLOWED: Readonly<Record<Mode, readonly Impact[]>> = {
  'read-only': ['reads'],
  own: ['reads', 'own'],
  full: ['reads', 'own', 'service'],
};

/** Runs cases in their turns: first, then together, then one by one, then last. Never throws for what the target does. */
export async function runCases<T>(run: Run<T>, cases: readonly Case<T>[], emit: Listener): Promise<void> {
  emit({ type: 'run-started', cases: cases.length });
  const turns: readonly (readonly [Turn, number])[] = [
    ['first', 1],
    ['together', run.session.settings.concurrency],
    ['alone', 1],
    ['last', 1],
  ];
  for (const [turn, width] of turns) {
    const queue = cases.filter((testCase) => testCase.turn === turn);
    await inParallel(queue, width, (testCase) => runCase(run, testCase, emit));
  }
  run.gate.close();
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

/** Runs one case and reports how it ended. */
export async function runCase<T>(run: Run<T>, testCase: Case<T>, emit: Listener): Promise<void> {
  const started = performance.now();
  let [failed, sent] = [false, false];
  const listen = (event: RunEvent): void => {
    if (event.type === 'exchange') {
      sent = true;
      failed ||= event.findings.some(({ severity }) => severity === 'error');
    }
    emit(event);
  };
  listen({ type: 'case-started', case: testCase });
  const skipped = whyNot(run, testCase) ?? (await attempt(run, testCase, makeProbe(run, testCase, listen)));
  const done: Outcome = sent ? { kind: 'passed' } : { kind: 'idle' };
  const outcome: Outcome = failed ? { kind: 'failed' } : (skipped ?? done);
  emit({ type: 'case-finished', case: testCase, outcome, duration: performance.now() - started });
}

const INTERRUPTED: Outcome = { kind: 'skipped', reason: 'the run was interrupted', cutShort: true };

/** Why a case is not tried; `undefined` when it is. */
function whyNot<T>({ session, gate, signal }: Run<T>, testCase: Case<T>): Outcome | undefined {
  if (signal?.aborted === true) return INTERRUPTED;
  if (gate.hopeless !== undefined) return { kind: 'skipped', reason: gate.hopeless, cutShort: true };
  const lack = lackOf(session, testCase);
  return lack && { kind: 'skipped', ...lack };
}

function lackOf<T>(session: Session<T>, testCase: Case<T>): Lack | undefined {
  const { mode } = session.settings;
  const { impact } = testCase;
  if (!ALLOWED[mode].includes(impact))
    return { reason: `the mode is ${mode}`, option: `--mode ${impact === 'service' ? 'full' : impact}` };
  return testCase.missing?.(session);
}

async function attempt<T>(
  { gate, signal }: Run<T>,
  testCase: Case<T>,
  probe: Probe<T>,
): Promise<Outcome | undefined> {
  try {
    await testCase.run(probe);
    return undefined;
  } catch (error) {
    if (isStopRun(error)) {
      gate.stop(error.message);
      return { kind: 'skipped', reason: error.message, cutShort: true };
    }
    if (signal?.aborted === true) return INTERRUPTED;
    if (isSkip(error))
      return {
        kind: 'skipped',
        reason: error.message,
        ...(error.option !== undefined && { option: error.option }),
        ...(gate.hopeless !== undefined && { cutShort: true as const }),
      };
    throw error;
  }
}
