import type { JsonObject } from '../../../src/specwright/base/json.ts';

/** A made-up API with something of everything that single edits look for. */
export function library(): JsonObject {
  return {
    openapi: '3.0.3',
    info: { title: 'Library', version: '1.0.0' },
    servers: [{ url: 'https://library.example/v1' }],
    paths: {
      '/books': {
        get: {
          operationId: 'listBooks',
          tags: ['books'],
          parameters: [
            { name: 'shelf', in: 'query', schema: { type: 'string' } },
            { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
            { name: 'size', in: 'query', schema: { type: 'integer' } },
            { name: 'order', in: 'query', schema: { type: 'string', enum: ['title', 'author', 'year'] } },
          ],
          responses: {
            200: {
              description: 'The books',
              headers: { 'X-Total': { required: true, schema: { type: 'integer' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Page' } } },
            },
          },
        },
        post: {
          operationId: 'addBook',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/NewBook' } } },
          },
          responses: {
            200: {
              description: 'Added',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
            },
            400: { $ref: '#/components/responses/Error' },
          },
        },
      },
      '/books/{bookId}': {
        parameters: [{ name: 'bookId', in: 'path', required: true, schema: { type: 'string' } }],
        get: {
          operationId: 'getBook',
          responses: {
            200: {
              description: 'The book',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
            },
          },
        },
        patch: {
          operationId: 'changeBook',
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/NewBook' } } },
          },
          responses: { 200: { description: 'Changed' } },
        },
      },
    },
    components: {
      responses: {
        Error: { description: 'Refused', content: { 'application/json': { schema: { type: 'object' } } } },
      },
      schemas: {
        Author: {
          type: 'object',
          required: ['id', 'name'],
          properties: {
            id: { type: 'string' },
            name: { type: 'string' },
            wrote: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
          },
        },
        Book: {
          type: 'object',
          required: ['id', 'title'],
          properties: {
            id: { type: 'integer' },
            title: { type: 'string', description: 'As on the cover' },
            price: { type: 'number' },
            pages: { type: 'integer' },
            state: { type: 'string', enum: ['new', 'lent', 'lost', 'sold'] },
            author: { $ref: '#/components/schemas/Author' },
          },
        },
        NewBook: {
          type: 'object',
          required: ['title'],
          properties: {
            title: { type: 'string' },
            note: { type: 'string' },
            pages: { type: 'integer' },
            kind: { type: 'string', enum: ['paper', 'audio'] },
            tags: { type: 'array', items: { type: 'string' } },
          },
        },
        Page: {
          type: 'object',
          required: ['items'],
          properties: {
            items: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
            next: { type: 'string' },
          },
        },
      },
    },
  };
}
