import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisTokenStore } from '../../docs/examples/redis-token-store.ts';
import { createTaskRoutingClient } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { startHostileServer } from './hostile-server.ts';
import { hasRedis, startRedis } from './machines/redis-server.ts';

// Skipped where redis-server is not installed: there is nothing to talk to. CI installs it.
describe.skipIf(!hasRedis)('a token store on a real Redis server', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  it('many workers make one token request, and one more after revocation', async () => {
    await using sandbox = createSandbox();
    const hostile = await startHostileServer((path, init) => sandbox.fetch(path, init));
    const worker = async () =>
      createTaskRoutingClient({
        tenantUrl: hostile.url,
        ...sandbox.credentials,
        tokenStore: redisTokenStore(await redis.connect()),
      });
    const workers = await Promise.all(Array.from({ length: 8 }, worker));
    const all = () => Promise.all(workers.map((client) => client.queryTask({ extTaskId: 'SF-00T-1001' })));
    expect(await all()).toHaveLength(8);
    expect(hostile.tokenRequests()).toBe(1);
    sandbox.control.revokeToken();
    expect(await all()).toHaveLength(8);
    expect(hostile.tokenRequests()).toBe(2);
    const key = `bpcc-task-routing:${hostile.url}/configapi/v2/oauth/token ${sandbox.credentials.clientId} ${new URL(hostile.url).host}`;
    const ttl = await (await redis.connect()).pTTL(key);
    expect(ttl).toBeGreaterThan(3_500_000);
    expect(key).not.toContain(sandbox.credentials.clientSecret);
    await hostile.close();
  });
});
