/** What went wrong when the sandbox was set up or controlled; the message says what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  /** Stable: for programs. */
  readonly code:
    | 'unknown-task'
    | 'unknown-service'
    | 'unknown-user'
    | 'unknown-fault'
    | 'wrong-state'
    | 'bad-seed'
    | 'bad-snapshot'
    | 'bad-request'
    | 'no-control-plane';

  constructor(code: SandboxError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
