import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a host answers one request; the path holds the query. */
export type Answer = (
  request: { readonly host: string; readonly path: string; readonly key: string | undefined },
  response: ServerResponse,
) => void;

export interface PostmanHost {
  /** A fetch that reaches this server under every https name. */
  readonly fetch: typeof fetch;
  /** `host path` of every request, in order. */
  readonly seen: readonly string[];
  /** Keys that were sent, by host. */
  readonly keys: readonly string[];
  close(): Promise<void>;
}

/** A server on this machine that stands for all hosts of the internet; the name asked for goes in a header. */
export async function postmanHost(answer: Answer): Promise<PostmanHost> {
  const seen: string[] = [];
  const keys: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const host = String(request.headers['x-asked-host']);
    const key = request.headers['x-api-key'];
    const path = request.url ?? '';
    seen.push(`${host}${path}`);
    if (typeof key === 'string') keys.push(`${host} ${key}`);
    answer({ host, path, key: typeof key === 'string' ? key : undefined }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { fetch: fetchThrough(server), seen, keys, close: () => closed(server) };
}

function fetchThrough(server: Server): typeof fetch {
  const { port } = server.address() as AddressInfo;
  return (input, init) => {
    const url = new URL(String(input));
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), 'x-asked-host': url.host };
    return fetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, { ...init, headers });
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(value));
}

export function html(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(text);
}

/** What a Documenter page says of itself in its head. */
export function documenterPage(owner: string, published: string, tag = 'latest'): string {
  return `<!doctype html><html><head><meta charset="utf-8">
    <meta name="description" content="a &gt; b <tricky>">
    <meta name="ownerId" content="${owner}"><meta name="publishedId" content="${published}">
    <meta name="versionTagId" content="${tag}"></head><body></body></html>`;
}

/** A small collection of our own, as Documenter serves one. */
export function collection(
  change: { readonly id?: string; readonly path?: string; readonly date?: string } = {},
): object {
  const id = change.id ?? '00000000-0000-4000-8000-000000000001';
  return {
    info: {
      _postman_id: id,
      name: 'Lamps',
      schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json',
      publishedId: 'abc',
      owner: '1',
      publishDate: change.date ?? '2026-01-02T03:04:05.000Z',
    },
    item: [
      {
        id,
        _postman_id: id,
        name: 'List lamps',
        request: { method: 'GET', header: [], url: `https://lamps.example${change.path ?? '/lamps'}` },
        response: [
          {
            id,
            name: 'ok',
            code: 200,
            responseTime: Number(id.at(-1)),
            header: [{ key: 'Date', value: change.date ?? 'then' }],
            body: '{"id": "kept"}',
          },
        ],
      },
    ],
  };
}
