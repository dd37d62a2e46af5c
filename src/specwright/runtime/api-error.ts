import type { CallMeta } from './call-meta.ts';
import type { ValidationIssue } from './outcome.ts';

/** Everything an error knows; free of credentials when it gets here. */
export interface ErrorDetails {
  readonly message: string;
  readonly cause?: unknown;
  readonly meta?: CallMeta;
  readonly hint?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly errorCode?: number | string | undefined;
  readonly retryable?: boolean;
  readonly maybeCompleted?: boolean;
  readonly attempts?: number;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly ValidationIssue[];
}

/**
 * Base of every error a client throws. Its message says what happened, where and what to do; no
 * credential is in the message, the stack, the cause or the JSON form.
 */
export class ApiError extends Error {
  /** What happened, stable across releases. */
  declare readonly code: string;
  /** What to do about it. */
  declare readonly hint: string | undefined;
  /** The operation that failed; `undefined` for wrong options. */
  declare readonly operation: string | undefined;
  /** HTTP status; `undefined` where no reply came. */
  declare readonly status: number | undefined;
  /** Code of the API; `'unknown'` for one that is not documented, `undefined` where none was sent. */
  declare readonly errorCode: number | string | undefined;
  /** Whether the same call may succeed later without a change. */
  declare readonly retryable: boolean;
  /**
   * Whether the server may have carried out the call all the same: a reply was lost, cut short, or reported a
   * failure of the server. Never true for calls that only read.
   */
  declare readonly maybeCompleted: boolean;
  /** Wire calls made; 0 where nothing was sent. */
  declare readonly attempts: number;
  /** Milliseconds the server asked to wait. */
  declare readonly retryAfterMs: number | undefined;
  /** What was wrong with the request or the reply, field by field. */
  declare readonly issues: readonly ValidationIssue[];
  readonly #meta: CallMeta | undefined;

  constructor(code: string, { message, cause, meta, ...details }: ErrorDetails) {
    super(message, cause ? { cause } : {});
    const unknown = { retryable: false, maybeCompleted: false, attempts: 0, issues: [] };
    Object.assign(this, { code, ...unknown, ...details });
    this.#meta = meta;
  }

  /** Attempts, durations and the raw response; not shown by `util.inspect` or `JSON.stringify`. */
  get meta(): CallMeta | undefined {
    return this.#meta;
  }

  /** For logs: everything but the stack, the cause and {@link meta}. */
  toJSON(): Record<string, unknown> {
    const { message, name } = this;
    return { message, name, ...Object.fromEntries(Object.entries(this)) };
  }
}

/** Where a class keeps the name under which other copies of the package know it. */
const KIND = Symbol.for('specwright.error-kind');

function kindOf(constructor: unknown): unknown {
  return typeof constructor === 'function' && Object.hasOwn(constructor, KIND)
    ? Reflect.get(constructor, KIND)
    : undefined;
}

/**
 * Names error classes: `name` of their errors, and `instanceof` that also knows errors of another copy of the
 * package (`scope`), as two versions in one dependency tree make them.
 */
export function nameErrors(
  scope: string,
  classes: Readonly<Record<string, abstract new (...args: never[]) => ApiError>>,
): void {
  for (const [name, error] of Object.entries(classes)) {
    Object.defineProperty(error.prototype, 'name', { value: name, configurable: true, writable: true });
    Object.defineProperty(error, KIND, { value: `${scope}.${name}` });
    Object.defineProperty(error, Symbol.hasInstance, { value: isInstance });
  }
}

/** Classes that users derive have no name of their own here: for them the usual rule holds. */
function isInstance(this: { readonly prototype: object }, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const kind = kindOf(this);
  for (let place = Object.getPrototypeOf(value); place; place = Object.getPrototypeOf(place)) {
    if (place === this.prototype) return true;
    if (kind !== undefined && kindOf(place.constructor) === kind) return true;
  }
  return false;
}
