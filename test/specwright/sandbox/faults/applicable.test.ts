import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/specwright/base/json.ts';
import { createSandbox } from '../../../../src/specwright/sandbox/index.ts';

/** The faults of a server with one operation. */
function faultsOf(operation: JsonObject, path = '/things'): string[] {
  const sandbox = createSandbox({
    document: {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: { [path]: { get: { responses: { '200': { description: 'OK' } }, ...operation } } },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    },
  });
  return sandbox.control.allFaults().map(({ name }) => name);
}

const query = (schema: JsonObject, required = false): JsonObject => ({
  parameters: [{ name: 'q', in: 'query', required, schema }],
});

test('what refuses no request has no fault of its refusals', () => {
  const open = faultsOf({
    ...query({ type: 'string' }),
    responses: { '200': { description: 'OK' }, '400': { description: 'No' }, '404': { description: 'None' } },
  });
  for (const fault of ['refusals-as-200', 'invalid-as-418', 'not-found-as-500', 'stack-shown'])
    expect(open).not.toContain(fault);
});

test.each([
  ['a number', query({ type: 'integer' }), 'type-not-checked', true],
  ['any text', query({ type: 'string' }), 'type-not-checked', false],
  ['a list of any texts', query({ type: 'array', items: { type: 'string' } }), 'query-not-checked', false],
  ['a list of numbers', query({ type: 'array', items: { type: 'integer' } }), 'query-not-checked', true],
  ['a required text', query({ type: 'string' }, true), 'query-not-checked', true],
  ['a member of an enumeration', query({ enum: ['a', 'b'] }), 'enum-not-checked', true],
  ['a text of any length', query({ type: 'string', minLength: 0 }), 'min-length-not-checked', false],
] as const)('a query parameter that takes %s', (_words, operation, fault, applies) => {
  expect(faultsOf(operation).includes(fault)).toBe(applies);
});

test('a header that may be left out, and one that the document promises', () => {
  const header = (required: boolean): JsonObject => ({
    responses: {
      '200': { description: 'OK', headers: { 'X-Rest': { required, schema: { type: 'integer' } } } },
    },
  });
  expect(faultsOf(header(false))).not.toContain('header-missing');
  expect(faultsOf(header(true))).toContain('header-missing');
});

test('an operation that lets everybody in has no fault of its credentials', () => {
  expect(faultsOf({ security: [{ key: [] }] })).toContain('credentials-not-checked');
  expect(faultsOf({ security: [{ key: [] }, {}] })).not.toContain('credentials-not-checked');
});
