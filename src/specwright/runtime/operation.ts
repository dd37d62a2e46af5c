import type { OperationDescriptor, ParameterStyle } from '../openapi/operation.ts';
import type { Reply, ValidationIssue } from './outcome.ts';

/** What the runtime needs to know of an operation. */
export interface Operation extends Pick<OperationDescriptor, 'id' | 'method' | 'path'> {
  /** Of a server of its own. @default that of the API */
  readonly baseUrl?: string;
  /** The body goes out as a form, not as JSON. */
  readonly form?: true;
  /** It needs no token. */
  readonly open?: true;
  /** Texts that the JSON of every success holds; absent where a success may have no body. */
  readonly success?: readonly string[];
  /** A success may be any JSON, not only an object. */
  readonly anyJson?: true;
  /** What a success holds where that is not JSON; `any`: what its media type says; `stream`: it is not read. */
  readonly reply?: 'text' | 'binary' | 'any' | 'stream';
  /** Security schemes whose credentials go along. */
  readonly schemes?: readonly string[];
  /** Media types of the body, the usual one first. @default JSON alone */
  readonly media?: readonly string[];
  /** How parameters are written where that is not OpenAPI's default, by place and name; `body`: fields of a form. */
  readonly styles?: Readonly<Partial<Record<'query' | 'header' | 'cookie' | 'body', Styles>>>;
}

/** Styles by the names of parameters or fields. */
export type Styles = Readonly<Record<string, ParameterStyle>>;

/** Parameters of one call by their place. */
export interface Parameters {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly header?: Readonly<Record<string, unknown>> | undefined;
  readonly cookie?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call wherever it is: on the wire, in a wait, in the queue for a token. */
  readonly signal?: AbortSignal;
  /** Time for this call. @default the client's */
  readonly timeoutMs?: number;
  /** Time for one attempt of this call. @default the client's */
  readonly attemptTimeoutMs?: number;
  /** Wire calls for this call, the first included. @default the client's */
  readonly maxAttempts?: number;
  /** Sent with this call, on top of the client's `headers`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call, as its method plans it. */
export interface Plan<T, E> {
  readonly operation: Operation;
  readonly parameters?: Parameters;
  /** Checked before it is sent. */
  readonly body?: unknown;
  /** Of the body. @default the first of the operation */
  readonly mediaType?: string | undefined;
  /** Wrong beyond what a schema can say, known already. */
  readonly issue?: ValidationIssue | undefined;
  /** `false` where a repetition would do the work twice. @default true */
  readonly idempotent?: boolean;
  readonly options?: CallOptions | undefined;
  /** The result in a good reply. */
  result(json: unknown, reply: Reply): T;
  /** A result in place of an error that proves a success. */
  accept?(error: E): T | undefined;
}
