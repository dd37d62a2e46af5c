import type { Signature } from '../signature.ts';
import { isClient, type Auth, type BasicCredentials, type Scheme, type Secret } from './auth.ts';
import { basic } from './basic.ts';

/** Writes the credentials of schemes into requests; keeps in mind what must not show in any message. */
export class Signer {
  readonly #schemes: Readonly<Record<string, Scheme>>;
  readonly #auth: Auth;
  readonly #seen = new Set<string>();

  constructor(schemes: Readonly<Record<string, Scheme>>, auth: Auth) {
    this.#schemes = schemes;
    this.#auth = auth;
  }

  /** `undefined` where nothing is to be sent; not a promise where all credentials are at hand. @throws what a function of the caller throws */
  sign(names: readonly string[]): Signature | undefined | Promise<Signature | undefined> {
    const parts: [Scheme, string | Promise<string>][] = [];
    for (const name of names) {
      const scheme = this.#schemes[name];
      const credentials = this.#auth[name];
      if (scheme && credentials !== undefined && !isClient(credentials))
        parts.push([scheme, this.#valueOf(credentials)]);
    }
    if (parts.length === 0) return undefined;
    const ready = parts.flatMap(([scheme, value]) =>
      typeof value === 'string' ? [[scheme, value] as const] : [],
    );
    if (ready.length === parts.length) return signatureOf(ready);
    const waited = parts.map(async ([scheme, value]) => [scheme, await value] as const);
    return Promise.all(waited).then(signatureOf);
  }

  credentials(): readonly string[] {
    return [...this.#seen];
  }

  #valueOf(credentials: Secret | BasicCredentials): string | Promise<string> {
    if (typeof credentials !== 'object') return this.#read(credentials);
    const { username, password } = credentials;
    const given = this.#read(password);
    const written = (text: string): string => this.#remember(basic(username, text));
    return typeof given === 'string' ? written(given) : given.then(written);
  }

  #read(secret: Secret): string | Promise<string> {
    const given = typeof secret === 'function' ? secret() : secret;
    return given instanceof Promise ? given.then((text) => this.#usable(text)) : this.#usable(given);
  }

  #usable(given: unknown): string {
    if (typeof given !== 'string' || given.trim() === '') throw new TypeError('The credential is empty.');
    // Files and variables end in a line break, which belongs to no secret.
    return this.#remember(given.trim());
  }

  #remember(secret: string): string {
    this.#seen.add(secret);
    for (const oldest of this.#seen) if (this.#seen.size > MOST_SEEN) this.#seen.delete(oldest);
    return secret;
  }
}

/** A function may give a new token for every request. */
const MOST_SEEN = 200;

function signatureOf(parts: readonly (readonly [Scheme, string])[]): Signature {
  const headers: Record<string, string> = {};
  const query: [string, string][] = [];
  const cookies: [string, string][] = [];
  for (const [{ kind, name: place = 'authorization', prefix = '' }, value] of parts) {
    if (kind === 'query') query.push([place, value]);
    else if (kind === 'cookie') cookies.push([place, encodeURIComponent(value)]);
    else if (kind === 'bearer') headers['authorization'] = `Bearer ${value}`;
    else if (kind === 'basic') headers['authorization'] = `Basic ${value}`;
    else headers[place.toLowerCase()] = prefix + value;
  }
  return { headers, query, cookies };
}
