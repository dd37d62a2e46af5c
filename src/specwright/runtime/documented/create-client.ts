import { defined } from '../../base/json.ts';
import type { ApiError } from '../api-error.ts';
import { orThrow } from '../call-meta.ts';
import type { Operation, Parameters, Plan } from '../operation.ts';
import { isHeader, settingsOf, type Settings } from '../options.ts';
import type { ValidationIssue } from '../outcome.ts';
import { serverUrl, userAgentOf } from '../place.ts';
import { preload } from '../preload.ts';
import { Runtime, type Api } from '../runtime.ts';
import type { TokenSource } from '../token-source.ts';
import type { Check } from '../validation.ts';
import { chooseSchemes, grantOf, isClient } from './auth.ts';
import type {
  ApiCallOptions,
  ApiClient,
  ApiClientOptions,
  ApiDescription,
  DescribedOperation,
  Input,
  Result,
} from './client-types.ts';
import { ConfigurationError } from './errors.ts';
import type * as Later from './later.ts';

const loadLater = preload(() => import('./later.ts'));

/**
 * Makes the client that a description describes. The generated code gives it its type.
 *
 * @throws ConfigurationError for options that cannot work
 */
export function createApiClient<Operations extends object, Options extends ApiClientOptions, Code>(
  description: ApiDescription,
  options: Options,
): Operations & ApiClient<Operations, Options, Code> {
  const { operations, groups = {} } = description;
  const all = Object.assign({}, operations, ...Object.values(groups));
  const check = preload(
    async () => (await loadLater()).checkWith(all, await description.validators()),
    (run) => run(),
  );
  // The generated code declares what the operations of the same description take and give.
  return clientWith({ description, check }, options, new Map()) as Operations &
    ApiClient<Operations, Options, Code>;
}

/** What clients with other options have in common. */
interface Shared {
  readonly description: ApiDescription;
  readonly check: () => Check | Promise<Check>;
}

type Call = (input?: Input, options?: ApiCallOptions) => Promise<Result<unknown>>;
type Described = Readonly<Record<string, DescribedOperation>>;

/** @param tokens - those of a client with the same credentials */
function clientWith(
  shared: Shared,
  options: ApiClientOptions,
  tokens: ReadonlyMap<string, TokenSource>,
): object {
  const { schemes, security, operations, groups = {} } = shared.description;
  const { auth = {}, baseUrl } = options;
  const runtimes = new Runtimes(shared, options, tokens);
  /** What all calls of a method have in common, made with the first of them. */
  const prepare = (id: string, described: DescribedOperation, streams: true | undefined): Prepared => {
    const names = chooseSchemes(described.security ?? security, schemes, auth);
    const { baseUrl: server, ...rest } = described;
    // An address that the caller names is that of every operation.
    const here = baseUrl === undefined && server !== undefined ? described : rest;
    const reply = streams ? 'stream' : described.reply;
    return {
      runtime: runtimes.of(names.find((name) => isClient(auth[name]))),
      operation: { ...here, id, anyJson: true, schemes: names, ...(reply && { reply }) },
      idempotent: described.idempotent ?? !/^(POST|PATCH)$/.test(described.method),
      variables: [...described.path.matchAll(/\{[.;]?([^{}*]*)\*?\}/g)].map(([, name = '']) => name),
    };
  };
  const call = (id: string, described: DescribedOperation, streams?: true): Call => {
    let prepared: Prepared | undefined;
    return (input, given) => {
      const ready = (prepared ??= prepare(id, described, streams));
      const go = (later: typeof Later): Promise<Result<unknown>> =>
        ready.runtime.call(planOf(ready, shared.description, later, input, given));
      const later = loadLater();
      return later instanceof Promise ? later.then(go) : go(later);
    };
  };
  const throwing = (id: string, described: DescribedOperation, streams?: true) => {
    const run = call(id, described, streams);
    return (input?: Input, given?: ApiCallOptions) => orThrow(run(input, given));
  };
  const members = <M>(make: (id: string, described: DescribedOperation) => M): object => {
    const methods = (some: Described): object =>
      Object.fromEntries(Object.entries(some).map(([id, described]) => [id, make(id, described)]));
    const grouped = Object.entries(groups).map(([name, some]) => [name, methods(some)]);
    return { ...methods(operations), ...Object.fromEntries(grouped) };
  };
  // What the document lacks takes whatever credentials there are, where the document does not say which.
  const undocumented = security.length > 0 ? undefined : Object.keys(auth).map((name) => [name]);
  // Made when they are asked for: an API may have a thousand operations.
  let safe: object | undefined;
  let stream: object | undefined;
  return {
    ...members((id, described) => throwing(id, described)),
    get safe() {
      return (safe ??= members((id, described) => call(id, described)));
    },
    get stream() {
      return (stream ??= members((id, described) => throwing(id, described, true)));
    },
    request: (method: string, path: string, input?: Input, given?: ApiCallOptions) => {
      const described = {
        method: methodOf(method),
        path,
        reply: 'any',
        ...(undocumented && { security: undocumented }),
      } as const;
      return orThrow(call(`${method} ${path}`, described)(input, given));
    },
    withOptions: (changes: Partial<ApiClientOptions>) => {
      const next = { ...options, ...changes };
      const same = next.auth === options.auth && next.baseUrl === baseUrl;
      return clientWith(shared, next, same ? runtimes.tokens() : new Map());
    },
  };
}

/** One runtime for each token that is fetched, and one for everything else. */
class Runtimes {
  readonly #made = new Map<string, Runtime<ApiError>>();
  readonly #api: Omit<Api<ApiError>, 'grant'>;
  readonly #settings: Settings;
  readonly #options: ApiClientOptions;
  readonly #schemes: ApiDescription['schemes'];
  readonly #tokens: ReadonlyMap<string, TokenSource>;

  constructor(
    { description, check }: Shared,
    options: ApiClientOptions,
    tokens: ReadonlyMap<string, TokenSource>,
  ) {
    const { name, version, schemes, errorCode } = description;
    const { auth = {}, appInfo } = options;
    const userAgent = userAgentOf(`${name}/${version}`, appInfo);
    if (!isHeader('user-agent', userAgent)) refuse('appInfo holds a character that HTTP forbids.');
    const defaults = { 'user-agent': userAgent, accept: 'application/json, */*;q=0.5' };
    const unknown = Object.keys(auth).find((given) => !Object.hasOwn(schemes, given));
    if (unknown !== undefined) {
      const known = Object.keys(schemes).join(', ') || 'none, as the document names none';
      refuse(`auth.${unknown} is not a security scheme of the API. Expected ${known}.`);
    }
    let signer: Later.Signer | undefined;
    this.#api = {
      name,
      baseUrl: readBaseUrl(options, description),
      errorCode: (json, ok) => (ok ? undefined : codeAt(json, errorCode)),
      words: async () => (await loadLater()).WORDS,
      check,
      async sign(call) {
        const { Signer, sign } = await loadLater();
        const own = (signer ??= new Signer(schemes, auth));
        return sign(call, ({ schemes: names = [] }) => own.sign(names));
      },
      credentials: () => signer?.credentials() ?? [],
    };
    this.#settings = settingsOf(options, refuse, defaults);
    this.#options = options;
    this.#schemes = schemes;
    this.#tokens = tokens;
  }

  of(scheme = ''): Runtime<ApiError> {
    const known = this.#made.get(scheme);
    if (known) return known;
    const credentials = this.#options.auth?.[scheme];
    const stated = this.#schemes[scheme];
    const grant =
      stated && isClient(credentials)
        ? { grant: grantOf(stated, credentials, this.#api.baseUrl, loadLater) }
        : undefined;
    const runtime = new Runtime<ApiError>(
      { ...this.#api, ...grant },
      this.#settings,
      this.#tokens.get(scheme),
    );
    this.#made.set(scheme, runtime);
    return runtime;
  }

  tokens(): ReadonlyMap<string, TokenSource> {
    const found = [...this.#made].flatMap(([scheme, { tokens }]) =>
      tokens ? [[scheme, tokens] as const] : [],
    );
    return new Map(found);
  }
}

interface Prepared {
  readonly runtime: Runtime<ApiError>;
  readonly operation: Operation;
  readonly idempotent: boolean;
  /** Names in the path. */
  readonly variables: readonly string[];
}

function planOf(
  { operation, variables, ...prepared }: Prepared,
  { idempotencyHeader }: ApiDescription,
  { resultOf, wrongPath }: typeof Later,
  { body, mediaType, ...parameters }: Input = {},
  { idempotent = prepared.idempotent, ...options }: ApiCallOptions = {},
): Plan<unknown, ApiError> {
  const { reply } = operation;
  const key =
    idempotencyHeader !== undefined && !idempotent ? { [idempotencyHeader]: crypto.randomUUID() } : undefined;
  return {
    operation,
    parameters: key ? { ...parameters, header: { ...key, ...parameters.header } } : parameters,
    body,
    mediaType,
    idempotent: idempotent || key !== undefined,
    issue:
      wrongVariable(variables, parameters.path) ??
      // The id of what the document lacks is method and path.
      (operation.id.includes(' ') ? wrongPath(operation.path.replaceAll(/\{[^{}]*\}/g, 'x')) : undefined),
    options: defined(options),
    result: (json, answer) => (reply ? resultOf(reply, json, answer, options.signal) : json),
  };
}

/** A path with a hole or with dots in it would reach another operation. */
function wrongVariable(
  variables: readonly string[],
  given: Parameters['path'] = {},
): ValidationIssue | undefined {
  for (const name of variables) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === '')
      return {
        path: `path.${name}`,
        message: `path.${name} is missing, and the path of the operation needs it`,
      };
    if (value === '.' || value === '..')
      return {
        path: `path.${name}`,
        message: `path.${name} must not be "${value}", which names another path`,
      };
  }
  return undefined;
}

function methodOf(method: string): Operation['method'] {
  const found = METHODS.find((known) => known === method.toUpperCase());
  return found ?? refuse(`${method} is not a method. Expected one of ${METHODS.join(', ')}.`);
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'] as const;

function codeAt(json: unknown, path: readonly string[] | undefined): number | string | undefined {
  const found = path?.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    json,
  );
  return typeof found === 'number' || typeof found === 'string' ? found : undefined;
}

function refuse(message: string): never {
  throw new ConfigurationError('invalid-options', { message });
}

function readBaseUrl({ baseUrl, allowHttp }: ApiClientOptions, description: ApiDescription): string {
  const text = baseUrl ?? description.baseUrl;
  if (text === undefined) refuse('baseUrl is missing, and the document names no server.');
  const url = serverUrl(text, allowHttp);
  if (!url) refuse('baseUrl must be an https:// address (http:// for this machine, or with allowHttp).');
  return url.origin + url.pathname.replace(/\/+$/, '');
}
