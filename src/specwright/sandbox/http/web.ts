import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';

/** A request from a socket as a web `Request`. */
export function receiveWeb(incoming: IncomingMessage, body: Buffer): Request {
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const bodyless = method === 'GET' || method === 'HEAD';
  return new Request(new URL(url, 'http://localhost'), {
    method,
    headers,
    ...(!bodyless && { body: new Uint8Array(body) }),
  });
}

/** Sends a web `Response`, streams included. */
export async function sendWeb(outgoing: ServerResponse, { status, headers, body }: Response): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(headers));
  if (body !== null) await pump(outgoing, body.getReader());
  outgoing.end();
}

async function pump(
  outgoing: ServerResponse,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<void> {
  outgoing.once('close', () => void reader.cancel());
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!outgoing.write(part.value)) await once(outgoing, 'drain');
  }
}
