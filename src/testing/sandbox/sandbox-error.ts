import { SandboxError } from 'specwright/sandbox';

/** Problems of a tenant, and how the control plane answers them. */
const STATUSES = {
  'unknown-task': 404,
  'unknown-service': 404,
  'unknown-user': 404,
  'wrong-state': 409,
} as const;

/** A problem with what an agent or an administrator wants. */
export function sandboxError(
  code: keyof typeof STATUSES,
  message: string,
): SandboxError<keyof typeof STATUSES> {
  return new SandboxError(code, message, STATUSES[code]);
}
