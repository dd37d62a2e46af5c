import type { ApiError } from '../api-error.ts';
import type { AnsweredCallMeta, CallMeta, CallPromise } from '../call-meta.ts';
import type { CallOptions, Operation, Parameters } from '../operation.ts';
import type { RuntimeOptions } from '../options.ts';
import type { Auth, Scheme } from './auth.ts';

/** Options of one call of a generated client. */
export interface ApiCallOptions extends CallOptions {
  /** May be repeated after a lost reply. @default by method: all but `POST` and `PATCH` */
  readonly idempotent?: boolean;
}

/** Options that every generated client has. An option given as `undefined` has its default. */
export interface ApiClientOptions extends RuntimeOptions {
  /** Address of the server, with the path that all operations share. @default the first server of the document */
  readonly baseUrl?: string;
  /** Credentials by the names of the document's security schemes. */
  readonly auth?: Auth;
  /** Send credentials over plain `http://` to other machines too. @default false */
  readonly allowHttp?: boolean;
  /** Your application, appended to the default `User-Agent`. */
  readonly appInfo?: { readonly name: string; readonly version?: string };
}

/** What a call takes: parameters by their place, and the body. */
export interface Input extends Parameters {
  readonly body?: unknown;
  /** Media type of the body. @default the first that the document names */
  readonly mediaType?: string;
}

/** What an operation without parameters and body takes. */
export type NoInput = Readonly<Record<string, never>>;

/** What `client.safe.*` resolves to: look at `ok` first. */
export type Result<T, Code = number | string> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly data: T;
      readonly error?: undefined;
      readonly errorCode?: undefined;
      readonly meta: AnsweredCallMeta;
    }
  | {
      readonly ok: false;
      /** `undefined` where no reply came. */
      readonly status: number | undefined;
      readonly data?: undefined;
      readonly error: ApiError;
      /** The API's own code; `undefined` where none was sent. */
      readonly errorCode: Code | undefined;
      readonly meta: CallMeta;
    };

/** The same calls without exceptions. */
export type Safe<Operations, Code = number | string> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (...args: infer Args) => CallPromise<infer T>
    ? (...args: Args) => Promise<Result<T, Code>>
    : Safe<Operations[Name], Code>;
};

/** The same calls, whose bodies are handed over as they come in. */
export type Streams<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (...args: infer Args) => CallPromise<unknown>
    ? (...args: Args) => CallPromise<ReadableStream<Uint8Array<ArrayBuffer>>>
    : Streams<Operations[Name]>;
};

/** What a generated client has beside its operations. */
export interface ApiClient<Operations, Options, Code = number | string> {
  /** The same calls without exceptions. */
  readonly safe: Safe<Operations, Code>;
  /**
   * The same calls, whose replies are not read: each resolves to the bytes of a success as they come in. The time of
   * an attempt ends with the headers; `signal` ends the stream too. Neither `maxResponseBytes` nor validation looks at it.
   */
  readonly stream: Streams<Operations>;
  /**
   * Calls an endpoint that the document lacks, with the same credentials, retries and errors.
   *
   * @returns what the reply holds; `undefined` where it has no body
   */
  request(method: string, path: `/${string}`, input?: Input, options?: ApiCallOptions): CallPromise<unknown>;
  /** A client with some options changed, which shares the tokens of this one where `auth` and `baseUrl` stay. */
  withOptions(changes: Partial<Options>): Operations & ApiClient<Operations, Options, Code>;
}

/** An operation as generated clients describe it; its id is its key. */
export interface DescribedOperation extends Omit<
  Operation,
  'id' | 'open' | 'form' | 'anyJson' | 'success' | 'schemes'
> {
  /** Alternatives, each a set of scheme names. @default those of the API */
  readonly security?: readonly (readonly string[])[];
  /** The document says that a repetition does no harm. */
  readonly idempotent?: true;
  /** Names of validators that do not follow from the id, by part: `RequestBody`, `Response200`. */
  readonly validators?: Readonly<Record<string, string>>;
}

declare const OPERATIONS: unique symbol;

/** Operations that belong together, by name. */
export type ApiGroup<Operations> = Readonly<Record<string, DescribedOperation>> & {
  /** Only for the compiler. */
  readonly [OPERATIONS]?: Operations;
};

/** The methods of groups. */
export type OperationsOf<Groups> = {
  readonly [Name in keyof Groups]: Groups[Name] extends ApiGroup<infer Operations> ? Operations : never;
};

/** What a generated client knows of its API. */
export interface ApiDescription {
  /** Also the first half of the names of its diagnostics channels. */
  readonly name: string;
  readonly version: string;
  readonly baseUrl?: string;
  readonly operations: Readonly<Record<string, DescribedOperation>>;
  /** Operations that are members of a member of the client. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly schemes: Readonly<Record<string, Scheme>>;
  readonly security: readonly (readonly string[])[];
  /** Members on the way to the API's own error code. */
  readonly errorCode?: readonly string[];
  /** Header whose value makes a call repeatable. */
  readonly idempotencyHeader?: string;
  /** The compiled validators. */
  readonly validators: () => Promise<Readonly<Record<string, unknown>>>;
}
