import { normaliseProblem } from '../problems.ts';
import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  ownObject,
  ownText,
} from '../../../base/json.ts';
import { pascalCase } from '../../../base/names.ts';
import type { ProblemLog } from '../problem-log.ts';
import type { SecurityRequirement } from '../../canonical-collection.ts';
import type { Variables } from '../variables.ts';
import { attributesOf } from './attributes.ts';
import { madeUpAddresses } from './oauth2.ts';
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
  const attributes = attributesOf(isObject(value) ? value : {}, type, variables);
  const scheme = schemeOfType(type.toLowerCase(), attributes);
  if (scheme !== undefined) {
    const addresses = madeUpAddresses(scheme.scheme, attributes);
    if (addresses.length > 0) log.add(normaliseProblem('oauth-address-missing', at, { addresses }));
    return { kind: 'scheme', scheme };
  }
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
    const free = this.#freeName(name, scheme);
    this.#names.set(key, free);
    this.#schemes.set(free, scheme);
    return free;
  }

  /** A second OAuth 2 scheme is named after its flow; what is still taken gets a number. */
  #freeName(name: string, scheme: JsonObject): string {
    if (!this.#schemes.has(name)) return name;
    const [flow = ''] = Object.keys(ownObject(scheme, 'flows') ?? {});
    const wanted = name + pascalCase(flow);
    const separator = /\d$/.test(wanted) ? '_' : '';
    let free = wanted;
    for (let count = 2; this.#schemes.has(free); count += 1) free = `${wanted}${separator}${String(count)}`;
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
