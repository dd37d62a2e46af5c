import type { Failure } from './outcome.ts';

/** The longest delay a timer takes; a longer one would fire immediately. */
export const LONGEST_TIMER: number = 2 ** 31 - 1;

const hearers = new WeakMap<AbortSignal, Set<() => void>>();

/** One listener per signal for all calls: a listener each would make Node warn of a leak. */
function hearersOf(signal: AbortSignal): Set<() => void> {
  const known = hearers.get(signal);
  if (known) return known;
  const fresh = new Set<() => void>();
  hearers.set(signal, fresh);
  signal.addEventListener('abort', () => [...fresh].forEach((hear) => hear()));
  return fresh;
}

/** Calls `hear` when the signal aborts; returns what ends that. */
export function onAbort(signal: AbortSignal | undefined, hear: () => void): () => void {
  if (!signal) return () => {};
  const all = hearersOf(signal);
  all.add(hear);
  return () => void all.delete(hear);
}

/** Says to work that nobody waits for it any more. */
export class Stop {
  stopped = false;
  #hear: (() => void) | undefined;

  /** Made where somebody asks for it: a signal for each call costs more than all else that bounds it. */
  get signal(): AbortSignal {
    const controller = new AbortController();
    this.hear(() => controller.abort());
    return controller.signal;
  }

  /** What is called then, in place of a signal; one can be. */
  hear(hear: () => void): void {
    this.#hear = hear;
  }

  stop(): void {
    this.stopped = true;
    this.#hear?.();
  }
}

/**
 * Waits for work until the time is up or the signal aborts, whichever is first; never rejects.
 * The work gets a stop of its own; work that ignores it is left behind.
 */
export function bounded<T>(
  work: (stop: Stop) => Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<T | Failure> {
  return new Promise((resolve) => {
    const own = new Stop();
    const end = (outcome: T | Failure): void => {
      clearTimeout(timer);
      unhear();
      resolve(outcome);
    };
    const stop = (failure: Failure['failure'], cause?: unknown): void => {
      end({ failure, cause });
      own.stop();
    };
    const abort = (): void => stop('aborted', signal?.reason);
    const unhear = onAbort(signal, abort);
    const timer = setTimeout(stop, Math.min(ms, LONGEST_TIMER), 'timeout');
    if (signal?.aborted) abort();
    else work(own).then(end, (cause: unknown) => end({ failure: 'connection', cause }));
  });
}

/** Waits; resolves to `false` as soon as the signal aborts. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<boolean> {
  const { failure } = await bounded(() => new Promise<never>(() => {}), ms, signal);
  return failure === 'timeout';
}
