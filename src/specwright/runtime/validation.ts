import type { Emitter } from './emitter.ts';
import type { Settings } from './options.ts';
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
  readonly #requests: boolean;
  readonly #redact: (issues: readonly ValidationIssue[]) => Promise<readonly ValidationIssue[]>;
  readonly #replies: 'off' | 'warn' | 'throw';

  constructor(
    { validate }: Settings,
    emitter: Emitter,
    check: () => Check | Promise<Check>,
    redact: (issues: readonly ValidationIssue[]) => Promise<readonly ValidationIssue[]>,
  ) {
    this.#redact = redact;
    this.#check = check;
    this.#emitter = emitter;
    this.#requests = validate.requests;
    const heard = emitter.isHooked('onInvalidResponse');
    this.#replies = validate.responses === 'warn' && !heard ? 'off' : validate.responses;
  }

  /** Not a promise where the check is loaded, as tests with a clock of their own need. */
  request(operation: string, body: unknown): Issues | Promise<Issues> {
    if (!this.#requests || body === undefined) return undefined;
    const check = this.#check();
    const run = (ready: Check): Issues => ready(operation, 'RequestBody', body);
    return check instanceof Promise ? check.then(run) : run(check);
  }

  /** Issues where they are to be an error; where they are a warning, an event is sent instead. */
  async reply(operation: string, { status, json }: Reply): Promise<Issues> {
    const check = await this.#check();
    const issues = check(operation, `Response${status}`, json);
    if (!issues || this.#replies === 'throw') return issues;
    this.#emitter.emit('onInvalidResponse', { operation, status, issues: await this.#redact(issues) });
    return undefined;
  }

  /** Whether a reply is to be looked at. */
  get looksAtReplies(): boolean {
    return this.#replies !== 'off';
  }
}
