import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });

/** A document that has its token endpoint among its operations, and answers that it says nothing of. */
const notes: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/token': {
      post: {
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
        responses: {
          '200': {
            description: 'A token',
            content: json({ type: 'object', required: ['owner'], properties: { owner: { type: 'string' } } }),
          },
          '401': { description: 'Wrong' },
        },
      },
    },
    '/notes': {
      get: {
        security: [{ login: [] }],
        responses: {
          '200': { description: 'All', content: json({ type: 'array' }) },
          '401': { description: 'No' },
        },
      },
      post: {
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { size: { type: 'integer' } } } },
          },
        },
        responses: { '200': { description: 'Made' } },
      },
    },
  },
  components: {
    securitySchemes: {
      login: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } },
    },
  },
};

const sandbox = createSandbox({ document: notes, credentials: { login: 'me:mine' } });
const ask = (secret: string): Promise<Response> =>
  sandbox.fetch('/token', {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`me:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });

test('a documented token endpoint gives a token that works, in the documented shape', async () => {
  const answer: { access_token: string; owner: string } = JSON.parse(await (await ask('mine')).text());
  expect(answer.owner).toBeTypeOf('string');
  const headers = { authorization: `Bearer ${answer.access_token}` };
  expect((await sandbox.fetch('/notes', { headers })).status).toBe(200);
});

test('a documented token endpoint refuses a wrong secret', async () => {
  expect((await ask('yours')).status).toBe(401);
});

test('a refusal that is documented without a body has none', async () => {
  const refused = await sandbox.fetch('/notes');
  expect([refused.status, await refused.text()]).toEqual([401, '']);
});

test.each([
  ['7', 200],
  ['seven', 400],
] as const)('a multipart field is held against its schema: %s', async (size, status) => {
  const form = new FormData();
  form.set('size', size);
  expect((await sandbox.fetch('/notes', { method: 'POST', body: form })).status).toBe(status);
});
