import type { Signature } from '../runtime.ts';
import { basic, isClient, type Auth, type BasicCredentials, type Scheme, type Secret } from './auth.ts';

/** Writes the credentials of schemes into requests; keeps in mind what must not show in any message. */
export class Signer {
  readonly #schemes: Readonly<Record<string, Scheme>>;
  readonly #auth: Auth;
  readonly #seen = new Set<string>();

  constructor(schemes: Readonly<Record<string, Scheme>>, auth: Auth) {
    this.#schemes = schemes;
    this.#auth = auth;
  }

  /** @throws what a function of the caller throws */
  async sign(names: readonly string[]): Promise<Signature> {
    const headers: Record<string, string> = {};
    const query: [string, string][] = [];
    const cookies: [string, string][] = [];
    for (const name of names) {
      const scheme = this.#schemes[name];
      const credentials = this.#auth[name];
      if (!scheme || credentials === undefined || isClient(credentials)) continue;
      const value = await this.#valueOf(credentials);
      const place = scheme.name ?? 'authorization';
      if (scheme.kind === 'query') query.push([place, value]);
      else if (scheme.kind === 'cookie') cookies.push([place, encodeURIComponent(value)]);
      else if (scheme.kind === 'bearer') headers['authorization'] = `Bearer ${value}`;
      else if (scheme.kind === 'basic') headers['authorization'] = `Basic ${value}`;
      else headers[place.toLowerCase()] = (scheme.prefix ?? '') + value;
    }
    return { headers, query, cookies };
  }

  credentials(): readonly string[] {
    return [...this.#seen];
  }

  async #valueOf(credentials: Secret | BasicCredentials): Promise<string> {
    if (typeof credentials !== 'object') return this.#read(credentials);
    return this.#remember(basic(credentials.username, await this.#read(credentials.password)));
  }

  async #read(secret: Secret): Promise<string> {
    const given = typeof secret === 'function' ? await secret() : secret;
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
