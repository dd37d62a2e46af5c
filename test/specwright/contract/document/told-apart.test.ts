import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/specwright/base/json.ts';
import { documentApi } from '../../../../src/specwright/contract/api/document-api.ts';
import { documented } from '../../../../src/specwright/contract/document/bound.ts';
import { errorsOf, skippedOf, verified } from './market/small-server.ts';

const refused: JsonObject = { type: 'object', required: ['ok'], properties: { ok: { const: false } } };
const done: JsonObject = { type: 'object', required: ['ok'], properties: { ok: { const: true } } };

/** A document of one list, whose answers are these. */
function documentOf(schema: JsonObject, more: JsonObject): JsonObject {
  const content = { 'application/json': { schema } };
  const responses = { 200: { description: 'All', content }, ...more };
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: { '/things': { get: { operationId: 'listThings', responses } } },
  };
}

const unauthorized = { 401: { description: 'Nobody knows you.' } };

test('refusals that come with a success may have any status of their own, all others the documented ones', () => {
  const statusesOf = (schema: JsonObject, more: JsonObject): readonly number[] => {
    const [operation] = documentApi(documentOf(schema, more)).operations;
    return operation === undefined ? [] : documented(operation);
  };
  expect(statusesOf(done, unauthorized)).toEqual([200, 401]);
  expect(statusesOf({ oneOf: [done, refused] }, unauthorized)).toContain(409);
  expect(statusesOf({ oneOf: [done, refused] }, { 404: { description: 'None.' } })).toEqual([200, 404]);
  expect(statusesOf(done, {})).toContain(409);
});

test('a valid request is not refused with a status that the document does not have, nor is that left out in silence', async () => {
  const run = (more: JsonObject) =>
    verified(documentOf(done, more), (_request, _body, response) => {
      response.writeHead(418);
      response.end();
    });
  const known = await run(unauthorized);
  expect(errorsOf(known)).toEqual(['listThings answers with status 418, which is not documented']);
  const silent = await run({});
  expect(skippedOf(silent)).toContain(
    'positive/listThings-1: not exercised: the answer to a valid request is 418',
  );
  expect([known.verdict, silent.verdict]).toEqual(['not-proven', 'not-proven']);
});
