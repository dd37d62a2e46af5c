/** Thrown when the set-up of a suite fails: nothing was sent yet. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly code = 'setup-failed';
}
