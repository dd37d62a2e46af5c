import {
  type Json,
  type JsonObject,
  fromEntries,
  isObject,
  own,
  ownList,
  ownObject,
  ownString,
  ownStrings,
} from '../../base/json.ts';
import { documentOf, resolve, resolveObject, type Document, type ObjectPart } from '../../diff/document.ts';
import { pathsOf } from '../../diff/match-paths.ts';
import { methods } from '../../diff/operation/methods.ts';
import { parameterSchema, parametersOf } from '../../diff/operation/parameters.ts';
import { isNullable, propertiesOf, sampleOf, typeName } from '../../openapi/sample.ts';

/** Examples of a document may violate its types; samples made from its schemas do not. */
const SAMPLE = { without: 'readOnly', examples: false } as const;

/** What a line of the examples does, for messages about it. */
export interface ExampleLine {
  readonly operation: string;
  /** `code that sends only what is required`. */
  readonly about: string;
  /** Whether a document does not have the operation. */
  readonly missing: (document: JsonObject) => boolean;
}

/** A TypeScript file that calls every operation of a document. */
export interface TypedExamples {
  readonly text: string;
  /** Index: line, from 0. */
  readonly lines: readonly (ExampleLine | undefined)[];
}

type Lines = (readonly [text: string, about?: string])[];

/**
 * Code as callers of this document write it: one sends every documented parameter and property, one only what is
 * required, others one optional property each; every property of an answer is read as the type it has.
 */
export function typedExamples(root: JsonObject, typesModule: string): TypedExamples {
  const document = documentOf(root);
  const text = [
    `import createClient from 'openapi-fetch';`,
    `import type { paths } from ${JSON.stringify(typesModule)};`,
    'const client = createClient<paths>();',
  ];
  const lines: (ExampleLine | undefined)[] = text.map(() => undefined);
  for (const { path, item } of pathsOf(document, 'paths')) {
    for (const method of methods) {
      const value = own(item.value, method);
      if (!isObject(value) || method === 'query') continue;
      const operation = `${method.toUpperCase()} ${path}`;
      const missing = (other: JsonObject): boolean =>
        ownObject(ownObject(ownObject(other, 'paths'), path), method) === undefined;
      const part = { value, pointer: `${item.pointer}/${method}` };
      for (const [line, about = ''] of exampleOf(document, path, method, item, part, text.length)) {
        text.push(line);
        lines.push({ operation, about, missing });
      }
    }
  }
  return { text: `${text.join('\n')}\n`, lines };
}

function exampleOf(
  document: Document,
  path: string,
  method: string,
  item: ObjectPart,
  operation: ObjectPart,
  count: number,
): Lines {
  const call = `client.${method.toUpperCase()}(${JSON.stringify(path)}`;
  const params = paramsOf(document, item, operation);
  const body = bodyOf(document, operation);
  const bodies = body === undefined ? [] : bodiesOf(document, body);
  const argument = (withParams: string, withBody: string): string => {
    const parts = [withParams, withBody].filter(Boolean).join(', ');
    return parts === '' ? '' : `, { ${parts} }`;
  };
  // A call takes any further property; a constant of the type does not.
  const types = `paths[${JSON.stringify(path)}][${JSON.stringify(method)}]`;
  const groups = params.groups.map(([group, value], index): readonly [string, string] => [
    `  const params${index}: NonNullable<${types}['parameters'][${JSON.stringify(group)}]> = ${JSON.stringify(value)}; void params${index};`,
    'code that sends every parameter',
  ]);
  const type = `NonNullable<${types}['requestBody']>['content'][${JSON.stringify(body?.mediaType)}]`;
  const sends = bodies.map(([value, about], index): readonly [string, string] => [
    `  const body${index}: ${type} = ${JSON.stringify(value)}; void body${index};`,
    about,
  ]);
  const reads = readsOf(document, operation).map(
    ([expression, read, name], index): readonly [string, string] => [
      `  const read${index}: ${read} = data${expression}; void read${index};`,
      `code that reads "${name}" of an answer`,
    ],
  );
  const withBody = bodies.length === 0 ? '' : 'body: body0';
  return [
    [`export async function example${count}() {`],
    ...groups,
    ...sends,
    [
      `  const { data } = await ${call}${argument(params.all, withBody)});`,
      'code that sends every parameter',
    ],
    ...(params.required === params.all
      ? []
      : [
          [
            `  await ${call}${argument(params.required, withBody)});`,
            'code that sends only the required parameters',
          ] as const,
        ]),
    ...reads,
    [`  return data;`],
    ['}'],
  ];
}

/** Parameters as the options of a call hold them. */
function paramsOf(
  document: Document,
  item: ObjectPart,
  operation: ObjectPart,
): {
  readonly all: string;
  readonly required: string;
  readonly groups: readonly (readonly [name: string, value: JsonObject])[];
} {
  const all = new Map<string, JsonObject>();
  const required = new Map<string, JsonObject>();
  for (const parameter of parametersOf(document, item, operation).values()) {
    const schema = parameterSchema(document, parameter);
    const value = schema === undefined ? undefined : sampleOf(document.root, schema.value, SAMPLE);
    if (value === undefined) continue;
    const isRequired = parameter.in === 'path' || parameter.required;
    for (const groups of isRequired ? [all, required] : [all]) {
      const group = groups.get(parameter.in) ?? {};
      group[parameter.name] = value;
      groups.set(parameter.in, group);
    }
  }
  const written = (groups: ReadonlyMap<string, JsonObject>): string =>
    groups.size === 0 ? '' : `params: ${JSON.stringify(Object.fromEntries(groups))}`;
  return { all: written(all), required: written(required), groups: [...all] };
}

interface Body {
  readonly schema: Json;
  readonly mediaType: string;
}

function bodyOf(document: Document, operation: ObjectPart): Body | undefined {
  const value = own(operation.value, 'requestBody');
  const body = value === undefined ? undefined : resolveObject(document, { value, pointer: '' });
  const [mediaType] = Object.keys(ownObject(body?.value, 'content') ?? {});
  const schema = body === undefined ? undefined : firstSchema(body.value);
  return schema === undefined || mediaType === undefined ? undefined : { schema, mediaType };
}

/** At most so many optional properties are sent one at a time. */
const MOST_ALONE = 40;

function bodiesOf(document: Document, { schema }: Body): readonly (readonly [Json, string])[] {
  const full = fullSample(document, schema);
  if (full === undefined) return [];
  const least = requiredOf(document, schema, full);
  const whole = [full, 'code that sends every documented property'] as const;
  if (!isObject(full) || !isObject(least)) return [whole];
  const { value } = resolve(document, { value: schema, pointer: '' });
  const properties = isObject(value) ? propertiesOf(document.root, value) : new Map<string, Json>();
  const alone = Object.keys(full)
    .filter((name) => !Object.hasOwn(least, name))
    .slice(0, MOST_ALONE)
    .map((name): readonly [Json, string] => {
      const one = requiredOf(document, properties.get(name) ?? true, full[name] ?? null);
      return [{ ...least, [name]: one }, `code that sends "${name}" alone`];
    });
  return [whole, [least, 'code that sends only what is required'], ...alone];
}

/** Every property; conditions between them, such as a list of alternatives, are left aside. */
function fullSample(document: Document, schema: Json): Json | undefined {
  const sample = sampleOf(document.root, schema, SAMPLE);
  if (sample !== undefined) return sample;
  const { value } = resolve(document, { value: schema, pointer: '' });
  const properties = isObject(value) ? propertiesOf(document.root, value) : new Map<string, Json>();
  if (properties.size === 0) return undefined;
  return sampleOf(document.root, { type: 'object', properties: fromEntries(properties) }, SAMPLE);
}

/** A sample without what its schema does not require, at every level. */
function requiredOf(document: Document, schema: Json, sample: Json): Json {
  const { value } = resolve(document, { value: schema, pointer: '' });
  if (!isObject(value)) return sample;
  if (Array.isArray(sample)) {
    const items = own(value, 'items') ?? true;
    return sample.map((item) => requiredOf(document, items, item));
  }
  if (!isObject(sample)) return sample;
  const properties = propertiesOf(document.root, value);
  const required = requiredNames(document, value);
  return fromEntries(
    Object.entries(sample)
      .filter(([name]) => required.has(name))
      .map(([name, inner]) => [name, requiredOf(document, properties.get(name) ?? true, inner)]),
  );
}

function requiredNames(document: Document, schema: JsonObject, depth = 0): ReadonlySet<string> {
  // one alternative is enough
  const alternatives = ['anyOf', 'oneOf'].flatMap((key) => ownList(schema, key).slice(0, 1));
  const branches = depth > 8 ? [] : [...ownList(schema, 'allOf'), ...alternatives];
  return new Set([
    ...ownStrings(schema, 'required'),
    ...branches.flatMap((branch) => {
      const { value } = resolve(document, { value: branch, pointer: '' });
      return isObject(value) ? [...requiredNames(document, value, depth + 1)] : [];
    }),
  ]);
}

function firstSchema(holder: JsonObject): Json | undefined {
  const content = ownObject(holder, 'content') ?? {};
  const [name] = Object.keys(content);
  const media = name === undefined ? undefined : ownObject(content, name);
  return media === undefined ? undefined : own(media, 'schema');
}

/** An expression on the answer of a success, the type it has had, and the name of what it reads. */
type Read = readonly [expression: string, type: string, name: string];

function readsOf(document: Document, operation: ObjectPart): readonly Read[] {
  const responses = ownObject(operation.value, 'responses') ?? {};
  const found: Read[] = [];
  for (const status of Object.keys(responses).filter((name) => /^2\d\d$/.test(name))) {
    const response = resolveObject(document, { value: responses[status] ?? null, pointer: '' });
    const schema = response === undefined ? undefined : firstSchema(response.value);
    if (schema !== undefined) collect(document, schema, '', '', new Set(), found);
    break; // the type of `data` is the union of all; the first is what callers read
  }
  return found.slice(0, 200);
}

function collect(
  document: Document,
  schema: Json,
  expression: string,
  name: string,
  above: ReadonlySet<string>,
  found: Read[],
): void {
  const { value, pointer } = resolve(document, { value: schema, pointer: '' });
  if (!isObject(value) || own(value, 'oneOf') !== undefined || own(value, 'anyOf') !== undefined) return;
  if (above.size > 6 || (pointer !== '' && above.has(pointer))) return;
  const inside = new Set([...above, pointer === '' ? expression : pointer]);
  const type = typeName(value);
  if (type === 'object') {
    for (const [key, property] of propertiesOf(document.root, value)) {
      const at = `${expression}?.[${JSON.stringify(key)}]`;
      collect(document, property, at, name === '' ? key : `${name}.${key}`, inside, found);
    }
  } else if (type === 'array')
    collect(document, own(value, 'items') ?? null, `${expression}?.[0]`, name, inside, found);
  else if (type !== undefined && own(value, 'writeOnly') !== true)
    found.push([expression, readType(value, type), name]);
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
  const listed = own(schema, 'type');
  const types = Array.isArray(listed) ? listed.filter((one) => one !== 'null').map(String) : [type];
  const base = binary ? 'unknown' : types.map((one) => scalars[one] ?? 'unknown').join(' | ');
  return `${base}${isNullable(schema) ? ' | null' : ''} | undefined`;
}
