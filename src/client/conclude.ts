import type { Call, Shared } from './call.ts';
import type { TaskRoutingError, ValidationIssue } from './errors.ts';
import { explain, explainRequest, explainResponse } from './explain.ts';
import { metaOf, type CallMeta } from './meta.ts';
import { errorCodeOf, type Ending, type Reply } from './outcome.ts';
import type { Plan, Settled } from './settle.ts';
import type { AlreadyQueuedTask, QueueTaskRequest } from './types.ts';

/** Code 5 after a try whose reply was lost says that this try had landed. */
function alreadyQueued(
  { operation, body, options }: Plan<unknown>,
  call: Call,
  reply: Reply,
): AlreadyQueuedTask | undefined {
  if (operation !== 'queueTask' || errorCodeOf(reply) !== 5) return undefined;
  const { extTaskId } = Object(body) as QueueTaskRequest;
  const known = extTaskId !== undefined && (call.maybeDone || options?.onDuplicate === 'alreadyQueued');
  return known ? { status: 'alreadyQueued', extTaskId } : undefined;
}

function errorOf(
  { tokens }: Shared,
  { operation }: Plan<unknown>,
  ending: Ending | undefined,
  issues: readonly ValidationIssue[] | undefined,
  meta: CallMeta,
): TaskRoutingError {
  if (!ending) return explainRequest(operation, issues ?? [], meta);
  if (issues && ending.response) return explainResponse(operation, ending.status, issues, meta);
  return explain(operation, ending, tokens.credentials(), meta);
}

/** How a call ends that did not succeed: with a result in place of the error, or with the error. */
export function conclude<T>(
  shared: Shared,
  plan: Plan<T>,
  call: Call,
  ending: Ending | undefined,
  issues: readonly ValidationIssue[] | undefined,
): Settled<T> {
  const meta = metaOf(call, ending?.response);
  const queued = ending?.response && alreadyQueued(plan, call, ending);
  // Only a plan of queueTask gets here, whose results this is one of.
  if (queued) return { ok: true, status: ending.status, data: queued as T, meta };
  const error = errorOf(shared, plan, ending, issues, meta);
  const { status, errorCode } = error;
  return { ok: false, status, errorCode, error, meta };
}
