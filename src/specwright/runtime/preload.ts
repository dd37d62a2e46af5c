/** In the next turn, where there is one: a timer that keeps no program from its end. Where there is none, now. */
function soon(run: () => void): void {
  try {
    Object(setTimeout(run)).unref();
  } catch {
    run();
  }
}

/** Two turns: the first is that of the import itself, as long as it took. */
const afterImport = (run: () => void): void => soon(() => soon(run));

/**
 * A module that is loaded ahead of its use, as it may be out of reach by then (no file descriptors left, files
 * replaced under a running process): a moment after the import, which thus costs little, also in a program that ends
 * without a call. A load that failed is tried again with the next use.
 */
export function preload<T>(
  load: () => Promise<T>,
  start: (run: () => void) => void = afterImport,
): () => T | Promise<T> {
  let ready: T | undefined;
  let pending: Promise<T> | undefined;
  const keep = (loaded: T): T => (ready = loaded);
  const retry = (error: unknown): never => {
    pending = undefined;
    throw error;
  };
  const get = (): T | Promise<T> => ready ?? (pending ??= load().then(keep, retry));
  // Whoever uses it gets the failure.
  start(() => void Promise.resolve(get()).catch(() => {}));
  return get;
}
