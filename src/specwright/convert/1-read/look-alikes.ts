import { type Json, type JsonObject, isObject, own } from '../../base/json.ts';

interface LookAlike {
  readonly name: string;
  readonly matches: (value: JsonObject) => boolean;
}

const has = (value: JsonObject, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(value, key));

const nested = (value: JsonObject, key: string): JsonObject => {
  const inner = own(value, key);
  return isObject(inner) ? inner : {};
};

/** Files that people hand over by mistake, the most telling key first. */
const lookAlikes: readonly LookAlike[] = [
  { name: 'an OpenAPI document', matches: (v) => has(v, 'openapi') },
  { name: 'a Swagger 2 document', matches: (v) => has(v, 'swagger') },
  { name: 'an AsyncAPI document', matches: (v) => has(v, 'asyncapi') },
  { name: 'an OpenCollection (Bruno) file', matches: (v) => has(v, 'opencollection') },
  {
    name: 'a Bruno collection',
    matches: (v) => has(v, 'items', 'uid') || (has(v, 'items') && has(v, 'version')),
  },
  { name: 'a HAR recording', matches: (v) => has(nested(v, 'log'), 'entries') },
  { name: 'an Insomnia export', matches: (v) => has(v, '__export_format') || own(v, '_type') === 'export' },
  {
    name: 'a Postman environment',
    matches: (v) => has(v, 'values') && (has(v, '_postman_variable_scope') || has(v, 'name')),
  },
  { name: 'a Postman data dump', matches: (v) => Array.isArray(own(v, 'collections')) },
  { name: 'a Postman collection of the v3 format', matches: (v) => has(v, '$kind') },
  { name: 'a Postman API error', matches: (v) => has(nested(v, 'error'), 'message') },
  { name: 'an npm package file', matches: (v) => has(v, 'dependencies') || has(v, 'devDependencies') },
  { name: 'a JSON Schema', matches: (v) => has(v, '$schema') || has(v, '$defs') },
  {
    name: 'a newman run report',
    matches: (v) => has(v, 'run', 'collection') || has(v, 'run', 'environment'),
  },
];

/** What a JSON value that is not a collection seems to be, in words that follow "it looks like". */
export function lookAlike(value: Json): string {
  if (Array.isArray(value)) return 'a JSON array';
  if (!isObject(value)) return `a JSON ${value === null ? 'null' : typeof value}`;
  return lookAlikes.find(({ matches }) => matches(value))?.name ?? 'some other JSON object';
}
