import type { ApiError, ErrorDetails } from './api-error.ts';
import type { CallMeta } from './call-meta.ts';
import type { Call } from './call.ts';
import type { Ending, Failure, Invalid, Reply } from './outcome.ts';
import { redact, redactCause, redactIssues } from './redact.ts';
import { retryAfterMs } from './retry.ts';

/** One way to fail: the class of its error, and the words for it. */
export interface ErrorKind<E extends ApiError> {
  readonly error: new (code: E['code'], details: ErrorDetails) => E;
  readonly code: E['code'];
  /** What happened, as the second half of a sentence. */
  readonly what: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly retryable?: boolean;
}

/** The ways to fail that every API has. */
export type CommonFailure =
  | Failure['failure']
  | 'redirected'
  | 'unexpected'
  | 'cut-short'
  | 'incomplete'
  | 'cut-refusal'
  | 'token-refused';

/** What a client says of failures. */
export interface ErrorWords<E extends ApiError> {
  /** By the API's own error code; absent where any code may come. */
  readonly codes?: Readonly<Record<number | string, ErrorKind<E>>>;
  readonly common: Readonly<Record<CommonFailure, ErrorKind<E>>>;
  /** For an error reply without a documented code. */
  status(status: number): ErrorKind<E>;
  /** What to do where the call may have been carried out all the same. */
  readonly maybeCompleted: string;
  /** Members of an error reply that may hold the server's own words. */
  readonly messages: readonly string[];
}

/** What the server says in its own words: the message of an error envelope, or the title of a page. */
function wordsOf({ json, text, response }: Reply, members: readonly string[]): string {
  const { error, errors } = Object(json);
  // `{ "error": { "message": ... } }` and `{ "errors": [{ "message": ... }] }` are as common as a flat object.
  const owners: readonly unknown[] = [json, error, Object(errors)[0]];
  const words = owners
    .flatMap((owner) =>
      members.map((name): unknown => (typeof owner === 'object' ? Object(owner)[name] : undefined)),
    )
    .find((member) => typeof member === 'string');
  if (typeof words === 'string') return words;
  const location = response.headers.get('location');
  if (location) return location;
  return /<title>([^<]{1,4000})</i.exec(text.slice(0, 4096))?.[1] ?? '';
}

function listed(issues: Invalid['issues']): string {
  const facts = issues.map(({ message }) => message).join('; ');
  return facts.endsWith('?') ? facts : `${facts}.`;
}

/** Makes the error, with its sentence, of one call that did not succeed. */
export class Explanation<E extends ApiError> {
  readonly #words: ErrorWords<E>;
  readonly #call: Call;
  readonly #meta: CallMeta;
  readonly #credentials: readonly string[];

  constructor(words: ErrorWords<E>, call: Call, meta: CallMeta, credentials: readonly string[]) {
    this.#words = words;
    this.#call = call;
    this.#meta = meta;
    this.#credentials = credentials;
  }

  of(ending: Ending | Invalid): E {
    if ('issues' in ending) return this.#invalid(ending);
    const atToken = 'noToken' in ending;
    const outcome = atToken ? ending.noToken : ending;
    return outcome.response ? this.#reply(outcome, atToken) : this.#failure(outcome, atToken);
  }

  #kindOf(reply: Reply, atToken: boolean): ErrorKind<E> {
    const { common, codes = {}, status } = this.#words;
    const { errorCode, verdict } = reply;
    if (atToken && reply.status > 399 && reply.status < 500 && reply.status !== 429)
      return common['token-refused'];
    const known = errorCode !== undefined && Object.hasOwn(codes, errorCode) ? codes[errorCode] : undefined;
    if (known) return known;
    if (reply.response.ok)
      return verdict === 'cut-short' || verdict === 'incomplete' ? common[verdict] : common.unexpected;
    if (reply.status < 429 && verdict === 'cut-short') return common['cut-refusal'];
    return reply.status > 299 && reply.status < 400 ? common.redirected : status(reply.status);
  }

  #reply(reply: Reply, atToken: boolean): E {
    const kind = this.#kindOf(reply, atToken);
    const { errorCode, status, response } = reply;
    const words = redact(wordsOf(reply, this.#words.messages), this.#credentials);
    const where = errorCode === undefined ? `HTTP ${status}` : `HTTP ${status}, errorCode ${errorCode}`;
    const { codes } = this.#words;
    const documented = errorCode === undefined || !codes || Object.hasOwn(codes, errorCode);
    return this.#error(kind, `${kind.what} (${where}${words && `: "${words}"`})`, atToken, {
      status,
      errorCode: documented ? errorCode : 'unknown',
      retryAfterMs: retryAfterMs(response.headers, Date.now()),
    });
  }

  #failure({ failure, cause }: Failure, atToken: boolean): E {
    const kind = this.#words.common[failure];
    const copy = redactCause(cause, this.#credentials);
    const innermost = copy?.cause instanceof Error ? copy.cause : copy;
    const words = failure === 'connection' && innermost?.message ? ` (${innermost.message})` : '';
    return this.#error(kind, kind.what + words, atToken, { cause: copy });
  }

  #error(
    { error, code, hint, retryable = false }: ErrorKind<E>,
    what: string,
    atToken: boolean,
    details: Omit<ErrorDetails, 'message'>,
  ): E {
    const { operation, durations, maybeCompleted } = this.#call;
    const advice = [hint, maybeCompleted ? this.#words.maybeCompleted : undefined].filter(Boolean).join(' ');
    const happened = durations.length > 0 ? 'failed' : 'was not sent';
    const token = atToken
      ? durations.length > 0
        ? ', without a token for another try'
        : ' for lack of a token'
      : '';
    return new error(code, {
      message: `${operation.id} ${happened}${token}: ${what}.${advice && ` ${advice}`}`,
      ...(advice && { hint: advice }),
      operation: operation.id,
      retryable,
      maybeCompleted,
      attempts: durations.length,
      meta: this.#meta,
      ...details,
    });
  }

  /** A request that is wrong before it is sent, or a reply that violates its schema. */
  #invalid({ issues: found, reply }: Invalid): E {
    const issues = redactIssues(found, this.#credentials);
    const { operation, durations } = this.#call;
    const { error, code } = reply ? this.#words.common.unexpected : this.#words.common.body;
    const message = reply
      ? `${operation.id} was carried out, but its reply violates the contract: ${listed(issues)}`
      : `${operation.id} was not sent: ${listed(issues)}`;
    const sent = reply && { status: reply.status, attempts: durations.length, maybeCompleted: true };
    return new error(code, { message, operation: operation.id, issues, meta: this.#meta, ...sent });
  }
}
