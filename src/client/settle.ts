import type { Api, CallSlot } from './api.ts';
import { newCall, type Call, type Shared } from './call.ts';
import type { Check } from './check.ts';
import type { ErrorCode, TaskRoutingError, ValidationIssue } from './errors.ts';
import type { CallInfo } from './hooks.ts';
import type { CallMeta } from './meta.ts';
import { needsBody } from './operation-traits.ts';
import type { CallOptions } from './options.ts';
import { isGood, type Reply } from './outcome.ts';
import type { TokenSource } from './token.ts';
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

let check: Check | undefined;

async function loadCheck(): Promise<Check> {
  ({ check } = await import('./check.ts'));
  return check;
}

/** What is known of a call at its end. */
export function metaOf({ durations, startedAt }: Call, response: Response | undefined): CallMeta {
  return {
    attempts: durations.length,
    durationMs: performance.now() - startedAt,
    attemptDurationsMs: durations,
    requestId: response?.headers.get('x-request-id') ?? undefined,
    response,
  };
}

async function requestIssues(
  { settings }: Context,
  { operation, body, issue }: Plan<unknown>,
): Promise<readonly ValidationIssue[] | undefined> {
  if (issue) return [issue];
  if (body === undefined || !settings.validate.requests) return undefined;
  return (check ?? (await loadCheck()))(operation, 'RequestBody', body);
}

/** Tells of a reply out of contract; gives the issues where they are to be an error. */
async function responseIssues(
  { settings, emit }: Context,
  { operation }: Plan<unknown>,
  { status, json }: Reply,
): Promise<readonly ValidationIssue[] | undefined> {
  const { responses } = settings.validate;
  // A warning that nobody would hear is not looked for.
  if (json === undefined || responses === 'off' || (responses === 'warn' && !settings.watched))
    return undefined;
  const issues = (check ?? (await loadCheck()))(operation, `Response${status}`, json);
  if (!issues || responses === 'throw') return issues;
  return void emit('onInvalidResponse', { operation, status, issues });
}

async function carryOut<T>(context: Context, plan: Plan<T>, info: CallInfo): Promise<Settled<T>> {
  const call = newCall(context, info, plan.options ?? {}, plan.idempotent);
  const slot: CallSlot = { call, tokens: context.tokens };
  let issues = await requestIssues(context, plan);
  if (!issues) {
    let data: T | undefined;
    try {
      ({ data } = await plan.invoke({ slot }));
    } catch (cause) {
      // openapi-fetch throws for want of a reply or of JSON, which the ending tells better, and
      // before there is an ending for a body that cannot be written as JSON.
      slot.ending ??= { failure: 'body', cause };
    }
    const { ending } = slot;
    if (ending?.response && isGood(ending, needsBody(info.operation))) {
      issues = await responseIssues(context, plan, ending);
      if (!issues)
        return { ok: true, status: ending.status, data: data as T, meta: metaOf(call, ending.response) };
    }
  }
  const { conclude } = await import('./failure.ts');
  return conclude(context, plan, call, slot.ending, issues);
}

/** Carries out one call, inside whatever wraps it. Resolves in every case. */
export function settle<T>(context: Context, plan: Plan<T>): Promise<Settled<T>> {
  const info = { operation: plan.operation };
  return context.settings.hooks.reduceRight<() => Promise<Settled<T>>>(
    (next, hook) => () => hook.aroundCall?.(info, next) ?? next(),
    () => carryOut(context, plan, info),
  )();
}
