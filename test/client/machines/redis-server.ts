import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { createClient } from 'redis';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A Redis server of its own, in memory, on a free port. */
export async function startRedis() {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const clients: { close(): Promise<void> }[] = [];
  async function connect() {
    const redis = createClient({ url });
    redis.on('error', () => {
      // While the server starts; the client connects again by itself.
    });
    await redis.connect();
    clients.push(redis);
    return redis;
  }
  await connect();
  async function close(): Promise<void> {
    for (const redis of clients) await redis.close();
    server.kill();
  }
  return { url, connect, close };
}
