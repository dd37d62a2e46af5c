import type { Call } from './call.ts';
import type { CallInfo, Events, Hooks, Logger } from './events.ts';
import type { WireRequest } from './exchange.ts';
import { guarded } from './guarded.ts';
import { isHeader } from './options.ts';
import type { Outcome } from './outcome.ts';

/** The fields that logs may show. */
const ALLOWED = new Set(
  'operation attempt method status failure errorCode durationMs reason delayMs kind expiresInMs issues'.split(
    ' ',
  ),
);

const LEVELS: Readonly<Record<string, 'warn' | undefined>> = {
  retry: 'warn',
  'invalid-request': 'warn',
  'invalid-response': 'warn',
};

/** The part of `node:diagnostics_channel` that is used. */
interface Channels {
  channel(name: string): { readonly hasSubscribers: boolean; publish(message: unknown): void };
}

type Channel = ReturnType<Channels['channel']>;

/** Node's channels where the runtime has them: looked up by name, as a Node-only import would break other runtimes. */
function channelsOf(scope: object): Channels | undefined {
  const process: { getBuiltinModule?(id: string): unknown } | undefined = Reflect.get(scope, 'process');
  return process?.getBuiltinModule?.('node:diagnostics_channel') as Channels | undefined;
}

/** `onInvalidResponse` is known as `invalid-response`. */
function topicOf(name: string): string {
  return name
    .slice(2)
    .replaceAll(/(?!^)(?=[A-Z])/g, '-')
    .toLowerCase();
}

/** Hooks, logger and `node:diagnostics_channel` behind one object. Nothing that they throw gets out. */
export class Emitter {
  readonly #hooks: readonly Hooks[];
  readonly #logger: Logger | undefined;
  readonly #around: readonly Hooks[];
  readonly #scope: string;
  readonly #channels = channelsOf(globalThis);
  readonly #known = new Map<string, Channel | undefined>();

  constructor(scope: string, hooks: readonly Hooks[], logger: Logger | undefined) {
    this.#scope = scope;
    this.#hooks = hooks;
    this.#logger = logger;
    this.#around = hooks.filter((hook) => hook.aroundCall);
  }

  /** Whether there is a listener: most calls have none, and then no event is made. */
  isHeard(name: keyof Events): boolean {
    return (
      this.#logger !== undefined || this.#hooks.length > 0 || this.#channelOf(name)?.hasSubscribers === true
    );
  }

  get watchesAttempts(): boolean {
    return this.isHeard('onRequest') || this.isHeard('onResponse');
  }

  /** Whether there is a logger, or a hook of this name. */
  isHooked(name: keyof Events): boolean {
    return this.#logger !== undefined || this.#hooks.some((hook) => hook[name]);
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    const channel = this.#channelOf(name);
    if (channel?.hasSubscribers) channel.publish(event);
    for (const hook of this.#hooks)
      guarded(
        () => hook[name]?.(event as never),
        () => this.#hookFailed(name),
      );
    if (!this.#logger) return;
    const topic = topicOf(name);
    const shown = Object.entries(event).filter(([key, value]) => ALLOWED.has(key) && value !== undefined);
    this.#log({ level: LEVELS[topic] ?? 'debug', event: topic, ...Object.fromEntries(shown) });
  }

  /** An attempt is about to go out; hooks may set headers of it and of those after it. */
  announce({ info: call, durations }: Call, { method, url, headers }: WireRequest): void {
    const { operation } = call;
    const setHeader = (name: string, value: string): void => {
      // Thrown to the hook: sent on, it would look as if the connection had failed.
      if (!isHeader(name, value)) throw new TypeError('setHeader: HTTP does not allow this name or value');
      headers[name.toLowerCase()] = value;
    };
    this.emit('onRequest', { operation, call, attempt: durations.length + 1, method, url, setHeader });
  }

  /** An attempt is over. */
  conclude(
    { info: call, durations }: Call,
    { status, failure, errorCode }: Outcome,
    durationMs: number,
  ): void {
    const { operation } = call;
    const attempt = durations.length;
    this.emit('onResponse', { operation, call, attempt, status, failure, errorCode, durationMs });
  }

  /** Runs a call inside the hooks that wrap it. Whatever they do, it is made once and its own end counts. */
  around<T>(info: CallInfo, run: () => Promise<T>): Promise<T> {
    return this.#around.reduceRight<() => Promise<T>>(
      (next, hook) => () => this.#wrap(hook, info, next),
      run,
    )();
  }

  async #wrap<T>(hook: Hooks, info: CallInfo, next: () => Promise<T>): Promise<T> {
    let made: Promise<T> | undefined;
    const once = (): Promise<T> => (made ??= next());
    try {
      await hook.aroundCall?.(info, once);
    } catch {
      this.#hookFailed('aroundCall');
    }
    return once();
  }

  #channelOf(name: string): Channel | undefined {
    if (!this.#known.has(name))
      this.#known.set(name, this.#channels?.channel(`${this.#scope}:${topicOf(name)}`));
    return this.#known.get(name);
  }

  /** What a hook throws is foreign and may hold anything: only that it threw is logged. */
  #hookFailed(hook: string): void {
    this.#log({ level: 'error', event: 'hook-failed', hook });
  }

  #log(event: Parameters<Logger>[0]): void {
    // Logging is a side channel, and a logger that fails has nobody to report to.
    guarded(
      () => this.#logger?.(event),
      () => {},
    );
  }
}
