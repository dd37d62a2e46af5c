/**
 * A module that is loaded ahead of its use, as it may be out of reach by then (no file descriptors left, files
 * replaced under a running process). A load that failed is tried again with the next use.
 */
export function preload<T>(load: () => Promise<T>): () => T | Promise<T> {
  let ready: T | undefined;
  let pending: Promise<T> | undefined;
  const keep = (loaded: T): T => (ready = loaded);
  const retry = (error: unknown): never => {
    pending = undefined;
    throw error;
  };
  const get = (): T | Promise<T> => ready ?? (pending ??= load().then(keep, retry));
  // Whoever uses it gets the failure.
  Promise.resolve(get()).catch(() => {});
  return get;
}
