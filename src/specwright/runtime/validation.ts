import type { Emitter } from './emitter.ts';
import type { Settings, Validating } from './options.ts';
import type { Reply, ValidationIssue } from './outcome.ts';

/** Finds what is wrong with a value; `undefined` where nothing is, or where no schema says. */
export type Check = (
  operation: string,
  part: 'RequestBody' | `Response${number}`,
  value: unknown,
) => readonly ValidationIssue[] | undefined;

type Issues = readonly ValidationIssue[] | undefined;

/** What is wrong with requests and replies, where somebody wants to know. */
export class Validation {
  readonly #check: () => Check | Promise<Check>;
  readonly #emitter: Emitter;
  readonly #requests: Validating;
  readonly #redact: (issues: readonly ValidationIssue[]) => readonly ValidationIssue[];
  readonly #replies: Validating;

  constructor(
    { validate }: Settings,
    emitter: Emitter,
    check: () => Check | Promise<Check>,
    redact: (issues: readonly ValidationIssue[]) => readonly ValidationIssue[],
  ) {
    this.#redact = redact;
    this.#check = check;
    this.#emitter = emitter;
    const { requests, responses } = validate;
    const mode = typeof requests === 'string' ? requests : requests ? 'throw' : 'off';
    // A warning that nobody receives is not worth a check.
    this.#requests = mode === 'warn' && !emitter.isHooked('onInvalidRequest') ? 'off' : mode;
    this.#replies = responses === 'warn' && !emitter.isHooked('onInvalidResponse') ? 'off' : responses;
  }

  /** Not a promise where the check is loaded, as tests with a clock of their own need. */
  request(operation: string, body: unknown): Issues | Promise<Issues> {
    if (this.#requests === 'off' || body === undefined) return undefined;
    const check = this.#check();
    const run = (ready: Check): Issues => {
      const issues = ready(operation, 'RequestBody', body);
      if (!issues || this.#requests === 'throw') return issues;
      this.#emitter.emit('onInvalidRequest', { operation, issues: this.#redact(issues) });
      return undefined;
    };
    return check instanceof Promise ? check.then(run) : run(check);
  }

  /** Issues where they are to be an error; where they are a warning, an event is sent instead. */
  async reply(operation: string, { status, json }: Reply): Promise<Issues> {
    const check = await this.#check();
    const issues = check(operation, `Response${status}`, json);
    if (!issues || this.#replies === 'throw') return issues;
    this.#emitter.emit('onInvalidResponse', { operation, status, issues: this.#redact(issues) });
    return undefined;
  }

  /** Whether a reply is to be looked at. */
  get looksAtReplies(): boolean {
    return this.#replies !== 'off';
  }
}
