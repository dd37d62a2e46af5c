import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import type { Change } from '../../../src/specwright/diff/change.ts';
import { diffDocuments, type DiffReport } from '../../../src/specwright/diff/diff.ts';

const today = '2026-06-01';

/** Compares as of a fixed day. */
export function diff(base: JsonObject, revision: JsonObject): DiffReport {
  return diffDocuments(base, revision, { today });
}

/** `level:id` of every change that is not prose. */
export function told(report: DiffReport): string[] {
  return report.changes.map((change) => `${change.level}:${change.id}`);
}

export function only(report: DiffReport): Change {
  const [change] = report.changes;
  if (change === undefined || report.changes.length > 1) {
    throw new Error(`Expected one change, got ${JSON.stringify(told(report))}`);
  }
  return change;
}

/** A document of one operation. */
export function api(operation: JsonObject, rest: JsonObject = {}, version = '3.1.0'): JsonObject {
  return {
    openapi: version,
    info: { title: 'Test', version: '1' },
    paths: { '/thing': { post: { responses: { 204: { description: 'done' } }, ...operation } } },
    ...rest,
  };
}

/** A document whose only request body has this schema. */
export function requestOf(schema: Json, version = '3.1.0', mediaType = 'application/json'): JsonObject {
  return api({ requestBody: { content: { [mediaType]: { schema } } } }, {}, version);
}

/** A document whose only answer has this schema. */
export function responseOf(schema: Json, version = '3.1.0', mediaType = 'application/json'): JsonObject {
  return api(
    { responses: { 200: { description: 'ok', content: { [mediaType]: { schema } } } } },
    {},
    version,
  );
}

/** A document with one query parameter. */
export function parameterOf(schema: Json, rest: JsonObject = {}, version = '3.1.0'): JsonObject {
  return api({ parameters: [{ name: 'p', in: 'query', schema, ...rest }] }, {}, version);
}

/** An object schema with one property. */
export function withProperty(schema: Json, rest: JsonObject = {}): JsonObject {
  return { type: 'object', properties: { name: schema }, ...rest };
}
