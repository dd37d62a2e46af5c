/** A reply whose body was read to its end. */
export interface Reply {
  readonly response: Response;
  readonly status: number;
  readonly text: string;
  /** The parsed body; `undefined` where there is none or it is not JSON. */
  readonly json: unknown;
}

/** Why an attempt ended without a whole reply. */
export interface Failure {
  /** `secret`: the caller's function gave no client secret. */
  readonly failure: 'aborted' | 'timeout' | 'connection' | 'secret';
  /** What fetch threw; foreign, never shown as it is. */
  readonly cause?: unknown;
  readonly status?: undefined;
}

/** How one attempt on the wire ended. */
export type Outcome = Reply | Failure;

/** The `errorCode` of an error reply, where it carries one. */
export function errorCodeOf(outcome: Outcome): number | undefined {
  const body = 'json' in outcome ? outcome.json : undefined;
  const code = typeof body === 'object' && body !== null && 'errorCode' in body ? body.errorCode : undefined;
  return typeof code === 'number' ? code : undefined;
}
