import type { Signature, TokenGrant } from '../runtime.ts';

/** A text, or a function that gives one: it is asked before every request, or every token request. */
export type Secret = string | (() => string | Promise<string>);

/** Credentials of HTTP Basic authentication. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: Secret;
}

/** Credentials of an OAuth 2 client: the token is fetched, shared by all calls and renewed ahead of time. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Asks with a refresh token in place of the client credentials. A replaced refresh token is used from then on. */
  readonly refreshToken?: string;
  readonly scope?: string;
  /** @default that of the document */
  readonly tokenUrl?: string;
  /** Where the client credentials go in the token request. @default 'body' */
  readonly sendIn?: 'body' | 'header';
}

/** Any credentials that an operation may want. */
export type Credentials = Secret | BasicCredentials | ClientCredentials;

/** How a credential is sent, as the document says. */
export interface Scheme {
  readonly kind: 'bearer' | 'basic' | 'header' | 'query' | 'cookie' | 'connection';
  /** Of the header, parameter or cookie. */
  readonly name?: string;
  /** What the value of the header starts with. */
  readonly prefix?: string;
  /** Of an OAuth 2 flow. */
  readonly tokenUrl?: string;
}

/** The credentials that the caller has, by the names of their schemes. */
export type Auth = Readonly<Record<string, Credentials | undefined>>;

/** The first of the alternatives for which there are credentials; `undefined` where there is none. */
export function chooseSchemes(
  alternatives: readonly (readonly string[])[],
  schemes: Readonly<Record<string, Scheme>>,
  auth: Auth,
): readonly string[] | undefined {
  return alternatives.find((names) =>
    names.every((name) => schemes[name]?.kind === 'connection' || auth[name] !== undefined),
  );
}

/** Whether a token has to be fetched with these credentials. */
export function isClient(credentials: Credentials | undefined): credentials is ClientCredentials {
  return typeof credentials === 'object' && 'clientId' in credentials;
}

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
    return this.#remember(base64(`${credentials.username}:${await this.#read(credentials.password)}`));
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

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** How the token of an OAuth 2 client is fetched. */
export function grantOf(scheme: Scheme, credentials: ClientCredentials, baseUrl: string): TokenGrant {
  const { clientId, clientSecret, scope, sendIn } = credentials;
  const { origin, pathname, search } = new URL(
    credentials.tokenUrl ?? scheme.tokenUrl ?? '/oauth/token',
    `${baseUrl}/`,
  );
  let { refreshToken } = credentials;
  const inHeader = sendIn === 'header';
  return {
    operation: { id: 'token', method: 'POST', path: pathname + search, form: true, open: true, success: [] },
    baseUrl: origin,
    key: [origin + pathname, clientId, scope ?? ''].join(' '),
    secret: typeof clientSecret === 'function' ? clientSecret : () => clientSecret,
    form: (secret) => ({
      ...(refreshToken === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: refreshToken }),
      ...(!inHeader && { client_id: clientId, client_secret: secret }),
      ...(scope !== undefined && { scope }),
    }),
    headers: (secret): Readonly<Record<string, string>> =>
      inHeader
        ? {
            authorization: `Basic ${base64(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`)}`,
          }
        : {},
    granted(json) {
      const { refresh_token: next }: { refresh_token?: unknown } = Object(json);
      if (refreshToken !== undefined && typeof next === 'string') refreshToken = next;
    },
  };
}
