import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { JsonObject } from '../../../../src/specwright/contract/index.ts';

/** A request as handlers see it. */
export interface Call {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** What a handler answers; without a body the answer is empty. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One route: the validation comes between the credentials and the handler. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly open?: boolean;
  readonly schema?: JsonObject;
  readonly query?: Readonly<Record<string, JsonObject>>;
  handle(call: Call): Reply;
}

export interface App {
  readonly document: JsonObject;
  readonly auth: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  /** The routes of a fresh server, with the one fault in it. */
  routes(bad: (name: string) => boolean): readonly Route[];
  allows(headers: IncomingMessage['headers'], query: URLSearchParams): boolean;
}

/** Starts an application, with a planted fault where one is named. */
export async function start(app: App, fault = ''): Promise<{ url: string; server: Server }> {
  const bad = (name: string): boolean => {
    if (!app.faults.includes(name)) throw new Error(`no such fault: ${name}`);
    return name === fault;
  };
  const ajv = new Ajv2020({ strict: false, coerceTypes: false });
  ajvFormats.default(ajv);
  const routes = app.routes(bad);
  const answer = (request: IncomingMessage, text: string): Reply => {
    const url = new URL(request.url ?? '/', 'http://server.invalid');
    const problem = (status: number, message: string): Reply => ({ status, body: { message } });
    const candidates = routes.filter(({ path }) => path.test(url.pathname));
    const route = candidates.find(({ method }) => method === request.method);
    if (candidates.length === 0) return problem(404, 'no such path');
    if (route === undefined)
      return {
        ...problem(405, 'no such method'),
        headers: { allow: candidates.map(({ method }) => method).join(', ') },
      };
    if (route.open !== true && !app.allows(request.headers, url.searchParams))
      return problem(401, 'who are you?');
    for (const [name, schema] of Object.entries(route.query ?? {})) {
      const sent = url.searchParams.get(name);
      if (sent === null) continue;
      if (!ajv.validate(schema, schema['type'] === 'integer' ? Number(sent) : sent))
        return problem(400, `bad ${name}`);
    }
    let body: unknown = {};
    if (route.schema !== undefined) {
      if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
        return problem(415, 'JSON only');
      try {
        body = JSON.parse(text);
      } catch {
        return problem(400, 'not JSON');
      }
      if (!ajv.validate(route.schema, body)) return problem(400, ajv.errorsText());
    }
    const params = (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
    return route.handle({
      params,
      query: url.searchParams,
      headers: request.headers,
      body: { ...(body as object) },
    });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body, headers = {} } = answer(request, Buffer.concat(chunks).toString());
      const text = body === undefined ? undefined : JSON.stringify(body);
      response.writeHead(status, {
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export const content = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
export const refused: JsonObject = {
  description: 'Refused',
  content: content({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } }),
};
/** The refusals that every operation of these applications has. */
export const refusals: JsonObject = { 400: refused, 401: refused, 404: refused, 415: refused };

export function pathParameter(name: string): JsonObject {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}
