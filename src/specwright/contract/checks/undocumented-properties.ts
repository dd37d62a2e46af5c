import { type Json, type JsonSchema, isObject, objectAt, own, ownList } from '../../base/json.ts';
import { findMedia } from '../api/find.ts';
import { jsonSchema } from '../api/overlay.ts';
import { responsePointer } from '../api/pointers.ts';
import { documentedCheck, type DocumentedContext } from './check.ts';
import type { Flaw } from './description.ts';
import { closedObjectErrors, withoutIndexes } from './schema-errors.ts';

export const undocumentedProperties = documentedCheck(
  {
    id: 'undocumented-properties',
    severity: 'error',
    layer: 'content',
    what: 'A body has no property that its schema does not name. Where the schema closes the object this is an error, elsewhere a warning, and with `--strict` an error too.',
    why: 'A property nobody documented is a leak, a typing error, or a feature that callers will come to rely on.',
    fix: 'Leave it out, or document it.',
    culprit: 'spec',
    suggest: ({ title, spec }) =>
      jsonSchema(spec, { properties: { [/"([^"]+)"/.exec(title)?.[1] ?? '']: {} } }),
  },
  function* (context) {
    for (const { at, name, isSecret } of extras(context)) if (isSecret) yield leak(context, at, name);
    const closed = closedObjectErrors(context);
    for (const { at, property } of closed) yield flaw(context, at, property ?? '', 'error');
    if (closed.length > 0) return;
    for (const { at, name, isSecret } of extras(context)) {
      if (!isSecret) yield flaw(context, at, name, context.strict ? 'error' : 'warning');
    }
  },
);

function leak({ operation, response, answer }: DocumentedContext, at: string, name: string): Flaw {
  return {
    severity: 'error',
    title: `${operation.id} answers ${answer.status} with "${name}", which is write-only`,
    expected: `no "${name}": the document has it in requests alone (\`writeOnly\`)`,
    actual: `"${name}" ${at === '' ? 'in the body' : `in ${at}`}`,
    spec: `${responsePointer(operation, response.status)}/content`,
    essence: `${withoutIndexes(at)}/${name} write-only`,
  };
}

function flaw(context: DocumentedContext, at: string, name: string, severity: 'error' | 'warning'): Flaw {
  const { operation, response, answer } = context;
  return {
    severity,
    title: `${operation.id} answers ${answer.status} with the undocumented property "${name}"`,
    expected: 'documented properties alone',
    actual: `"${name}" ${at === '' ? 'in the body' : `in ${at}`}`,
    spec: `${responsePointer(operation, response.status)}/content`,
    essence: `${withoutIndexes(at)}/${name}`,
  };
}

interface Extra {
  readonly at: string;
  readonly name: string;
  /** Whether the schema names it for requests only. */
  readonly isSecret: boolean;
}

/** Properties that an open object of the schema lets pass without naming them, and those of requests only. */
function extras({ api, response, answer }: DocumentedContext): readonly Extra[] {
  if (answer.json === undefined) return [];
  const media = findMedia(response.content, answer.headers['content-type'] ?? '') ?? response.content[0];
  const schema = media && api.schemaOf(media);
  return schema === undefined ? [] : [...walk(schema, answer.json, '')];
}

function* walk(schema: JsonSchema, value: Json, at: string): Iterable<Extra> {
  if (Array.isArray(value)) {
    const items = oneOf(partsOf(schema).flatMap((part) => own(part, 'items') ?? [])) ?? {};
    for (const [index, entry] of value.entries())
      if (isObject(items)) yield* walk(items, entry, `${at}/${index}`);
  } else if (isObject(value)) {
    yield* walkObject(schema, value, at);
  }
}

function* walkObject(schema: JsonSchema, value: Json, at: string): Iterable<Extra> {
  const parts = partsOf(schema);
  const named = parts.some((part) => Object.keys(objectAt(part, 'properties')).length > 0);
  if (!named || !isObject(value)) return;
  const isOpen = !parts.some(hasNameRule);
  for (const [name, entry] of Object.entries(value)) {
    const found = parts.map((part) => own(own(part, 'properties'), name)).filter((one) => one !== undefined);
    const known = oneOf(found);
    if (known === undefined) {
      if (isOpen) yield { at, name, isSecret: false };
    } else if (found.some((one) => own(one, 'writeOnly') === true) && entry !== null)
      yield { at, name, isSecret: true };
    else if (isObject(known)) yield* walk(known, entry, `${at}/${name}`);
  }
}

/** A schema and those that it is made of. */
function partsOf(schema: JsonSchema): readonly JsonSchema[] {
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => ownList(schema, key)).filter(isObject);
  return [schema, ...inner.flatMap(partsOf)];
}

/** One schema for several: branches may describe a property each in its own way. */
function oneOf(schemas: Json[]): Json | undefined {
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

/** A schema that says what further names look like has documented them. */
function hasNameRule(schema: JsonSchema): boolean {
  return schema['patternProperties'] !== undefined || isObject(schema['additionalProperties']);
}
