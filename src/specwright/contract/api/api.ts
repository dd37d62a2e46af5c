import type { Json, JsonObject, JsonPointer, JsonSchema } from '../../base/json.ts';
import type { MediaTypeDescriptor, OperationDescriptor } from '../../openapi/operation.ts';

/** One way in which a value violates its schema, in the words of the validator. */
export interface SchemaError {
  /** Place in the value. */
  readonly at: JsonPointer;
  /** The JSON Schema keyword that the value violates. */
  readonly keyword: string;
  readonly message: string;
  /** Place in the schema, relative to the schema that was asked for. */
  readonly schemaPath: string;
  /** The name of the property in question, for keywords that name one. */
  readonly property?: string;
}

/** What is verified: the operations as data, the document they came from, and how to validate bodies. */
export interface Api {
  readonly document: JsonObject;
  readonly operations: readonly OperationDescriptor[];
  /** The path of the server that carries an operation, to be put before its own: `/v2`, mostly empty. */
  basePath(operation: OperationDescriptor): string;
  /** All violations of the schema of its media type; none where the document states no schema. */
  validate(media: MediaTypeDescriptor, value: Json): readonly SchemaError[];
  /** The schema of a media type with its references written out. */
  schemaOf(media: MediaTypeDescriptor): JsonSchema | undefined;
}
