import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Order, Verdict } from './worker.ts';

/**
 * Has orders carried out by as many processes as the machine has processors.
 *
 * @param tell - hears each verdict as it comes
 * @returns the verdicts in the order of the orders
 * @throws Error when a process ends before its time
 */
export async function carryOut(
  orders: readonly Order[],
  tell: (order: Order, verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const rest = [...orders.entries()];
  const work = async (): Promise<void> => {
    const worker = startWorker();
    try {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        const [index, order] = next;
        const verdict = await worker.ask(order);
        verdicts[index] = verdict;
        tell(order, verdict);
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), orders.length) }, work));
  return verdicts;
}

function startWorker(): { ask(order: Order): Promise<Verdict>; stop(): void } {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)));
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void =>
          reject(new Error(`The process that verified ${order.fault} ended with code ${code}.`));
        child.once('exit', ended);
        child.once('message', (verdict: Verdict) => {
          child.off('exit', ended);
          resolve(verdict);
        });
        child.send(order);
      }),
    stop: () => child.disconnect(),
  };
}
