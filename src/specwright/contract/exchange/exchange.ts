import type { Json } from '../../base/json.ts';

/** A request as it went out. Header names are in lower case. */
export interface SentRequest {
  /** `operationId`; absent for a path or method outside the contract. */
  readonly operation?: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body; absent where none was sent. */
  readonly body?: string;
}

/** The operation of a request with the flags in its query: each may take a path of its own through the server. */
export function kindOfCall({ operation, url }: SentRequest): string {
  const flags = [...new URL(url).searchParams].filter(([, value]) => value === 'true');
  return [operation ?? 'none', ...flags.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** What only the bytes on the wire tell; known for exchanges over a raw socket and for proxied traffic. */
export interface WireFacts {
  /** Bytes of the body after the head, chunk framing taken off. */
  readonly bodyBytes: number;
  /** Bytes that came where no more may come: after a complete message, or after one that has no body. */
  readonly strayBytes: number;
  /** True when the connection ended, or fell silent, before the announced end of the body. */
  readonly truncated: boolean;
  /** True when the answer announced that the connection would close. */
  readonly announcedClose: boolean;
  /** True when the connection was closed without an announcement. */
  readonly droppedConnection: boolean;
}

/** An answer as it came in. Header names are in lower case; repeated ones are joined by a comma. */
export interface Answer {
  readonly status: number;
  /** What the status amounts to where the body is a refusal that came with a success: 404 for an unknown id. */
  readonly refused?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; absent when it is empty or no JSON. */
  readonly json?: Json;
  /** Why the body is not text in UTF-8 or no JSON, where its content type says it is. */
  readonly defect?: string;
  readonly wire?: WireFacts;
}

/** The status that an answer amounts to. */
export function outcomeOf({ status, refused }: Pick<Answer, 'status' | 'refused'>): number {
  return refused ?? status;
}

export function isSuccess(answer: Pick<Answer, 'status' | 'refused'> | undefined): boolean {
  const status = answer === undefined ? 0 : outcomeOf(answer);
  return status >= 200 && status < 300;
}

/** Why no answer came. */
export interface Failure {
  readonly kind: 'timeout' | 'connection';
  readonly message: string;
}

/** One request and its outcome. */
export interface Exchange {
  readonly request: SentRequest;
  readonly answer?: Answer;
  readonly failure?: Failure;
  /** When it was sent, by the clock of `performance.now()`; unknown for recorded traffic. */
  readonly startedAt?: number;
  /** True when the machine was not busy with something else meanwhile, as far as this process can tell. */
  readonly undisturbed?: boolean;
  /** From the first byte sent to the last byte received, in milliseconds. */
  readonly duration: number;
}
