import {
  type Json,
  type JsonSchema,
  canonicalText,
  isObject,
  own,
  ownObject,
  setKey,
} from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalJson } from '../../canonical-collection.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import { shapeOf } from '../infer/shape.ts';
import { markUnknowns } from '../infer/unknowns.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import { plainName } from '../schema/objects.ts';

type Saved = CanonicalJson & Readonly<{ isAlternative: boolean }>;

/**
 * The schema of bodies that are sent one instead of the other; `undefined` where they are not, or where
 * nothing tells one from the other.
 */
export function schemaOfAlternatives(
  saved: readonly Saved[],
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema | undefined {
  const alternatives = saved.filter(({ isAlternative }) => isAlternative);
  if (alternatives.length < 2) return undefined;
  const groups = groupsOf(alternatives);
  if (groups.length < 2) return undefined;
  const tag = tagOf(alternatives.map(({ json }) => json));
  const schemas = groups.map((group, index) =>
    schemaOf(group, node, tag, { ...context, pointer: appendPointer(context.pointer, 'oneOf', index) }),
  );
  return choiceOf(
    schemas,
    saved.map(({ json }) => json),
  );
}

/** One of the schemas, or any of them where a labelled sample fits two; those that are equal are one. */
export function choiceOf(schemas: readonly JsonSchema[], samples: readonly Json[]): JsonSchema | undefined {
  const apart = new Map<string, JsonSchema>();
  for (const { title, ...schema } of schemas) {
    const known = apart.get(canonicalText(schema));
    const titles = [known?.['title'], title].filter((text) => typeof text === 'string');
    apart.set(canonicalText(schema), { ...(titles.length > 0 && { title: titles.join(', ') }), ...schema });
  }
  const choices = [...apart.values()];
  const areLabelled = choices.every(({ title }) => title !== undefined);
  if (choices.length < 2) return undefined;
  return [{ oneOf: choices }, ...(areLabelled ? [{ anyOf: choices }] : [])].find((schema) =>
    samples.every((json) => fits(json, schema)),
  );
}

/** What has one label is of one kind. */
function groupsOf(alternatives: readonly Saved[]): (readonly [Saved, ...Saved[]])[] {
  const groups = new Map<string, [Saved, ...Saved[]]>();
  alternatives.forEach((one, index) => {
    const key = one.label ?? String(index);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  });
  return [...groups.values()];
}

function schemaOf(
  group: readonly [Saved, ...Saved[]],
  node: FieldNode | undefined,
  tag: string | undefined,
  context: SchemaContext,
): JsonSchema {
  const [one] = group;
  const schema = context.write(shapeOf(group.map(markUnknowns)), narrowed(node, one.json), context);
  if (one.label !== undefined) schema['title'] = one.label;
  if (!isObject(one.json)) return schema;
  const value = tag === undefined ? undefined : own(one.json, tag);
  const properties = ownObject(schema, 'properties');
  if (tag !== undefined && typeof value === 'string' && properties !== undefined)
    setKey(properties, tag, { ...ownObject(properties, tag), enum: [value] });
  schema['required'] = Object.keys(one.json).filter((key) =>
    group.every(({ json }) => isObject(json) && Object.hasOwn(json, key)),
  );
  schema['x-required-stated'] = true;
  return schema;
}

/** The property that has another text in each of the bodies. */
function tagOf(bodies: readonly Json[]): string | undefined {
  const [first] = bodies;
  if (!isObject(first)) return undefined;
  return Object.keys(first).find((name) => {
    const values = bodies.map((body) => own(body, name));
    return values.every((value) => typeof value === 'string') && new Set(values).size === bodies.length;
  });
}

/** What is documented of the fields that a body has. */
function narrowed(node: FieldNode | undefined, body: Json): FieldNode | undefined {
  if (node === undefined || !isObject(body)) return node;
  const names = new Set(Object.keys(body).map(plainName));
  const children = [...node.children].filter(([name]) => names.has(plainName(name)));
  return fieldNode(node.name, { ...node, children: new Map(children) });
}
