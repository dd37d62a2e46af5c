import { fromEntries, isObject, ownString, type Json, type JsonObject } from '../base/json.ts';
import { isData, isMapKey } from '../openapi/data-keys.ts';
import { lookThrough } from '../openapi/reference.ts';

/*
 * Editors show a comment up to its first tag as prose. openapi-typescript writes a description behind `@description`,
 * but a summary as prose; it writes nothing above a reference without a description.
 */

/** A copy of the document whose descriptions become prose of their comments; references have that of their schema. */
export function describeInProse(document: JsonObject): JsonObject {
  return ofObject(document, false, document);
}

/** Further lines of a description start at the margin, or Markdown takes them for code. */
export function withoutMargin(declarations: string): string {
  return declarations.replaceAll(/^([ \t]*\*) {5}/gm, '$1 ');
}

function inProse(value: Json, isMap: boolean, document: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => inProse(item, false, document));
  return isObject(value) ? ofObject(value, isMap, document) : value;
}

function ofObject(value: JsonObject, isMap: boolean, document: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, inner]): readonly [string, Json] =>
    !isMap && isData(key, inner) ? [key, inner] : [key, inProse(inner, !isMap && isMapKey(key), document)],
  );
  const { description, ...rest } = fromEntries(entries);
  if (isMap) return fromEntries(entries);
  const said = typeof description === 'string' ? description : describedBy(value, document);
  if (said === undefined) return fromEntries(entries);
  const summary = ownString(rest, 'summary');
  return { ...rest, summary: [summary, said].filter(Boolean).join('\n\n') };
}

/** What the schema says that a reference leads to. */
function describedBy(value: JsonObject, document: JsonObject): string | undefined {
  const reference = ownString(value, '$ref');
  if (reference?.startsWith('#/components/schemas/') !== true) return undefined;
  return ownString(lookThrough(document, reference), 'description');
}
