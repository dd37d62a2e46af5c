import type { JsonObject } from '../../../../src/specwright/contract/index.ts';
import { content, refusals, type App, type Route } from './app.ts';

const fields: JsonObject = {
  subject: { type: 'string', minLength: 1, maxLength: 100 },
  urgency: { type: 'integer', minimum: 1, maximum: 5, default: 3 },
  channel: { type: 'string', enum: ['mail', 'phone'] },
};
const ticket: JsonObject = {
  type: 'object',
  required: ['id', 'subject', 'urgency', 'channel'],
  properties: { id: { type: 'string' }, ...fields },
};
const newTicket: JsonObject = {
  type: 'object',
  required: ['subject', 'channel'],
  properties: fields,
  additionalProperties: false,
};
const named: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' } },
  additionalProperties: false,
};
const change: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, ...fields },
  additionalProperties: false,
};
const list: JsonObject = {
  type: 'object',
  required: ['tickets', 'total'],
  properties: { tickets: { type: 'array', items: ticket }, total: { type: 'integer' } },
};
const call = (operationId: string, schema: JsonObject, answer: JsonObject): JsonObject => ({
  post: {
    operationId,
    requestBody: { required: true, content: content(schema) },
    responses: { 200: { description: 'Fine', content: content(answer) }, ...refusals },
  },
});
const done: JsonObject = {
  type: 'object',
  required: ['ok'],
  properties: { ok: { type: 'boolean', const: true } },
};

interface Row extends Record<string, unknown> {
  id: string;
}

/** Calls instead of resources, with user and password. */
export const desk: App = {
  document: {
    openapi: '3.1.0',
    info: { title: 'Desk', version: '1.0.0' },
    security: [{ login: [] }],
    components: { securitySchemes: { login: { type: 'http', scheme: 'basic' } } },
    paths: {
      '/ticket.create': call('createTicket', newTicket, ticket),
      '/ticket.get': call('getTicket', named, ticket),
      '/ticket.list': {
        get: {
          operationId: 'listTickets',
          responses: { 200: { description: 'All', content: content(list) }, ...refusals },
        },
      },
      '/ticket.update': call('updateTicket', change, ticket),
      '/ticket.delete': call('deleteTicket', named, done),
    },
  },
  auth: { login: 'agent:desk-secret' },
  faults: [
    'update-not-stored',
    'delete-not-done',
    'list-lacks-new',
    'list-keeps-deleted',
    'default-not-applied',
    'password-not-checked',
    'urgency-not-checked',
    'channel-not-checked',
    'get-unknown-ok',
    'subject-cut',
    'update-resets-channel',
    'create-crashes-on-phone',
    'total-is-text',
    'delete-says-false',
    'id-missing',
  ],
  allows: ({ authorization }) => authorization === `Basic ${btoa('agent:desk-secret')}`,
  routes(bad) {
    const tickets = new Map<string, Row>();
    const ghosts: Row[] = [];
    let last = 0;
    const missing = { status: 404, body: { message: 'no such ticket' } };
    const loosen = (schema: JsonObject, own: JsonObject): JsonObject => ({
      ...schema,
      properties: {
        ...own,
        ...(bad('urgency-not-checked') && { urgency: { type: 'integer' } }),
        ...(bad('channel-not-checked') && { channel: {} }),
      },
    });
    const saved = (body: Record<string, unknown>) =>
      bad('subject-cut') && typeof body['subject'] === 'string'
        ? { ...body, subject: body['subject'].slice(0, 3) }
        : body;
    const routes: Route[] = [
      {
        method: 'POST',
        path: /^\/ticket\.create$/,
        schema: loosen(newTicket, fields),
        handle: ({ body }) => {
          if (bad('create-crashes-on-phone') && body['channel'] === 'phone')
            return { status: 500, body: { message: 'crash' } };
          const row: Row = {
            id: `t${(last += 1)}`,
            urgency: bad('default-not-applied') ? 1 : 3,
            ...saved(body),
          };
          tickets.set(row.id, row);
          const { id, ...rest } = row;
          return { status: 200, body: bad('id-missing') ? rest : { id, ...rest } };
        },
      },
      {
        method: 'POST',
        path: /^\/ticket\.get$/,
        schema: named,
        handle: ({ body }) => {
          const found =
            tickets.get(String(body['id'])) ??
            (bad('get-unknown-ok')
              ? { id: String(body['id']), subject: 'x', urgency: 3, channel: 'mail' }
              : undefined);
          return found === undefined ? missing : { status: 200, body: found };
        },
      },
      {
        method: 'GET',
        path: /^\/ticket\.list$/,
        handle: () => {
          const all = [
            ...(bad('list-lacks-new') ? [...tickets.values()].slice(0, -1) : tickets.values()),
            ...ghosts,
          ];
          return {
            status: 200,
            body: { tickets: all, total: bad('total-is-text') ? String(all.length) : all.length },
          };
        },
      },
      {
        method: 'POST',
        path: /^\/ticket\.update$/,
        schema: loosen(change, { id: { type: 'string' }, ...fields }),
        handle: ({ body }) => {
          const found = tickets.get(String(body['id']));
          if (found === undefined) return missing;
          const next: Row = {
            ...found,
            ...(bad('update-resets-channel') && { channel: 'mail' }),
            ...saved(body),
          };
          if (!bad('update-not-stored')) tickets.set(found.id, next);
          return { status: 200, body: next };
        },
      },
      {
        method: 'POST',
        path: /^\/ticket\.delete$/,
        schema: named,
        handle: ({ body }) => {
          const found = tickets.get(String(body['id']));
          if (found === undefined) return missing;
          if (!bad('delete-not-done')) tickets.delete(found.id);
          if (bad('list-keeps-deleted')) ghosts.push(found);
          return { status: 200, body: { ok: !bad('delete-says-false') } };
        },
      },
    ];
    return bad('password-not-checked') ? routes.map((route) => ({ ...route, open: true })) : routes;
  },
};
