import type { ApiError } from './api-error.ts';
import type { Settled } from './call-meta.ts';
import { newCall, timeLeft, type Call } from './call.ts';
import type { Emitter } from './emitter.ts';
import type { CallInfo } from './events.ts';
import type { CodeReader, WireRequest } from './exchange.ts';
import type { ErrorWords } from './explain.ts';
import type * as Ahead from './loaded-ahead.ts';
import type { Operation, Plan } from './operation.ts';
import { headersOf, type Settings } from './options.ts';
import type { Ending, Failure, Invalid, Outcome } from './outcome.ts';
import { preload } from './preload.ts';
import type { Retries } from './recover.ts';
import { isPlain, writeRequest } from './request.ts';
import type { Token } from './token-renewal.ts';
import type { Signed } from './signature.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';
import type { Check, Validation } from './validation.ts';

/** What a token is asked for with. */
export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How clients get their token: the operation that grants it, and what it asks for. */
export interface TokenGrant {
  readonly operation: Operation;
  /** Names whom the token is for, so that clients of one user share; holds no secret. */
  readonly key: string;
  secret(): string | Promise<string>;
  request(secret: string): TokenRequest | Promise<TokenRequest>;
  /** Where the token is granted. @default that of the API */
  readonly baseUrl?: string;
  /** Sees the JSON of every grant: some replace the secret. */
  granted?(json: unknown): void | Promise<void>;
  /** The API's own error code for a token that has expired. */
  readonly expiredCode?: number;
}

/** What one API adds to what every client does. */
export interface Api<E extends ApiError> {
  /** First half of the names of its diagnostics channels. */
  readonly name: string;
  readonly baseUrl: string;
  /** Where an error reply holds the API's own code. */
  readonly errorCode: CodeReader;
  /** Loaded ahead. */
  readonly words: () => ErrorWords<E> | Promise<ErrorWords<E>>;
  /** Absent where no operation needs a token that is fetched. */
  readonly grant?: TokenGrant;
  /** Credentials in addition to the token; asked before every try. */
  readonly sign?: (call: Call) => Promise<Signed>;
  /** What `sign` gave so far: must not show in any message. */
  credentials?(): readonly string[];
  /** The compiled validators; loaded ahead. */
  readonly check: () => Check | Promise<Check>;
}

const loadAhead = preload(() => import('./loaded-ahead.ts'));

/** What the calls of a client share once everything is loaded. */
interface Parts {
  readonly ahead: typeof Ahead;
  readonly emitter: Emitter;
  readonly validation: Validation;
  readonly retries: Retries;
}

/** Carries out calls: one loop that owns tries, deadline and outcome. */
export class Runtime<E extends ApiError> {
  readonly #api: Api<E>;
  readonly #settings: Settings;
  readonly #tokens: TokenSource | undefined;
  #parts: Parts | undefined;

  /** `tokens`: of another client for the same user, to share its token. */
  constructor(api: Api<E>, settings: Settings, tokens?: TokenSource) {
    const { grant } = api;
    this.#api = api;
    this.#settings = settings;
    this.#tokens =
      tokens ??
      (grant &&
        createTokenSource(
          {
            key: grant.key,
            secret: () => grant.secret(),
            store: settings.tokenStore,
            timeoutMs: settings.attemptTimeoutMs,
            request: (given) => this.#requestToken(grant, given),
            tell: (kind, expiresInMs) =>
              this.#parts?.emitter.emit('onToken', { operation: grant.operation.id, kind, expiresInMs }),
          },
          async () => (await this.#ready()).ahead,
        ));
  }

  get tokens(): TokenSource | undefined {
    return this.#tokens;
  }

  #credentials(): readonly string[] {
    return [...(this.#tokens?.credentials() ?? []), ...(this.#api.credentials?.() ?? [])];
  }

  /** Carries out one call, inside the hooks that wrap it. Resolves in every case. */
  call<T>(plan: Plan<T, E>): Promise<Settled<T, E>> {
    const info = { operation: plan.operation.id };
    const begin = (parts: Parts) => parts.emitter.around(info, () => this.#settle(parts, plan, info));
    const parts = this.#ready();
    return parts instanceof Promise ? parts.then(begin) : begin(parts);
  }

  /** Not a promise once everything is loaded, as tests with a clock of their own need. */
  #ready(): Parts | Promise<Parts> {
    const ahead = loadAhead();
    return ahead instanceof Promise ? ahead.then((loaded) => this.#partsOf(loaded)) : this.#partsOf(ahead);
  }

  #partsOf(ahead: typeof Ahead): Parts {
    if (this.#parts) return this.#parts;
    const { retry, hooks, logger } = this.#settings;
    const { name, check, grant } = this.#api;
    const emitter = new ahead.Emitter(name, hooks, logger);
    const validation = new ahead.Validation(this.#settings, emitter, check, (issues) =>
      ahead.redactIssues(issues, this.#credentials()),
    );
    const retries = { options: retry, emitter, tokens: this.#tokens, grant, budget: retry.budget };
    return (this.#parts = { ahead, emitter, validation, retries });
  }

  async #settle<T>(parts: Parts, plan: Plan<T, E>, info: CallInfo): Promise<Settled<T, E>> {
    const call = newCall(this.#settings, plan.operation, info, plan.options, plan.idempotent);
    const { ahead } = parts;
    const ending = await this.#carryOut(parts, plan, call);
    const reply = 'issues' in ending ? ending.reply : ending.response && ending;
    const meta = new ahead.Meta(call, reply || undefined);
    if (ending.verdict === 'good' && meta.isAnswered()) {
      return { ok: true, status: ending.status, data: plan.result(ending.json, ending), meta };
    }
    const error = new ahead.Explanation(await this.#api.words(), call, meta, this.#credentials()).of(ending);
    const accepted = plan.accept?.(error);
    if (accepted !== undefined && reply && meta.isAnswered()) {
      return { ok: true, status: reply.status, data: accepted, meta };
    }
    return { ok: false, status: error.status, errorCode: error.errorCode, error, meta };
  }

  async #carryOut(parts: Parts, plan: Plan<unknown, E>, call: Call): Promise<Ending | Invalid> {
    let request: WireRequest | Failure;
    try {
      const wrong = this.#wrongIn(parts, plan);
      const issues = wrong instanceof Promise ? await wrong : wrong;
      if (issues) return { issues };
      request = this.#write(parts, plan);
    } catch (cause) {
      // Reading what the caller gave may run code of the caller.
      return { failure: 'body', cause };
    }
    if ('failure' in request) return request;
    const ending = await this.#send(parts, call, request);
    if (ending.verdict !== 'good' || !parts.validation.looksAtReplies) return ending;
    const wrong = await parts.validation.reply(call.operation.id, ending);
    return wrong ? { issues: wrong, reply: ending } : ending;
  }

  #wrongIn(
    parts: Parts,
    { issue, options, operation, mediaType, body }: Plan<unknown, E>,
  ): ReturnType<Validation['request']> {
    const known = issue ?? (options && parts.ahead.wrongCallOptions(options));
    if (known) return [known];
    // The compiled schema is that of the usual media type.
    const usual = mediaType === undefined || mediaType === operation.media?.[0];
    return usual ? parts.validation.request(operation.id, body) : undefined;
  }

  #write(
    { ahead }: Parts,
    { operation, parameters = {}, body, mediaType, options }: Plan<unknown, E>,
  ): WireRequest | Failure {
    const { headers } = this.#settings;
    const own = options?.headers && headersOf(options.headers);
    const sent = own && !('path' in own) ? { ...headers, ...Object.fromEntries(own) } : headers;
    const baseUrl = operation.baseUrl ?? this.#api.baseUrl;
    return isPlain(operation, parameters, mediaType)
      ? writeRequest(baseUrl, operation, parameters, body, sent)
      : ahead.writeStyledRequest(baseUrl, operation, parameters, body, sent, mediaType);
  }

  /** Sends a request until a good reply comes, or another try would not help. */
  async #send(parts: Parts, call: Call, request: WireRequest): Promise<Ending> {
    for (;;) {
      const found = call.operation.open ? undefined : this.#tokens?.get(timeLeft(call), call.signal);
      const token = found instanceof Promise ? await found : found;
      if (token && !('value' in token)) return token;
      if (call.signal?.aborted) return { failure: 'aborted', cause: call.signal.reason };
      if (timeLeft(call) <= 0) return { failure: 'timeout' };
      const pending = this.#api.sign?.(call);
      const put = pending && (await pending);
      if (put && 'failure' in put) return put;
      const outcome = await this.#attempt(parts, call, request, token, put);
      this.#note(parts, outcome, token);
      if (outcome.verdict === 'good') return outcome;
      const end = await parts.ahead.recover(parts.retries, call, outcome, token);
      if (end) return end;
    }
  }

  /** An answer shows a living server and gives back to the budget; it also proves the token. */
  #note({ retries }: Parts, { status }: Outcome, token: Token | undefined): void {
    if (!status || status > 499 || status === 429) return;
    retries.budget = Math.min(retries.options.budget, retries.budget + 1);
    if (token && status !== 401) token.worked = true;
  }

  async #attempt(
    { emitter, ahead }: Parts,
    call: Call,
    request: WireRequest,
    token: Token | undefined,
    put: Exclude<Signed, Failure>,
  ): Promise<Outcome> {
    const { fetch, maxResponseBytes } = this.#settings;
    const reading = { errorCode: this.#api.errorCode, maxResponseBytes };
    const watched = emitter.watchesAttempts;
    if (watched) emitter.announce(call, request);
    // After the hooks: none of them can put another in its place.
    if (token) request.headers['authorization'] = `Bearer ${token.value}`;
    const began = performance.now();
    const limit = Math.min(call.attemptTimeoutMs, timeLeft(call));
    const send = fetch ?? globalThis.fetch;
    const outcome = await ahead.exchange(
      send,
      put?.(request) ?? request,
      call.operation,
      reading,
      limit,
      call.signal,
    );
    const durationMs = performance.now() - began;
    call.durations.push(durationMs);
    if (watched) emitter.conclude(call, outcome, durationMs);
    return outcome;
  }

  async #requestToken(grant: TokenGrant, secret: string): Promise<Ending> {
    const { operation, baseUrl = this.#api.baseUrl } = grant;
    const { form, headers } = await grant.request(secret);
    const sent = { ...this.#settings.headers, ...headers };
    const request = writeRequest(baseUrl, operation, {}, form, sent);
    if ('failure' in request) return request;
    const ending = await this.#send(
      await this.#ready(),
      newCall(this.#settings, operation, { operation: operation.id }),
      request,
    );
    if (ending.verdict === 'good') await grant.granted?.(ending.json);
    return ending;
  }
}
