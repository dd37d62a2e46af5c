import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { ApiRequest } from '../engine/request.ts';
import type { Access } from './authenticator.ts';
import { SetupError } from '../engine/setup-error.ts';

/** What a module may export to help a run with what no document says. */
export interface DocumentHooks {
  /** Runs before the first request. */
  setup?(place: { readonly target: string }): Promise<void> | void;
  /** Runs after the last case and after cleaning up. */
  teardown?(): Promise<void> | void;
  /** Sees each request of an operation, and may return another one: signed, or with a header more. */
  before?(operation: string, request: ApiRequest): Promise<ApiRequest | undefined> | ApiRequest | undefined;
  /** A value that exists at the target, for a path parameter or a property of this name. */
  fixture?(name: string): Promise<Json | undefined> | Json | undefined;
}

const NAMES = ['setup', 'teardown', 'before', 'fixture'] as const satisfies readonly (keyof DocumentHooks)[];

/** Values that must exist at the target. */
export interface DocumentProfile {
  /** By the name of a parameter or a property. */
  readonly values?: Readonly<Record<string, Json>>;
  /** Bodies that the server takes, by operation: they come before all others. */
  readonly bodies?: Readonly<Record<string, Json>>;
}

/** What people know in addition to the document. */
export interface Knowledge extends Access {
  readonly hooks?: DocumentHooks;
  readonly profile?: DocumentProfile;
}

/**
 * Picks the hooks out of a loaded module: its named exports, or those of its default export.
 *
 * @throws SetupError when a hook is not a function, or there is none
 */
export function readHooks(module: unknown): DocumentHooks {
  const sources = [module, property(module, 'default')];
  const found = NAMES.flatMap((name) => {
    const hook = sources.map((source) => property(source, name)).find((value) => value !== undefined);
    if (hook === undefined) return [];
    if (typeof hook !== 'function')
      throw new SetupError(`The hooks module exports "${name}", but it is not a function.`);
    return [[name, hook] as const];
  });
  if (found.length === 0) throw new SetupError(`The hooks module exports none of ${NAMES.join(', ')}.`);
  return Object.fromEntries(found);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** @throws SetupError when it is not a profile */
export function readProfile(value: Json): DocumentProfile {
  if (!isObject(value))
    throw new SetupError('The profile is not an object. Expected {"values": {...}, "bodies": {...}}.');
  const strange = Object.keys(value).find((name) => name !== 'values' && name !== 'bodies');
  if (strange !== undefined)
    throw new SetupError(`The profile has an unknown key "${strange}". It takes "values" and "bodies".`);
  const part = (name: string): JsonObject | undefined => {
    const found = own(value, name);
    if (found === undefined || isObject(found)) return found;
    throw new SetupError(`"${name}" of the profile is not an object.`);
  };
  const [values, bodies] = [part('values'), part('bodies')];
  return { ...(values && { values }), ...(bodies && { bodies }) };
}
