import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { verify } from '../../../src/specwright/contract/index.ts';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const body = (schema: JsonObject, mediaType = 'application/json') => ({
  requestBody: { required: true, content: { [mediaType]: { schema } } },
});
const ok = (schema?: JsonObject, example?: Json) => ({
  '200': {
    description: 'Yes',
    ...(schema && { content: { 'application/json': { schema, ...(example !== undefined && { example }) } } }),
  },
});
const no = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: 'No' }]));
const at = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: text })),
});
const NOTE = object({ id: text, text });
const STRANGE = object({ id: text, text, '(a': text, 'state[': { enum: ['(', '[a-', '+'], type: 'string' } });
const read = { ...at('id'), responses: ok(NOTE) };

/** Documents that say two things of one, and what a sandbox must make of them. */
const DOCUMENTS: Readonly<Record<string, JsonObject>> = {
  'answers show a property in another form than callers send it': {
    '/notes': {
      post: {
        ...body(object({ text, parts: { type: 'array', items: object({ kind: object({ value: text }) }) } })),
        responses: ok(
          object({ id: text, text, parts: { type: 'array', items: object({ value: text }, 'value') } }),
        ),
      },
    },
    '/notes/{id}': { get: { ...at('id'), responses: ok(object({ id: text, text, parts: text })) } },
  },
  'the answer to a creation has the id as a number, and fewer properties': {
    '/notes': {
      post: { ...body(object({ text, size: integer })), responses: ok(object({ id: integer }, 'id')) },
    },
    '/notes/{id}': { get: { ...at('id'), responses: ok(object({ id: text, text, size: integer })) } },
  },
  'an example shows less of a record than other answers do': {
    '/notes': { get: { responses: ok({ type: 'array', items: NOTE }, [{ id: 'n1', text: 'a' }]) } },
    '/notes/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text, example: 'n1' }],
        responses: ok(object({ id: text, text, owner: text, tag: {} }, 'owner', 'tag')),
      },
    },
  },
  'a creation has a default, and a replacement has none': {
    '/notes': {
      post: { ...body(object({ text, kind: { ...text, default: 'plain' } })), responses: ok(NOTE) },
    },
    '/notes/{id}': {
      get: { ...at('id'), responses: ok(object({ id: text, text, kind: text })) },
      put: { ...at('id'), ...body(object({ text, kind: text })), responses: ok() },
    },
  },
  'records below a parent, where no refusal is documented': {
    '/pads': { post: { ...body(object({ text })), responses: ok(NOTE) } },
    '/pads/{pad}': { get: { ...at('pad'), responses: ok(NOTE) } },
    '/pads/{pad}/notes': { post: { ...at('pad'), ...body(object({ text })), responses: ok(NOTE) } },
    '/pads/{pad}/notes/{id}': {
      get: { ...at('pad', 'id'), responses: ok(NOTE) },
      delete: { ...at('pad', 'id'), responses: ok() },
    },
  },
  'what is missing is refused with 400 alone': {
    '/notes': { post: { ...body(object({ text })), responses: ok(NOTE) } },
    '/notes/{id}': {
      get: { ...at('id'), responses: { ...ok(NOTE), ...no(400) } },
      delete: { ...at('id'), responses: { ...ok(), ...no(400) } },
    },
  },
  'a form has a list, which may have one entry': {
    '/notes': {
      post: {
        ...body(object({ words: { type: 'array', items: text } }, 'words'), 'multipart/form-data'),
        responses: ok(NOTE),
      },
    },
  },
  'a call that needs a body that nobody can make': {
    '/notes': { post: { ...body(object({ text })), responses: ok(NOTE) } },
    '/notes/{id}': read,
    '/notes/{id}/pages': { put: { ...at('id'), ...body(text, 'text/csv'), responses: ok() } },
  },
  'a list that must be asked for a page, and for what records have': {
    '/note/create': { post: { ...body(object({ text }, 'text')), responses: ok(NOTE) } },
    '/note/get': { post: { ...body(object({ id: text }, 'id')), responses: ok(NOTE) } },
    '/note/list': {
      post: {
        ...body(
          object(
            { text, count: { ...integer, example: 7 }, offset: { ...integer, example: 7 } },
            'text',
            'offset',
          ),
        ),
        responses: ok(object({ notes: { type: 'array', items: NOTE } })),
      },
    },
  },
  'a body has one object beside what must be sent, too': {
    '/notes': {
      post: {
        ...body(object({ text, map: object({ a: text, b: text, c: text }) }, 'text')),
        responses: ok(NOTE),
      },
    },
    '/notes/{id}': {
      get: read,
      put: {
        ...at('id'),
        ...body(object({ text, map: object({ a: text, b: text, c: text }) }, 'text')),
        responses: ok(NOTE),
      },
    },
  },
  'names of properties and states are no words': {
    '/notes': {
      get: { responses: ok({ type: 'array', items: STRANGE }) },
      post: { ...body(object({ text })), responses: ok(STRANGE) },
    },
    '/notes/{id}': {
      get: { ...at('id'), responses: { ...ok(STRANGE), ...no(404) } },
      delete: {
        ...at('id'),
        responses: {
          ...ok(),
          '404': { description: 'No' },
          '409': { description: 'The last ( of its kind.' },
        },
      },
    },
    '/notes/{id}/close': {
      post: {
        ...at('id'),
        description: 'Moves it to `(`. Sets `(a`.',
        responses: { ...ok(STRANGE), '404': { description: 'No' }, '409': { description: 'Not (.' } },
      },
    },
  },
  'a token endpoint, and an answer with a token that is not one of OAuth': {
    '/token': {
      post: {
        ...body(object({ grant_type: { const: 'client_credentials' } }), 'application/x-www-form-urlencoded'),
        responses: ok(),
      },
    },
    '/links': { post: { ...body(object({ text })), responses: ok(object({ access_token: text })) } },
  },
};

test.each(Object.entries(DOCUMENTS))('the sandbox honours its document where %s', async (_name, paths) => {
  const document = { openapi: '3.1.0', info: { title: 'Notes', version: '1' }, paths };
  await using sandbox = createSandbox({ document });
  const { url } = await sandbox.listen();
  const report = await verify({ target: url, document, sandbox: true });
  expect(report.findings.filter(({ severity }) => severity === 'error').map(({ title }) => title)).toEqual(
    [],
  );
});
