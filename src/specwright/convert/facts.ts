import type { Json, JsonObject, JsonPointer, JsonSchema } from '../base/json.ts';
import type { Markdown, OperationKey, SecurityRequirement } from './canonical-collection.ts';

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
 * recurring shapes into components and takes the hint away. `x-required-stated` marks objects whose required properties
 * are not only those that every sample has.
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

/** A message that the server sends on its own, as the text of a folder or of the collection shows it. */
export interface EventFacts {
  /** `OrderShippedEvent` */
  readonly name: string;
  readonly summary: string;
  readonly schema: FactSchema;
  readonly examples: readonly NamedExample[];
  /** The text says that the server calls an address of the client. */
  readonly isWebhook: boolean;
}

/** What prose and samples say, by operation. One entry per operation of the collection. */
export interface Facts {
  readonly operations: ReadonlyMap<OperationKey, OperationFacts>;
  /** Security learnt beyond the collection's auth blocks (token requests, scripts): scheme objects by name. */
  readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  readonly security?: readonly SecurityRequirement[];
  readonly events: readonly EventFacts[];
  /** Collection and folder descriptions with consumed tables taken out, by JSON pointer of their source. */
  readonly descriptions: ReadonlyMap<JsonPointer, Markdown>;
}
