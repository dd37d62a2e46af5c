import { valueAt } from '../../base/pointer.ts';
import { isObject } from '../../base/json.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Conversion } from '../convert-collection.ts';
import { originsOf } from './origins.ts';

/** The document with the origin of each fact, as `x-origin`. The document of the conversion stays as it is. */
export function annotate(conversion: Conversion): OpenApiDocument {
  const document = structuredClone(conversion.value);
  for (const { pointer, sources } of originsOf(conversion)) {
    const place = valueAt(document, pointer);
    if (isObject(place)) place['x-origin'] = sources.map((source) => ({ ...source }));
  }
  return document;
}
