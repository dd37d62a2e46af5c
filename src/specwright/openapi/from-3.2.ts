import {
  fromEntries,
  isObject,
  objectAt,
  omit,
  own,
  ownString,
  type Json,
  type JsonObject,
  type JsonPointer,
} from '../base/json.ts';
import { appendPointer, valueAt } from '../base/pointer.ts';
import { isData, isMapKey } from './data-keys.ts';

/** Something of OpenAPI 3.2 that 3.1 cannot say. */
export interface Loss {
  readonly at: JsonPointer;
  /** The keyword or value, as it is written. */
  readonly what: string;
}

/** What 3.1 cannot say. */
const LOST: readonly RegExp[] = [
  /^\/(?:paths|webhooks)\/[^/]+\/(?:query|additionalOperations)$/,
  /\/content\/[^/]+\/(?:prefixEncoding|itemEncoding)$/,
  /\/discriminator\/defaultMapping$/,
  /\/flows\/deviceAuthorization$/,
];

/** Words for readers and tools: nothing sent or received depends on them. */
const SILENT: readonly RegExp[] = [
  /^\/tags\/\d+\/(?:summary|parent|kind)$/,
  /\/servers\/\d+\/name$/,
  /^\/components\/securitySchemes\/[^/]+\/(?:deprecated|oauth2MetadataUrl)$/,
  /\/xml\/nodeType$/,
];

/**
 * A document of OpenAPI 3.2 as one of 3.1 (https://spec.openapis.org/oas/v3.2.0, appendix on changes): what 3.1 can say in
 * other words is said so, and what it cannot is left out and listed.
 */
export function from32(document: JsonObject): {
  readonly document: JsonObject;
  readonly lost: readonly Loss[];
} {
  if (ownString(document, 'openapi')?.startsWith('3.2') !== true) return { document, lost: [] };
  const reader = new Reader(document);
  const { $self: _self, ...rest } = document;
  const mapped = reader.map(rest, '', false);
  const components = omit(objectAt(mapped, 'components'), 'mediaTypes');
  const isNeeded = Object.hasOwn(mapped, 'components');
  const value = { ...mapped, openapi: '3.1.1', ...(isNeeded && { components }) };
  return { document: value, lost: reader.lost };
}

class Reader {
  readonly lost: Loss[] = [];
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  map(object: JsonObject, at: JsonPointer, isMap: boolean): JsonObject {
    const entries = Object.entries(isMap ? object : this.#renamed(object, at)).flatMap(([key, value]) => {
      const place = appendPointer(at, key);
      if (!isMap && SILENT.some((one) => one.test(place))) return [];
      if (!isMap && LOST.some((one) => one.test(place))) {
        this.lost.push({ at: place, what: key });
        return [];
      }
      if (!isMap && isData(key, value)) return [[key, value] as const];
      return [[key, this.#value(value, place, !isMap && isMapKey(key), key)] as const];
    });
    return fromEntries(entries);
  }

  #value(value: Json, at: JsonPointer, isMap: boolean, key: string): Json {
    if (Array.isArray(value))
      return value
        .filter((item, index) => !this.#isQueryString(item, appendPointer(at, index)))
        .map((item, index) => this.#value(item, appendPointer(at, index), false, key));
    if (!isObject(value)) return value;
    // A media type may be a reference only since 3.2.
    const shared = isMap && key === 'content' ? this.#written(value) : value;
    return this.map(shared, at, isMap);
  }

  #written(content: JsonObject): JsonObject {
    const entries = Object.entries(content).map(([type, media]): [string, Json] => {
      const reference = ownString(media, '$ref');
      const target =
        reference?.startsWith('#/') === true ? valueAt(this.#document, reference.slice(1)) : undefined;
      return [type, target ?? media];
    });
    return fromEntries(entries);
  }

  /** What 3.1 says in other words. */
  #renamed(object: JsonObject, at: JsonPointer): JsonObject {
    const { itemSchema, dataValue, serializedValue, ...rest } = object;
    const isMedia = /\/content\/[^/]+$/.test(at);
    if (isMedia && isObject(itemSchema) && rest['schema'] === undefined)
      return { ...rest, schema: { type: 'array', items: itemSchema } };
    if (/\/examples\/[^/]+$/.test(at) && rest['value'] === undefined) {
      const value = dataValue ?? serializedValue;
      return { ...rest, ...(value !== undefined && { value }) };
    }
    // The description of a response is required in 3.1.
    const isResponse = /\/responses\/[^/]+$/.test(at) && own(object, '$ref') === undefined;
    if (isResponse && rest['description'] === undefined) {
      const { summary, ...response } = rest;
      return { ...response, description: summary ?? '' };
    }
    return isMedia || /\/examples\/[^/]+$/.test(at) ? rest : object;
  }

  #isQueryString(item: Json, at: JsonPointer): boolean {
    if (!/\/parameters\/\d+$/.test(at) || ownString(item, 'in') !== 'querystring') return false;
    this.lost.push({ at, what: 'in: querystring' });
    return true;
  }
}
