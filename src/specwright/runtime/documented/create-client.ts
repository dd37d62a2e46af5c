import { ApiError } from '../api-error.ts';
import { orThrow, type AnsweredCallMeta, type CallMeta, type CallPromise } from '../call-meta.ts';
import { defined } from '../../base/json.ts';
import { isLoopbackHost } from '../../base/loopback.ts';
import type { CallOptions, Operation, Parameters, Plan } from '../operation.ts';
import { isHeader, settingsOf, type RuntimeOptions } from '../options.ts';
import type { Reply, ValidationIssue } from '../outcome.ts';
import { preload } from '../preload.ts';
import { Runtime, type Api } from '../runtime.ts';
import type { TokenSource } from '../token-source.ts';
import type { Check } from '../validation.ts';
import { chooseSchemes, grantOf, isClient, Signer, type Auth, type Scheme } from './auth.ts';
import { ConfigurationError } from './errors.ts';

/** Options of one call of a generated client. */
export interface ApiCallOptions extends CallOptions {
  /** May be repeated after a lost reply. @default by method: all but `POST` and `PATCH` */
  readonly idempotent?: boolean;
}

/** Options that every generated client has. An option given as `undefined` has its default. */
export interface ApiClientOptions extends RuntimeOptions {
  /** Address of the server, with the path that all operations share. @default the first server of the document */
  readonly baseUrl?: string;
  /** Credentials by the names of the document's security schemes. */
  readonly auth?: Auth;
  /** Send credentials over plain `http://` to other machines too. @default false */
  readonly allowHttp?: boolean;
  /** Your application, appended to the default `User-Agent`. */
  readonly appInfo?: { readonly name: string; readonly version?: string };
}

/** What a call takes: parameters by their place, and the body. */
export interface Input extends Parameters {
  readonly body?: unknown;
  /** Media type of the body. @default the first that the document names */
  readonly mediaType?: string;
}

/** What an operation without parameters and body takes. */
export type NoInput = Readonly<Record<string, never>>;

/** What `client.safe.*` resolves to: look at `ok` first. */
export type Result<T, Code = number | string> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly data: T;
      readonly error?: undefined;
      readonly errorCode?: undefined;
      readonly meta: AnsweredCallMeta;
    }
  | {
      readonly ok: false;
      /** `undefined` where no reply came. */
      readonly status: number | undefined;
      readonly data?: undefined;
      readonly error: ApiError;
      /** The API's own code; `undefined` where none was sent. */
      readonly errorCode: Code | undefined;
      readonly meta: CallMeta;
    };

/** The same calls without exceptions. */
export type Safe<Operations, Code = number | string> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (...args: infer Args) => CallPromise<infer T>
    ? (...args: Args) => Promise<Result<T, Code>>
    : never;
};

/** What a generated client has beside its operations. */
export interface ApiClient<Operations, Options, Code = number | string> {
  /** The same calls without exceptions. */
  readonly safe: Safe<Operations, Code>;
  /**
   * Calls an endpoint that the document lacks, with the same credentials, retries and errors.
   *
   * @returns what the reply holds; `undefined` where it has no body
   */
  request(method: string, path: `/${string}`, input?: Input, options?: ApiCallOptions): CallPromise<unknown>;
  /** A client with some options changed, which shares the tokens of this one where `auth` and `baseUrl` stay. */
  withOptions(changes: Partial<Options>): Operations & ApiClient<Operations, Options, Code>;
}

/** An operation as generated clients describe it; its id is its key. */
export interface DescribedOperation extends Omit<
  Operation,
  'id' | 'open' | 'form' | 'anyJson' | 'success' | 'schemes'
> {
  /** Alternatives, each a set of scheme names. @default those of the API */
  readonly security?: readonly (readonly string[])[];
  /** The document says that a repetition does no harm. */
  readonly idempotent?: true;
  /** Names of validators that do not follow from the id, by part: `RequestBody`, `Response200`. */
  readonly validators?: Readonly<Record<string, string>>;
}

/** What a generated client knows of its API. */
export interface ApiDescription {
  /** Also the first half of the names of its diagnostics channels. */
  readonly name: string;
  readonly version: string;
  readonly baseUrl?: string;
  readonly operations: Readonly<Record<string, DescribedOperation>>;
  readonly schemes: Readonly<Record<string, Scheme>>;
  readonly security: readonly (readonly string[])[];
  /** Members on the way to the API's own error code. */
  readonly errorCode?: readonly string[];
  /** Header whose value makes a call repeatable. */
  readonly idempotencyHeader?: string;
  /** The compiled validators. */
  readonly validators: () => Promise<Readonly<Record<string, unknown>>>;
}

const loadWords = preload(async () => (await import('./words.ts')).WORDS);

/**
 * Makes the client that a description describes. The generated code gives it its type.
 *
 * @throws ConfigurationError for options that cannot work
 */
export function createApiClient<Operations extends object, Options extends ApiClientOptions, Code>(
  description: ApiDescription,
  options: Options,
): Operations & ApiClient<Operations, Options, Code> {
  const check = preload(async () => checkWith(description.operations, await description.validators()));
  // The generated code declares what the operations of the same description take and give.
  return new Maker(description, check).client(options, new Map()) as Operations &
    ApiClient<Operations, Options, Code>;
}

type Call = (input?: Input, options?: ApiCallOptions) => Promise<Result<unknown>>;

class Maker {
  readonly #description: ApiDescription;
  readonly #check: () => Check | Promise<Check>;

  constructor(description: ApiDescription, check: () => Check | Promise<Check>) {
    this.#description = description;
    this.#check = check;
  }

  /** @param shared - token sources of a client with the same credentials */
  client(options: ApiClientOptions, shared: ReadonlyMap<string, TokenSource>): object {
    const { schemes, security, operations } = this.#description;
    const { auth = {}, baseUrl } = options;
    const runtimes = this.#runtimes(options, shared);
    const safe: Record<string, Call> = {};
    const call = (id: string, described: DescribedOperation): Call => {
      const names = chooseSchemes(described.security ?? security, schemes, auth) ?? [];
      const runtime = runtimes(names.find((name) => isClient(auth[name])));
      const { baseUrl: server, ...rest } = described;
      // An address that the caller names is that of every operation.
      const here = baseUrl === undefined && server !== undefined ? described : rest;
      return (input, given) => settle(runtime.call(this.#plan(id, here, names, input, given)));
    };
    for (const [id, described] of Object.entries(operations)) safe[id] = call(id, described);
    const client = Object.fromEntries(
      Object.entries(safe).map(([id, run]) => [
        id,
        (input?: Input, given?: ApiCallOptions) => orThrow(run(input, given)),
      ]),
    );
    return {
      ...client,
      safe,
      request: (method: string, path: string, input?: Input, given?: ApiCallOptions) =>
        orThrow(call(`${method} ${path}`, { method: methodOf(method), path, reply: 'any' })(input, given)),
      withOptions: (changes: Partial<ApiClientOptions>) => {
        const next = { ...options, ...changes };
        const same = next.auth === options.auth && next.baseUrl === baseUrl;
        return this.client(next, same ? runtimes.tokens() : new Map());
      },
    };
  }

  /** One runtime for each token that is fetched, and one for everything else. */
  #runtimes(
    options: ApiClientOptions,
    shared: ReadonlyMap<string, TokenSource>,
  ): ((scheme?: string) => Runtime<ApiError>) & { tokens(): ReadonlyMap<string, TokenSource> } {
    const { name, version, schemes, errorCode } = this.#description;
    const { auth = {}, appInfo } = options;
    const agent = [
      `${name}/${version}`,
      appInfo && [appInfo.name, appInfo.version].filter(Boolean).join('/'),
    ];
    const userAgent = agent.filter(Boolean).join(' ');
    if (!isHeader('user-agent', userAgent)) refuse('appInfo holds a character that HTTP forbids.');
    const settings = settingsOf(options, refuse, {
      'user-agent': userAgent,
      accept: 'application/json, */*;q=0.5',
    });
    for (const given of Object.keys(auth))
      if (!Object.hasOwn(schemes, given))
        refuse(
          `auth.${given} is not a security scheme of the API. Expected ${listed(Object.keys(schemes))}.`,
        );
    const baseUrl = readBaseUrl(options, this.#description);
    const signer = new Signer(schemes, auth);
    const made = new Map<string, Runtime<ApiError>>();
    const api: Omit<Api<ApiError>, 'grant'> = {
      name,
      baseUrl,
      errorCode: (json, ok) => (ok ? undefined : codeAt(json, errorCode)),
      words: loadWords,
      check: this.#check,
      sign: (operation) => signer.sign(operation.schemes ?? []),
      credentials: () => signer.credentials(),
    };
    const of = (scheme = ''): Runtime<ApiError> => {
      const known = made.get(scheme);
      if (known) return known;
      const credentials = auth[scheme];
      const stated = schemes[scheme];
      const grant =
        stated && isClient(credentials) ? { grant: grantOf(stated, credentials, baseUrl) } : undefined;
      const runtime = new Runtime<ApiError>({ ...api, ...grant }, settings, shared.get(scheme));
      made.set(scheme, runtime);
      return runtime;
    };
    const tokens = (): ReadonlyMap<string, TokenSource> =>
      new Map(
        [...made].flatMap(([scheme, { tokens: source }]) => (source ? [[scheme, source] as const] : [])),
      );
    return Object.assign(of, { tokens });
  }

  #plan(
    id: string,
    described: DescribedOperation,
    names: readonly string[],
    { body, mediaType, ...parameters }: Input = {},
    { idempotent, ...options }: ApiCallOptions = {},
  ): Plan<unknown, ApiError> {
    const { idempotencyHeader } = this.#description;
    const { method, path } = described;
    const safeToRepeat = idempotent ?? described.idempotent ?? (method !== 'POST' && method !== 'PATCH');
    const key =
      idempotencyHeader !== undefined && !safeToRepeat ? { [idempotencyHeader]: newId() } : undefined;
    return {
      operation: { styles: {}, ...described, id, anyJson: true, schemes: names },
      parameters: key ? { ...parameters, header: { ...key, ...parameters.header } } : parameters,
      body,
      mediaType,
      idempotent: safeToRepeat || key !== undefined,
      issue: missing(path, parameters.path),
      options: defined(options),
      result: resultOf(described),
    };
  }
}

async function settle(ended: ReturnType<Runtime<ApiError>['call']>): Promise<Result<unknown>> {
  return ended;
}

function newId(): string {
  return crypto.randomUUID();
}

/** A path with a hole in it would reach another operation. */
function missing(path: string, given: Parameters['path'] = {}): ValidationIssue | undefined {
  for (const [, name = ''] of path.matchAll(/\{[.;]?([^{}*]*)\*?\}/g)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === '')
      return {
        path: `path.${name}`,
        message: `path.${name} is missing, and the path of the operation needs it`,
      };
  }
  return undefined;
}

function methodOf(method: string): Operation['method'] {
  const found = METHODS.find((known) => known === method.toUpperCase());
  return found ?? refuse(`${method} is not a method. Expected one of ${METHODS.join(', ')}.`);
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'] as const;

/** What a good reply gives to the caller. */
function resultOf({ reply: kind }: DescribedOperation): (json: unknown, reply: Reply) => unknown {
  if (kind === 'text') return (_json, { text }) => text;
  if (kind === 'binary') return (_json, reply) => blobOf(reply);
  if (kind === undefined) return (json) => json;
  return (json, reply) => {
    const type = reply.response.headers.get('content-type') ?? '';
    if (reply.text === '') return undefined;
    if (json !== undefined && (type === '' || /json/i.test(type))) return json;
    return /^$|text|xml|html|csv|json|javascript|urlencoded/i.test(type) ? reply.text : blobOf(reply);
  };
}

function blobOf({ bytes, response }: Reply): Blob {
  return new Blob(bytes ? [bytes] : [], { type: response.headers.get('content-type') ?? '' });
}

function codeAt(json: unknown, path: readonly string[] | undefined): number | string | undefined {
  if (!path) return undefined;
  const found = path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    json,
  );
  return typeof found === 'number' || typeof found === 'string' ? found : undefined;
}

interface Problem {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (value: unknown): boolean;
  errors?: readonly Problem[] | null;
}

function isValidator(value: unknown): value is Validator {
  return typeof value === 'function';
}

/** Files and bodies that are written already are no JSON values. */
function isChecked(mediaType: string | undefined, body: unknown): boolean {
  if (mediaType === undefined) return true;
  const structured = /[/+]json\b|x-www-form-urlencoded/i.test(mediaType);
  return structured && !(body instanceof URLSearchParams || body instanceof Blob || body instanceof FormData);
}

/** Looks a validator up by its name: for the status itself, for its family, for every status. */
function checkWith(
  operations: ApiDescription['operations'],
  validators: Readonly<Record<string, unknown>>,
): Check {
  return (operation, part, value) => {
    const described = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (value === undefined || (part === 'RequestBody' && !isChecked(described?.media?.[0], value)))
      return undefined;
    const names = [part, part.replace(/(\d)\d\d$/, '$1XX'), part.replace(/\d+$/, 'Default')];
    const found = names
      .map((name) => described?.validators?.[name] ?? `${operation}${name}`)
      .find((name) => Object.hasOwn(validators, name));
    const validator = found === undefined ? undefined : validators[found];
    if (!isValidator(validator) || validator(value)) return undefined;
    return (validator.errors ?? []).map(({ instancePath, message = 'is not valid', params }) => {
      const named = params['additionalProperty'] ?? params['allowedValues'];
      const said = named === undefined ? message : `${message}: ${String(named)}`;
      return { path: instancePath, message: `${instancePath || 'the body'} ${said}` };
    });
  };
}

function refuse(message: string): never {
  throw new ConfigurationError('invalid-options', { message });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none, as the document names none' : names.join(', ');
}

/** `https://`, or `http://` to this machine; nothing but scheme, host and path. */
function readBaseUrl({ baseUrl, allowHttp }: ApiClientOptions, description: ApiDescription): string {
  const text = baseUrl ?? description.baseUrl;
  if (text === undefined) refuse('baseUrl is missing, and the document names no server.');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const near = allowHttp === true || isLoopbackHost(url?.hostname ?? '');
  const known = url?.protocol === 'https:' || (near && url?.protocol === 'http:');
  if (!url || !known || url.username || url.password || url.search || url.hash) {
    refuse(`baseUrl must be an https:// address (http:// for this machine, or with allowHttp).`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
