import { defined, ownList, ownString } from '../../base/json.ts';
import type { ApiDocument, SecurityScheme } from '../../openapi/api-document.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import type { ApiRequest } from '../engine/request.ts';
import type { SessionCore } from '../engine/session.ts';
import { SetupError } from '../engine/setup-error.ts';
import { expectedStatus } from '../checks/expected-status.ts';
import type { Demand } from '../engine/expectation.ts';
import { outcomeOf } from '../exchange/exchange.ts';

/** What callers know in addition to the document, to get in. */
export interface Access {
  /**
   * Secrets by security scheme: the value of an API key or bearer token, `user:password` for basic,
   * `clientId:clientSecret` for OAuth2 client credentials.
   */
  readonly auth?: Readonly<Record<string, string>>;
  /** Header fields that every request carries. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Sent = Pick<ApiRequest, 'headers' | 'query'>;

/** Credentials that do not let anybody in. */
export interface Intruder {
  /** Part of the name of the case. */
  readonly id: string;
  readonly because: string;
  readonly sent: Sent;
}

/** Gives requests the credentials that the document asks for. */
export class Authenticator {
  readonly #document: ApiDocument;
  readonly #access: Access;
  readonly #tokens = new Map<string, string>();
  /** Tokens that have only one scope, by security scheme. */
  readonly #narrow = new Map<string, readonly NarrowToken[]>();
  /** Credentials that let the run in at least once. */
  readonly #admitted = new Set<string>();

  constructor(document: ApiDocument, access: Access) {
    this.#document = document;
    this.#access = access;
    for (const name of Object.keys(access.auth ?? {}))
      if (!document.schemes.has(name))
        throw new SetupError(
          `The document has no security scheme "${name}". It has: ${[...document.schemes.keys()].join(', ') || 'none'}.`,
        );
  }

  /** Texts that outputs must not show. */
  get secrets(): readonly string[] {
    const { auth = {}, headers = {} } = this.#access;
    const parts = Object.entries(auth).flatMap(([name, value]) => {
      const { type, scheme } = this.#document.schemes.get(name) ?? {};
      const isPair = type === 'oauth2' || scheme === 'basic';
      return isPair ? [value, value.slice(value.indexOf(':') + 1), basic(value)] : [value];
    });
    return [...parts, ...Object.values(headers)];
  }

  /** Whether a request without credentials must be refused. */
  isGuarded({ security }: Pick<OperationDescriptor, 'security'>): boolean {
    return security.length > 0 && security.every((schemes) => schemes.length > 0);
  }

  /** Fetches the tokens of OAuth2 client credentials. @throws SetupError */
  async open(core: SessionCore): Promise<void> {
    this.#admitted.clear();
    for (const [name, secret] of Object.entries(this.#access.auth ?? {})) {
      const { tokenUrl } = this.#document.schemes.get(name) ?? {};
      if (tokenUrl === undefined) continue;
      const url = this.#tokenAddress(tokenUrl, core.settings.baseUrl);
      const { status, token } = await fetchToken(core, url, secret);
      if (token === undefined)
        throw new SetupError(
          `The token endpoint of "${name}" gives no token: ${status === undefined ? 'no answer' : `status ${status}`}. Check --auth ${name}=env:VAR.`,
        );
      this.#tokens.set(name, token);
      const narrow: NarrowToken[] = [];
      for (const scope of this.#someScopes(name)) {
        const { token: held, granted } = await fetchToken(core, url, secret, scope);
        // A server that does not say what it grants may grant everything.
        if (held !== undefined && granted === scope) narrow.push({ scope, token: held });
      }
      this.#narrow.set(name, narrow);
    }
  }

  /** What a body of the token endpoint has of the client, by the names of RFC 6749. */
  clientFor({ path }: Pick<OperationDescriptor, 'path'>): Readonly<Record<string, string>> {
    const known = Object.entries(this.#access.auth ?? {}).find(([name]) =>
      this.#document.schemes.get(name)?.tokenUrl?.endsWith(path),
    );
    if (known === undefined) return {};
    const [client = '', ...secret] = known[1].split(':');
    return { client_id: client, client_secret: secret.join(':') };
  }

  /** Two scopes: whatever an operation needs, it needs more than one of them, or another one. */
  #someScopes(name: string): readonly string[] {
    const wanted = this.#document.operations.flatMap(({ scopes }) => scopes.get(name) ?? []);
    const known = [...new Set(wanted)];
    return known.length === 0 ? [] : [...known, 'none'].slice(0, 2);
  }

  /** Where tokens come from: at the target, where the document has them come from the server that it describes. */
  #tokenAddress(tokenUrl: string, baseUrl: string): string {
    const address = new URL(tokenUrl, `${baseUrl}/`);
    const servers = ownList(this.#document.root, 'servers').map((server) => ownString(server, 'url') ?? '');
    const isOwn = servers.some((url) => URL.canParse(url) && new URL(url).origin === address.origin);
    return isOwn ? new URL(address.pathname + address.search, baseUrl).href : address.href;
  }

  /** Credentials for an operation; those that every request carries where none are known. */
  valid({ security }: Pick<OperationDescriptor, 'security'>): Sent {
    const known = security.find(
      (schemes) => schemes.length > 0 && schemes.every((name) => this.#secretOf(name) !== undefined),
    );
    return this.#sent(known ?? [], (name) => this.#secretOf(name) ?? '');
  }

  /** What valid requests ask of their answers: whoever has the credentials gets in. `undefined` where none are known. */
  admission({ id, security }: Pick<OperationDescriptor, 'id' | 'security'>): Demand | undefined {
    const schemes = security.find(
      (names) =>
        names.length > 0 && names.every((name) => this.#secretOf(name) !== undefined && this.#isSent(name)),
    );
    if (schemes === undefined || security.some((names) => names.length === 0)) return undefined;
    const key = schemes.join(' ');
    const admitted = this.#admitted;
    return {
      check: expectedStatus,
      *examine(answer) {
        if (outcomeOf(answer) !== 401) admitted.add(key);
        // Who got in before may have signed out since.
        if (admitted.has(key)) return;
        yield {
          title: `${id} answers 401 though the credentials are valid`,
          expected: `another status, for the credentials of ${schemes.join(' and ')} were given`,
          actual: '401',
          essence: 'valid credentials refused',
        };
      },
    };
  }

  /** Whether credentials of a scheme can be sent as they are: a digest or a signature cannot. */
  #isSent(name: string): boolean {
    const { type, scheme = '' } = this.#document.schemes.get(name) ?? {};
    return type !== 'http' || scheme === 'basic' || scheme === 'bearer';
  }

  /** Credentials that an operation must refuse: none, wrong ones of each part, those of another scheme. */
  intruders({ id, security }: Pick<OperationDescriptor, 'id' | 'security'>): readonly Intruder[] {
    const names = security[0] ?? [];
    const of = (
      caseId: string,
      because: string,
      secretOf: (name: string) => string,
      schemes = names,
    ): Intruder => ({
      id: caseId,
      because,
      sent: this.#sent(schemes, secretOf),
    });
    const found = [
      { id: 'no-token', because: 'credentials are missing', sent: this.#bare() },
      of('wrong-credentials', 'nobody was given these credentials', () => 'nobody:was-given-this'),
    ];
    const known = names.length > 0 && names.every((name) => this.#secretOf(name) !== undefined);
    if (!known) return found;
    const secretOf = (name: string): string => this.#secretOf(name) ?? '';
    const { headers: { authorization = '', ...others } = {}, query = {} } = this.#sent(names, secretOf);
    if (authorization.includes(' '))
      found.push({
        id: 'empty-credentials',
        because: 'the credentials are empty',
        sent: { headers: { ...others, authorization: authorization.split(' ')[0] ?? '' }, query },
      });
    const { scopes } = this.#document.operations.find((operation) => operation.id === id) ?? {};
    for (const name of names) {
      const narrow = this.#narrow
        .get(name)
        ?.find(({ scope }) => scopes?.get(name)?.some((wanted) => wanted !== scope));
      if (narrow !== undefined)
        found.push(
          of('other-scope', `the token has the scope ${narrow.scope} alone`, (one) =>
            one === name ? narrow.token : secretOf(one),
          ),
        );
    }
    // Of several that are needed together, each alone is missing or wrong.
    for (const part of names.length > 1 ? names : []) {
      const rest = names.filter((name) => name !== part);
      found.push(of(`no-${part}`, `the credentials of "${part}" are missing`, secretOf, rest));
      const wrong = (name: string): string => (name === part ? 'nobody:was-given-this' : secretOf(name));
      found.push(of(`wrong-${part}`, `the credentials of "${part}" are wrong`, wrong));
    }
    const isBasic = names.some((name) => this.#document.schemes.get(name)?.scheme === 'basic');
    if (isBasic) {
      const user = (name: string): string => secretOf(name).split(':')[0] ?? '';
      found.push(of('wrong-password', 'the password is wrong', (name) => `${user(name)}:wrong`));
      found.push(
        of('wrong-user', 'the user is wrong', (name) => `nobody${secretOf(name).slice(user(name).length)}`),
      );
    } else {
      found.push(
        of('longer-credentials', 'the credentials have a letter too many', (name) => `${secretOf(name)}x`),
      );
      const { headers = {} } = this.#sent(names, secretOf);
      const bearer = headers['authorization'];
      if (bearer?.startsWith('Bearer ') === true)
        found.push({
          id: 'wrong-scheme',
          because: 'the token is not sent as Bearer',
          sent: { headers: { ...headers, authorization: `Basic ${bearer.slice('Bearer '.length)}` } },
        });
    }
    const foreign = [...this.#document.schemes.keys()].filter(
      (name) => this.#secretOf(name) !== undefined && security.every((schemes) => !schemes.includes(name)),
    );
    return [
      ...found,
      ...foreign.map((name) =>
        of(`${name}-instead`, `the credentials are those of "${name}"`, secretOf, [name]),
      ),
    ];
  }

  /** Token requests of clients that are not known, by security scheme. */
  tokenIntruders(baseUrl: string): readonly { readonly name: string; readonly request: ApiRequest }[] {
    return Object.entries(this.#access.auth ?? {}).flatMap(([name, secret]) => {
      const { tokenUrl } = this.#document.schemes.get(name) ?? {};
      if (tokenUrl === undefined) return [];
      const path = this.#tokenAddress(tokenUrl, baseUrl);
      const text = 'grant_type=client_credentials';
      const contentType = 'application/x-www-form-urlencoded';
      const [client = ''] = secret.split(':');
      const headers = { authorization: `Basic ${basic(`${client}:wrong`)}` };
      return [
        {
          name,
          request: { method: 'POST', path, text, contentType, headers, credentials: { kind: 'none' } },
        },
      ];
    });
  }

  /** Only what every request carries, credentials left out. */
  #bare(): Sent {
    const headers = Object.entries(this.#access.headers ?? {});
    return {
      headers: Object.fromEntries(
        headers.filter(([name]) => !/^(authorization|cookie)$|key|token/i.test(name)),
      ),
    };
  }

  #secretOf(name: string): string | undefined {
    return this.#tokens.get(name) ?? this.#access.auth?.[name];
  }

  #sent(names: readonly string[], secretOf: (name: string) => string): Sent {
    const headers: Record<string, string> = {};
    const query: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.#access.headers ?? {}))
      headers[name.toLowerCase()] = value;
    for (const name of names) {
      const scheme = this.#document.schemes.get(name);
      if (scheme !== undefined) put(scheme, secretOf(name), headers, query);
    }
    return { headers, query };
  }
}

/** A token that has only one scope. */
interface NarrowToken {
  readonly scope: string;
  readonly token: string;
}

/** A token of the client credentials grant (RFC 6749, section 4.4), and the scope that it is said to have. */
async function fetchToken(
  { transport, settings, redactor }: SessionCore,
  url: string,
  secret: string,
  scope?: string,
): Promise<{ readonly status?: number; readonly token?: string; readonly granted?: string }> {
  const request = {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${basic(secret)}`,
    },
    body: `grant_type=client_credentials${scope === undefined ? '' : `&scope=${encodeURIComponent(scope)}`}`,
  };
  const { answer } = await transport(request, settings.timeout);
  const token = ownString(answer?.json, 'access_token');
  if (token !== undefined) redactor.add(token);
  const granted = ownString(answer?.json, 'scope');
  return defined({ status: answer?.status, token, granted });
}

function put(
  { type, scheme, in: place, name }: SecurityScheme,
  secret: string,
  headers: Record<string, string>,
  query: Record<string, string>,
): void {
  if (type !== 'apiKey') {
    const kind = type === 'http' && scheme !== 'bearer' ? scheme : 'Bearer';
    headers['authorization'] = scheme === 'basic' ? `Basic ${basic(secret)}` : `${kind} ${secret}`;
  } else if (place === 'query') query[name] = secret;
  else if (place === 'cookie') headers['cookie'] = `${name}=${encodeURIComponent(secret)}`;
  else headers[name.toLowerCase()] = secret;
}

function basic(secret: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(secret)));
}
