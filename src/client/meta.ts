import type { Call } from './call.ts';

/** What is known of a call once it is over. */
export interface CallMeta {
  /** Wire calls made, the token request not counted. */
  readonly attempts: number;
  /** Milliseconds from the call to its end, waits included. */
  readonly durationMs: number;
  /** Milliseconds of each attempt, in order. */
  readonly attemptDurationsMs: readonly number[];
  /** `x-request-id`, `request-id` or `x-correlation-id` of the last reply, where one was sent. */
  readonly requestId: string | undefined;
  /** The last reply. Its body has been read: `text()` and `json()` give it again. */
  readonly response: Response | undefined;
}

/** A result with everything around it. */
export interface WithMeta<T> {
  readonly data: T;
  readonly meta: CallMeta;
  /** The raw reply. Its body has been read: `text()` and `json()` give it again. */
  readonly response: Response;
}

/**
 * What the client's methods return: a promise of the result, which can also hand over the raw reply.
 *
 * @example
 * const state = await client.queryTask({ extTaskId: 'SF-00T-1001' });
 * const { data, meta, response } = await client.queryTask({ extTaskId: 'SF-00T-1001' }).withMeta();
 */
export interface CallPromise<T> extends Promise<T> {
  /** The result with attempts, durations, request id and the raw reply. Makes no second call. */
  withMeta(): Promise<WithMeta<T>>;
}

/** What is known of a call at its end. */
export function metaOf({ durations, startedAt }: Call, response: Response | undefined): CallMeta {
  return {
    attempts: durations.length,
    durationMs: performance.now() - startedAt,
    attemptDurationsMs: durations,
    requestId: response?.headers.get('x-request-id') ?? undefined,
    response,
  };
}
