/** Runs code of the user: where it throws or rejects, `failed` is called and nothing else happens. */
export function guarded(run: () => unknown, failed: () => void): void {
  try {
    const result = run();
    // Of any kind: one of another realm, or of a library, is not an instance of Promise here.
    if (result) Promise.resolve(result).catch(failed);
  } catch {
    failed();
  }
}
