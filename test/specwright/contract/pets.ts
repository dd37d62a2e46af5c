import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonOf } from '../../../src/specwright/base/json.ts';
import type { JsonObject } from '../../../src/specwright/contract/index.ts';

const pet: JsonObject = {
  type: 'object',
  required: ['id', 'name', 'kind'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string', minLength: 1 },
    kind: { type: 'string', enum: ['cat', 'dog'] },
  },
  additionalProperties: false,
};
const newPet: JsonObject = {
  type: 'object',
  required: ['name', 'kind'],
  properties: { name: { type: 'string', minLength: 1 }, kind: { type: 'string', enum: ['cat', 'dog'] } },
  additionalProperties: false,
};
const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const problem = { description: 'Refused', content: json({ type: 'object', required: ['message'] }) };

/** An API of pets below `/v2`. */
export const pets: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1.2.3' },
  servers: [{ url: 'https://pets.example.com/{edition}', variables: { edition: { default: 'v2' } } }],
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        security: [],
        responses: {
          200: { description: 'All', content: json({ type: 'array', items: pet }) },
          default: problem,
        },
      },
      post: {
        operationId: 'addPet',
        security: [],
        requestBody: { required: true, content: json(newPet) },
        responses: { 201: { description: 'Made', content: json(pet) }, 400: problem, default: problem },
      },
    },
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        security: [],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', example: '1' } }],
        responses: { 200: { description: 'One', content: json(pet) }, 404: problem },
      },
    },
  },
};

export type Answer = (
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
) => void | Promise<void>;

export function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

const PET = { id: '1', name: 'Tom', kind: 'cat' };

const kept = new Map<string, object>([['1', PET]]);

/** The honest server. It remembers what is created. */
export const honest: Answer = ({ method, url = '', headers }, body, response) => {
  if (method === 'GET' && url === '/v2/pets') return send(response, 200, [...kept.values()]);
  const known = kept.get(url.slice('/v2/pets/'.length));
  if (method === 'GET' && known !== undefined) return send(response, 200, known);
  if (method !== 'POST' || url !== '/v2/pets') return send(response, 404, { message: 'no such path' });
  const made = headers['content-type'] === 'application/json' ? jsonOf(body) : undefined;
  if (!isPet(made)) return send(response, 400, { message: 'no pet' });
  const id = String(kept.size + 1);
  kept.set(id, { ...made, id });
  return send(response, 201, { ...made, id });
};

function isPet(value: unknown): value is { name: string; kind: string } {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { name, kind } = { name: undefined, kind: undefined, ...value };
  return typeof name === 'string' && name !== '' && (kind === 'cat' || kind === 'dog');
}

/** Serves answers on a free port. */
export async function serve(answer: Answer): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => void Promise.resolve(answer(request, body, response)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
