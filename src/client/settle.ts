import type { CallSlot } from './api.ts';
import { newCall, type Shared } from './call.ts';
import type { ErrorCode, TaskRoutingError, ValidationIssue } from './errors.ts';
import type { CallInfo } from './hooks.ts';
import { metaOf, type CallMeta } from './meta.ts';
import { needsBody } from './operation-traits.ts';
import type { QueueTaskOptions } from './options.ts';
import { isGood } from './outcome.ts';
import type { TaskOperation } from './types.ts';

/** How a call ended, before it is thrown or handed over. */
export type Settled<T> =
  | { readonly ok: true; readonly status: number; readonly data: T; readonly meta: CallMeta }
  | {
      readonly ok: false;
      readonly status: number | undefined;
      readonly errorCode: ErrorCode | 'unknown' | undefined;
      readonly error: TaskRoutingError;
      readonly meta: CallMeta;
    };

/** What goes through openapi-fetch beside the request. */
export interface Carry {
  readonly slot: CallSlot;
}

/** One call as its method plans it. */
export interface Plan<T> {
  readonly operation: TaskOperation;
  readonly options: QueueTaskOptions | undefined;
  /** Checked before it is sent. */
  readonly body?: unknown;
  /** Wrong beyond what a schema can say, known already. */
  readonly issue?: ValidationIssue | undefined;
  /** `false` where a repetition would do the work twice. */
  readonly idempotent?: boolean;
  /** Sends it through the generated method. */
  invoke(carry: Carry): Promise<{ readonly data?: T }>;
}

/** Sends it; what openapi-fetch throws is for want of a reply or of JSON, which the ending tells better. */
async function invoke<T>(plan: Plan<T>, slot: CallSlot): Promise<T | undefined> {
  try {
    return (await plan.invoke({ slot })).data;
  } catch (cause) {
    // Before there is an ending it throws for a body that cannot be written as JSON.
    slot.ending ??= { failure: 'body', cause };
    return undefined;
  }
}

async function carryOut<T>(shared: Shared, plan: Plan<T>, info: CallInfo): Promise<Settled<T>> {
  const { operation, options = {}, idempotent, body, issue } = plan;
  const { settings, tokens } = shared;
  const call = newCall(settings, info, options, idempotent);
  const slot: CallSlot = { call, tokens };
  let issues = issue ? [issue] : await shared.checkRequest?.(operation, body);
  if (!issues) {
    const data = await invoke(plan, slot);
    const { ending } = slot;
    if (ending && isGood(ending, needsBody(operation))) {
      issues = await shared.checkReply?.(operation, ending);
      if (!issues)
        return { ok: true, status: ending.status, data: data as T, meta: metaOf(call, ending.response) };
    }
  }
  const { conclude } = await import('./failure.ts');
  return conclude(shared, plan, call, slot.ending, issues);
}

/** Carries out one call, inside whatever wraps it. Resolves in every case. */
export function settle<T>(shared: Shared, plan: Plan<T>): Promise<Settled<T>> {
  if (!shared.emit) return import('./prepare.ts').then(({ prepare }) => settle(prepare(shared), plan));
  const info = { operation: plan.operation };
  const run = (): Promise<Settled<T>> => carryOut(shared, plan, info);
  return shared.around ? shared.around(info, run) : run();
}
