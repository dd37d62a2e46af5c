import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { Caller, goodTask } from './caller.ts';

test('a body over the limit gets 413, in process and over a socket, and the next request works', async () => {
  await using sandbox = createSandbox({ maxBodyBytes: 2000 });
  const { url } = await sandbox.listen();
  for (const caller of [await Caller.of(sandbox), await Caller.of(sandbox, url)]) {
    const large = { ...goodTask, taskInfo: { subject: 'x'.repeat(5000) } };
    expect((await caller.call('POST', '/taskroutingapi/v1/task', large)).status).toBe(413);
    expect((await caller.queue()).status).toBe(200);
  }
});

test('a chunked body over the limit gets 413 before it ends', async () => {
  await using sandbox = createSandbox({ maxBodyBytes: 1000 });
  const { port } = await sandbox.listen();
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /taskroutingapi/v1/task HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  socket.write(`7d0\r\n${'x'.repeat(2000)}\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
});

test('connections that send nothing, or half a request, do not stop others', async () => {
  await using sandbox = createSandbox();
  const { url, port } = await sandbox.listen();
  const sockets = await Promise.all(Array.from({ length: 500 }, () => opened(port)));
  for (const socket of sockets.slice(0, 250))
    socket.write('POST /taskroutingapi/v1/task HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
  const caller = await Caller.of(sandbox, url);
  expect((await caller.queue()).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

test('what is no HTTP gets 400 and a closed connection', async () => {
  await using sandbox = createSandbox();
  const { port } = await sandbox.listen();
  const socket = connect(port, '127.0.0.1');
  socket.write('nonsense\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  await once(socket, 'close');
});

test('other addresses of this machine are not listened on by default', async () => {
  await using sandbox = createSandbox();
  const { port } = await sandbox.listen();
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.internal === false && one.family === 'IPv4');
  const address = outside?.address ?? '127.0.0.2';
  const socket = connect(port, address);
  await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
});

test('the number of tasks is bounded: completed ones go first, and their cases and contacts with them', async () => {
  const sandbox = createSandbox({ maxTasks: 20 });
  const caller = await Caller.of(sandbox);
  for (let number = 0; number < 200; number += 1) {
    await caller.queue({ extTaskId: `t${number}` });
    if (number > 5) await caller.cancel(`t${number}`);
  }
  const { counts } = sandbox.control.state();
  expect(counts.queued).toBeGreaterThanOrEqual(6);
  expect((await caller.query('t3')).status).toBe(200);
  expect((await caller.query('t50')).body).toMatchObject({ errorCode: 8 });
  expect(counts.contacts + counts.cases).toBeLessThanOrEqual(50);
});

test('the oldest go where nothing is completed', async () => {
  const sandbox = createSandbox({ maxTasks: 10 });
  const caller = await Caller.of(sandbox);
  for (let number = 0; number < 100; number += 1) await caller.queue({ extTaskId: `t${number}` });
  expect((await caller.query('t0')).status).toBe(404);
  expect((await caller.query('t99')).status).toBe(200);
  expect(sandbox.control.state().counts.contacts).toBeLessThanOrEqual(20);
});

test.each([
  [
    'a key that means something to JavaScript',
    '{"__proto__":{"serviceName":"Task Service"},"constructor":1}',
  ],
  ['a lone surrogate', '{"serviceName":"\\ud800"}'],
  ['a thousand nested lists', `{"screenpopData":${'['.repeat(1000)}${']'.repeat(1000)}}`],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('latin1')],
])('%s is refused, and nothing breaks', async (_what, body) => {
  const caller = await Caller.of(createSandbox());
  const { status } = await caller.call('POST', '/taskroutingapi/v1/task', body);
  expect(status).toBe(400);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('serviceName');
  expect((await caller.queue()).status).toBe(200);
});

test.each(['%', '%zz', '%00', '..%2f..', 'a%2Fb', '%F0%9F%93%9E', 'x'.repeat(5000)])(
  'the id %s is looked up and not found',
  async (id) => {
    const caller = await Caller.of(createSandbox());
    const answer = await caller.call('GET', `/taskroutingapi/v1/task/${id}?external=true`);
    expect(answer).toMatchObject({ status: 404, body: { errorCode: 8 } });
  },
);

test('every state is thrown away with its sandbox', async () => {
  const [one, other] = [createSandbox(), createSandbox()];
  const caller = await Caller.of(one);
  await caller.queue({ extTaskId: 'mine' });
  expect(other.control.task('mine')).toBeUndefined();
  one.control.reset();
  expect(one.control.task('mine')).toBeUndefined();
});
