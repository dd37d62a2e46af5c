/** Which task a hook is about, by its internal id. */
export interface HookTask {
  readonly taskId: string;
}

/**
 * State that clients cannot cause. A module exports any of these; cases that need a missing one are
 * skipped and counted.
 */
export interface Hooks {
  /** Runs before the first case. */
  setup?(): Promise<void> | void;
  /** An agent takes the task and works on it: it can no longer be canceled. */
  takeTask?(task: HookTask): Promise<void> | void;
  /** An agent parks the task in the personal queue: it is then `DEFERRED`. */
  deferTask?(task: HookTask): Promise<void> | void;
  /** The agent finishes a task that was taken, with a disposition: it is then `COMPLETED`. */
  completeTask?(task: HookTask, dispositionName: string): Promise<void> | void;
  /** Ends the lifetime of a token. */
  expireToken?(token: string): Promise<void> | void;
  /** Makes the next API call fail with this error code. */
  failNext?(errorCode: number): Promise<void> | void;
  /** Runs after the last case and after cleaning up. */
  teardown?(): Promise<void> | void;
}

export const hookNames = [
  'setup',
  'takeTask',
  'deferTask',
  'completeTask',
  'expireToken',
  'failNext',
  'teardown',
] as const satisfies readonly (keyof Hooks)[];
export type HookName = (typeof hookNames)[number];
