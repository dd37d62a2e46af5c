import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tooLarge } from '../engine.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import { send } from './send.ts';
import { splitTarget } from './split-target.ts';

/** What a listener serves. */
export interface Served {
  /** Answers a request to the API; never throws. */
  handle(request: ApiRequest): Reply;
  /** True for paths that `serveWeb` answers: the control plane and the live page. */
  isWeb(path: string): boolean;
  /** Answers in terms of `Request` and `Response`. */
  serveWeb(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void>;
  /** Largest body of a request to the API. */
  readonly maxBodyBytes: number;
  /** Largest body of a request that `serveWeb` answers. */
  readonly maxWebBytes: number;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default: `127.0.0.1`, which nothing outside this machine can reach. */
  readonly host?: string;
}

/** A server that listens. */
export interface Listening {
  /** For example `http://127.0.0.1:4010`; this machine reaches it there even where it listens on all addresses. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves on a socket. This is a thin layer over `node:http`: a `Request` and a `Response` for each
 * call would cost more than the call itself (see docs/adr/).
 */
export async function listen(
  served: Served,
  { port = 0, host = '127.0.0.1' }: ListenOptions,
): Promise<Listening> {
  const server = createServer({ keepAlive: true, noDelay: true }, (incoming, outgoing) => {
    receive(served, incoming, outgoing);
  });
  protect(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
  const bound = addressOf(server);
  return { url: `http://${reachable(bound)}:${bound.port}`, port: bound.port, close: () => close(server) };
}

/** `0.0.0.0` and `::` mean every address, and no client can connect to every address. */
function reachable({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}

/** Slow senders are cut off; idle connections may stay, as those of real clients do. */
function protect(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 0;
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address;
  throw new TypeError('The server does not listen on a TCP port.');
}

function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  return closed;
}

function receive(served: Served, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if (length === undefined && coding === undefined) answer(served, incoming, outgoing, NOTHING);
  else receiveBody(served, incoming, outgoing);
}

const NOTHING = Buffer.alloc(0);

function receiveBody(served: Served, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { path } = splitTarget(incoming.url ?? '/');
  const limit = served.isWeb(path) ? served.maxWebBytes : served.maxBodyBytes;
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else refuseLarge(incoming, outgoing, limit);
  });
  incoming.on('end', () => {
    if (!outgoing.writableEnded) answer(served, incoming, outgoing, joined(chunks));
  });
  incoming.on('error', () => outgoing.destroy());
}

function joined(chunks: Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

/** Answers immediately and lets go of the connection, so that the rest is never read. */
function refuseLarge(incoming: IncomingMessage, outgoing: ServerResponse, limit: number): void {
  if (outgoing.writableEnded) return;
  incoming.pause();
  outgoing.shouldKeepAlive = false;
  send(outgoing, 'POST', tooLarge(limit));
  outgoing.once('finish', () => incoming.destroy());
}

function answer(served: Served, incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): void {
  const { path, query } = splitTarget(incoming.url ?? '/');
  const method = incoming.method ?? 'GET';
  if (served.isWeb(path)) {
    served.serveWeb(incoming, outgoing, body).catch(() => outgoing.destroy());
    return;
  }
  const header = (name: string): string | undefined => first(incoming.headers[name]);
  send(outgoing, method, served.handle({ method, path, query, header, body }));
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
