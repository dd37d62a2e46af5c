/** Problems that every sandbox can have; an API adds its own. */
export type SandboxErrorCode =
  | 'unknown-fault'
  | 'bad-document'
  | 'bad-seed'
  | 'bad-snapshot'
  | 'bad-request'
  | 'bad-option'
  | 'no-control-plane';

/** What went wrong when a sandbox was set up or controlled; the message says what to do. */
export class SandboxError<Code extends string = SandboxErrorCode> extends Error {
  override readonly name = 'SandboxError';
  /** Stable: for programs. */
  readonly code: Code;
  /** How the control plane answers it. */
  readonly status: number;

  constructor(code: Code, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
