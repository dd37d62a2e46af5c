import { normaliseProblem } from '../problems.ts';
import { type Json, type JsonObject, type JsonPointer, isObject, ownText } from '../../../base/json.ts';
import type { ProblemLog } from '../problem-log.ts';
import type { SecurityRequirement } from '../../canonical-collection.ts';
import type { Variables } from '../variables.ts';
import { attributesOf } from './attributes.ts';
import { schemeOfHeader, schemeOfKey } from './explicit-auth.ts';
import { schemeOfType, type NamedScheme } from './schemes.ts';

/** What an auth block says: a scheme, that none is needed, or nothing (then the folder around decides). */
export type Auth =
  { readonly kind: 'scheme'; readonly scheme: NamedScheme } | { readonly kind: 'open' } | undefined;

export function readAuth(
  value: Json | undefined,
  at: JsonPointer,
  variables: Variables,
  log: ProblemLog,
): Auth {
  const type = typeof value === 'string' ? value : isObject(value) ? ownText(value, 'type') : undefined;
  if (type === undefined || type === 'inherit') return undefined;
  if (type === 'noauth' || type === 'none') return { kind: 'open' };
  const scheme = schemeOfType(
    type.toLowerCase(),
    attributesOf(isObject(value) ? value : {}, type, variables),
  );
  if (scheme !== undefined) return { kind: 'scheme', scheme };
  log.add(normaliseProblem('auth-type-unknown', at, { type }));
  return undefined;
}

/** Gives every different scheme one name; equal schemes share it. */
export class SchemeRegistry {
  readonly #names = new Map<string, string>();
  readonly #schemes = new Map<string, JsonObject>();

  #nameOf({ name, scheme }: NamedScheme): string {
    const key = JSON.stringify(scheme);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    let free = name;
    for (let count = 2; this.#schemes.has(free); count += 1) free = `${name}${String(count)}`;
    this.#names.set(key, free);
    this.#schemes.set(free, scheme);
    return free;
  }

  require(scheme: NamedScheme): SecurityRequirement {
    return { [this.#nameOf(scheme)]: scheme.scopes };
  }

  schemes(): Readonly<Record<string, JsonObject>> {
    return Object.fromEntries(this.#schemes);
  }
}

interface Sent {
  readonly headers: Json | undefined;
  readonly query: Json | undefined;
}

/**
 * What a request needs: the auth block in force; without one, or where it says `noauth`, the credentials in the request's
 * own headers; without either, those in its query.
 */
export function securityOf(
  auth: Auth,
  { headers, query }: Sent,
  registry: SchemeRegistry,
): readonly SecurityRequirement[] | undefined {
  if (auth?.kind === 'scheme') return [registry.require(auth.scheme)];
  const written = schemeOfHeader(headers);
  if (auth?.kind === 'open') return written === undefined ? [] : [registry.require(written)];
  const explicit = written ?? schemeOfKey(headers, query);
  return explicit === undefined ? undefined : [registry.require(explicit)];
}
