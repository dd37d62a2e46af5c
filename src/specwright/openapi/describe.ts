import { type Json, type JsonObject, isObject, objectAt, own, ownList, ownString } from '../base/json.ts';
import { pointerTo } from '../base/pointer.ts';
import type { HttpMethod, OperationDescriptor } from './operation.ts';
import { describeContent, type NameValidator } from './content.ts';
import { identifier, UniqueNames } from '../base/names.ts';
import { inventOperationId } from './names.ts';
import { describeParameters } from './parameters.ts';
import { resolve, type Located } from './reference.ts';
import { describeResponses } from './responses.ts';

const METHODS: readonly HttpMethod[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/**
 * Says what an OpenAPI 3.0 or 3.1 document holds, as data: one descriptor per operation, in the order
 * of the document.
 *
 * References to parameters, bodies, responses and path items are followed; path-level parameters and the
 * document's security are handed down; an operation without an `operationId` gets one made of method
 * and path. Reads any JSON object: what has the wrong shape counts as absent, nothing throws.
 *
 * @param document - the parsed document
 * @example
 * const [first] = describeOpenApi(JSON.parse(await readFile('openapi.json', 'utf8')));
 * first?.responses.map((response) => response.status); // ['200', '400', '401']
 */
export function describeOpenApi(document: JsonObject): OperationDescriptor[] {
  const operations = locateOperations(document);
  const ids = assignIds(operations);
  const validators = new UniqueNames();
  const nameOf: NameValidator = (name) => validators.claim(identifier(name));
  return operations.map((operation, index) => describe(document, operation, ids[index] ?? '', nameOf));
}

interface LocatedOperation {
  readonly method: HttpMethod;
  readonly path: string;
  readonly pathItem: JsonObject;
  readonly located: Located;
}

function locateOperations(document: JsonObject): readonly LocatedOperation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) => {
    const { value: pathItem, pointer: at } = resolve(document, item, pointerTo('paths', path));
    return METHODS.flatMap((method): LocatedOperation[] => {
      const value = own(pathItem, method.toLowerCase());
      if (!isObject(value)) return [];
      return [{ method, path, pathItem, located: { value, pointer: at + pointerTo(method.toLowerCase()) } }];
    });
  });
}

/** Ids that the document states come first, so that an invented one never takes the name of a stated one. */
function assignIds(operations: readonly LocatedOperation[]): readonly string[] {
  const names = new UniqueNames();
  const stated = operations.map(({ located }) => {
    const id = ownString(located.value, 'operationId');
    return id === undefined ? undefined : names.claim(id);
  });
  return operations.map(
    ({ method, path }, index) => stated[index] ?? names.claim(inventOperationId(method, path)),
  );
}

function describe(
  document: JsonObject,
  { method, path, pathItem, located }: LocatedOperation,
  id: string,
  nameOf: NameValidator,
): OperationDescriptor {
  const requestBody = describeRequestBody(document, method, located, id, nameOf);
  return {
    id,
    method,
    path,
    summary: ownString(located.value, 'summary') ?? '',
    deprecated: own(located.value, 'deprecated') === true,
    parameters: describeParameters(document, pathItem, located.value),
    ...(requestBody && { requestBody }),
    responses: describeResponses(document, located, id, nameOf),
    security: describeSecurity(document, located.value),
    ...(own(located.value, 'x-idempotent') === true && { idempotent: true }),
  };
}

/** `fetch` sends no body with these, and what one means is not defined: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1 */
const BODILESS: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD']);

function describeRequestBody(
  document: JsonObject,
  method: HttpMethod,
  operation: Located,
  id: string,
  nameOf: NameValidator,
): OperationDescriptor['requestBody'] {
  const stated = own(operation.value, 'requestBody');
  if (stated === undefined) return undefined;
  const body = resolve(document, stated, operation.pointer + pointerTo('requestBody'));
  return {
    required: own(body.value, 'required') === true && !BODILESS.has(method),
    content: describeContent(body, `${id}RequestBody`, nameOf),
  };
}

function describeSecurity(document: JsonObject, operation: JsonObject): readonly (readonly string[])[] {
  const stated: Json | undefined = own(operation, 'security');
  const alternatives = Array.isArray(stated) ? stated : ownList(document, 'security');
  return alternatives.filter(isObject).map((alternative) => Object.keys(alternative));
}
