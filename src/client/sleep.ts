/** The longest delay a timer takes; a longer one would fire at once. */
export const longestTimer = 2 ** 31 - 1;

/** Waits; resolves to `false` as soon as the signal aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (rested: boolean): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(rested);
    };
    const onAbort = (): void => end(false);
    const timer = setTimeout(end, Math.min(ms, longestTimer), true);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) end(false);
  });
}
