import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { createTaskRoutingClient } from '../../src/client/index.ts';
import { undiciFetch } from '../../src/client/undici.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { credentials, task } from './fixtures.ts';

describe('a fetch on undici', () => {
  it('makes every call, and shows failures as any fetch does', async () => {
    await using sandbox = createSandbox();
    const { url } = await sandbox.listen();
    const client = createTaskRoutingClient({ tenantUrl: url, ...sandbox.credentials, fetch: undiciFetch() });
    const { data, response } = await client.queueTask(task).withMeta();
    expect(data.status).toBe('queued');
    expect(await response.json()).toMatchObject({ taskId: data.taskId });
    expect(response.url).toBe(`${url}/taskroutingapi/v1/task/`);
    expect(response.headers.get('content-type')).toMatch(/json/);
    await client.updateTask({ extTaskId: 'SF-00T-1' }, { priority: 5 });
    const missing = await client.safe.queryTask('absent');
    expect(missing).toMatchObject({ ok: false, errorCode: 8, status: 404 });
  });

  it('has the limits of a call: size, time, signal, no redirect; and reads compressed replies', async () => {
    const replies: Record<
      string,
      (end: (status: number, headers: object, body?: string | Buffer) => void) => void
    > = {
      large: (end) => end(200, {}, 'x'.repeat(100_000)),
      zipped: (end) => end(200, { 'content-encoding': 'gzip' }, gzipSync('{"taskStatus":"QUEUED"}')),
      broken: (end) => end(200, { 'content-encoding': 'gzip' }, 'no gzip'),
      moved: (end) => end(302, { location: 'https://elsewhere.example/' }),
      bom: (end) => end(200, {}, '\uFEFF{"taskStatus":"QUEUED"}'),
      cut: (end) => end(200, { 'content-length': 100 }, '{'),
      slow: () => {},
    };
    const server = createServer((request, response) => {
      const reply = replies[request.url?.split('/').at(-2) ?? ''];
      const end = (status: number, headers: object, body?: string | Buffer): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        if (!('content-length' in headers)) response.end(body);
        else response.write(body ?? '', () => response.destroy());
      };
      if (request.url?.includes('oauth')) end(200, {}, '{"access_token":"t","expires_in":3600}');
      else reply?.(end);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await using dispatcher = Object.assign(new Agent(), {
      [Symbol.asyncDispose]: async () => {
        await dispatcher.destroy();
        server.closeAllConnections();
        server.close();
      },
    });
    const client = createTaskRoutingClient({
      tenantUrl: `http://127.0.0.1:${port}`,
      ...credentials,
      fetch: undiciFetch({ dispatcher }),
      maxResponseBytes: 10_000,
      attemptTimeoutMs: 300,
      retry: false,
    });
    expect((await client.queryTask('zipped')).taskStatus).toBe('QUEUED');
    expect((await client.queryTask('bom')).taskStatus).toBe('QUEUED');
    const codeOf = async (id: string, signal?: AbortSignal) =>
      (await client.safe.queryTask(id, signal && { signal })).error?.code;
    expect(await codeOf('large')).toBe('unexpected-response');
    expect(await codeOf('broken')).toBe('connection-failed');
    expect(await codeOf('cut')).toBe('connection-failed');
    expect(await codeOf('moved')).toBe('unexpected-response');
    expect(await codeOf('slow')).toBe('timeout');
    expect(await codeOf('slow', AbortSignal.timeout(50))).toBe('aborted');
  });
});
