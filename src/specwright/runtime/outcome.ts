/** One place where a request or a reply violates its schema. */
export interface ValidationIssue {
  /** JSON pointer into the value; `''` is the whole. */
  readonly path: string;
  readonly message: string;
}

/**
 * What a reply is worth: a success that is one; a success, or a refusal, whose JSON is missing or cut short; a
 * success that lacks what it must have; anything else, which status and error code explain.
 */
export type Verdict = 'good' | 'cut-short' | 'incomplete' | 'refused';

/** A reply whose body was read to its end, and judged. */
export interface Reply {
  readonly response: Response;
  readonly status: number;
  readonly text: string;
  /** The body as it came, where it may be other than text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** The parsed body; `undefined` where there is none or it is not JSON. */
  readonly json: unknown;
  /** The API's own error code, where the body carries one. */
  readonly errorCode: number | string | undefined;
  readonly verdict: Verdict;
  readonly failure?: undefined;
}

/** Why an attempt, or a call, ended without a whole reply. */
export interface Failure {
  /**
   * `too-large`: the reply exceeds `maxResponseBytes`. `secret`: the caller's function gave no client secret.
   * `body`: the request cannot be written, so nothing was sent.
   */
  readonly failure: 'aborted' | 'timeout' | 'connection' | 'too-large' | 'secret' | 'body';
  /** What fetch threw; foreign, never shown as it is. */
  readonly cause?: unknown;
  readonly response?: undefined;
  readonly status?: undefined;
  readonly errorCode?: undefined;
  readonly verdict?: undefined;
}

/** How one attempt on the wire ended. */
export type Outcome = Reply | Failure;

/** How a call ended that got no token: the end of the token request. */
export interface NoToken {
  readonly noToken: Outcome;
  readonly response?: undefined;
  readonly verdict?: undefined;
}

/** How a call ended whose request, or whose reply, violates the contract. */
export interface Invalid {
  readonly issues: readonly ValidationIssue[];
  /** Absent where the request is wrong. */
  readonly reply?: Reply;
  readonly response?: undefined;
  readonly verdict?: undefined;
}

/** How the request of a call ended. */
export type Ending = Outcome | NoToken;
