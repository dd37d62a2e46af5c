import type { JsonObject } from '../../base/json.ts';
import { pascalCase } from '../../base/names.ts';
import type { CanonicalOperation } from '../canonical-collection.ts';
import type { ParameterFacts } from '../facts.ts';
import { examplesObject } from './examples.ts';
import { extract } from './schemas/extract.ts';
import { weakContext } from './schemas/naming.ts';
import type { ShapeRegistry } from './schemas/registry.ts';

/** OpenAPI says these through other means and ignores a parameter of that name. */
const SAID_ELSEWHERE = new Set(['accept', 'content-type', 'authorization']);

/** Parameter objects of an operation: each once, and exactly the path variables of its template. */
export function parameterObjects(
  { path }: CanonicalOperation,
  facts: readonly ParameterFacts[],
  registry: ShapeRegistry,
): readonly JsonObject[] {
  const variables = variablesOf(path);
  const wanted = new Map<string, ParameterFacts>();
  for (const name of variables) wanted.set(`path ${name}`, bareVariable(name));
  for (const parameter of facts) {
    const key = placeOf(parameter);
    const stray = parameter.in === 'path' && !variables.includes(parameter.name);
    const bare = wanted.get(key)?.schema === BARE;
    if (!stray && (bare || !wanted.has(key)) && !isSaidElsewhere(parameter)) wanted.set(key, parameter);
  }
  return [...wanted.values()].map((parameter) => parameterObject(parameter, registry));
}

const BARE = { type: 'string' };

function bareVariable(name: string): ParameterFacts {
  return { name, in: 'path', required: true, schema: BARE, examples: [] };
}

export function variablesOf(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''))];
}

/** Header names know no case; all others do. */
function placeOf(parameter: ParameterFacts): string {
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  return `${parameter.in} ${name}`;
}

function isSaidElsewhere(parameter: ParameterFacts): boolean {
  return parameter.in === 'header' && SAID_ELSEWHERE.has(parameter.name.toLowerCase());
}

function parameterObject(parameter: ParameterFacts, registry: ShapeRegistry): JsonObject {
  const { name, description, examples, style, explode } = parameter;
  const context = weakContext(pascalCase(name) || 'Parameter');
  return {
    name,
    in: parameter.in,
    ...(description !== undefined && { description }),
    ...(parameter.deprecated === true && { deprecated: true }),
    ...((parameter.required || parameter.in === 'path') && { required: true }),
    ...(style !== undefined && { style }),
    ...(explode !== undefined && { explode }),
    schema: extract(parameter.schema, context, registry),
    ...examplesObject(examples),
  };
}
