import { type Json, type JsonObject, isObject } from '../../base/json.ts';
import type { SecurityRequirement } from '../canonical-collection.ts';

/** Security schemes of the document by name. */
export type Schemes = Readonly<Record<string, JsonObject>>;

/** The schemes with addresses that are URLs: what a URL may not have is percent-encoded. */
export function securitySchemes(schemes: Schemes): JsonObject {
  const entries = Object.entries(schemes).map(([name, scheme]): [string, Json] => [name, withUrls(scheme)]);
  return Object.fromEntries(entries);
}

function withUrls(value: Json, key = ''): Json {
  if (typeof value === 'string') return key.endsWith('Url') ? encodeUrl(value) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withUrls(entry, name)]));
}

function encodeUrl(url: string): string {
  const wellFormed = url.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed
    .replaceAll(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, encodeURIComponent)
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
}

/** Requirements that name declared schemes only; equal ones once. */
export function securityRequirements(
  requirements: readonly SecurityRequirement[],
  schemes: Schemes,
): readonly JsonObject[] {
  const known = requirements.filter((requirement) =>
    Object.keys(requirement).every((name) => Object.hasOwn(schemes, name)),
  );
  const unique = new Map(known.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...unique.values()].map((requirement) =>
    Object.fromEntries(Object.entries(requirement).map(([name, scopes]) => [name, [...scopes]])),
  );
}
