import type { TokenGrant } from '../runtime.ts';

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

/** The first of the alternatives for which there are credentials; to send none, where it is one, comes last. */
export function chooseSchemes(
  alternatives: readonly (readonly string[])[],
  schemes: Readonly<Record<string, Scheme>>,
  auth: Auth,
): readonly string[] {
  const complete = alternatives.filter((names) =>
    names.every((name) => schemes[name]?.kind === 'connection' || auth[name] !== undefined),
  );
  return complete.find((names) => names.length > 0) ?? [];
}

/** Whether a token has to be fetched with these credentials. */
export function isClient(credentials: Credentials | undefined): credentials is ClientCredentials {
  return typeof credentials === 'object' && 'clientId' in credentials;
}

type Exchange = Pick<Required<TokenGrant>, 'request' | 'granted'>;

interface Loaded {
  readonly OAuthExchange: new (credentials: ClientCredentials) => Exchange;
}

/** How the token of an OAuth 2 client is fetched; `load` gets what is not needed before. */
export function grantOf(
  scheme: Scheme,
  credentials: ClientCredentials,
  baseUrl: string,
  load: () => Loaded | Promise<Loaded>,
): TokenGrant {
  const { clientId, clientSecret, scope } = credentials;
  const place = credentials.tokenUrl ?? scheme.tokenUrl ?? '/oauth/token';
  const { origin, pathname, search } = new URL(place, `${baseUrl}/`);
  let exchange: Promise<Exchange> | undefined;
  const made = () => (exchange ??= (async () => new (await load()).OAuthExchange(credentials))());
  return {
    operation: { id: 'token', method: 'POST', path: pathname + search, form: true, open: true, success: [] },
    baseUrl: origin,
    key: [origin + pathname, clientId, scope ?? ''].join(' '),
    secret: typeof clientSecret === 'function' ? clientSecret : () => clientSecret,
    request: async (secret) => (await made()).request(secret),
    granted: async (json) => (await made()).granted(json),
  };
}
