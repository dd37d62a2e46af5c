import type { Json, JsonObject } from '../../src/specwright/base/json.ts';
import { seeded, type Random } from './random.ts';

const TYPES: readonly [JsonObject, ...JsonObject[]] = [
  { type: 'string', minLength: 1, maxLength: 200 },
  { type: 'string', format: 'date-time' },
  { type: 'string', enum: ['new', 'open', 'closed'] },
  { type: 'integer', minimum: 0 },
  { type: 'number', maximum: 1000 },
  { type: 'boolean' },
  { type: 'array', items: { type: 'string' } },
];

/** Resources that refer to one another in a chain, as those of one part of an API do. */
const MODULE = 20;

/** An OpenAPI 3.1 document of about `bytes` bytes of JSON: five operations and two schemas per resource. */
export function syntheticOpenApi(bytes: number): JsonObject {
  const random = seeded(7);
  const paths: JsonObject = {};
  const schemas: JsonObject = { Error: errorSchema() };
  let index = 0;
  for (let size = 0; size < bytes; index += 1) {
    const own = { paths: pathsOf(index), schemas: schemasOf(index, random) };
    Object.assign(paths, own.paths);
    Object.assign(schemas, own.schemas);
    size += JSON.stringify(own).length;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Synthetic API', version: '1.0.0' },
    servers: [{ url: 'https://api.example.com/v1' }],
    paths,
    components: { schemas },
  };
}

/** The next version: every twenty-fifth resource changed, in five ways taking turns. */
export function nextVersion(document: JsonObject): JsonObject {
  const next = structuredClone(document);
  const { paths, components } = next;
  const schemas = at(components, 'schemas');
  Object.keys(at(schemas))
    .filter((name) => name.startsWith('Resource'))
    .filter((_, index) => index % 25 === 0)
    .forEach((name, turn) => change(turn % 5, at(schemas, name), at(paths), name));
  return next;
}

function change(kind: number, schema: JsonObject, paths: JsonObject, name: string): void {
  const properties = at(schema, 'properties');
  if (kind === 0) delete properties['field3'];
  if (kind === 1) schema['required'] = ['id', 'field1', 'field2'];
  if (kind === 2) properties['field4'] = { type: 'string', description: 'Now a text.' };
  if (kind === 3) properties['added'] = { type: 'string' };
  if (kind === 4) delete paths[`/resource${name.slice('Resource'.length)}/{id}`];
}

function at(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  const inner = keys.reduce<Json | undefined>((one, key) => (isObject(one) ? one[key] : undefined), value);
  if (!isObject(inner)) throw new Error(`no object at ${keys.join('/')}`);
  return inner;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemasOf(index: number, random: Random): JsonObject {
  const properties: JsonObject = { id: { type: 'string' } };
  for (let field = 0; field < 14; field += 1) {
    properties[`field${field}`] = {
      ...random.pick(TYPES),
      description: `Field ${field} of resource ${index}.`,
    };
  }
  if (index % MODULE > 0) properties['related'] = { $ref: `#/components/schemas/Resource${index - 1}` };
  const list = { type: 'array', items: { $ref: `#/components/schemas/Resource${index}` } };
  return {
    [`Resource${index}`]: { type: 'object', required: ['id', 'field1'], properties },
    [`List${index}`]: {
      type: 'object',
      required: ['items'],
      properties: { items: list, next: { type: 'string' } },
    },
  };
}

function errorSchema(): JsonObject {
  return {
    type: 'object',
    required: ['code'],
    properties: { code: { type: 'integer' }, text: { type: 'string' } },
  };
}

function pathsOf(index: number): JsonObject {
  const resource = `Resource${index}`;
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const page = { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } };
  return {
    [`/resource${index}`]: {
      get: operation('list', resource, { parameters: [page] }, `List${index}`),
      post: operation('create', resource, body(resource), resource),
    },
    [`/resource${index}/{id}`]: {
      parameters: [id],
      get: operation('read', resource, {}, resource),
      put: operation('replace', resource, body(resource), resource),
      delete: operation('remove', resource, {}, resource),
    },
  };
}

function operation(verb: string, resource: string, request: JsonObject, answer: string): JsonObject {
  return {
    operationId: `${verb}${resource}`,
    summary: `${verb} one ${resource}`,
    ...request,
    responses: {
      '200': { description: 'Done', content: content(answer) },
      default: { description: 'Refused', content: content('Error') },
    },
  };
}

function body(schema: string): JsonObject {
  return { requestBody: { required: true, content: content(schema) } };
}

function content(schema: string): JsonObject {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}
