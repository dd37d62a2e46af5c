import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findOperation } from '../../src/specwright/contract/api/find.ts';
import { documentSuite } from '../../src/specwright/contract/document-suite.ts';
import { Authenticator } from '../../src/specwright/contract/document/authenticator.ts';
import { openSession } from '../../src/specwright/contract/engine/open-session.ts';
import { ApiDocument } from '../../src/specwright/openapi/api-document.ts';
import type { JsonObject } from '../../src/specwright/base/json.ts';

/** A reverse proxy that gives every request the credentials of its operation. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** For tools that take one header for all operations, where the document asks for several schemes. */
export async function startGateway(
  target: string,
  document: JsonObject,
  secrets: Readonly<Record<string, string>>,
): Promise<Gateway> {
  const auth = new Authenticator(new ApiDocument(document), { auth: secrets });
  const session = openSession(documentSuite(document, { target, auth: secrets }), { target });
  await auth.open(session);
  const base = new URL(target).pathname.replace(/\/$/, '');
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const url = new URL(incoming.url ?? '/', target);
    const operation = findOperation(session.api, incoming.method ?? 'GET', url.pathname.slice(base.length));
    const { headers = {}, query = {} } = operation === undefined ? {} : auth.valid(operation);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const options = { method: incoming.method, headers: { ...incoming.headers, ...headers } };
    const upstream = send(url, options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
