import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, SentRequest } from '../exchange/exchange.ts';

/** After so many answers of an operation that never came, further calls of it are not waited for. */
const PATIENCE = 2;

/** What stands between cases and the target: the number of requests under way, their rate, and patience. */
export interface Gate {
  pass(operation: string, request: SentRequest, send: () => Promise<Exchange>): Promise<Exchange>;
}

/** A gate that lets `rate` requests a second through. */
export function makeGate(rate: number, signal: AbortSignal | undefined): Gate {
  const silent = new Map<string, number>();
  let next = 0;
  const wait = async (): Promise<void> => {
    if (!Number.isFinite(rate)) return;
    const now = performance.now();
    const due = Math.max(next, now);
    next = due + 1_000 / rate;
    if (due > now) await delay(due - now, undefined, signal === undefined ? {} : { signal });
  };
  return {
    async pass(operation, request, send) {
      if ((silent.get(operation) ?? 0) >= PATIENCE) return givenUp(request);
      await wait();
      const exchange = await send();
      if (exchange.failure?.kind === 'timeout') silent.set(operation, (silent.get(operation) ?? 0) + 1);
      return exchange;
    },
  };
}

function givenUp(request: SentRequest): Exchange {
  return {
    request,
    failure: { kind: 'timeout', message: 'not asked again: earlier calls of this operation got no answer' },
    duration: 0,
  };
}
