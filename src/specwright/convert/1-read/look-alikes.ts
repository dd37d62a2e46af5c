import { type Json, type JsonObject, isObject, own, ownText } from '../../base/json.ts';

interface LookAlike {
  readonly name: string;
  readonly matches: (value: JsonObject) => boolean;
  /** What to do instead, where Postman cannot export it as a collection. */
  readonly instead?: string;
}

const has = (value: JsonObject, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(value, key));

const nested = (value: JsonObject, key: string): JsonObject => {
  const inner = own(value, key);
  return isObject(inner) ? inner : {};
};

const FROM_BRUNO = 'In Bruno, choose Share, Export Postman Collection, and use that file.';
const HOLDS_VARIABLES =
  'It holds variables, not requests: export the collection that uses them as Collection v2.1, and name this file with --environment.';
const NAME_FOLDER = 'Name the folder of the collection.';
const FROM_POSTMAN = 'Export the collection from Postman as Collection v2.1.';

/** Files that people hand over by mistake, the most telling key first. */
const lookAlikes: readonly LookAlike[] = [
  { name: 'an OpenAPI document', matches: (v) => has(v, 'openapi') },
  { name: 'a Swagger 2 document', matches: (v) => has(v, 'swagger') },
  { name: 'an AsyncAPI document', matches: (v) => has(v, 'asyncapi') },
  {
    name: 'an OpenCollection (Bruno) file',
    matches: (v) => has(v, 'opencollection'),
    instead: FROM_BRUNO,
  },
  {
    name: 'a Bruno collection',
    instead: FROM_BRUNO,
    matches: (v) => has(v, 'items', 'uid') || (has(v, 'items') && has(v, 'version')),
  },
  {
    name: 'a HAR recording',
    matches: (v) => has(nested(v, 'log'), 'entries'),
    instead: 'Import the recording into Postman, save the requests as a collection, and export that.',
  },
  {
    name: 'an Insomnia export',
    matches: (v) =>
      has(v, '__export_format') || own(v, '_type') === 'export' || /insomnia/.test(ownText(v, 'type') ?? ''),
    instead: 'Import it into Postman and export the collection as Collection v2.1.',
  },
  {
    name: 'Postman globals',
    matches: (v) => own(v, '_postman_variable_scope') === 'globals' || own(v, '$kind') === 'globals',
    instead: HOLDS_VARIABLES,
  },
  {
    name: 'a Postman environment',
    instead: HOLDS_VARIABLES,
    matches: (v) => has(v, 'values') && (has(v, '_postman_variable_scope') || has(v, 'name')),
  },
  {
    name: 'a Bruno environment',
    instead: HOLDS_VARIABLES,
    matches: (v) => Array.isArray(own(v, 'variables')) && has(v, 'name') && !has(v, 'requests'),
  },
  {
    name: 'one file of an OpenCollection',
    instead: NAME_FOLDER,
    matches: (v) => has(v, 'info') && (has(v, 'http') || has(v, 'graphql')),
  },
  { name: 'a Postman data dump', matches: (v) => Array.isArray(own(v, 'collections')) },
  {
    name: 'one file of a Postman v3 collection',
    matches: (v) => has(v, '$kind'),
    instead: NAME_FOLDER,
  },
  { name: 'a Postman API error', matches: (v) => has(nested(v, 'error'), 'message') },
  { name: 'an npm package file', matches: (v) => has(v, 'dependencies') || has(v, 'devDependencies') },
  { name: 'a JSON Schema', matches: (v) => has(v, '$schema') || has(v, '$defs') },
  {
    name: 'a newman run report',
    matches: (v) => has(v, 'run', 'collection') || has(v, 'run', 'environment'),
  },
];

/** What a JSON value that is not a collection seems to be, in words that follow "it looks like", and what to do instead. */
export function lookAlike(value: Json): { readonly looksLike: string; readonly instead: string } {
  const named = (looksLike: string, instead = FROM_POSTMAN) => ({ looksLike, instead });
  if (Array.isArray(value)) return named('a JSON array');
  if (!isObject(value)) return named(`a JSON ${value === null ? 'null' : typeof value}`);
  const known = lookAlikes.find(({ matches }) => matches(value));
  return named(known?.name ?? 'some other JSON object', known?.instead);
}
