/** A request as a sandbox sees it, whether it came over a socket or in process. */
export interface ApiRequest {
  /** Upper case. */
  readonly method: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** The value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  readonly body: Uint8Array;
}

/** A request that was matched to an operation. */
export interface Exchange {
  readonly request: ApiRequest;
  readonly operationId: string;
}

/** Ways of sending a reply that break HTTP; everyday replies have none of them. */
export type Delivery =
  /** The connection is closed without an answer. */
  | { readonly kind: 'drop' }
  /** Status and headers arrive, then half of the body, then the connection closes. */
  | { readonly kind: 'truncate' }
  /** Nothing is ever answered. */
  | { readonly kind: 'hang' }
  /** Half of the body arrives, the rest after a while. */
  | { readonly kind: 'stall'; readonly milliseconds: number }
  /** These bytes go to the socket as they are; in process, only what a `Response` can hold. */
  | { readonly kind: 'raw'; readonly bytes: (reply: Reply) => string };

/** An answer before it is turned into bytes or into a `Response`. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where nothing is sent. */
  readonly body?: string;
  readonly delivery?: Delivery;
  /** How long the answer is held back, in milliseconds of real time. */
  readonly delay?: number;
  /** The application error code inside the body, for the request log. */
  readonly errorCode?: number;
  /** More than the body says, for the request log. */
  readonly reason?: string;
}

/**
 * An answer in plain words, to what lies outside the documented operations: an error body of the API
 * would teach clients something that the document does not say.
 */
export function plainReply(status: number, sentence: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${sentence}\n`,
    reason: sentence,
  };
}
