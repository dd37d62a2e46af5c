import type { Random } from '../../base/random.ts';
import type { Clock } from '../clock.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import type { ApiDocument, SecurityScheme } from '../../openapi/api-document.ts';

/** How long a token is good, in seconds. */
const LIFETIME = 3600;

/** Most tokens that are remembered; the oldest are forgotten and then count as tokens from elsewhere. */
const MOST = 10_000;

/**
 * What callers are given, by security scheme: the value of an API key or bearer token, `user:password` for basic,
 * `clientId:clientSecret` for OAuth2 client credentials. A scheme that is not named takes whatever has its form.
 */
export type Credentials = Readonly<Record<string, string>>;

interface Issued {
  /** Of the address that it came from. */
  readonly path: string;
  readonly scopes: ReadonlySet<string>;
  /** Sandbox time, milliseconds since 1970. */
  readonly expires: number;
}

/** The client credentials grant (RFC 6749, section 4.4) at the paths that the document names as `tokenUrl`. */
export class TokenEndpoint {
  readonly #paths: ReadonlySet<string>;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #issued = new Map<string, Issued>();
  /** Clients that get a token; all of them where none is named. */
  readonly #clients: readonly string[];

  constructor(
    { schemes }: ApiDocument,
    {
      clock,
      random,
      credentials = {},
    }: { readonly clock: Clock; readonly random: Random; readonly credentials?: Credentials | undefined },
  ) {
    const secretsOf = (isMeant: (scheme: SecurityScheme) => boolean): string[] =>
      [...schemes].flatMap(([name, scheme]) => {
        const secret = isMeant(scheme) ? credentials[name] : undefined;
        return secret === undefined ? [] : [secret];
      });
    const clients = secretsOf(({ tokenUrl }) => tokenUrl !== undefined);
    // Where the token endpoint is documented, its clients may be those of another scheme.
    this.#clients =
      clients.length === 0 ? [] : [...clients, ...secretsOf(({ scheme }) => scheme === 'basic')];
    this.#paths = new Set(
      [...schemes.values()].flatMap(({ tokenUrl }) => (tokenUrl === undefined ? [] : [pathOf(tokenUrl)])),
    );
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether a request is sent to the endpoint. */
  isAt({ method, path }: ApiRequest): boolean {
    return method === 'POST' && this.#paths.has(path);
  }

  /** The answer to a request for a token; `undefined` for other requests. */
  answer(request: ApiRequest): Reply | undefined {
    if (!this.isAt(request)) return undefined;
    const form = new URLSearchParams(new TextDecoder().decode(request.body));
    const client = clientOf(form, request);
    if (client === undefined) return refusal(401, 'invalid_client', 'client_id or client_secret is missing');
    if (this.#clients.length > 0 && !this.#clients.includes(client))
      return refusal(401, 'invalid_client', 'the client or its secret is wrong');
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 'grant_type must be client_credentials');
    }
    const scope = form.get('scope') ?? '';
    const token = this.#random.hex(40).toLowerCase();
    const [oldest] = this.#issued.keys();
    if (this.#issued.size >= MOST && oldest !== undefined) this.#issued.delete(oldest);
    const scopes = new Set(scope.split(' ').filter((one) => one !== ''));
    this.#issued.set(token, { path: request.path, scopes, expires: this.#clock.now() + LIFETIME * 1000 });
    return json(200, {
      access_token: token,
      token_type: 'Bearer',
      expires_in: LIFETIME,
      ...(scope !== '' && { scope }),
    });
  }

  /** Tokens that another endpoint issued are good here too. */
  adopt(other: TokenEndpoint): void {
    for (const [token, issued] of other.#issued) this.#issued.set(token, issued);
  }

  /** Whether a token came from this address. */
  isIssued(token: string, tokenUrl: string): boolean {
    return this.#issued.get(token)?.path === pathOf(tokenUrl);
  }

  /** What is wrong with a token that was issued here; tokens from elsewhere are taken as they are. */
  problemOf(token: string, scopes: readonly string[]): 'expired' | 'lacks-scope' | undefined {
    const issued = this.#issued.get(token);
    if (issued === undefined) return undefined;
    if (this.#clock.now() >= issued.expires) return 'expired';
    // A token that was asked for without scopes has them all.
    const isScoped = issued.scopes.size > 0;
    return isScoped && scopes.some((scope) => !issued.scopes.has(scope)) ? 'lacks-scope' : undefined;
  }
}

/** Whether a request is the client credentials grant itself, whatever the document says of its path. */
export function isGrant(request: ApiRequest): boolean {
  if (!/^basic +\S/i.test(request.header('authorization') ?? '')) return false;
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  return form.get('grant_type') === 'client_credentials';
}

/** `clientId:clientSecret`, from the header or from the form. */
function clientOf(form: URLSearchParams, request: ApiRequest): string | undefined {
  const [, basic] = /^basic +(\S+)$/i.exec(request.header('authorization') ?? '') ?? [];
  const sent =
    basic === undefined
      ? `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}`
      : Buffer.from(basic, 'base64').toString();
  return /^[^:]+:.+/s.test(sent) ? sent : undefined;
}

function refusal(status: number, error: string, words: string): Reply {
  const reply = json(status, { error, error_description: words });
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Basic realm="token"' } : {};
  return { ...reply, headers: { ...reply.headers, ...challenge }, reason: words };
}

function json(status: number, body: object): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}

/** The path of a URL, absolute or relative to the server. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  return path.startsWith('/') ? path : `/${path}`;
}
