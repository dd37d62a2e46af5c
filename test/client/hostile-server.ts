import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to fail. The first group fails after the work was done, the second before. */
export type Mishap =
  | 'drop-mid-body'
  | 'stall-mid-body'
  | 'stall-before-headers'
  | 'html-502'
  | 'too-long-length'
  | 'too-short-length'
  | 'truncated-json'
  | 'empty-200'
  | 'drop-before-work'
  | '429'
  | '503-before-work';

/** What a request was, for deciding on a mishap. */
export interface Hit {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly isToken: boolean;
}

export interface HostileServer {
  readonly url: string;
  /** Every request, in order. */
  readonly hits: Hit[];
  tokenRequests(): number;
  taskRequests(): number;
  close(): Promise<void>;
}

/** What stands behind it: takes a path and gives the true answer. */
export type Behind = (path: string, init: RequestInit) => Promise<Response>;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function ask(behind: Behind, hit: Hit): Promise<Answer> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(hit.headers)) {
    if (typeof value === 'string' && !['connection', 'content-length', 'transfer-encoding'].includes(name)) {
      headers.set(name, value);
    }
  }
  const body = hit.body === '' ? null : hit.body;
  const response = await behind(hit.path, { method: hit.method, headers, body });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'content-length': _length, 'transfer-encoding': _coding, ...rest } = headers;
  response.writeHead(status, status === 204 ? rest : { ...rest, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Writes bytes past `node:http`, which would mend the length. */
function sendRaw(response: ServerResponse, answer: Answer, length: number, end: 'end' | 'keep'): void {
  const socket = response.socket;
  const head = `HTTP/1.1 ${answer.status} OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  socket?.write(head + answer.body);
  if (end === 'end') socket?.end();
}

function spoil(response: ServerResponse, answer: Answer, mishap: Mishap): void {
  const half = { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  const full = Math.max(answer.body.length, 10);
  if (mishap === 'drop-mid-body') {
    sendRaw(response, half, full, 'keep');
    setImmediate(() => response.socket?.destroy());
  } else if (mishap === 'stall-mid-body') sendRaw(response, half, full, 'keep');
  else if (mishap === 'too-long-length') sendRaw(response, answer, full + 100, 'end');
  else if (mishap === 'too-short-length') sendRaw(response, answer, Math.max(1, half.body.length), 'end');
  else if (mishap === 'truncated-json')
    send(response, { ...half, status: 200, body: half.body || '{"taskId' });
  else if (mishap === 'empty-200') send(response, { status: 200, headers: {}, body: '' });
  else if (mishap === 'html-502') {
    const body = '<html><head><title>502 Bad Gateway</title></head></html>';
    send(response, { status: 502, headers: { 'content-type': 'text/html' }, body });
  }
}

const workless: Partial<Record<Mishap, Answer>> = {
  '429': {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '0' },
    body: '{"errorCode":12,"errorMessage":"API limit exceeded"}',
  },
  '503-before-work': { status: 503, headers: { 'content-type': 'text/plain' }, body: 'busy' },
};

/** A server on a real socket that fails in chosen ways in front of a service that works. */
export async function startHostileServer(
  behind: Behind,
  decide: (hit: Hit, index: number) => Mishap | undefined = () => undefined,
): Promise<HostileServer> {
  const hits: Hit[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    const isToken = path.includes('/oauth/token');
    const { method = 'GET', headers } = request;
    const hit = { method, path, headers, body: await read(request), isToken };
    hits.push(hit);
    const mishap = decide(hit, hits.length - 1);
    if (mishap === 'drop-before-work') return void response.socket?.destroy();
    const refused = mishap && workless[mishap];
    if (refused) return send(response, refused);
    const answer = await ask(behind, hit);
    if (mishap === undefined) send(response, answer);
    else if (mishap !== 'stall-before-headers') spoil(response, answer, mishap);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    tokenRequests: () => hits.filter(({ isToken }) => isToken).length,
    taskRequests: () => hits.filter(({ isToken }) => !isToken).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers every path from a table, for tests that need exact replies. */
export function answering(reply: (path: string, init: RequestInit) => Response | undefined): Behind {
  return async (path, init) => {
    const own = reply(path, init);
    if (own) return own;
    if (path.includes('/oauth/token')) return grant('token-1');
    return new Response(null, { status: 404 });
  };
}

/** A token reply as the vendor sends it. */
export function grant(token: string, expiresIn: string | number | undefined = '3600'): Response {
  return Response.json({ access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope: 'x' });
}

/** An error reply as the vendor sends it. */
export function refusal(status: number, errorCode: number, errorMessage = 'no'): Response {
  return Response.json({ errorCode, errorMessage }, { status });
}
