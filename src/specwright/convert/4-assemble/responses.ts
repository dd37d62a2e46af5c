import type { JsonObject, JsonSchema } from '../../base/json.ts';
import { pascalCase } from '../../base/names.ts';
import type { MediaTypeFacts, ParameterFacts, ResponseFacts } from '../facts.ts';
import { contentObject } from './content.ts';
import { examplesObject } from './examples.ts';
import type { OperationNames } from './operation-names.ts';
import { extractError } from './schemas/error-schema.ts';
import { extract } from './schemas/extract.ts';
import { weakContext } from './schemas/naming.ts';
import type { ShapeRegistry } from './schemas/registry.ts';

/** The Responses Object of an operation: one response per status, successes first as the facts give them. */
export function responsesObject(
  facts: readonly ResponseFacts[],
  names: OperationNames,
  registry: ShapeRegistry,
): JsonObject {
  const firstSuccess = facts.find(({ status, content }) => isSuccess(status) && content.length > 0)?.status;
  const entries = facts.map((response): [string, JsonObject] => {
    const place = isSuccess(response.status)
      ? placeSuccess(names, response.status === firstSuccess ? '' : response.status, registry)
      : placeError(names, response.status, registry);
    return [response.status, responseObject(response, place, registry)];
  });
  return Object.fromEntries(entries.length === 0 ? [['default', { description: 'Response' }]] : entries);
}

type Place = (schema: JsonSchema, suffix: string) => JsonSchema;

function placeSuccess(names: OperationNames, status: string, registry: ShapeRegistry): Place {
  return (schema, suffix) => extract(schema, names.root(`Response${status}${suffix}`), registry);
}

function placeError(names: OperationNames, status: string, registry: ShapeRegistry): Place {
  return (schema) => extractError(schema, { operation: names.pascal, status }, registry);
}

function responseObject(response: ResponseFacts, place: Place, registry: ShapeRegistry): JsonObject {
  const { status, description, headers } = response;
  const content = isBodiless(status) ? [] : response.content;
  return {
    description: description.trim() === '' ? `Status ${status}` : description,
    ...(headers.length > 0 && { headers: headersObject(headers, registry) }),
    ...(content.length > 0 && { content: contentObject(inOrder(content), place) }),
  };
}

/** JSON first: it lends its name to the others. */
function inOrder(content: readonly MediaTypeFacts[]): readonly MediaTypeFacts[] {
  const isJson = ({ mediaType }: MediaTypeFacts): boolean => /json/i.test(mediaType);
  return [...content.filter(isJson), ...content.filter((facts) => !isJson(facts))];
}

function headersObject(headers: readonly ParameterFacts[], registry: ShapeRegistry): JsonObject {
  const entries = headers.map(({ name, description, schema, examples }): [string, JsonObject] => [
    name,
    {
      ...(description !== undefined && { description }),
      schema: extract(schema, weakContext(pascalCase(name) || 'Header'), registry),
      ...examplesObject(examples),
    },
  ]);
  return Object.fromEntries(entries);
}

export function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

/** HTTP forbids a body with these. */
function isBodiless(status: string): boolean {
  return /^(1\d\d|1XX|204|205|304)$/.test(status);
}
