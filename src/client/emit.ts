import type { Emit, Hooks, Logger } from './hooks.ts';

/** The fields that logs may show. */
const allowed = new Set(
  'operation attempt method status failure errorCode durationMs reason delayMs kind expiresInMs issues'.split(
    ' ',
  ),
);

const levels: Readonly<Record<string, 'warn' | undefined>> = {
  retry: 'warn',
  'invalid-response': 'warn',
};

/** The part of `node:diagnostics_channel` that is used. */
interface Channels {
  channel(name: string): { readonly hasSubscribers: boolean; publish(message: unknown): void };
}

/** Node's channels where the runtime has them: asked for by name, so that no Node-only import is needed. */
function channelsOf(scope: object): Channels | undefined {
  const process: { getBuiltinModule?(id: string): unknown } | undefined = Reflect.get(scope, 'process');
  return process?.getBuiltinModule?.('node:diagnostics_channel') as Channels | undefined;
}

function log(logger: Logger, event: string, fields: object): void {
  const shown = Object.entries(fields).filter(([key, value]) => allowed.has(key) && value !== undefined);
  logger({ level: levels[event] ?? 'debug', event, ...Object.fromEntries(shown) });
}

type Channel = ReturnType<Channels['channel']>;

/** `onInvalidResponse` is told as `invalid-response`. */
function topicOf(name: string): string {
  return name
    .slice(2)
    .replaceAll(/(?!^)(?=[A-Z])/g, '-')
    .toLowerCase();
}

/** Puts hooks, logger and channels behind one function, with one that tells whether anybody listens. */
export function createEmit(
  hooks: readonly Hooks[],
  logger: Logger | undefined,
): { readonly emit: Emit; isHeard(name: keyof Hooks): boolean } {
  const channels = channelsOf(globalThis);
  const known = new Map<string, Channel | undefined>();
  const channelOf = (name: string): Channel | undefined => {
    if (!known.has(name)) known.set(name, channels?.channel(`bpcc-task-routing:${topicOf(name)}`));
    return known.get(name);
  };
  const emit: Emit = (name, event) => {
    const channel = channelOf(name);
    if (channel?.hasSubscribers) channel.publish(event);
    for (const hook of hooks) {
      try {
        hook[name]?.(event as never);
      } catch {
        // What a hook throws is foreign and may hold anything: only that it threw is told.
        logger?.({ level: 'error', event: 'hook-failed', hook: name });
      }
    }
    if (logger) log(logger, topicOf(name), event);
  };
  const heard = logger !== undefined || hooks.length > 0;
  return { emit, isHeard: (name) => heard || channelOf(name)?.hasSubscribers === true };
}
