import { type Json, type JsonObject, isObject } from '../../base/json.ts';
import { createHash } from 'node:crypto';

/** Keys whose values change with every export although the API is the same. */
const volatile = new Set([
  '_postman_id',
  '_exporter_id',
  '_collection_link',
  'uid',
  'createdAt',
  'updatedAt',
  'lastUpdatedBy',
  'lastRevision',
  'publishDate',
  'responseTime',
  'collectionId',
  'publishedId',
  'owner',
  'team',
  'forkedFrom',
  'customColor',
  'public',
  'cookie',
]);

/** Headers of saved answers that differ each time one is saved. */
const volatileHeaders = new Set([
  'date',
  'age',
  'etag',
  'expires',
  'last-modified',
  'set-cookie',
  'server',
  'cf-ray',
  'x-request-id',
  'content-length',
]);

const uuid = /^(\d+-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The collection without ids and dates, keys sorted: equal for two exports of one API. */
function canonicalForm(collection: JsonObject): string {
  return JSON.stringify(withoutVolatile(collection));
}

/** Hash of the canonical form, in hex. */
export function canonicalHash(collection: JsonObject): string {
  return createHash('sha256').update(canonicalForm(collection)).digest('hex');
}

function withoutVolatile(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => !isVolatileHeader(item)).map(withoutVolatile);
  if (!isObject(value)) return value;
  const kept = Object.keys(value)
    .filter((key) => !volatile.has(key) && !isGeneratedId(key, value[key]))
    .sort();
  return Object.fromEntries(kept.map((key) => [key, withoutVolatile(value[key] ?? null)]));
}

function isGeneratedId(key: string, value: Json | undefined): boolean {
  return key === 'id' && typeof value === 'string' && uuid.test(value);
}

function isVolatileHeader(item: Json): boolean {
  if (!isObject(item) || typeof item['key'] !== 'string' || typeof item['value'] !== 'string') return false;
  // a request that documents such a header describes it; transport noise comes without a description
  const described = typeof item['description'] === 'string' && item['description'] !== '';
  return volatileHeaders.has(item['key'].toLowerCase()) && !described && !('type' in item);
}
