import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeTransport } from '../../../src/specwright/contract/transports/node-transport.ts';

/** Answers the first request of every connection and hangs up on the second. */
let server: Server;
let requests = 0;

beforeEach(async () => {
  const used = new WeakSet<Socket>();
  requests = 0;
  server = createServer(({ socket }, outgoing) => {
    requests += 1;
    if (used.has(socket)) socket.destroy();
    else outgoing.end('fine');
    used.add(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function twice(pause: number) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const transport = nodeTransport();
  const request = { method: 'GET', url, headers: {} };
  await transport(request, 2_000);
  await delay(pause);
  return transport(request, 2_000);
}

test('a connection that was idle for long and is gone is replaced', async () => {
  expect((await twice(1_200)).answer?.status).toBe(200);
  expect(requests).toBe(3);
});

test('a connection that is dropped in use is a failure, and the request is not repeated', async () => {
  expect((await twice(20)).failure?.kind).toBe('connection');
  expect(requests).toBe(2);
});
