import { type Json, type JsonObject, isObject } from '../../base/json.ts';
import library from 'postman-to-openapi';

/**
 * The one place that knows the postman-to-openapi library: a Postman collection becomes an OpenAPI 3.0
 * skeleton of paths, operations and tags.
 *
 * The library trusts its input, so it is given only what `minimal-collection.ts` makes: no bodies, no
 * samples, well-formed URLs. Those come from the facts, and nothing is lost on the way through here.
 */
export async function convertByLibrary(collection: JsonObject): Promise<JsonObject> {
  const text = await convert(JSON.stringify(collection), undefined, { outputFormat: 'json', defaultTag: '' });
  const document: Json = JSON.parse(text);
  return isObject(document) ? document : {};
}

type Convert = typeof library.default;

/** The package exports the function itself, as CommonJS does, while its types promise a `default`. */
function isConvert(value: unknown): value is Convert {
  return typeof value === 'function';
}

const convert: Convert = isConvert(library) ? library : library.default;
