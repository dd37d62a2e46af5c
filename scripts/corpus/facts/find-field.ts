import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { requestContent, responseContent } from '../document/content.ts';
import type { DocumentOperation, DocumentView } from '../document/document-view.ts';
import { findProperties, parts, type FoundProperty } from '../document/schema-view.ts';
import { list, object } from '../raw/values.ts';
import type { Fact } from './read-sheet.ts';

const unnamed = (path: string): string[] =>
  path
    .replace(/\{[^{}]*\}/g, '{}')
    .split('/')
    .filter((segment) => segment !== '');

/** The operation that a sheet speaks of; what servers put in front of a path may be written in the sheet. */
export function operationOf(view: DocumentView, { method, path }: Fact): DocumentOperation | undefined {
  const written = unnamed(path).join('/');
  return view.operations.find((operation) => {
    const own = unnamed(operation.path).join('/');
    return (
      operation.method === method &&
      (own === written || view.bases.some((base) => [...base, own].join('/') === written))
    );
  });
}

/** `a.b[].c` as steps: `a`, `b`, `[]`, `c`. */
const stepsOf = (field: string): string[] =>
  field === '.'
    ? []
    : field
        .replaceAll('[]', '.[]')
        .split('.')
        .filter((name) => name !== '');

function step(view: DocumentView, schema: Json | undefined, name: string): FoundProperty[] {
  const all = parts(view, schema);
  if (name === '[]') return all.flatMap((part) => found(part['items'], false));
  if (name === '*')
    return all.flatMap((part) =>
      [part['additionalProperties'], ...Object.values(object(part['patternProperties']))].flatMap((value) =>
        found(value, false),
      ),
    );
  const required = all.some((part) => list(part['required']).includes(name));
  return all.flatMap((part) => found(object(part['properties'])[name], required));
}

const found = (schema: Json | undefined, required: boolean): FoundProperty[] =>
  typeof schema === 'object' && schema !== null ? [{ schema: object(schema), required }] : [];

function inSchema(view: DocumentView, schema: Json | undefined, field: string): FoundProperty[] {
  if (field.startsWith('..')) {
    const [name = '', ...rest] = stepsOf(field);
    const starts = findProperties(view, schema, name);
    return rest.reduce((places, next) => places.flatMap((place) => step(view, place.schema, next)), starts);
  }
  const start: FoundProperty[] = found(schema, false);
  return stepsOf(field).reduce(
    (places, next) => places.flatMap((place) => step(view, place.schema, next)),
    start,
  );
}

function contentOf(view: DocumentView, operation: DocumentOperation, place: string): JsonObject[] {
  if (place === 'body') return requestContent(view, operation).map(({ value }) => value);
  const codes = Object.keys(object(operation.operation['responses'])).filter(
    (code) => code === 'default' || code[0] === place[0],
  );
  const statuses = place.endsWith('XX')
    ? codes.map((code) => (/^\d+$/.test(code) ? Number(code) : undefined))
    : [Number(place)];
  return statuses.flatMap((status) => responseContent(view, operation, status).map(({ value }) => value));
}

/** Every place of the document that describes the field of a fact. */
export function findField(view: DocumentView, operation: DocumentOperation, fact: Fact): FoundProperty[] {
  if (['path', 'query', 'header'].includes(fact.place))
    return operation.parameters
      .filter((parameter) => parameter['in'] === fact.place && String(parameter['name']) === fact.field)
      .map((parameter) => ({
        schema: object(parameter['schema']),
        required: parameter['required'] === true,
      }));
  return contentOf(view, operation, fact.place).flatMap((media) =>
    inSchema(view, media['schema'], fact.field),
  );
}
