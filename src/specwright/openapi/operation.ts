import type { JsonPointer, JsonSchema } from '../base/json.ts';

/** The methods an OpenAPI path item can hold, in upper case as they go over the wire. */
export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';

/**
 * How a list or an object becomes text: the separator of its parts, names in brackets, JSON; `reserved`: characters
 * such as `/` stay as they are. In a path, the signs around a name: `{.name*}`.
 */
export type ParameterStyle =
  'comma' | 'space' | 'pipe' | 'brackets' | 'json' | 'reserved' | '*' | '.' | '.*' | ';' | ';*';

/** One parameter of an operation. */
export interface ParameterDescriptor {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** Absent for the default of its place. */
  readonly style?: ParameterStyle;
}

/** One media type of a request or response body. */
export interface MediaTypeDescriptor {
  readonly mediaType: string;
  /** Place of the schema inside the OpenAPI document; absent where the document states none. */
  readonly schema?: JsonPointer;
  /** Name of the function in `validators.js`; absent without a schema to validate against. */
  readonly validator?: string;
}

/** One documented response. */
export interface ResponseDescriptor {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  /** Empty where the document describes no body. */
  readonly content: readonly MediaTypeDescriptor[];
  /** Application error codes that may come with this status; empty for successes. */
  readonly errorCodes: readonly number[];
  /** Names of documented response headers, in lower case. */
  readonly headers: readonly string[];
}

/** What the OpenAPI document says of one operation, as data. */
export interface OperationDescriptor {
  /** `operationId`. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Path template, for example `/books/{bookId}`. */
  readonly path: string;
  readonly summary: string;
  readonly deprecated: boolean;
  readonly parameters: readonly ParameterDescriptor[];
  readonly requestBody?: { readonly required: boolean; readonly content: readonly MediaTypeDescriptor[] };
  readonly responses: readonly ResponseDescriptor[];
  /** Alternatives, each a set of security scheme names; empty when the operation is open. */
  readonly security: readonly (readonly string[])[];
  /** `x-idempotent`: a repetition does no harm. */
  readonly idempotent?: true;
  /** Whether a success may be a refusal: `{ ok: false }`. Absent where the schemas of answers were not looked at. */
  readonly isCoded?: boolean;
}
