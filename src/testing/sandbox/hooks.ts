import { ERRORS, isErrorCode } from './error-codes.ts';
import type { Control } from './control/control.ts';

/** Provider states that no client can bring about; the contract checks ask for them by these names. */
export interface SandboxHooks {
  setup(): Promise<void>;
  takeTask(task: { readonly taskId: string }): Promise<void>;
  deferTask(task: { readonly taskId: string }): Promise<void>;
  completeTask(task: { readonly taskId: string }, dispositionName: string): Promise<void>;
  expireToken(token: string): Promise<void>;
  failNext(errorCode: number): Promise<void>;
  teardown(): Promise<void>;
}

/** The hooks of a sandbox. */
export function sandboxHooks(control: Control): SandboxHooks {
  return {
    setup: async () => undefined,
    takeTask: async ({ taskId }) => void control.take(taskId),
    deferTask: async ({ taskId }) => void control.defer(taskId),
    completeTask: async ({ taskId }, dispositionName) => void control.complete(taskId, dispositionName),
    expireToken: async (token) => void control.expireToken(token),
    failNext: async (errorCode) => {
      if (!isErrorCode(errorCode)) {
        throw new RangeError(`${errorCode} is not an error code: ${[...ERRORS.keys()].join(', ')}.`);
      }
      control.failNext({ errorCode });
    },
    teardown: async () => undefined,
  };
}
