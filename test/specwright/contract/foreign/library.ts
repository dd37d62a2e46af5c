import type { JsonObject } from '../../../../src/specwright/contract/index.ts';
import { content, pathParameter, refusals, type App, type Route } from './app.ts';

const fields: JsonObject = {
  title: { type: 'string', minLength: 1, maxLength: 80 },
  isbn: { type: 'string', pattern: '^97[89]-\\d{10}$' },
  genre: { type: 'string', enum: ['novel', 'essay', 'poetry'] },
  pages: { type: 'integer', minimum: 1, maximum: 5000 },
  lent: { type: 'boolean', default: false },
};
const newBook: JsonObject = {
  type: 'object',
  required: ['title', 'isbn', 'genre'],
  properties: fields,
  additionalProperties: false,
};
const change: JsonObject = { type: 'object', properties: fields, additionalProperties: false };
const book: JsonObject = {
  type: 'object',
  required: ['id', 'title', 'isbn', 'genre', 'lent'],
  properties: { id: { type: 'integer', readOnly: true }, ...fields },
};
const tagged: JsonObject = {
  description: 'One',
  headers: { ETag: { required: true, schema: { type: 'string' } } },
  content: content(book),
};
const query: Record<string, JsonObject> = {
  genre: { type: 'string', enum: ['novel', 'essay', 'poetry'] },
  limit: { type: 'integer', minimum: 1, maximum: 50, default: 50 },
  offset: { type: 'integer', minimum: 0, default: 0 },
};
const parameters = Object.entries(query).map(([name, schema]): JsonObject => ({ name, in: 'query', schema }));

interface Book extends Record<string, unknown> {
  id: number;
}

const same = (value: unknown): string =>
  `"${JSON.stringify(value).length}-${JSON.stringify(value)}"`.replaceAll(/[^\w"-]/g, '');

/** Resources with a bearer token, filters, offsets and entity tags, below a base path. */
export const library: App = {
  document: {
    openapi: '3.1.0',
    info: { title: 'Library', version: '1.0.0' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/books': {
        get: {
          operationId: 'listBooks',
          parameters,
          responses: {
            200: { description: 'All', content: content({ type: 'array', items: book }) },
            ...refusals,
          },
        },
        post: {
          operationId: 'addBook',
          requestBody: { required: true, content: content(newBook) },
          responses: { 201: { description: 'Made', content: content(book) }, ...refusals },
        },
      },
      '/books/{bookId}': {
        parameters: [pathParameter('bookId')],
        get: {
          operationId: 'getBook',
          responses: { 200: tagged, 304: { description: 'Unchanged' }, ...refusals },
        },
        patch: {
          operationId: 'changeBook',
          requestBody: { required: true, content: content(change) },
          responses: { 200: tagged, 412: { description: 'Changed meanwhile' }, ...refusals },
        },
        delete: { operationId: 'removeBook', responses: { 204: { description: 'Gone' }, ...refusals } },
      },
    },
  },
  auth: { token: 'library-secret-token' },
  faults: [
    'update-not-stored',
    'delete-not-done',
    'list-lacks-new',
    'wrong-id-echoed',
    'default-not-applied',
    'filter-ignored',
    'limit-ignored',
    'offset-ignored',
    'auth-missing-on-delete',
    'any-token-taken',
    'schema-not-checked',
    'maximum-not-checked',
    'enum-not-checked',
    'wrong-create-status',
    'etag-missing',
    'not-modified-ignored',
    'if-match-ignored',
    'update-clears-rest',
    'delete-twice-ok',
    'read-wrong-type',
    'unknown-limit-taken',
    'one-id-for-all',
    'update-creates',
    'boolean-lost',
  ],
  allows: ({ authorization }) => authorization === 'Bearer library-secret-token',
  routes(bad) {
    const books = new Map<number, Book>();
    let last = 0;
    const shown = (one: Book) => ({ ...one, ...(bad('read-wrong-type') && { pages: String(one['pages']) }) });
    const tag = (one: Book): Record<string, string> => (bad('etag-missing') ? {} : { etag: same(one) });
    const missing = { status: 404, body: { message: 'no such book' } };
    const loosened = bad('schema-not-checked')
      ? {}
      : {
          ...newBook,
          properties: {
            ...fields,
            ...(bad('maximum-not-checked') && { pages: { type: 'integer', minimum: 1 } }),
            ...(bad('enum-not-checked') && { genre: { type: 'string' } }),
          },
        };
    const one = /^\/api\/books\/([^/]+)$/;
    const routes: Route[] = [
      {
        method: 'GET',
        path: /^\/api\/books$/,
        query: bad('unknown-limit-taken') ? {} : query,
        handle: ({ query: asked }) => {
          const genre = asked.get('genre');
          const all = [...books.values()].filter(
            (entry) => bad('filter-ignored') || genre === null || entry['genre'] === genre,
          );
          const limit = bad('limit-ignored') ? 50 : Number(asked.get('limit') ?? 50);
          const offset = bad('offset-ignored') ? 0 : Number(asked.get('offset') ?? 0);
          const listed = bad('list-lacks-new') ? all.filter(({ id }) => id !== last && id % 2 === 0) : all;
          return { status: 200, body: listed.slice(offset, offset + limit) };
        },
      },
      {
        method: 'POST',
        path: /^\/api\/books$/,
        schema: loosened,
        handle: ({ body }) => {
          last = bad('one-id-for-all') ? 1 : last + 1;
          const made: Book = { id: last, ...(!bad('default-not-applied') && { lent: false }), ...body };
          if (bad('default-not-applied') && made['lent'] === undefined) made['lent'] = true;
          if (bad('boolean-lost')) made['lent'] = false;
          books.set(last, made);
          return {
            status: bad('wrong-create-status') ? 200 : 201,
            body: { ...made, ...(bad('wrong-id-echoed') && { id: last + 1000 }) },
          };
        },
      },
      {
        method: 'GET',
        path: one,
        handle: ({ params, headers }) => {
          const found = books.get(Number(params[0]));
          if (found === undefined) return missing;
          if (headers['if-none-match'] === same(found) && !bad('not-modified-ignored'))
            return { status: 304, headers: tag(found) };
          return { status: 200, body: shown(found), headers: tag(found) };
        },
      },
      {
        method: 'PATCH',
        path: one,
        schema: bad('schema-not-checked') ? {} : change,
        handle: ({ params, headers, body }) => {
          const id = Number(params[0]);
          const found =
            books.get(id) ??
            (bad('update-creates')
              ? { id, title: 'x', isbn: '978-0000000000', genre: 'novel', lent: false }
              : undefined);
          if (found === undefined) return missing;
          if (
            headers['if-match'] !== undefined &&
            headers['if-match'] !== same(found) &&
            !bad('if-match-ignored')
          )
            return { status: 412 };
          const next: Book = bad('update-clears-rest')
            ? { id, title: 'x', isbn: '978-0000000000', genre: 'novel', lent: false, ...body }
            : { ...found, ...body };
          if (!bad('update-not-stored')) books.set(id, next);
          return { status: 200, body: next, headers: tag(next) };
        },
      },
      {
        method: 'DELETE',
        path: one,
        open: bad('auth-missing-on-delete'),
        handle: ({ params }) => {
          const id = Number(params[0]);
          if (!books.has(id) && !bad('delete-twice-ok')) return missing;
          if (!bad('delete-not-done')) books.delete(id);
          return { status: 204 };
        },
      },
    ];
    return bad('any-token-taken') ? routes.map((route) => ({ ...route, open: true })) : routes;
  },
};
