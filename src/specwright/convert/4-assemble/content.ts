import type { JsonObject, JsonSchema } from '../../base/json.ts';
import { mediaTypeSuffix } from '../../openapi/names.ts';
import type { MediaTypeFacts } from '../facts.ts';
import { examplesObject } from './examples.ts';

/** Brings the schema of one media type into the document; the suffix separates those of several media types. */
export type PlaceSchema = (schema: JsonSchema, suffix: string) => JsonSchema;

/** The Media Type Objects of a body, by media type. */
export function contentObject(content: readonly MediaTypeFacts[], place: PlaceSchema): JsonObject {
  const entries = content.map((facts, index): [string, JsonObject] => [
    facts.mediaType,
    mediaTypeObject(facts, index === 0 ? '' : mediaTypeSuffix(facts.mediaType), place),
  ]);
  return Object.fromEntries(entries);
}

function mediaTypeObject(facts: MediaTypeFacts, suffix: string, place: PlaceSchema): JsonObject {
  const { schema, examples, encoding } = facts;
  return {
    ...(schema && { schema: place(schema, suffix) }),
    ...examplesObject(examples),
    ...(encoding && { encoding: encodingObject(encoding) }),
  };
}

function encodingObject(encoding: NonNullable<MediaTypeFacts['encoding']>): JsonObject {
  const entries = Object.entries(encoding).map(([field, { contentType }]): [string, JsonObject] => [
    field,
    { contentType },
  ]);
  return Object.fromEntries(entries);
}
