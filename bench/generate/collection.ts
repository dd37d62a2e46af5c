import type { Json, JsonObject } from '../../src/specwright/base/json.ts';
import { seeded, type Random } from './random.ts';

const WORDS = ['order', 'invoice', 'member', 'ticket', 'shipment', 'asset', 'course', 'policy'] as const;
const FIELDS = ['name', 'status', 'total', 'createdAt', 'active', 'notes', 'owner', 'count'] as const;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * A Postman Collection v2.1 of about `bytes` bytes of JSON, in the form in which Postman exports it and which
 * every converter under test accepts: full URL objects, JSON bodies, saved responses, parameter tables.
 */
export function syntheticCollection(bytes: number, seed = 1): JsonObject {
  const random = seeded(seed);
  const folders: JsonObject[] = [];
  for (let size = 0; size < bytes;) {
    const folder = resourceFolder(folders.length, random);
    size += JSON.stringify(folder).length;
    folders.push(folder);
  }
  return {
    info: {
      name: 'Synthetic API',
      description: 'A generated collection.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    item: folders,
    variable: [{ key: 'token', value: '' }],
  };
}

/** Requests of a collection, at any depth. */
export function countRequests(items: Json | undefined): number {
  if (!Array.isArray(items)) return 0;
  return items.reduce<number>((sum, item) => sum + requestsOf(item), 0);
}

function requestsOf(item: Json): number {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return 0;
  return ('request' in item ? 1 : 0) + countRequests(item['item']);
}

function resourceFolder(index: number, random: Random): JsonObject {
  const resource = `${random.pick(WORDS)}${index}`;
  return {
    name: `${resource} resource`,
    description: `Everything about ${resource}.`,
    item: METHODS.map((method) => savedRequest(method, resource, random)),
  };
}

function savedRequest(method: string, resource: string, random: Random): JsonObject {
  const request = requestOf(method, resource, random);
  return {
    name: `${method} ${resource}`,
    request,
    response: [
      savedResponse('Done', 200, 'OK', request, record(random, 1)),
      savedResponse('Refused', 400, 'Bad Request', request, { code: 'invalid', message: 'Not accepted' }),
    ],
  };
}

function requestOf(method: string, resource: string, random: Random): JsonObject {
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  return {
    method,
    header: [{ key: 'X-Request-Source', value: 'console', description: 'Where the call comes from' }],
    ...(hasBody && { body: jsonBody(record(random, 1)) }),
    url: method === 'POST' ? listUrl(resource) : itemUrl(resource),
    description: `${method} one ${resource}.\n\n${fieldTable()}`,
  };
}

function jsonBody(value: Json): JsonObject {
  return { mode: 'raw', raw: JSON.stringify(value, null, 2), options: { raw: { language: 'json' } } };
}

function listUrl(resource: string): JsonObject {
  return {
    raw: `https://api.example.com/v1/${resource}?page=1&size=20`,
    protocol: 'https',
    host: ['api', 'example', 'com'],
    path: ['v1', resource],
    query: [
      { key: 'page', value: '1', description: 'Page number' },
      { key: 'size', value: '20', description: 'Page size' },
    ],
  };
}

function itemUrl(resource: string): JsonObject {
  return {
    raw: `https://api.example.com/v1/${resource}/:id`,
    protocol: 'https',
    host: ['api', 'example', 'com'],
    path: ['v1', resource, ':id'],
    variable: [{ key: 'id', value: '42', description: 'Identifier' }],
  };
}

function fieldTable(): string {
  const rows = FIELDS.map((field) => `| ${field} | string | Optional | The ${field} of the record |`);
  return ['| Name | Type | Required | Description |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function savedResponse(name: string, code: number, status: string, request: Json, body: Json): JsonObject {
  return {
    name,
    originalRequest: structuredClone(request),
    status,
    code,
    _postman_previewlanguage: 'json',
    header: [{ key: 'Content-Type', value: 'application/json' }],
    cookie: [],
    body: JSON.stringify(body, null, 2),
  };
}

function record(random: Random, depth: number): JsonObject {
  const result: JsonObject = { id: `id-${random.integer(1e6)}` };
  for (const field of FIELDS) result[field] = scalar(field, random);
  if (depth > 0) {
    result['parent'] = record(random, depth - 1);
    result['items'] = [
      { id: 'a', count: random.integer(9) },
      { id: 'b', count: 2 },
    ];
  }
  return result;
}

function scalar(field: (typeof FIELDS)[number], random: Random): Json {
  if (field === 'total') return random.integer(10_000) / 100;
  if (field === 'count') return random.integer(1000);
  if (field === 'active') return random.integer(2) === 1;
  if (field === 'createdAt') return '2024-05-01T10:00:00.000Z';
  return `${field} ${random.integer(1000)}`;
}
