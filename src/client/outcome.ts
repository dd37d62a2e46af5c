/** A reply whose body was read to its end. */
export interface Reply {
  readonly response: Response;
  readonly status: number;
  readonly text: string;
  /** The parsed body; `undefined` where there is none or it is not JSON. */
  readonly json: unknown;
  readonly failure?: undefined;
}

/** Why an attempt ended without a whole reply. */
export interface Failure {
  /**
   * `secret`: the caller's function gave no client secret. `body`: the request cannot be written as
   * JSON, so nothing was sent.
   */
  readonly failure: 'aborted' | 'timeout' | 'connection' | 'secret' | 'body';
  /** What fetch threw; foreign, never shown as it is. */
  readonly cause?: unknown;
  readonly response?: undefined;
  readonly status?: undefined;
}

/** How one attempt on the wire ended. */
export type Outcome = Reply | Failure;

/** How a call ended for want of a token: the end of the token request. */
export interface NoToken {
  readonly noToken: Outcome;
  readonly response?: undefined;
}

/** How the request of a call ended. */
export type Ending = Outcome | NoToken;

/** The `errorCode` of an error reply, where it carries one. */
export function errorCodeOf(outcome: Outcome): number | undefined {
  const code: unknown = outcome.response && Object(outcome.json).errorCode;
  return typeof code === 'number' ? code : undefined;
}

/**
 * A success that is one: not a web page, not JSON that was cut short, not nothing where there must
 * be something.
 */
export function isGood(outcome: Ending, needsBody: boolean): outcome is Reply {
  if (!outcome.response?.ok) return false;
  const { text, json } = outcome;
  return text ? Object(json) === json && !Array.isArray(json) : !needsBody;
}
