import { enrichProblem } from '../problems.ts';
import { type JsonSchema, isObject } from '../../../base/json.ts';
import type { CanonicalOperation, CanonicalParameter, CanonicalRequest } from '../../canonical-collection.ts';
import type { NamedExample, ParameterFacts } from '../../facts.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import { plainName } from '../schema/objects.ts';
import { flagDefault } from './default-hints.ts';
import type { Documentation } from '../placing/documentation.ts';
import { everyRequest, namedExamples, type Sample } from './samples.ts';
import { isExampleValue, mergeText, textSchema, wireValue } from './text-values.ts';

type Place = ParameterFacts['in'];

const PLACES: readonly Place[] = ['path', 'query', 'header', 'cookie'];

/** Headers that OpenAPI describes elsewhere: a parameter of such a name is ignored. */
const RESERVED_HEADER = /^(accept|content-type|authorization)$/i;

interface Named {
  readonly place: Place;
  readonly name: string;
  readonly uses: {
    readonly name: string;
    readonly request: CanonicalRequest;
    readonly field: CanonicalParameter;
  }[];
}

/** The parameters of an operation, from all its saved requests and its documentation. */
export function parametersOf(
  operation: CanonicalOperation,
  docs: Documentation,
  context: SchemaContext,
): ParameterFacts[] {
  const merged = mergeUses(operation);
  const facts = PLACES.flatMap((place) => [
    ...merged
      .filter((named) => named.place === place)
      .map((named) => ({ named, table: tableOf(named, docs) })),
    ...onlyDocumented(place, merged, docs, operation, context),
  ]);
  return facts.map(({ named, table }, index) =>
    parameterFacts(named, table, { ...context, pointer: `/parameters/${index}/schema`, name: named.name }),
  );
}

function mergeUses(operation: CanonicalOperation): Named[] {
  const merged = new Map<string, Named>();
  for (const name of variablesIn(operation.path))
    merged.set(`path ${name}`, { place: 'path', name, uses: [] });
  for (const { name, request } of everyRequest(operation)) {
    const sources = [request.pathParameters, request.queryParameters, request.headers, request.cookies];
    sources.forEach((fields, index) => {
      for (const field of fields) addUse(merged, PLACES[index] ?? 'query', { name, request, field });
    });
  }
  return [...merged.values()];
}

function variablesIn(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
}

function addUse(merged: Map<string, Named>, place: Place, use: Named['uses'][number]): void {
  const { field } = use;
  const key = `${place} ${place === 'header' ? field.name.toLowerCase() : field.name}`;
  if (place === 'path' && !merged.has(key)) return;
  const named = merged.get(key) ?? { place, name: field.name, uses: [] };
  merged.set(key, named);
  named.uses.push(use);
}

function tableOf(named: Named, docs: Documentation): FieldNode | undefined {
  const table = docs.parameters[named.place];
  const wanted = plainName(named.name);
  return table.get(named.name) ?? [...table.values()].find((node) => plainName(node.name) === wanted);
}

/** Parameters that a table documents and no saved request sends. */
function onlyDocumented(
  place: Place,
  merged: readonly Named[],
  docs: Documentation,
  operation: CanonicalOperation,
  context: SchemaContext,
): { named: Named; table: FieldNode }[] {
  const known = new Set(
    merged.filter((named) => named.place === place).map((named) => plainName(named.name)),
  );
  const found: { named: Named; table: FieldNode }[] = [];
  for (const [name, table] of docs.parameters[place]) {
    if (known.has(plainName(name)) || (place === 'header' && RESERVED_HEADER.test(name))) continue;
    if (place === 'path')
      context.notes.problems.push(
        enrichProblem('path-parameter-unknown', table.at, { name, path: operation.path }),
      );
    else found.push({ named: { place, name, uses: [] }, table });
  }
  return found;
}

function parameterFacts(named: Named, table: FieldNode | undefined, context: SchemaContext): ParameterFacts {
  const fields = named.uses.map((use) => use.field);
  const node = mergeText(named.name, fields, table);
  const { description, ...facts } = node.facts;
  const bare = fieldNode(node.name, { ...node, facts });
  const value = textSchema(fields, withFlagDefault(bare, description, context), context);
  const schema: JsonSchema =
    isRepeated(named) && value['type'] !== 'array' ? { type: 'array', items: value } : value;
  const deprecated = facts.deprecated === true;
  return {
    name: named.name,
    in: named.place,
    required: named.place === 'path' || (facts.required === 'required' && !isSwitchedOff(fields)),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    schema,
    examples: examplesOf(named, schema),
    ...styleOf(named, schema, facts.joined !== undefined),
  };
}

/** A default that is only said elsewhere, in words. */
function withFlagDefault(
  node: FieldNode,
  description: string | undefined,
  context: SchemaContext,
): FieldNode {
  if (
    node.facts.default !== undefined ||
    description === undefined ||
    node.facts.types?.includes('boolean') !== true
  )
    return node;
  const value = flagDefault(node.name, description, context.defaultWords);
  return value === undefined
    ? node
    : fieldNode(node.name, { ...node, facts: { ...node.facts, default: value } });
}

/** The author documents a parameter that is sent in no request as it was saved. */
function isSwitchedOff(fields: readonly CanonicalParameter[]): boolean {
  return fields.length > 0 && fields.every((field) => field.disabled);
}

function examplesOf(named: Named, schema: ParameterFacts['schema']): readonly NamedExample[] {
  const uses = named.uses.filter(({ field }) => field.value !== undefined && isExampleValue(field.value));
  const samples = isRepeated(named) ? listSamples(uses, schema) : uses.map((use) => sampleOf(use, schema));
  return namedExamples(samples.filter(({ value }) => fits(value, schema)));
}

function sampleOf({ name, field }: Named['uses'][number], schema: ParameterFacts['schema']): Sample {
  return { name, value: wireValue(field.value ?? '', schema), at: field.at };
}

/** What each request sends under one key, as one list. */
function listSamples(uses: Named['uses'], schema: ParameterFacts['schema']): readonly Sample[] {
  const items = isObject(schema['items']) ? schema['items'] : {};
  return [...new Set(uses.map(({ request }) => request))].flatMap((request) => {
    const sent = uses.filter((use) => use.request === request && !use.field.disabled);
    const [first] = sent;
    const values = sent.map((use) => sampleOf(use, items).value);
    return first === undefined ? [] : [{ name: first.name, value: values, at: first.field.at }];
  });
}

/** A key that one request sends twice, or whose name ends in `[]`, has a list of values. */
function isRepeated({ place, name, uses }: Named): boolean {
  if (place !== 'query') return false;
  if (name.endsWith('[]')) return true;
  const sent = uses.filter(({ field }) => !field.disabled).map(({ request }) => request);
  return new Set(sent).size < sent.length;
}

/** A list in a query is sent comma-separated where the samples show it so. */
function styleOf(
  named: Named,
  schema: ParameterFacts['schema'],
  isList: boolean,
): { style?: string; explode?: boolean } {
  if (schema['type'] !== 'array' || named.place !== 'query' || isRepeated(named)) return {};
  const isJoined = isList || named.uses.some(({ field }) => field.value?.includes(',') === true);
  return isJoined ? { style: 'form', explode: false } : {};
}
