import { dereference, validate, type Schema } from '@cfworker/json-schema';
import type { Json, JsonObject, JsonPointer, JsonSchema } from '../../../../src/json.ts';
import { below, isObject, own, ownObject } from '../../json-value.ts';
import { ValidationSchemas } from '../../validation-schemas.ts';
import type { LintRule, Violation } from '../rule.ts';
import { pointerOf, type Node, type Step } from '../walk.ts';

/**
 * Every example of a media type, parameter or header fits the schema beside it.
 * The schemas are interpreted, not compiled: most have one example, and compiling costs more than that.
 */
export const examplesValid: LintRule = {
  id: 'examples-valid',
  severity: 'error',
  *check({ document, nodes }): Generator<Violation> {
    const schemas = new ValidationSchemas(document);
    const cases = casesOf(nodes, schemas);
    const lookup = dereference(allSchemas(schemas.shared(), cases));
    for (const { schema, value, step, place } of cases) {
      const { errors } = validate(value, schema, DRAFT, lookup);
      const last = errors.at(-1);
      if (last)
        yield { at: pointerOf(step) + place, args: { reason: `${last.instanceLocation}: ${last.error}` } };
    }
  },
};

const DRAFT = '2020-12';

interface Case {
  readonly schema: JsonSchema;
  readonly value: Json;
  readonly step: Step | undefined;
  /** Of the value below the step. */
  readonly place: JsonPointer;
}

/** Equal schemas, references above all, are read once. */
function casesOf(nodes: readonly Node[], schemas: ValidationSchemas): readonly Case[] {
  const known = new Map<string, JsonSchema>();
  return nodes.flatMap(({ object, step }) => {
    const stated = ownObject(object, 'schema');
    const examples = stated === undefined ? [] : examplesOf(object);
    if (stated === undefined || examples.length === 0) return [];
    const key = JSON.stringify(stated);
    const schema = known.get(key) ?? schemas.of(stated);
    known.set(key, schema);
    return examples.map(({ value, place }) => ({ schema, value, step, place }));
  });
}

function examplesOf(object: JsonObject): readonly { value: Json; place: JsonPointer }[] {
  const one = own(object, 'example');
  const many = Object.entries(ownObject(object, 'examples') ?? {}).flatMap(([key, example]) => {
    const value = isObject(example) ? own(example, 'value') : undefined;
    return value === undefined ? [] : [{ value, place: below('', 'examples', key, 'value') }];
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
