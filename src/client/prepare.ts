import { redactDeep } from '../specwright/base/redact.ts';
import type { Call, Shared } from './call.ts';
import type { Check } from './check.ts';
import { createEmit } from './emit.ts';
import type { CallInfo, Emit, Hooks } from './hooks.ts';
import type { Settings } from './options.ts';
import { errorCodeOf, type Outcome } from './outcome.ts';
import { redact } from './redact.ts';
import type { WireRequest } from './attempt.ts';

type Emitter = ReturnType<typeof createEmit>;

/** Events are made only while somebody listens: most calls have no listener. */
function watchWith({ emit, isHeard }: Emitter): NonNullable<Shared['watch']> {
  return ({ info, durations }: Call, { method, url, headers }: WireRequest) => {
    if (!isHeard('onRequest') && !isHeard('onResponse')) return undefined;
    const about = { ...info, call: info, attempt: durations.length + 1 };
    const setHeader = (name: string, value: string): void => void (headers[name.toLowerCase()] = value);
    emit('onRequest', { ...about, method, url, setHeader });
    return (outcome: Outcome, durationMs: number) => {
      const { status, failure } = outcome;
      emit('onResponse', { ...about, status, failure, errorCode: errorCodeOf(outcome), durationMs });
    };
  };
}

function aroundWith(hooks: readonly Hooks[]): Shared['around'] {
  if (!hooks.some((hook) => hook.aroundCall)) return undefined;
  return <T>(info: CallInfo, run: () => Promise<T>) =>
    hooks.reduceRight<() => Promise<T>>((next, hook) => () => hook.aroundCall?.(info, next) ?? next(), run)();
}

let loaded: Check | undefined;

/**
 * The validators weigh more than the client: they come with the first call that is checked. A server may
 * use a credential as the name of a property, which an issue quotes.
 */
async function check({ tokens }: Shared, ...args: Parameters<Check>): Promise<ReturnType<Check>> {
  loaded ??= (await import('./check.ts')).check;
  const issues = loaded(...args);
  return issues && redactDeep(issues, (text) => redact(text, tokens.credentials()));
}

/** Checks replies where an issue is an error, or where somebody hears of it. */
function replyCheckWith(shared: Shared, emit: Emit): Shared['checkReply'] {
  const { validate, hooks, logger } = shared.settings;
  const { responses } = validate;
  const heard = logger ?? hooks.some((hook) => hook.onInvalidResponse);
  if (responses === 'off' || (responses === 'warn' && !heard)) return undefined;
  return async (operation, { status, json }) => {
    const issues = json === undefined ? undefined : await check(shared, operation, `Response${status}`, json);
    if (!issues || responses === 'throw') return issues;
    return void emit('onInvalidResponse', { operation, status, issues });
  };
}

/** In lower case, so that a header given twice is one. */
function headersOf({ headers = {} }: Settings): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { accept: 'application/json', ...Object.fromEntries(own) };
}

/** Completes what calls have in common, before the first of them. */
export function prepare(shared: Shared): Shared {
  const { hooks, logger, validate } = shared.settings;
  const emitter = createEmit(hooks, logger);
  const { emit } = emitter;
  shared.watch = watchWith(emitter);
  shared.around = aroundWith(hooks);
  shared.checkReply = replyCheckWith(shared, emit);
  if (validate.requests) {
    shared.checkRequest = (operation, body) =>
      body === undefined ? undefined : check(shared, operation, 'RequestBody', body);
  }
  shared.headers = headersOf(shared.settings);
  shared.emit = emit;
  return shared;
}
