import {
  type Json,
  type JsonObject,
  type JsonPointer,
  type JsonSchema,
  isObject,
  own,
} from '../base/json.ts';
import { valueAt } from '../base/pointer.ts';
import { lookUp } from './reference.ts';
import type { OpenApiDocument } from './document.ts';

/*
 * The schemas of a document, cut down to what validation needs: descriptions and examples would end up in
 * the emitted code, and an example may hold keys (`$ref`, `$id`) that are not schemas.
 */

const VALUE_KEYWORDS = new Set(
  (
    'type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern ' +
    'maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired format'
  ).split(' '),
);
const SCHEMA_KEYWORDS = new Set(
  'items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const LIST_KEYWORDS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAP_KEYWORDS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/** Id of the schema that holds what others refer to. */
export const SHARED_ID = 'shared';

/** Collects the schemas that validators need, each reference target once. */
export class ValidationSchemas {
  readonly #document: OpenApiDocument;
  /** Name in the shared schema by reference. */
  readonly #names = new Map<string, string>();
  readonly #definitions = new Map<string, Json>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The schema at a place of the document, its references pointing into the shared schema. */
  at(place: JsonPointer): JsonSchema {
    return this.of(valueAt(this.#document, place) ?? {});
  }

  /** The same for a schema in hand. */
  of(schema: Json): JsonSchema {
    const trimmed = this.#trim(schema);
    return isObject(trimmed) ? trimmed : { allOf: [trimmed] };
  }

  /** Holds every schema that was referred to, directly or not. */
  shared(): JsonSchema {
    return { $id: SHARED_ID, $defs: Object.fromEntries(this.#definitions) };
  }

  #trim(schema: Json): Json {
    if (!isObject(schema)) return typeof schema === 'boolean' ? schema : {};
    return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => this.#keyword(key, value)));
  }

  #keyword(key: string, value: Json): [string, Json][] {
    if (key === '$ref' && typeof value === 'string') return [[key, this.#reference(value)]];
    if (VALUE_KEYWORDS.has(key)) return [[key, value]];
    if (SCHEMA_KEYWORDS.has(key)) return [[key, this.#trim(value)]];
    if (LIST_KEYWORDS.has(key) && Array.isArray(value))
      return [[key, value.map((entry) => this.#trim(entry))]];
    if (MAP_KEYWORDS.has(key) && isObject(value)) return [[key, this.#trimMap(value)]];
    return [];
  }

  #trimMap(schemas: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, this.#trim(schema)]));
  }

  #reference(reference: string): string {
    const name = this.#names.get(reference) ?? this.#define(reference);
    return `${SHARED_ID}#/$defs/${name}`;
  }

  /** The name is taken before the schema is read, so that a recursive schema ends. */
  #define(reference: string): string {
    const name = `s${String(this.#names.size)}`;
    this.#names.set(reference, name);
    this.#definitions.set(name, this.#trim(lookUp(this.#document, reference) ?? {}));
    return name;
  }
}

/** Whether `unevaluatedProperties` or `unevaluatedItems` is used: bookkeeping that costs size otherwise. */
export function tracksEvaluation(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(tracksEvaluation);
  if (!isObject(schema)) return false;
  const used = ['unevaluatedProperties', 'unevaluatedItems'].some((key) => own(schema, key) !== undefined);
  return used || Object.values(schema).some(tracksEvaluation);
}
