import { type Json, type JsonObject, isObject, own, ownObject, ownString } from '../../base/json.ts';
import { documentOf, resolve, resolveObject, type Document, type ObjectPart } from '../../diff/document.ts';
import { pathsOf } from '../../diff/match-paths.ts';
import { methods } from '../../diff/operation/methods.ts';
import { parameterSchema, parametersOf } from '../../diff/operation/parameters.ts';
import { isNullable, propertiesOf, sampleOf, typeName } from '../../openapi/sample.ts';

/** Examples of a document may violate its types; samples made from its schemas do not. */
const SAMPLE = { without: 'readOnly', examples: false } as const;

/** A TypeScript file that calls every operation of a document, and which operation each of its lines belongs to. */
export interface TypedExamples {
  readonly text: string;
  /** Index: line, from 0. */
  readonly operations: readonly string[];
}

/**
 * Code as a careful caller of this document writes it: every documented parameter and property is sent, every
 * property of an answer is read as the type it has.
 */
export function typedExamples(root: JsonObject, typesModule: string): TypedExamples {
  const document = documentOf(root);
  const lines = [
    `import createClient from 'openapi-fetch';`,
    `import type { paths } from ${JSON.stringify(typesModule)};`,
    'const client = createClient<paths>();',
  ];
  const operations = lines.map(() => '');
  for (const { path, item } of pathsOf(document, 'paths')) {
    for (const method of methods) {
      const value = own(item.value, method);
      if (!isObject(value) || method === 'query') continue;
      const name = `${method.toUpperCase()} ${path}`;
      const example = exampleOf(
        document,
        path,
        method,
        item,
        { value, pointer: `${item.pointer}/${method}` },
        lines.length,
      );
      lines.push(...example);
      operations.push(...example.map(() => name));
    }
  }
  return { text: `${lines.join('\n')}\n`, operations };
}

function exampleOf(
  document: Document,
  path: string,
  method: string,
  item: ObjectPart,
  operation: ObjectPart,
  count: number,
): string[] {
  const options = optionsOf(document, item, operation);
  const call = `client.${method.toUpperCase()}(${JSON.stringify(path)}${options === '' ? '' : `, ${options}`})`;
  const reads = readsOf(document, operation);
  return [
    `export async function example${count}() {`,
    `  const { data } = await ${call};`,
    ...reads.map(
      ([expression, type], index) => `  const read${index}: ${type} = data${expression}; void read${index};`,
    ),
    `  return data;`,
    '}',
  ];
}

function optionsOf(document: Document, item: ObjectPart, operation: ObjectPart): string {
  const groups = new Map<string, JsonObject>();
  for (const parameter of parametersOf(document, item, operation).values()) {
    const schema = parameterSchema(document, parameter);
    const value = schema === undefined ? undefined : sampleOf(document.root, schema.value, SAMPLE);
    if (value === undefined) continue;
    const group = groups.get(parameter.in) ?? {};
    group[parameter.name] = value;
    groups.set(parameter.in, group);
  }
  const params = groups.size === 0 ? [] : [`params: ${JSON.stringify(Object.fromEntries(groups))}`];
  const body = bodyOf(document, operation);
  const all = [...params, ...(body === undefined ? [] : [`body: ${JSON.stringify(body)}`])];
  return all.length === 0 ? '' : `{ ${all.join(', ')} }`;
}

function bodyOf(document: Document, operation: ObjectPart): Json | undefined {
  const value = own(operation.value, 'requestBody');
  const body = value === undefined ? undefined : resolveObject(document, { value, pointer: '' });
  const schema = body === undefined ? undefined : firstSchema(body.value);
  return schema === undefined ? undefined : sampleOf(document.root, schema, SAMPLE);
}

function firstSchema(holder: JsonObject): Json | undefined {
  const content = ownObject(holder, 'content') ?? {};
  const [name] = Object.keys(content);
  const media = name === undefined ? undefined : ownObject(content, name);
  return media === undefined ? undefined : own(media, 'schema');
}

/** Expressions on the answer of a success, and the type each has had. */
function readsOf(document: Document, operation: ObjectPart): readonly (readonly [string, string])[] {
  const responses = ownObject(operation.value, 'responses') ?? {};
  const found: [string, string][] = [];
  for (const status of Object.keys(responses).filter((name) => /^2\d\d$/.test(name))) {
    const response = resolveObject(document, { value: responses[status] ?? null, pointer: '' });
    const schema = response === undefined ? undefined : firstSchema(response.value);
    if (schema !== undefined) collect(document, schema, '', new Set(), found);
    break; // the type of `data` is the union of all; the first is what callers read
  }
  return found.slice(0, 200);
}

function collect(
  document: Document,
  schema: Json,
  expression: string,
  above: ReadonlySet<string>,
  found: [string, string][],
): void {
  const { value, pointer } = resolve(document, { value: schema, pointer: '' });
  if (!isObject(value) || own(value, 'oneOf') !== undefined || own(value, 'anyOf') !== undefined) return;
  if (above.size > 6 || (pointer !== '' && above.has(pointer))) return;
  const inside = new Set([...above, pointer === '' ? expression : pointer]);
  const type = typeName(value);
  if (type === 'object') {
    for (const [name, property] of propertiesOf(document.root, value)) {
      collect(document, property, `${expression}?.[${JSON.stringify(name)}]`, inside, found);
    }
  } else if (type === 'array')
    collect(document, own(value, 'items') ?? null, `${expression}?.[0]`, inside, found);
  else if (type !== undefined && own(value, 'writeOnly') !== true)
    found.push([expression, readType(value, type)]);
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};

/** Optional chaining makes every read optional; members of an enum are read as their type. */
function readType(schema: JsonObject, type: string): string {
  const binary = ownString(schema, 'format') === 'binary';
  const base = binary ? 'unknown' : (scalars[type] ?? 'unknown');
  return `${base}${isNullable(schema) ? ' | null' : ''} | undefined`;
}
