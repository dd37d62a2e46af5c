import { expect, test } from 'vitest';
import { jsonOf, own, type JsonObject } from '../../../src/specwright/base/json.ts';
import { ApiDocument } from '../../../src/specwright/openapi/api-document.ts';
import { inlineSchema } from '../../../src/specwright/openapi/inline.ts';
import { inferActions, inferResources } from '../../../src/specwright/openapi/resources.ts';
import { typeName } from '../../../src/specwright/openapi/sample.ts';

const id: JsonObject = { allOf: [{ $ref: '#/components/schemas/StallId' }], readOnly: true };
const stall: JsonObject = { type: 'object', required: ['id', 'name'], properties: { id, name: {} } };
const content: JsonObject = { content: { 'application/json': { schema: stall } } };
const stalls: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Stalls', version: '1' },
  components: { schemas: { StallId: { type: 'string', pattern: '^st_[0-9]{6}$' } } },
  paths: {
    '/stalls': {
      post: {
        operationId: 'addStall',
        requestBody: content,
        responses: { 201: { description: 'Made', ...content } },
      },
    },
    '/stalls/{stallId}': {
      get: {
        operationId: 'getStall',
        parameters: [{ name: 'stallId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'One', ...content } },
      },
    },
  },
};

test('an id that is allOf one reference, with readOnly next to it, is that of a resource', () => {
  const bindings = inferResources(new ApiDocument(stalls));
  expect([...bindings].map(([name, { role }]) => `${name} ${role}`).sort()).toEqual([
    'addStall create',
    'getStall read',
  ]);
  const { idProperty, properties } = bindings.get('getStall')?.resource ?? {};
  expect(idProperty).toBe('id');
  expect(properties?.get('id')).toEqual({ type: 'string', pattern: '^st_[0-9]{6}$', readOnly: true });
});

test.each<[JsonObject, string | undefined]>([
  [{ allOf: [{ type: 'string' }], readOnly: true }, 'string'],
  [{ allOf: [{ minLength: 1 }, { type: 'string' }] }, 'string'],
  [{ allOf: [{ properties: { a: {} } }, { required: ['a'] }] }, 'object'],
  [{ allOf: [{ required: ['a'] }] }, 'object'],
  [{ type: ['null', 'integer'], allOf: [{ minimum: 1 }] }, 'integer'],
  [{ description: 'Anything' }, undefined],
])('the type of %j is %s', (schema, type) => {
  expect(typeName(schema)).toBe(type);
});

test('a name like __proto__ stays a property', () => {
  const hostile = jsonOf('{"allOf":[{"__proto__":{"type":"string"}}],"description":"x"}') ?? {};
  const schema = inlineSchema({}, hostile);
  expect(Object.getPrototypeOf(schema)).toBe(Object.prototype);
  expect(own(schema, '__proto__')).toEqual({ type: 'string' });
});

const listed = (operations: JsonObject): string[] => {
  const document = new ApiDocument({ openapi: '3.1.0', info: {}, paths: operations });
  const bindings = inferResources(document);
  const actions = inferActions(document, bindings);
  return [...bindings, ...actions]
    .map(([name, { role, resource }]) => `${name} ${role} ${resource.name}`)
    .sort();
};

test('what can only be deleted at its own path belongs to the list that it was made in', () => {
  const one = {
    content: { 'application/json': { schema: { type: 'object', properties: { id: {}, taskId: {} } } } },
  };
  const inPath = (name: string) => [{ name, in: 'path', required: true, schema: { type: 'string' } }];
  const found = listed({
    '/tasks/{taskId}/entries': {
      parameters: inPath('taskId'),
      post: {
        operationId: 'addEntry',
        requestBody: one,
        responses: { 201: { description: 'Made', ...one } },
      },
    },
    '/entries/{entryId}': {
      parameters: inPath('entryId'),
      delete: { operationId: 'dropEntry', responses: { 204: { description: 'Gone' } } },
    },
  });
  expect(found).toEqual(['addEntry create entries', 'dropEntry delete entries']);
});

test('a call that begins with its verb, or that takes a ticket and shows it, acts on what the others name', () => {
  const call = (name: string, properties: JsonObject): [string, JsonObject] => {
    const ticket = { type: 'object', properties: { id: { type: 'string' }, title: {} } };
    const body = { content: { 'application/json': { schema: { type: 'object', properties } } } };
    const answer = { content: { 'application/json': { schema: ticket } } };
    const responses = { 200: { description: 'Done', ...answer } };
    return [`/${name}`, { post: { operationId: name, requestBody: body, responses } }];
  };
  const takes = { ticketId: { type: 'string' } };
  const found = listed(
    Object.fromEntries([
      call('openTicket', { title: {} }),
      call('getTicket', takes),
      call('closeTicket', takes),
      call('undoClose', takes),
      call('closeDesk', { deskId: { type: 'string' } }),
    ]),
  );
  expect(found).toEqual([
    'closeTicket act ticket',
    'getTicket read ticket',
    'openTicket create ticket',
    'undoClose act ticket',
  ]);
});
