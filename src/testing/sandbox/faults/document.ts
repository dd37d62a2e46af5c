import { isObject, objectAt, own, ownList, resolve, type Json, type JsonObject } from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import json from '../../../../generated/openapi.json' with { type: 'json' };
import type { OperationId } from '../exchange.ts';
import type { When } from './fault.ts';

/** What faults are made from. */
const document: JsonObject = json;

/** The operations by the words that the names of faults begin with. */
export const BY_PREFIX = {
  token: 'getAccessToken',
  queue: 'queueTask',
  query: 'queryTask',
  update: 'updateTask',
  cancel: 'cancelTask',
  'bulk-cancel': 'cancelServiceTasks',
} as const satisfies Record<string, OperationId>;

/** The first word of the name of a fault. */
export type Prefix = keyof typeof BY_PREFIX;

/** Every first word. */
export const PREFIXES = Object.keys(BY_PREFIX).filter((word): word is Prefix => word in BY_PREFIX);

/** Successes of an operation. */
export function successOf(prefix: Prefix): When & { readonly status: number } {
  const operation = BY_PREFIX[prefix];
  const statuses = operations[operation].responses.map(({ status }) => Number(status));
  return { operation, status: statuses.find((status) => status < 300) ?? 200 };
}

/** Refusals of the task operations, which carry the published envelope. */
export const REFUSED: When = { success: false, not: 'getAccessToken' };

/** The documented body of a request, or of an answer where a status is given. */
export function bodySchema(operation: OperationId, status?: number): JsonObject {
  const { method, path } = operations[operation];
  const described = objectAt(objectAt(objectAt(document, 'paths'), path), method.toLowerCase());
  const owner =
    status === undefined ? own(described, 'requestBody') : objectAt(described, 'responses')[`${status}`];
  const [content] = Object.values(objectAt(resolve(document, owner, '').value, 'content'));
  return resolve(document, own(content, 'schema'), '').value;
}

/**
 * The schema of a place inside a body, `contactInfo/emails/*\/type`, where `*` is any entry of a list.
 *
 * @throws {RangeError} where the document does not have it: the fault has lost its target.
 */
export function schemaAt(body: JsonObject, place: string): JsonObject {
  let schema = body;
  for (const name of place.split('/')) {
    const next = name === '*' ? own(schema, 'items') : propertyOf(schema, name);
    if (next === undefined) throw new RangeError(`A fault names ${place}, which the document does not have.`);
    schema = resolve(document, next, '').value;
  }
  return schema;
}

function propertyOf(schema: JsonObject, name: string): Json | undefined {
  const parts = ownList(schema, 'allOf').map((part) => resolve(document, part, '').value);
  return own(own(schema, 'properties'), name) ?? parts.map((part) => propertyOf(part, name)).find(isObject);
}
