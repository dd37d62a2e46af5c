import { isObject, own, setKey, type Json, type JsonObject } from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import type { ApiDocument, ApiOperation } from '../../openapi/api-document.ts';
import { keyOf, wrapperPath, type Binding } from '../../openapi/resources.ts';
import { sampleOf } from '../../openapi/sample.ts';
import { decodeParameter } from '../path-router.ts';
import { SandboxError } from '../sandbox-error.ts';
import { isJsonType } from './read-request.ts';
import type { Records } from './records.ts';

/** Records to start with, by the filled-in paths of their collections, for example `{ "/users": [{ "id": "u1" }] }`. */
export type StartRecords = Readonly<Record<string, readonly JsonObject[]>>;

/**
 * Fills the store with the examples of the document, then with the records to start with.
 *
 * @throws {SandboxError} `bad-seed` where they are not lists of records of collections that there are
 */
export function fillStore(
  document: ApiDocument,
  bindings: ReadonlyMap<string, Binding>,
  records: Records,
  random: () => Random,
  start: unknown = {},
): void {
  const given = checkStart(start, bindings);
  records.clear();
  for (const operation of document.operations) {
    const binding = bindings.get(operation.id);
    if (binding === undefined) continue;
    const path = new Map([...operation.parameterExamples].map(([name, value]) => [name, String(value)]));
    const collection = filledPath(binding.resource.collection, path);
    if (collection.includes('{')) continue;
    const sample = (schema: Json): Json | undefined =>
      sampleOf(document.root, schema, { without: 'writeOnly', random: random() });
    for (const example of examplesOf(operation)) addShown(records, example, binding, collection, sample);
    addNamed(document.root, records, random, operation, binding, collection);
  }
  for (const [collection, idProperty, record] of given) {
    const key = keyOf(record, idProperty) || String(records.keys(collection).length + 1);
    records.set(collection, key, structuredClone(record));
  }
}

function examplesOf({ responses }: ApiOperation): readonly Json[] {
  return responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ media }) => media.filter(({ mediaType }) => isJsonType(mediaType)))
    .flatMap(({ examples }) => [...examples.values()]);
}

function addShown(
  records: Records,
  example: Json,
  { role, resource, wrapper }: Binding,
  collection: string,
  sample: (schema: Json) => Json | undefined,
): void {
  if (role === 'delete' || role === 'create') return;
  const inner = wrapperPath(wrapper).reduce<Json | undefined>(own, example);
  for (const record of Array.isArray(inner) ? inner : [inner]) {
    const key = isObject(record) ? keyOf(record, resource.idProperty) : '';
    if (isObject(record) && (key !== '' || resource.idProperty === '')) {
      const shown = structuredClone(record);
      // Another answer may show less of a record than what every record has.
      for (const name of resource.required)
        if (!Object.hasOwn(shown, name))
          setKey(shown, name, sample(resource.properties.get(name) ?? {}) ?? null);
      records.set(collection, key, shown);
    }
  }
}

/** The record that the example of a path parameter names exists, and so does a record without an id. */
function addNamed(
  root: JsonObject,
  records: Records,
  random: () => Random,
  { parameterExamples }: ApiOperation,
  { role, resource, id }: Binding,
  collection: string,
): void {
  if (role !== 'read') return;
  const named = id === undefined ? undefined : parameterExamples.get(id.name);
  if (id !== undefined && named === undefined) return;
  if (records.get(collection, String(named ?? '')) !== undefined) return;
  const schema = { type: 'object', properties: Object.fromEntries(resource.properties) };
  const sample = sampleOf(root, schema, { without: 'writeOnly', random: random() });
  if (!isObject(sample)) return;
  if (named !== undefined) setKey(sample, resource.idProperty, named);
  records.set(collection, String(named ?? ''), sample);
}

/** Collection, id property and record of each record to start with. */
function checkStart(
  start: unknown,
  bindings: ReadonlyMap<string, Binding>,
): readonly (readonly [string, string, JsonObject])[] {
  const resources = [...bindings.values()].map(({ resource }) => resource);
  return Object.entries(Object(start)).flatMap(([collection, records]) => {
    const resource = resources.find(({ collection: template }) => isFilled(template, collection));
    if (resource === undefined) {
      const known = [...new Set(resources.map(({ collection: template }) => template))].join(', ') || 'none';
      throw new SandboxError(
        'bad-seed',
        `Unknown collection ${collection.slice(0, 80)}. Collections: ${known}.`,
      );
    }
    if (!isRecordList(records)) {
      throw new SandboxError('bad-seed', `${collection} must be a list of JSON objects.`);
    }
    return records.map((record) => [collection, resource.idProperty, record] as const);
  });
}

function isRecordList(value: unknown): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one))
  );
}

/** Whether a path is a template with its parameters filled in. */
export function isFilled(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]))
  );
}

/** The path of a collection with values for its parameters. */
export function filledPath(collection: string, values: ReadonlyMap<string, string>): string {
  return collection.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : encodeURIComponent(decodeParameter(value));
  });
}
