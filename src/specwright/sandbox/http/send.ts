import type { ServerResponse } from 'node:http';
import type { Delivery, Reply } from '../exchange.ts';

/** Sends a reply, held back and broken as it says. */
export function send(outgoing: ServerResponse, method: string, reply: Reply): void {
  if (reply.delay === undefined || reply.delay <= 0) {
    deliver(outgoing, method, reply);
    return;
  }
  const timer = setTimeout(() => deliver(outgoing, method, reply), reply.delay);
  outgoing.once('close', () => clearTimeout(timer));
}

function deliver(outgoing: ServerResponse, method: string, reply: Reply): void {
  if (outgoing.destroyed) return;
  if (reply.delivery === undefined) deliverWhole(outgoing, method, reply);
  else deliverBroken(outgoing, reply, reply.delivery);
}

function deliverWhole(outgoing: ServerResponse, method: string, { status, headers, body }: Reply): void {
  if (body === undefined) {
    outgoing.writeHead(status, flat(headers));
    outgoing.end();
    return;
  }
  outgoing.writeHead(status, flat(headers, Buffer.byteLength(body)));
  outgoing.end(method === 'HEAD' ? undefined : body);
}

/** Names and values in one list, the form that `writeHead` is quickest with. */
function flat(headers: Reply['headers'], length?: number): string[] {
  const list: string[] = [];
  for (const [name, value] of Object.entries(headers)) list.push(name, value);
  if (length !== undefined) list.push('Content-Length', `${length}`);
  return list;
}

function deliverBroken(outgoing: ServerResponse, reply: Reply, delivery: Delivery): void {
  if (delivery.kind === 'hang') return;
  if (delivery.kind === 'drop') {
    outgoing.destroy();
    return;
  }
  if (delivery.kind === 'raw') {
    outgoing.socket?.end(delivery.bytes(reply), 'utf8');
    return;
  }
  deliverHalf(outgoing, reply, delivery);
}

function deliverHalf(
  outgoing: ServerResponse,
  { status, headers, body = '' }: Reply,
  delivery: Delivery,
): void {
  const bytes = Buffer.from(body);
  const half = Math.floor(bytes.length / 2);
  outgoing.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  outgoing.write(bytes.subarray(0, half));
  if (delivery.kind !== 'stall') {
    setImmediate(() => outgoing.destroy());
    return;
  }
  const timer = setTimeout(() => outgoing.end(bytes.subarray(half)), delivery.milliseconds);
  outgoing.once('close', () => clearTimeout(timer));
}
