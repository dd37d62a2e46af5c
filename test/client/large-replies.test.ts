import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createTaskRoutingClient, type ClientOptions } from '../../src/client/index.ts';
import { credentials, failureOf } from './fixtures.ts';

const GRANT = '{"access_token":"token-1","expires_in":"3600"}';
const MEBIBYTE = 1024 * 1024;

/** A client in front of a server that grants tokens and answers every call by `answer`. */
async function inFrontOf(answer: (response: ServerResponse) => void, options: Partial<ClientOptions> = {}) {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('/oauth/')) response.end(GRANT);
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tenantUrl = `http://127.0.0.1:${port}`;
  const client = createTaskRoutingClient({ tenantUrl, ...credentials, retry: false, ...options });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, [Symbol.asyncDispose]: close };
}

/** Writes without an end, until the reader goes away; gives the number of bytes that were taken. */
function flood(response: ServerResponse, sink: NodeJS.WritableStream): () => number {
  const chunk = Buffer.alloc(MEBIBYTE, ' ');
  let written = 0;
  const more = (): void => {
    if (response.destroyed) return;
    written += chunk.length;
    if (sink.write(chunk)) setImmediate(more);
    else sink.once('drain', more);
  };
  more();
  return () => written;
}

describe('a reply that is larger than maxResponseBytes', () => {
  it.each(['endless', 'endless and compressed'])('%s: is given up while it streams in', async (kind) => {
    let written = (): number => 0;
    await using run = await inFrontOf((response) => {
      if (kind === 'endless') {
        written = flood(response, response);
        return;
      }
      response.setHeader('content-encoding', 'gzip');
      const gzip = createGzip({ level: 1 });
      gzip.pipe(response);
      written = flood(response, gzip);
    });
    const before = process.memoryUsage().rss;
    const error = await failureOf(run.client.queryTask('1'));
    expect(error).toMatchObject({ code: 'unexpected-response', retryable: false, attempts: 1 });
    expect(String(error)).toMatch(/maxResponseBytes/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEBIBYTE);
    expect(written()).toBeGreaterThan(0);
  });

  it.each<[number, boolean]>([
    [1000, true],
    [999, false],
  ])('limit %i for a body of 1000 bytes after decompression', async (maxResponseBytes, fits) => {
    const body = JSON.stringify({ taskStatus: 'QUEUED', pad: '' });
    const padded = body.replace('""', `"${'x'.repeat(1000 - body.length)}"`);
    await using run = await inFrontOf(
      (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(padded)),
      { maxResponseBytes },
    );
    expect(await run.client.safe.queryTask('1')).toMatchObject({ ok: fits });
  });

  it('a write may have been carried out', async () => {
    await using run = await inFrontOf((response) => void flood(response, response), {
      maxResponseBytes: 1000,
    });
    expect(await failureOf(run.client.cancelTask('1'))).toMatchObject({ maybeCompleted: true });
  });
});

describe('a message of 10 MB', () => {
  const long = 'Bearer x "client_secret": "y" <title>\u0000 '.repeat((10 * 2 ** 20) / 40);
  it.each<[string, string]>([
    ['in an error envelope', JSON.stringify({ errorCode: 4, errorMessage: long })],
    ['as spaces', JSON.stringify({ errorCode: 4, errorMessage: `bearer${' '.repeat(10 * MEBIBYTE)}` })],
    ['as a page', `<html>${long}`],
  ])('%s does not block the event loop, and is cut', async (_name, body) => {
    await using run = await inFrontOf((response) => response.writeHead(400).end(body));
    await run.client.safe.queryTask('warm');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const error = await failureOf(run.client.queryTask('1'));
    delay.disable();
    expect(String(error).length).toBeLessThan(1000);
    expect(delay.max / 1e6).toBeLessThan(1500);
  });
});
