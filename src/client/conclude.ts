import type { Call } from './call.ts';
import type { TaskRoutingError, ValidationIssue } from './errors.ts';
import { explain, explainRequest, explainResponse } from './explain.ts';
import type { CallMeta } from './meta.ts';
import type { Ending } from './outcome.ts';
import { metaOf, type Context, type Plan, type Settled } from './settle.ts';

function errorOf(
  { tokens }: Context,
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
  context: Context,
  plan: Plan<T>,
  call: Call,
  ending: Ending | undefined,
  issues: readonly ValidationIssue[] | undefined,
): Settled<T> {
  const meta = metaOf(call, ending?.response);
  const data = ending?.response && plan.rescue?.(ending, call);
  if (data) return { ok: true, status: ending.status, data, meta };
  const error = errorOf(context, plan, ending, issues, meta);
  const { status, errorCode } = error;
  return { ok: false, status, errorCode, error, meta };
}
