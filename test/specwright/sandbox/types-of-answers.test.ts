import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';

const record = (amount: string): JsonObject => ({
  type: 'object',
  properties: { id: { type: 'string' }, amount: { type: amount } },
});
const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

test('a number that was sent is shown as the text that the answer documents', async () => {
  const sandbox = createSandbox({
    document: {
      openapi: '3.1.0',
      info: { title: 'Payments', version: '1' },
      paths: {
        '/payments': {
          get: {
            responses: { '200': { description: 'All', ...json({ type: 'array', items: record('string') }) } },
          },
          post: {
            requestBody: json(record('number')),
            responses: { '201': { description: 'Made', ...json(record('string')) } },
          },
        },
      },
    },
  });
  const made = await sandbox.fetch('/payments', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'p1', amount: 7.5 }),
  });
  expect(await made.json()).toMatchObject({ amount: '7.5' });
  expect(await (await sandbox.fetch('/payments')).json()).toEqual([{ id: 'p1', amount: '7.5' }]);
});
