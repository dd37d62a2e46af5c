import type { JsonObject } from '../../../../src/specwright/contract/index.ts';
import { content, pathParameter, refusals, refused, type App, type Route } from './app.ts';

const customerFields: JsonObject = {
  email: { type: 'string', format: 'email' },
  name: { type: 'string', minLength: 2, maxLength: 40 },
  newsletter: { type: 'boolean' },
};
const orderFields: JsonObject = {
  reference: { type: 'string', minLength: 1, maxLength: 60 },
  quantity: { type: 'integer', minimum: 1, maximum: 99 },
  express: { type: 'boolean' },
};
const newCustomer: JsonObject = {
  type: 'object',
  required: ['email', 'name', 'newsletter'],
  properties: customerFields,
};
const newOrder: JsonObject = {
  type: 'object',
  required: ['reference', 'quantity', 'express'],
  properties: orderFields,
};
const customer: JsonObject = {
  type: 'object',
  required: ['id', 'email', 'name', 'newsletter'],
  properties: { id: { type: 'string', format: 'uuid' }, ...customerFields },
};
const order: JsonObject = {
  type: 'object',
  required: ['id', 'customerId', 'status', 'reference', 'quantity', 'express'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    customerId: { type: 'string' },
    status: { type: 'string', enum: ['open', 'paid'] },
    ...orderFields,
  },
};
const wrapped = (schema: JsonObject): JsonObject => ({
  type: 'object',
  required: ['data'],
  properties: { data: schema },
});
const listed = (schema: JsonObject): JsonObject => ({
  type: 'object',
  required: ['data', 'nextCursor'],
  properties: { data: { type: 'array', items: schema }, nextCursor: { type: ['string', 'null'] } },
});
const page: Record<string, JsonObject> = { limit: { type: 'integer', minimum: 1, maximum: 20, default: 20 } };
const parameters: JsonObject[] = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 20, default: 20 } },
  { name: 'cursor', in: 'query', schema: { type: 'string' } },
];
const answers = (status: number, schema: JsonObject): JsonObject => ({
  [status]: { description: 'Fine', content: content(schema) },
  ...refusals,
});
const conflict: JsonObject = { ...refused, description: 'A customer with this email already exists' };

interface Row extends Record<string, unknown> {
  id: string;
}

/** Nested resources with an API key, envelopes, cursors, PUT, unique values and an action. */
export const shop: App = {
  document: {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } } },
    paths: {
      '/customers': {
        get: { operationId: 'listCustomers', parameters, responses: answers(200, listed(customer)) },
        post: {
          operationId: 'createCustomer',
          requestBody: { required: true, content: content(newCustomer) },
          responses: { ...answers(201, wrapped(customer)), 409: conflict },
        },
      },
      '/customers/{customerId}': {
        parameters: [pathParameter('customerId')],
        get: { operationId: 'getCustomer', responses: answers(200, wrapped(customer)) },
        put: {
          operationId: 'replaceCustomer',
          requestBody: { required: true, content: content(newCustomer) },
          responses: { ...answers(200, wrapped(customer)), 409: conflict },
        },
        delete: { operationId: 'deleteCustomer', responses: { 204: { description: 'Gone' }, ...refusals } },
      },
      '/customers/{customerId}/orders': {
        parameters: [pathParameter('customerId')],
        get: { operationId: 'listOrders', parameters, responses: answers(200, listed(order)) },
        post: {
          operationId: 'createOrder',
          requestBody: { required: true, content: content(newOrder) },
          responses: answers(201, wrapped(order)),
        },
      },
      '/customers/{customerId}/orders/{orderId}': {
        parameters: [pathParameter('customerId'), pathParameter('orderId')],
        get: { operationId: 'getOrder', responses: answers(200, wrapped(order)) },
        put: {
          operationId: 'replaceOrder',
          requestBody: { required: true, content: content(newOrder) },
          responses: answers(200, wrapped(order)),
        },
        delete: { operationId: 'deleteOrder', responses: { 204: { description: 'Gone' }, ...refusals } },
      },
      '/customers/{customerId}/orders/{orderId}/pay': {
        parameters: [pathParameter('customerId'), pathParameter('orderId')],
        post: { operationId: 'payOrder', responses: answers(200, wrapped(order)) },
      },
    },
  },
  auth: { key: 'shop-secret-key' },
  faults: [
    'replace-not-stored',
    'delete-not-done',
    'order-under-wrong-customer',
    'orders-of-all-customers',
    'cursor-loops',
    'list-lacks-new',
    'unique-not-checked',
    'key-not-checked',
    'read-open',
    'quantity-not-checked',
    'name-cut',
    'pay-crashes',
    'status-undocumented-value',
    'email-not-checked',
    'read-404-as-200',
    'replace-of-deleted',
    'limit-ignored',
    'express-inverted',
    'missing-not-checked',
    'id-changes-on-replace',
  ],
  allows: (headers) => headers['x-api-key'] === 'shop-secret-key',
  routes(bad) {
    const customers = new Map<string, Row>();
    const orders = new Map<string, Row>();
    const missing = { status: bad('read-404-as-200') ? 200 : 404, body: { message: 'not found' } };
    const lines = (all: readonly Row[], asked: URLSearchParams) => {
      const kept = bad('list-lacks-new') ? all.slice(0, -1) : all;
      const from = bad('cursor-loops') ? 0 : Number(asked.get('cursor') ?? 0) || 0;
      const limit = bad('limit-ignored') ? 20 : Number(asked.get('limit') ?? 20);
      const end = from + limit;
      return {
        status: 200,
        body: { data: kept.slice(from, end), nextCursor: end < kept.length ? String(end) : null },
      };
    };
    const isTaken = (email: unknown, id?: string) =>
      !bad('unique-not-checked') &&
      [...customers.values()].some((row) => row['email'] === email && row.id !== id);
    const taken = { status: 409, body: { message: 'taken' } };
    const loosen = (schema: JsonObject, fields: JsonObject): JsonObject => ({
      ...schema,
      ...(bad('missing-not-checked') && { required: [] }),
      properties: {
        ...fields,
        ...(bad('quantity-not-checked') && { quantity: {} }),
        ...(bad('email-not-checked') && { email: { type: 'string' } }),
      },
    });
    const inOrder = (customerId: string | undefined, id: string | undefined) => {
      const found = orders.get(id ?? '');
      return found !== undefined && found['customerId'] === customerId ? found : undefined;
    };
    const all = /^\/customers$/;
    const one = /^\/customers\/([^/]+)$/;
    const below = /^\/customers\/([^/]+)\/orders$/;
    const single = /^\/customers\/([^/]+)\/orders\/([^/]+)$/;
    const saved = (body: Record<string, unknown>): Record<string, unknown> => ({
      ...body,
      ...(bad('name-cut') && typeof body['name'] === 'string' && { name: body['name'].slice(0, 5) }),
      ...(bad('express-inverted') && typeof body['express'] === 'boolean' && { express: !body['express'] }),
    });
    const routes: Route[] = [
      {
        method: 'GET',
        path: all,
        query: page,
        open: bad('read-open'),
        handle: ({ query }) => lines([...customers.values()], query),
      },
      {
        method: 'POST',
        path: all,
        schema: loosen(newCustomer, customerFields),
        handle: ({ body }) => {
          if (isTaken(body['email'])) return taken;
          const row: Row = { id: crypto.randomUUID(), ...saved(body) };
          customers.set(row.id, row);
          return { status: 201, body: { data: row } };
        },
      },
      {
        method: 'GET',
        path: one,
        open: bad('read-open'),
        handle: ({ params }) => {
          const found = customers.get(params[0] ?? '');
          return found === undefined ? missing : { status: 200, body: { data: found } };
        },
      },
      {
        method: 'PUT',
        path: one,
        schema: loosen(newCustomer, customerFields),
        handle: ({ params, body }) => {
          const id = params[0] ?? '';
          if (!customers.has(id) && !bad('replace-of-deleted')) return missing;
          if (isTaken(body['email'], id)) return taken;
          const row: Row = { id: bad('id-changes-on-replace') ? crypto.randomUUID() : id, ...saved(body) };
          if (!bad('replace-not-stored')) customers.set(id, row);
          return { status: 200, body: { data: row } };
        },
      },
      {
        method: 'DELETE',
        path: one,
        handle: ({ params }) => {
          const id = params[0] ?? '';
          if (!customers.has(id)) return missing;
          if (!bad('delete-not-done')) customers.delete(id);
          return { status: 204 };
        },
      },
      {
        method: 'GET',
        path: below,
        query: page,
        handle: ({ params, query }) =>
          customers.has(params[0] ?? '')
            ? lines(
                [...orders.values()].filter(
                  (row) => bad('orders-of-all-customers') || row['customerId'] === params[0],
                ),
                query,
              )
            : missing,
      },
      {
        method: 'POST',
        path: below,
        schema: loosen(newOrder, orderFields),
        handle: ({ params, body }) => {
          if (!customers.has(params[0] ?? '')) return missing;
          const row: Row = {
            id: crypto.randomUUID(),
            customerId: bad('order-under-wrong-customer') ? 'somebody' : params[0],
            status: bad('status-undocumented-value') ? 'new' : 'open',
            ...saved(body),
          };
          orders.set(row.id, row);
          return { status: 201, body: { data: row } };
        },
      },
      {
        method: 'GET',
        path: single,
        handle: ({ params }) => {
          const found = inOrder(params[0], params[1]);
          return found === undefined ? missing : { status: 200, body: { data: found } };
        },
      },
      {
        method: 'PUT',
        path: single,
        schema: loosen(newOrder, orderFields),
        handle: ({ params, body }) => {
          const found = inOrder(params[0], params[1]);
          if (found === undefined) return missing;
          const row: Row = { ...found, ...saved(body) };
          if (!bad('replace-not-stored')) orders.set(row.id, row);
          return { status: 200, body: { data: row } };
        },
      },
      {
        method: 'DELETE',
        path: single,
        handle: ({ params }) => {
          const found = inOrder(params[0], params[1]);
          if (found === undefined) return missing;
          if (!bad('delete-not-done')) orders.delete(found.id);
          return { status: 204 };
        },
      },
      {
        method: 'POST',
        path: /^\/customers\/([^/]+)\/orders\/([^/]+)\/pay$/,
        handle: ({ params }) => {
          const found = inOrder(params[0], params[1]);
          if (bad('pay-crashes')) return { status: 500, body: { message: 'crash' } };
          if (found === undefined) return missing;
          found['status'] = 'paid';
          return { status: 200, body: { data: found } };
        },
      },
    ];
    return bad('key-not-checked') ? routes.map((route) => ({ ...route, open: true })) : routes;
  },
};
