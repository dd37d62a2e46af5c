/** Runs code of the user: where it throws or rejects, `failed` is called and nothing else happens. */
export function guarded(run: () => unknown, failed: () => void): void {
  try {
    const result = run();
    if (result instanceof Promise) result.catch(failed);
  } catch {
    failed();
  }
}
