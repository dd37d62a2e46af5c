import type { Json, JsonObject, JsonPointer } from '../base/json.ts';
import type { HttpMethod } from '../openapi/operation.ts';

/**
 * Markdown (CommonMark with GFM tables); never HTML: a `<` in text is written `&lt;`. A cell holds one
 * line: the lines of a cell (`<br>`, paragraphs, a list) are joined by `; `, or by a
 * space after `. ; : , ! ?`. A cell that spanned rows is repeated in each of them.
 */
export type Markdown = string;

/** Text with the place it came from, so that every fact can name its origin. */
export interface SourcedText {
  readonly text: Markdown;
  readonly at: JsonPointer;
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
  /** A form field that carries several files. */
  readonly several?: boolean;
  /** Media type of a form part, where stated. */
  readonly mediaType?: string;
  readonly at: JsonPointer;
}

/** What a text holds that is JSON, or was meant as JSON. */
export interface CanonicalJson {
  readonly json: Json;
  /** Comments, by JSON pointer into `json`: documentation of the field next to them. */
  readonly comments?: readonly { readonly pointer: JsonPointer; readonly text: string }[];
  /** Places in `json` where a variable stood without quotes: any type may be sent there, the string is only its name. */
  readonly bare?: readonly JsonPointer[];
  /** Places in `json` where no value stood, only words for one (`<count>`, `integer`) or nothing. */
  readonly blank?: readonly JsonPointer[];
  /** Places in `json` where a choice stood (`<asc|desc>`); the value there is the first. */
  readonly choices?: readonly {
    readonly pointer: JsonPointer;
    readonly values: readonly (string | boolean)[];
  }[];
  /** Places in `json` of numbers that JavaScript cannot hold: the digits there are not those that were saved. */
  readonly imprecise?: readonly JsonPointer[];
  /** How the text differed from JSON: what had to be put right. */
  readonly slips?: readonly JsonSlip[];
  /** The line above, where the text holds several bodies. */
  readonly label?: string;
  /** Further bodies in the text: what may be sent instead. */
  readonly others?: readonly CanonicalJson[];
}

/** How a text differs from JSON. */
export type JsonSlip = 'comma' | 'quote' | 'bracket' | 'gap' | 'word' | 'colon' | 'several';

/** A body in any of Postman's modes. */
export interface CanonicalBody extends Partial<CanonicalJson> {
  readonly mode: 'raw' | 'urlencoded' | 'formdata' | 'graphql' | 'file';
  /** For example `application/json`; decided from header, language, mode and text. */
  readonly mediaType: string;
  /** The text as sent, for `raw` and `graphql`; secrets replaced. */
  readonly text?: string;
  /** For `urlencoded` and `formdata`. */
  readonly fields?: readonly CanonicalParameter[];
  /** The body is saved but switched off. */
  readonly disabled: boolean;
  readonly at: JsonPointer;
}

/** A saved response. */
export interface CanonicalResponse extends Partial<CanonicalJson> {
  readonly name: string;
  /** 100-599; absent where the collection states none. */
  readonly status?: number;
  readonly statusText?: string;
  /** Media type of the body, without parameters; also where a header states it for a body that was not saved. */
  readonly mediaType?: string;
  /** Without transport noise (Date, Server, Content-Length...). */
  readonly headers: readonly CanonicalParameter[];
  /** Absent where nothing was sent. Secrets replaced. */
  readonly text?: string;
  /** The request that the response answers, where it was saved with it. */
  readonly request?: CanonicalRequest;
  readonly at: JsonPointer;
}

/** A status that a test script waits for. */
export interface ExpectedStatus {
  readonly status: number;
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
  /** Statuses that its test scripts wait for. */
  readonly expected?: readonly ExpectedStatus[];
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
  /** Path template with `{name}` variables, a leading slash, no query; a trailing slash only where every request writes it. */
  readonly path: string;
  /** Names of the folders from the outside in; empty at the top level. */
  readonly folders: readonly string[];
  /** Folders of further requests, where they lie in others. */
  readonly alsoIn?: readonly (readonly string[])[];
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

/** `GET /task/{taskId}`: the key of an operation. */
export type OperationKey = `${HttpMethod} /${string}`;
