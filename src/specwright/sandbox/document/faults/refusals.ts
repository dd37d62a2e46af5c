import { isObject, own, ownList, type Json } from '../../../base/json.ts';
import type { ApiDocument, ApiOperation } from '../../../openapi/api-document.ts';
import { isJsonType } from '../../../openapi/content.ts';
import { refusesText } from '../../../openapi/refuses-text.ts';
import type { Binding } from '../../../openapi/resources.ts';

/** The statuses of each kind of refusal that some request to an operation gets, the preferred one first. */
export function refusalsOf(
  operation: ApiOperation,
  schemes: ApiDocument['schemes'],
  bindings: ReadonlyMap<string, Binding>,
): readonly (readonly number[])[] {
  const binding = bindings.get(operation.id);
  return [
    ...(isProtected(operation, schemes) ? [[401, 403]] : []),
    ...(canBeInvalid(operation) ? [[400, 422]] : []),
    ...(canBeOther(operation) ? [[415, 400, 422]] : []),
    ...(binding !== undefined && canBeMissing(operation, binding, [...bindings.values()])
      ? [[404, 410, 400]]
      : []),
    ...(binding !== undefined && canConflict(operation, binding) ? [[409, 422, 400]] : []),
  ];
}

/** Whether a request without credentials is refused: one alternative without any lets everybody in. */
export function isProtected({ security }: ApiOperation, schemes: ApiDocument['schemes']): boolean {
  return (
    security.length > 0 &&
    security.every((names) =>
      names.some((name) => {
        const scheme = schemes.get(name);
        return scheme !== undefined && scheme.type !== 'mutualTLS';
      }),
    )
  );
}

/** Whether a request can violate the document in its parameters or its body. */
export function canBeInvalid(operation: ApiOperation): boolean {
  const { body } = operation;
  return (
    (['query', 'path', 'header'] as const).some((place) => refusesIn(place, operation)) ||
    body?.required === true ||
    (body?.media ?? []).some(({ mediaType }) => isJsonType(mediaType))
  );
}

/** Whether parameters at a place can be wrong: missing, or of a value that does not fit. */
export function refusesIn(
  wanted: 'query' | 'path' | 'header',
  { parameters, path }: Pick<ApiOperation, 'parameters' | 'path'>,
): boolean {
  return parameters.some(
    ({ name, in: place, required, schema }) =>
      place === wanted &&
      (place === 'path'
        ? path.includes(`{${name}}`) && refusesText(schema)
        : required || refusesText(schema)),
  );
}

/** Whether a body can have a media type that is not documented. */
export function canBeOther({ body }: ApiOperation): boolean {
  const media = body?.media ?? [];
  return media.length > 0 && media.every(({ mediaType }) => !mediaType.startsWith('*/'));
}

/** Whether a record, or the one above it, can be one that is not there. */
function canBeMissing(
  { responses }: ApiOperation,
  { role, resource: { collection } }: Binding,
  all: readonly Binding[],
): boolean {
  const has = (place: string, ...roles: readonly Binding['role'][]): boolean =>
    all.some((other) => other.resource.collection === place && roles.includes(other.role));
  const isDocumented = responses.some(({ status }) => /^(404|410|400)$/.test(status));
  const above = collection.slice(0, Math.max(0, collection.lastIndexOf('/{')));
  if (above !== '' && has(above, 'create') && (isDocumented || has(above, 'delete'))) return true;
  if (role === 'list' || role === 'create' || !has(collection, 'create', 'list')) return false;
  const isUpsert = role === 'replace' && responses.some(({ status }) => status === '201');
  return !isUpsert && (isDocumented || has(collection, 'delete'));
}

/** Whether a record can exist already: by an id that callers choose, or by what the documented conflict names. */
export function canConflict(
  { responses, body }: Pick<ApiOperation, 'responses' | 'body'>,
  { role, resource }: Binding,
): boolean {
  if (role !== 'create' && role !== 'replace' && role !== 'merge') return false;
  const sent = sentNames({ body });
  const { idProperty, properties } = resource;
  const words = responses.find(({ status }) => status === '409')?.words.toLowerCase() ?? '';
  return (
    (role === 'create' && sent.has(idProperty) && own(properties.get(idProperty), 'readOnly') !== true) ||
    [...properties.keys()].some((name) => sent.has(name) && words.includes(name.toLowerCase()))
  );
}

/** The properties that a request sends. @param wrapper the property of the body that holds them */
export function sentNames(
  { body }: { readonly body?: ApiOperation['body'] },
  wrapper?: string,
): ReadonlySet<string> {
  const schemas = (body?.media ?? []).map(({ schema }) =>
    wrapper === undefined ? schema : own(own(schema, 'properties'), wrapper),
  );
  return new Set(schemas.flatMap((schema) => namesIn(schema)));
}

function namesIn(schema: Json | undefined): string[] {
  const properties = own(schema, 'properties');
  return [
    ...(isObject(properties) ? Object.keys(properties) : []),
    ...ownList(schema, 'allOf').flatMap((part) => namesIn(part)),
  ];
}
