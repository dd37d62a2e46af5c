import { createClient } from 'redis';
import { startQueueWorker } from '../../../docs/examples/bullmq-queue-worker.ts';
import { startWatchWorker } from '../../../docs/examples/bullmq-watch-worker.ts';
import { redisTokenStore } from '../../../docs/examples/redis-token-store.ts';
import { createTaskRoutingClient } from '../../../src/client/index.ts';
import { undiciFetch } from '../../../src/client/undici.ts';

/*
 * One of several machines: `worker.ts queue|watch NAME REDIS_URL TENANT_URL CLIENT_ID CLIENT_SECRET`.
 */

const [role, name = '', url = '', tenantUrl = '', clientId = '', clientSecret = ''] = process.argv.slice(2);
const redis = createClient({ url });
await redis.connect();
const client = createTaskRoutingClient({
  tenantUrl,
  clientId,
  clientSecret,
  appInfo: { name },
  fetch: undiciFetch(),
  tokenStore: redisTokenStore(redis),
});
// A killed worker is missed after seconds here, not after BullMQ's half a minute.
const options = { connection: redis, lockDuration: 4000, stalledInterval: 1000 };
const stop = new AbortController();
const worker =
  role === 'queue'
    ? startQueueWorker(client, options)
    : startWatchWorker(client, redis, 'changes', {
        ...options,
        requestsPerMinute: 1200,
        stop: stop.signal,
      });
process.once('SIGTERM', () => {
  stop.abort();
  void worker.close().then(() => redis.close());
});
process.send?.('ready');
