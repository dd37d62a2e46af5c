import {
  type Json,
  type JsonObject,
  type JsonPointer,
  type JsonSchema,
  isObject,
  own,
  ownObject,
} from '../base/json.ts';
import { appendPointer } from '../base/pointer.ts';
import { dereference, validate, type Schema } from '@cfworker/json-schema';
import { pointerOf, type Node } from './document-nodes.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { ValidationSchemas } from '../openapi/validation-schemas.ts';

/** An example that does not fit its schema. */
export interface InvalidExample {
  /** The media type, parameter or header that holds it. */
  readonly owner: JsonObject;
  /** Its key in `examples`; absent where it is the one `example`. */
  readonly key?: string;
  readonly at: JsonPointer;
  readonly reason: string;
}

const DRAFT = '2020-12';

/**
 * Holds every example of a document against its schema. The schemas are interpreted, not compiled: most
 * have one example, and compiling costs more than that.
 */
export function invalidExamples(
  document: OpenApiDocument,
  nodes: readonly Node[],
): readonly InvalidExample[] {
  const schemas = new ValidationSchemas(document);
  const cases = casesOf(nodes, schemas);
  const lookup = dereference(allSchemas(schemas.shared(), cases));
  return cases.flatMap(({ schema, value, node, key, place }): InvalidExample[] => {
    const last = validate(value, schema, DRAFT, lookup).errors.at(-1);
    if (last === undefined) return [];
    const at = pointerOf(node.step) + place;
    const reason = `${last.instanceLocation}: ${last.error}`;
    return [{ owner: node.object, ...(key !== undefined && { key }), at, reason }];
  });
}

interface Example {
  readonly value: Json;
  readonly key?: string;
  /** Below the owner. */
  readonly place: JsonPointer;
}

interface Case extends Example {
  readonly schema: JsonSchema;
  readonly node: Node;
}

/** Equal schemas, references above all, are read once. */
function casesOf(nodes: readonly Node[], schemas: ValidationSchemas): readonly Case[] {
  const known = new Map<string, JsonSchema>();
  return nodes.flatMap((node) => {
    const stated = ownObject(node.object, 'schema');
    const examples = stated === undefined ? [] : examplesOf(node.object);
    if (stated === undefined || examples.length === 0) return [];
    const text = JSON.stringify(stated);
    const schema = known.get(text) ?? schemas.of(stated);
    known.set(text, schema);
    return examples.map((example) => ({ ...example, schema, node }));
  });
}

function examplesOf(owner: JsonObject): readonly Example[] {
  const one = own(owner, 'example');
  const many = Object.entries(ownObject(owner, 'examples') ?? {}).flatMap(([key, example]): Example[] => {
    const value = isObject(example) ? own(example, 'value') : undefined;
    return value === undefined ? [] : [{ value, key, place: appendPointer('', 'examples', key, 'value') }];
  });
  return one === undefined ? many : [{ value: one, place: '/example' }, ...many];
}

/** One tree of all schemas, so that references from any of them are known to the validator. */
function allSchemas(shared: JsonSchema, cases: readonly Case[]): Schema {
  const roots = [...new Set(cases.map(({ schema }) => schema))];
  const named = roots.map((schema, index): [string, JsonSchema] => [`root${String(index)}`, schema]);
  return {
    $id: `https://document.invalid/${String(shared['$id'])}`,
    $defs: { ...ownObject(shared, '$defs'), ...Object.fromEntries(named) },
  };
}
