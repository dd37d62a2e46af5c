import { expect, it } from 'vitest';
import { emitClient } from '../../../src/specwright/emit/client.ts';
import { describeOpenApi } from '../../../src/specwright/openapi/describe.ts';

/** The type of error codes in the client of a document whose errors have this code. */
function errorCodeOf(code: object): string | undefined {
  const schema = { type: 'object', properties: { error: { type: 'object', properties: { code } } } };
  const content = { 'application/json': { schema } };
  const responses = { '200': { description: 'OK' }, '404': { description: 'Lost', content } };
  const document = JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'a', version: '1' },
      paths: { '/a': { get: { operationId: 'a', responses } } },
    }),
  );
  const { content: text } = emitClient(document, describeOpenApi(document), { runtime: 'r' });
  return /export type ErrorCode = (.*);/.exec(text)?.[1];
}

it.each([
  [{ enum: [7, 3] }, '3 | 7 | (number & {}) | (string & {})'],
  [{ enum: ['not_found', "it's"] }, '"it\'s" | "not_found" | (number & {}) | (string & {})'],
  [{ anyOf: [{ const: 'x' }] }, 'number | string'],
  [{ type: 'string' }, 'number | string'],
])('a code of %j gives the type %s', (code, type) => {
  expect(errorCodeOf(code)).toBe(type);
});
