/** What is known of a call once it is over. */
export interface CallMeta {
  /** Wire calls made, the token request not counted. */
  readonly attempts: number;
  /** Milliseconds from the call to its end, waits included. */
  readonly durationMs: number;
  /** Milliseconds of each attempt, in order. */
  readonly attemptDurationsMs: readonly number[];
  /** `x-request-id` of the last reply, where one was sent. */
  readonly requestId: string | undefined;
  /** The last reply. Its body has been read: `text()` and `json()` give it again. */
  readonly response: Response | undefined;
}

/** What is known of a call that was answered. */
export interface AnsweredCallMeta extends CallMeta {
  readonly response: Response;
}

/** A result with everything around it. */
export interface WithMeta<T> {
  /** The result. */
  readonly data: T;
  /** Attempts, durations and request id. */
  readonly meta: CallMeta;
  /** The raw reply. Its body has been read: `text()` and `json()` give it again. */
  readonly response: Response;
}

/**
 * What the client's methods return: a promise of the result, which can also hand over the raw reply.
 *
 * @example
 * const state = await client.getBook({ bookId: '42' });
 * const { data, meta, response } = await client.getBook({ bookId: '42' }).withMeta();
 */
export interface CallPromise<T> extends Promise<T> {
  /** The result with attempts, durations, request id and the raw reply. Makes no second call. */
  withMeta(): Promise<WithMeta<T>>;
}

/** How a call ended, before it is thrown or handed over. */
export type Settled<T, E extends { readonly errorCode: unknown }> =
  | { readonly ok: true; readonly status: number; readonly data: T; readonly meta: AnsweredCallMeta }
  | {
      readonly ok: false;
      readonly status: number | undefined;
      readonly errorCode: E['errorCode'];
      readonly error: E;
      readonly meta: CallMeta;
    };

/** The throwing style over a settled call. */
export function orThrow<T>(
  settled: Promise<
    | { readonly ok: true; readonly data: T; readonly meta: AnsweredCallMeta }
    | { readonly ok: false; readonly error: unknown }
  >,
): CallPromise<T> {
  const withMeta = async (): Promise<WithMeta<T>> => {
    const end = await settled;
    if (!end.ok) throw end.error;
    const { data, meta } = end;
    return { data, meta, response: meta.response };
  };
  const unwrap = async (): Promise<T> => {
    const end = await settled;
    if (!end.ok) throw end.error;
    return end.data;
  };
  const promise = unwrap();
  return Object.assign(promise, {
    // Whoever takes it this way need not hear the promise itself.
    withMeta: () => (promise.catch(() => {}), withMeta()),
  });
}
