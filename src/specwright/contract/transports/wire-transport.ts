import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { BodyTooLong, MOST_BODY_BYTES } from './bounded-body.ts';
import type { Answer, Exchange, SentRequest } from '../exchange/exchange.ts';
import { rootMessage, type Transport } from './fetch-transport.ts';
import { readBody } from '../exchange/read-body.ts';
import { readFramedBody, readHead, type MessageHead } from './message.ts';

/** After a complete answer the connection is watched this long for bytes too many and for a silent close. */
const WATCH_MS = 60;

/** How a conversation on a socket went. */
interface Conversation {
  readonly bytes: Buffer;
  /** True when the server ended the connection. */
  readonly ended: boolean;
  readonly error?: Error;
  /** Milliseconds to the last byte of the answer. */
  readonly duration: number;
}

/** A transport over a raw socket of its own for every request: it sees every byte. */
export function wireTransport(): Transport {
  return async (request, timeoutMs): Promise<Exchange> => {
    const talk = await converse(request, timeoutMs);
    const head = readHead(talk.bytes);
    if (head === undefined || !/^HTTP\/1\.[01] \d{3}/.test(head.startLine))
      return unanswered(request, talk, timeoutMs);
    return { request, answer: readAnswer(request, talk, head), duration: talk.duration };
  };
}

function unanswered(request: SentRequest, talk: Conversation, timeoutMs: number): Exchange {
  const message = talk.error
    ? rootMessage(talk.error)
    : talk.ended
      ? 'the connection was closed'
      : `no complete answer within ${timeoutMs} ms`;
  const kind = talk.error !== undefined || talk.ended ? 'connection' : 'timeout';
  const shown =
    talk.bytes.length === 0
      ? message
      : `${message}, after ${talk.bytes.length} bytes that are not an HTTP answer`;
  return { request, failure: { kind, message: shown }, duration: talk.duration };
}

function readAnswer(request: SentRequest, { bytes, ended }: Conversation, head: MessageHead): Answer {
  const status = Number(head.startLine.slice(9, 12));
  const framed = readFramedBody(bytes, head, isBodiless(request.method, status), ended);
  const closes = /\bclose\b/i.test(head.headers['connection'] ?? '') || head.startLine.startsWith('HTTP/1.0');
  const framedByClose =
    head.headers['content-length'] === undefined && head.headers['transfer-encoding'] === undefined;
  return {
    status,
    headers: head.headers,
    ...readBody(framed.body, head.headers['content-type']),
    wire: {
      bodyBytes: framed.body.length,
      strayBytes: bytes.length - framed.end,
      truncated: !framed.complete,
      announcedClose: closes,
      droppedConnection:
        ended && framed.complete && !closes && !(framedByClose && !isBodiless(request.method, status)),
    },
  };
}

export function isBodiless(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304 || status < 200;
}

function converse(request: SentRequest, timeoutMs: number): Promise<Conversation> {
  const url = new URL(request.url);
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let duration = 0;
    let size = 0;
    const socket = open(url);
    const finish = (ended: boolean, error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      const took = duration === 0 ? performance.now() - started : duration;
      resolve({
        bytes: error instanceof BodyTooLong ? Buffer.alloc(0) : Buffer.concat(chunks),
        ended,
        duration: took,
        ...(error && { error }),
      });
    };
    let timer = setTimeout(() => finish(false), timeoutMs);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BODY_BYTES) return finish(true, new BodyTooLong());
      duration = performance.now() - started;
      if (!isComplete(request.method, Buffer.concat(chunks))) return;
      clearTimeout(timer);
      timer = setTimeout(() => finish(false), WATCH_MS);
    });
    socket.once('end', () => finish(true));
    socket.once('error', (error) => finish(true, chunks.length === 0 ? error : undefined));
    socket.write(serialise(request, url));
  });
}

function open(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') return connectPlain({ host, port: Number(url.port || 80) });
  return connectTls({ host, port: Number(url.port || 443), servername: host });
}

/** Interim answers (1xx) aside, a message is complete when its framing says so. */
function isComplete(method: string, bytes: Buffer): boolean {
  const head = readHead(bytes);
  if (head === undefined) return false;
  const status = Number(head.startLine.slice(9, 12));
  return readFramedBody(bytes, head, isBodiless(method, status), false).complete;
}

function serialise(request: SentRequest, url: URL): Buffer {
  const body = Buffer.from(request.body ?? '');
  const length = request.body === undefined ? [] : [`content-length: ${body.length}`];
  const fields = Object.entries(request.headers).flatMap(([name, value]) =>
    value.split('\n').map((line) => `${name}: ${line}`),
  );
  const head = [
    `${request.method} ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    ...fields,
    ...length,
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), body]);
}
