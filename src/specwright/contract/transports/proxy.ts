import { connect as connectPlain, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Answer, Exchange, SentRequest } from '../exchange/exchange.ts';
import { readBody } from '../exchange/read-body.ts';
import type { ReadMessage } from './message.ts';
import { isBodiless } from './wire-transport.ts';
import { hostRewriter } from '../traffic/host-field.ts';
import { MessageMemo } from '../traffic/message-memo.ts';
import { MessageReader } from '../traffic/message-reader.ts';

/** A running proxy. */
export interface Proxy {
  /** Where it listens. */
  readonly port: number;
  /** Exchanges seen whole so far. */
  readonly seen: () => number;
  close(): Promise<void>;
}

/**
 * Passes connections on to a target byte by byte and passes every exchange to a listener. Nothing is changed,
 * save the `Host` field for targets on other machines, which serve by that name. Checking happens after the
 * bytes are on their way, so that it holds up nobody.
 *
 * @param target - the server
 * @param port - port on the loopback interface; 0 for any
 * @param listener - receives every exchange
 */
export async function startProxy(
  target: URL,
  port: number,
  listener: (exchange: Exchange) => void,
): Promise<Proxy> {
  const open = new Set<Socket>();
  let seen = 0;
  const backlog = makeBacklog((exchange) => listener(exchange));
  const memos = { requests: new MessageMemo(), answers: new MessageMemo() };
  const server = createServer((client) => {
    const upstream = connectTo(target);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => open.delete(socket));
      // The other side learns of it by the close below; a broken connection is not an error of the proxy.
      socket.on('error', () => undefined);
    }
    joinSockets(client, upstream, target, memos, (exchange) => {
      seen += 1;
      backlog(exchange);
    });
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    seen: () => seen,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      backlog();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function connectTo(target: URL): Socket {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (target.protocol !== 'https:') return connectPlain({ host, port: Number(target.port || 80) });
  return connectTls({ host, port: Number(target.port || 443), servername: host });
}

/** Requests that wait for their answer, in the order in which they went out. */
interface Waiting {
  readonly message: ReadMessage;
  readonly sent: number;
}

function joinSockets(
  client: Socket,
  upstream: Socket,
  target: URL,
  memos: Memos,
  done: (exchange: Exchange) => void,
): void {
  const waiting: Waiting[] = [];
  const requests = new MessageReader(hasNoRequestBody, memos.requests);
  // An answer to HEAD is none to GET, whatever its bytes: where one waits, the answers are read afresh.
  const answers = new MessageReader((head) => isBodiless('GET', statusOf(head.startLine)), memos.answers);
  const answersToHead = new MessageReader((head) =>
    isBodiless(methodOf(waiting[0]?.message), statusOf(head.startLine)),
  );
  let reader = answers;
  const rewritten = hostRewriter(target);
  client.on('data', (bytes: Buffer) => {
    if (!upstream.write(rewritten?.(bytes) ?? bytes)) pauseUntilDrained(client, upstream);
    for (const message of requests.read(bytes)) {
      waiting.push({ message, sent: performance.now() });
      if (methodOf(message) === 'HEAD') reader = answersToHead;
    }
  });
  upstream.on('data', (bytes: Buffer) => {
    if (!client.write(bytes)) pauseUntilDrained(upstream, client);
    for (const message of reader.read(bytes)) {
      if (statusOf(message.head.startLine) < 200) continue;
      const request = waiting.shift();
      if (request !== undefined) done(toExchange(target, request, message));
    }
  });
  client.once('close', () => upstream.destroy());
  client.once('end', () => upstream.end());
  upstream.once('end', () => client.end());
  upstream.once('close', () => client.destroySoon());
}

function pauseUntilDrained(source: Socket, sink: Socket): void {
  source.pause();
  sink.once('drain', () => source.resume());
}

/** Messages that were seen before, on whatever connection. */
interface Memos {
  readonly requests: MessageMemo;
  readonly answers: MessageMemo;
}

/** A request without a length has no body; only answers may run until the connection closes. */
function hasNoRequestBody({ headers }: ReadMessage['head']): boolean {
  return headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}

const methodOf = (message: ReadMessage | undefined): string =>
  message?.head.startLine.split(' ', 1)[0] ?? 'GET';
const statusOf = (startLine: string): number => Number(startLine.slice(9, 12));

const sentRequests = new WeakMap<ReadMessage, SentRequest>();
const readAnswers = new WeakMap<ReadMessage, Answer>();

/** What was seen before is the same object again: checks need not look at it twice. */
function toExchange(target: URL, { message, sent }: Waiting, answer: ReadMessage): Exchange {
  const request = sentRequests.get(message) ?? toRequest(target, message);
  const read = readAnswers.get(answer) ?? toAnswer(answer);
  sentRequests.set(message, request);
  readAnswers.set(answer, read);
  return { request, answer: read, duration: performance.now() - sent };
}

function toRequest({ origin }: URL, { head, body }: ReadMessage): SentRequest {
  const [method = 'GET', path = '/'] = head.startLine.split(' ');
  return {
    method,
    url: `${origin}${path.startsWith('/') ? path : '/'}`,
    headers: head.headers,
    ...(body.length > 0 && { body: body.toString('utf8') }),
  };
}

function toAnswer({ head: { startLine, headers }, body }: ReadMessage): Answer {
  return { status: statusOf(startLine), headers, ...readBody(body, headers['content-type']) };
}

/** Most exchanges that wait to be checked; beyond it they are checked immediately, which slows the traffic down. */
const MOST_WAITING = 20_000;
/** Between slices of checking the traffic has this long for itself. */
const PAUSE_MS = 10;
/** Longest slice of checking: short while traffic flows, longer when it rests. */
const BUSY_SLICE_MS = 1;
const IDLE_SLICE_MS = 20;

/** Checks in small slices while traffic passes. Called without an exchange it finishes the rest. */
function makeBacklog(work: (exchange: Exchange) => void): (exchange?: Exchange) => void {
  let queue: Exchange[] = [];
  let next = 0;
  let arrived = 0;
  let timer: NodeJS.Timeout | undefined;
  const drain = (until: number): void => {
    for (
      let exchange = queue[next];
      exchange !== undefined && performance.now() < until;
      exchange = queue[next]
    ) {
      next += 1;
      work(exchange);
    }
    if (next < queue.length) return;
    [queue, next] = [[], 0];
  };
  const tick = (): void => {
    drain(performance.now() + (arrived > 0 ? BUSY_SLICE_MS : IDLE_SLICE_MS));
    arrived = 0;
    timer = queue.length > 0 ? setTimeout(tick, PAUSE_MS) : undefined;
  };
  return (exchange) => {
    if (exchange === undefined || queue.length - next > MOST_WAITING) drain(Number.POSITIVE_INFINITY);
    if (exchange === undefined) return clearTimeout(timer);
    queue.push(exchange);
    arrived += 1;
    timer ??= setTimeout(tick, PAUSE_MS);
  };
}
