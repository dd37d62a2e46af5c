import { killersOf } from './kill-matrix.ts';
import { verifyFault } from './run.ts';

/** What a worker is asked: `whole` as for `verifyFault`. */
export interface Order {
  readonly fault: string;
  readonly whole: boolean;
}

/** What it answers. */
export interface Verdict {
  readonly killers: readonly string[];
  /** Seconds of the run. */
  readonly seconds: number;
}

/** A process that verifies one fault after another, as its parent asks. */
process.on('message', ({ fault, whole }: Order) => {
  void answer(fault, whole);
});

async function answer(fault: string, whole: boolean): Promise<void> {
  const report = await verifyFault(fault, whole);
  const verdict: Verdict = { killers: killersOf(report), seconds: report.duration / 1_000 };
  process.send?.(verdict);
}
