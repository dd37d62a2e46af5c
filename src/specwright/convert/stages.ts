import type { Json, JsonObject, JsonPointer, JsonSchema } from '../base/json.ts';
import type { HttpMethod } from '../openapi/operation.ts';

/*
 * One type per hand-over. `bytes -> Source -> CanonicalCollection -> Facts -> OpenApiDocument
 * (skeleton, complete, corrected, linted) -> Files`. Each comment says what holds at that point.
 */

/**
 * Markdown (CommonMark with GFM tables); never HTML: a `<` in text is written `&lt;`. A cell holds one
 * line: what stood on several lines of a cell (`<br>`, paragraphs, a list) is joined by `; `, or by a
 * space after `. ; : , ! ?`. A cell that spanned rows is repeated in each of them.
 */
export type Markdown = string;

/** Text with the place it came from, so that every fact can name its origin. */
export interface SourcedText {
  readonly text: Markdown;
  readonly at: JsonPointer;
}

/** A parsed input that was recognised: JSON object, format known, `{collection: ...}` wrapper taken off. */
export interface Source {
  readonly format: 'postman-v1' | 'postman-v2.0' | 'postman-v2.1' | 'documenter';
  readonly collection: JsonObject;
  /** JSON pointer of `collection` inside the input: `''`, or `/collection` for a wrapped one. */
  readonly root: JsonPointer;
}

/** A named value of a request: query parameter, path variable, header or form field. */
export interface CanonicalParameter {
  readonly name: string;
  /** Sample value; secrets replaced by a placeholder, variables resolved where they are known. */
  readonly value?: string;
  readonly description?: Markdown;
  /** The author switched it off: documented but not sent. */
  readonly disabled: boolean;
  /** `file` for a form field that carries a file. */
  readonly kind?: 'text' | 'file';
  /** Media type of a form part, where stated. */
  readonly mediaType?: string;
  readonly at: JsonPointer;
}

/** A body in any of Postman's modes. */
export interface CanonicalBody {
  readonly mode: 'raw' | 'urlencoded' | 'formdata' | 'graphql' | 'file';
  /** For example `application/json`; decided from header, language, mode and text. */
  readonly mediaType: string;
  /** The text as sent, for `raw` and `graphql`; secrets replaced. */
  readonly text?: string;
  /** The parsed value where the text is JSON (comments and bare variables tolerated) or GraphQL. */
  readonly json?: Json;
  /** Comments found in JSON, by JSON pointer into `json`: documentation of the field they stand at. */
  readonly comments?: readonly { readonly pointer: JsonPointer; readonly text: string }[];
  /** Places in `json` where a variable stood without quotes: any type may be sent there, the string is only its name. */
  readonly bare?: readonly JsonPointer[];
  /** For `urlencoded` and `formdata`. */
  readonly fields?: readonly CanonicalParameter[];
  /** The body is saved but switched off. */
  readonly disabled: boolean;
  readonly at: JsonPointer;
}

/** A saved response. */
export interface CanonicalResponse {
  readonly name: string;
  /** 100-599; absent where the collection states none. */
  readonly status?: number;
  readonly statusText?: string;
  /** Media type of the body, without parameters; absent where there is no body. */
  readonly mediaType?: string;
  /** Without transport noise (Date, Server, Content-Length...). */
  readonly headers: readonly CanonicalParameter[];
  /** Absent where nothing was sent. Secrets replaced. */
  readonly text?: string;
  readonly json?: Json;
  /** The request that the response answers, where it was saved with it. */
  readonly request?: CanonicalRequest;
  readonly at: JsonPointer;
}

/** One saved request, brought to one form. */
export interface CanonicalRequest {
  readonly name: string;
  readonly description?: Markdown;
  readonly pathParameters: readonly CanonicalParameter[];
  readonly queryParameters: readonly CanonicalParameter[];
  /** Without Content-Type, Accept, Authorization and transport noise. */
  readonly headers: readonly CanonicalParameter[];
  readonly cookies: readonly CanonicalParameter[];
  /** Value of the Accept header, where one was set. */
  readonly accept?: string;
  readonly body?: CanonicalBody;
  readonly responses: readonly CanonicalResponse[];
  /** Resolved through the folders. Empty array: open (`noauth`); absent: nothing is said anywhere. */
  readonly security?: readonly SecurityRequirement[];
  /** Id of the server the request goes to, an index into `servers`. */
  readonly server: number;
  /** `_postman_id` or `id`, where there is one. */
  readonly id?: string;
  readonly at: JsonPointer;
}

/** Scheme names to scopes, as in OpenAPI. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** Every request for one method and path. */
export interface CanonicalOperation {
  readonly method: HttpMethod;
  /** Path template with `{name}` variables, a leading slash, no query, no trailing slash unless it is the root. */
  readonly path: string;
  /** Names of the folders from the outside in; empty at the top level. */
  readonly folders: readonly string[];
  /** At least one; the first gives the operation its name. Nothing of the others is lost. */
  readonly requests: readonly CanonicalRequest[];
}

export interface CanonicalServerVariable {
  readonly default: string;
  readonly description?: Markdown;
}

export interface CanonicalServer {
  /** A valid OpenAPI server URL: `https://{tenant}/v1`, no trailing slash. */
  readonly url: string;
  readonly description?: Markdown;
  readonly variables: Readonly<Record<string, CanonicalServerVariable>>;
}

export interface CanonicalFolder {
  /** Names from the outside in. */
  readonly path: readonly string[];
  readonly description?: SourcedText;
}

/**
 * Holds: every operation has a path template and is unique by method and template (two spellings of
 * one template are one operation); every description is Markdown; auth is resolved through the
 * folders; variables are resolved or are server/path variables; no secret is left.
 */
export interface CanonicalCollection {
  readonly name: string;
  readonly version?: string;
  readonly description?: SourcedText;
  /** At least one. */
  readonly servers: readonly CanonicalServer[];
  readonly folders: readonly CanonicalFolder[];
  /** OpenAPI Security Scheme Objects by name. */
  readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  /** What most requests use; an operation states its own only where it differs. */
  readonly security?: readonly SecurityRequirement[];
  readonly operations: readonly CanonicalOperation[];
}

/** Where one fact came from. */
export interface Provenance {
  /** JSON pointer into the schema, parameter or response that the fact is about. */
  readonly pointer: JsonPointer;
  readonly origin: 'table' | 'list' | 'comment' | 'prose' | 'sample' | 'script' | 'structure' | 'overlay';
  /** JSON pointer into the collection. */
  readonly at: JsonPointer;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * A schema as enrich leaves it: JSON Schema 2020-12 without `$ref`, except that a subschema may carry
 * `x-schema-name`, the name its author or its documentation gives it. Convert turns named and
 * recurring shapes into components and takes the hint away.
 */
export type FactSchema = JsonSchema;

export interface NamedExample {
  /** Unique in its place, a valid component key. */
  readonly key: string;
  readonly summary: string;
  readonly value: Json;
}

export interface ParameterFacts {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly deprecated?: boolean;
  readonly description?: Markdown;
  readonly schema: FactSchema;
  readonly examples: readonly NamedExample[];
  readonly style?: string;
  readonly explode?: boolean;
}

export interface MediaTypeFacts {
  readonly mediaType: string;
  /** Absent where neither documentation nor samples say anything. */
  readonly schema?: FactSchema;
  /** Each valid against `schema`. */
  readonly examples: readonly NamedExample[];
  /** Content types of form parts by field name. */
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

export interface RequestBodyFacts {
  readonly required: boolean;
  readonly description?: Markdown;
  readonly content: readonly MediaTypeFacts[];
}

export interface ResponseFacts {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: Markdown;
  readonly headers: readonly ParameterFacts[];
  /** Empty: no body is sent (always so for 204, 205, 304 and 1xx). */
  readonly content: readonly MediaTypeFacts[];
}

export interface OperationFacts {
  readonly summary: string;
  /** What is left of the prose once tables have become schema; still Markdown. */
  readonly description?: Markdown;
  readonly deprecated: boolean;
  readonly parameters: readonly ParameterFacts[];
  readonly requestBody?: RequestBodyFacts;
  /** At least one. */
  readonly responses: readonly ResponseFacts[];
  readonly security?: readonly SecurityRequirement[];
  readonly provenance: readonly Provenance[];
}

/** `GET /task/{taskId}`: the key of an operation. */
export type OperationKey = `${HttpMethod} /${string}`;

/** What prose and samples say, by operation. One entry per operation of the collection. */
export interface Facts {
  readonly operations: ReadonlyMap<OperationKey, OperationFacts>;
  /** Security learnt beyond the collection's auth blocks (token requests, scripts): scheme objects by name. */
  readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  readonly security?: readonly SecurityRequirement[];
  /** Collection and folder descriptions with consumed tables taken out, by JSON pointer of their source. */
  readonly descriptions: ReadonlyMap<JsonPointer, Markdown>;
}

/** An OpenAPI 3.1 document. Skeleton, complete, corrected and linted are the same type: the stage says which. */
export type OpenApiDocument = JsonObject;

/** A file to be written, path relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/** What people decide about a conversion: `spec/pipeline.json`. */
export interface Settings {
  /** Replaces the collection's own servers. */
  readonly servers?: readonly CanonicalServer[];
  /** `info.version` of the document, where the collection states none. */
  readonly version?: string;
  /** Undeclared properties are an error where the documentation lists all of them. Default: open. */
  readonly closedSchemas?: boolean;
  /** New names of components, by the name the pipeline gives them. */
  readonly schemaNames?: Readonly<Record<string, string>>;
  /** Keep `x-` provenance extensions in the document. Default: false. */
  readonly annotate?: boolean;
  readonly lint?: Readonly<Record<string, LintSetting>>;
}

/** `off` needs a reason. */
export type LintSetting = 'error' | 'warning' | { readonly severity: 'off'; readonly reason: string };
