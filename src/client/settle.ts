import type { Api, CallSlot, Ending } from './api.ts';
import type { ErrorCode, TaskRoutingError, ValidationIssue } from './errors.ts';
import type { CallInfo } from './hooks.ts';
import type { CallMeta } from './meta.ts';
import { traits } from './operation-traits.ts';
import type { CallOptions } from './options.ts';
import type { Reply } from './outcome.ts';
import type { TokenSource } from './token.ts';
import { isBroken, type Call, type Shared } from './transport.ts';
import type { OperationId, TaskOperation } from './types.ts';
import { issuesOf, loadValidators, validatorsAtHand } from './validate.ts';

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

/** What the calls of one client have in common. */
export interface Context extends Shared {
  readonly api: Api;
  readonly tokens: TokenSource;
}

/** What goes through openapi-fetch beside the request. */
export interface Carry {
  readonly slot: CallSlot;
}

/** One call as its method plans it. */
export interface Plan<T> {
  readonly operation: TaskOperation;
  readonly options: CallOptions | undefined;
  /** Checked before it is sent. */
  readonly body?: unknown;
  /** Wrong beyond what a schema can say, known already. */
  readonly issue?: ValidationIssue | undefined;
  /** May be repeated although its operation in general may not. */
  readonly idempotent?: boolean;
  /** Sends it through the generated method. */
  invoke(carry: Carry): Promise<{ readonly data?: T }>;
  /** A result in place of an error. */
  rescue?(reply: Reply, call: Call): T | undefined;
}

/** A call that has not begun. */
export function newCall(
  { settings }: Shared,
  info: CallInfo,
  options: CallOptions = {},
  idempotent = false,
): Call {
  const { safe, idempotent: always, needsBody } = traits[info.operation];
  return {
    info,
    replay: { safe, idempotent: always || idempotent },
    needsBody,
    signal: options.signal,
    startedAt: performance.now(),
    timeoutMs: options.timeoutMs ?? settings.timeoutMs,
    attemptTimeoutMs: options.attemptTimeoutMs ?? settings.attemptTimeoutMs,
    maxAttempts: options.maxAttempts ?? settings.retry.maxAttempts,
    durations: [],
    maybeDone: false,
  };
}

function metaOf(call: Call, ending?: Ending): CallMeta {
  const response = ending && 'response' in ending ? ending.response : undefined;
  const named = ['x-request-id', 'request-id', 'x-correlation-id'].map((name) => response?.headers.get(name));
  return {
    attempts: call.durations.length,
    durationMs: performance.now() - call.startedAt,
    attemptDurationsMs: call.durations,
    requestId: named.find(Boolean) ?? undefined,
    response,
  };
}

function failed(error: TaskRoutingError, meta: CallMeta): Settled<never> {
  return { ok: false, status: error.status, errorCode: error.errorCode, error, meta };
}

async function refuse(
  call: Call,
  operation: OperationId,
  issues: readonly ValidationIssue[],
): Promise<Settled<never>> {
  const { explainRequest } = await import('./explain.ts');
  const meta = metaOf(call);
  return failed(explainRequest(operation, issues, meta), meta);
}

async function explained(context: Context, call: Call, ending: Ending): Promise<Settled<never>> {
  const { explain } = await import('./explain.ts');
  const meta = metaOf(call, ending);
  const atToken = 'noToken' in ending;
  const outcome = atToken ? ending.noToken : ending;
  const credentials = context.tokens.credentials();
  const error = explain({ operation: call.info.operation, atToken, outcome, credentials, meta });
  return failed(error, meta);
}

/** What is wrong with the reply, where it is to be checked; `warn` without a listener checks nothing. */
async function responseIssues(
  { settings }: Context,
  { operation }: Plan<unknown>,
  reply: Reply,
): Promise<readonly ValidationIssue[] | undefined> {
  const mode = settings.validate.responses;
  const heard = settings.logger ?? settings.hooks.some((hook) => hook.onInvalidResponse);
  if (reply.json === undefined || mode === 'off' || (mode === 'warn' && !heard)) return undefined;
  const validators = validatorsAtHand() ?? (await loadValidators());
  return issuesOf(validators, operation, `Response${reply.status}`, reply.json);
}

async function succeeded<T>(
  context: Context,
  plan: Plan<T>,
  call: Call,
  reply: Reply,
  data: T,
): Promise<Settled<T>> {
  const meta = metaOf(call, reply);
  const issues = await responseIssues(context, plan, reply);
  if (issues && context.settings.validate.responses === 'throw') {
    const { explainResponse } = await import('./explain.ts');
    return failed(explainResponse(plan.operation, reply.status, issues, meta), meta);
  }
  if (issues) context.emit('onInvalidResponse', { operation: plan.operation, status: reply.status, issues });
  return { ok: true, status: reply.status, data, meta };
}

async function requestIssues(
  { settings }: Context,
  plan: Plan<unknown>,
): Promise<readonly ValidationIssue[] | undefined> {
  if (plan.issue) return [plan.issue];
  if (!settings.validate.requests || plan.body === undefined) return undefined;
  return issuesOf(validatorsAtHand() ?? (await loadValidators()), plan.operation, 'RequestBody', plan.body);
}

async function attemptCall<T>(context: Context, plan: Plan<T>, info: CallInfo): Promise<Settled<T>> {
  const call = newCall(context, info, plan.options, plan.idempotent);
  const wrong = await requestIssues(context, plan);
  if (wrong) return refuse(call, plan.operation, wrong);
  const slot: CallSlot = { call, tokens: context.tokens, ending: undefined };
  let data: T | undefined;
  try {
    ({ data } = await plan.invoke({ slot }));
  } catch (error) {
    // openapi-fetch throws where there is no reply or no JSON, which the ending tells better; before
    // that it throws only where the body cannot be written as JSON.
    if (!slot.ending)
      return refuse(call, plan.operation, [{ path: '', message: `is no JSON: ${String(error)}` }]);
  }
  const { ending } = slot;
  if (!ending || !('response' in ending))
    return explained(context, call, ending ?? { failure: 'connection' });
  if (ending.response.ok && !isBroken(call, ending)) return succeeded(context, plan, call, ending, data as T);
  const rescued = plan.rescue?.(ending, call);
  if (rescued !== undefined)
    return { ok: true, status: ending.status, data: rescued, meta: metaOf(call, ending) };
  return explained(context, call, ending);
}

/** Carries out one call, inside whatever wraps it. Resolves in every case. */
export function settle<T>(context: Context, plan: Plan<T>): Promise<Settled<T>> {
  const info: CallInfo = { operation: plan.operation };
  let run = (): Promise<Settled<T>> => attemptCall(context, plan, info);
  for (const hook of context.settings.hooks) {
    const inner = run;
    if (hook.aroundCall) run = () => hook.aroundCall?.(info, inner) ?? inner();
  }
  return run();
}
