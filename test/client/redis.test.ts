import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisTokenStore } from '../../docs/examples/redis-token-store.ts';
import { createTaskRoutingClient } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { startHostileServer } from './hostile-server.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Skipped where redis-server is not installed: there is nothing to talk to. CI installs it.
describe.skipIf(!hasRedis)('a token store on a real Redis server', () => {
  let server: ChildProcess;
  let port: number;
  const open = () => createClient({ url: `redis://127.0.0.1:${port}` });
  const clients: ReturnType<typeof open>[] = [];

  async function connect() {
    const redis = open();
    redis.on('error', () => {
      // While the server starts; the client connects again by itself.
    });
    await redis.connect();
    clients.push(redis);
    return redis;
  }

  beforeAll(async () => {
    port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    await connect();
  });
  afterAll(async () => {
    for (const redis of clients) await redis.close();
    server.kill();
  });

  it('many workers make one token request, and one more after revocation', async () => {
    await using sandbox = createSandbox();
    const hostile = await startHostileServer((path, init) => sandbox.fetch(path, init));
    const worker = async () =>
      createTaskRoutingClient({
        tenantUrl: hostile.url,
        ...sandbox.credentials,
        tokenStore: redisTokenStore(await connect()),
      });
    const workers = await Promise.all(Array.from({ length: 8 }, worker));
    const all = () => Promise.all(workers.map((client) => client.queryTask({ extTaskId: 'SF-00T-1001' })));
    expect(await all()).toHaveLength(8);
    expect(hostile.tokenRequests()).toBe(1);
    sandbox.control.revokeToken();
    expect(await all()).toHaveLength(8);
    expect(hostile.tokenRequests()).toBe(2);
    const [redis] = clients;
    const key = `bpcc-task-routing:${hostile.url}/configapi/v2/oauth/token ${sandbox.credentials.clientId} ${new URL(hostile.url).host}`;
    const ttl = await redis?.pTTL(key);
    expect(ttl).toBeGreaterThan(3_500_000);
    expect(key).not.toContain(sandbox.credentials.clientSecret);
    await hostile.close();
  });
});
