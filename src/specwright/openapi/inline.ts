import {
  type Json,
  type JsonObject,
  type JsonSchema,
  canonicalText,
  isObject,
  ownList,
  ownString,
} from '../base/json.ts';
import { lookUp } from './reference.ts';

/** Schemas that refer to each other many times would grow without end: beyond this, a reference is left open. */
const MOST_REFERENCES = 200;

/** Copies a schema with its references written out; a recursive reference becomes the open schema. */
export function inlineSchema(document: JsonObject, schema: Json | undefined): JsonSchema {
  const copy = new Inliner(document).inline(schema ?? {}, new Set());
  return isObject(copy) ? copy : {};
}

class Inliner {
  readonly #document: JsonObject;
  #references = 0;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** @param open - references that are being written out around this value */
  inline(value: Json, open: ReadonlySet<string>): Json {
    if (Array.isArray(value)) return value.map((entry) => this.inline(entry, open));
    if (!isObject(value)) return value;
    const reference = ownString(value, '$ref');
    return reference === undefined ? this.#entries(value, open) : this.#follow(value, reference, open);
  }

  #entries(value: JsonObject, open: ReadonlySet<string>): JsonObject {
    return merged(
      Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.inline(entry, open)])),
    );
  }

  #follow(value: JsonObject, reference: string, open: ReadonlySet<string>): Json {
    const target = lookUp(this.#document, reference);
    this.#references += 1;
    if (open.has(reference) || target === undefined || this.#references > MOST_REFERENCES) return {};
    const { $ref: _reference, ...siblings } = value;
    const resolved = this.inline(target, new Set([...open, reference]));
    return isObject(resolved) ? { ...resolved, ...this.#entries(siblings, open) } : resolved;
  }
}

/** Keywords that constrain nothing. */
const ANNOTATION =
  /^(title|description|\$comment|examples?|default|readOnly|writeOnly|deprecated|externalDocs|xml|x-.*)$/;

/**
 * The schema without its `allOf`, where only one part of it constrains: `allOf: [{ $ref }]` with a description next to it
 * is how documents say something of a reference, and means the schema that it refers to.
 */
function merged(schema: JsonObject): JsonObject {
  const { allOf, ...outer } = schema;
  const branches = ownList(schema, 'allOf').filter(isObject);
  if (!Array.isArray(allOf) || branches.length === 0 || branches.length < allOf.length) return schema;
  const constraints = [...branches, outer].map((part) =>
    Object.entries(part).filter(([name]) => !ANNOTATION.test(name)),
  );
  const [full = [], ...others] = constraints.sort((a, b) => b.length - a.length);
  const known = new Map(full.map(([name, value]) => [name, canonicalText(value)]));
  const isSame = others.flat().every(([name, value]) => known.get(name) === canonicalText(value));
  return isSame ? Object.fromEntries([...branches, outer].flatMap((part) => Object.entries(part))) : schema;
}
