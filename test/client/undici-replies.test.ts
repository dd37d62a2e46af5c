import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { undiciFetch, type UndiciOptions } from '../../src/client/undici.ts';

/** A server with its own answers, a fetch on undici for it, and how many connections it has had. */
async function serving(listener: RequestListener, options: UndiciOptions = {}) {
  const server = createServer(listener);
  const connections = { now: 0, most: 0 };
  server.on('connection', (socket) => {
    connections.now += 1;
    connections.most = Math.max(connections.most, connections.now);
    socket.on('close', () => (connections.now -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    send: undiciFetch(options),
    connections,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The body, which the client reads in this way. */
async function bodyOf(reply: object, most = 1_000_000): Promise<string | undefined> {
  const bytes: unknown = await Reflect.apply(Reflect.get(reply, 'bytesUpTo'), reply, [most]);
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : undefined;
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const text = 'a text that is long enough to be worth it '.repeat(50);

describe('what is sent', () => {
  it('is the method, the path with its query, the headers and the body', async () => {
    const seen: unknown[] = [];
    await using run = await serving((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers['x-a'], body]);
        response.end();
      });
    });
    await run.send(`${run.url}/a/b?c=d/e`, { method: 'PUT', headers: { 'x-a': '1' }, body: '{}' });
    await run.send(`${run.url}/`, {});
    expect(seen).toEqual([
      ['PUT', '/a/b?c=d/e', '1', '{}'],
      ['GET', '/', undefined, ''],
    ]);
  });

  it('shares a number of connections, 64 unless another is set; an agent of one’s own decides itself', async () => {
    const busiest = async (calls: number, options: UndiciOptions): Promise<number> => {
      await using run = await serving(
        (_request, response) => void later(30).then(() => response.end()),
        options,
      );
      await Promise.all(Array.from({ length: calls }, () => run.send(run.url + '/', {})));
      return run.connections.most;
    };
    expect(await busiest(80, {})).toBe(64);
    expect(await busiest(9, { connections: 3 })).toBe(3);
    await using dispatcher = Object.assign(new Agent({ connections: 2 }), {
      [Symbol.asyncDispose]: () => dispatcher.destroy(),
    });
    expect(await busiest(9, { connections: 3, dispatcher })).toBe(2);
  });
});

describe('what comes back', () => {
  it.each([
    [200, true],
    [204, true],
    [299, true],
    [300, false],
    [404, false],
    [500, false],
  ])('status %i: ok is %s', async (status, ok) => {
    await using run = await serving((_request, response) => response.writeHead(status, 'Their Words').end());
    expect(await run.send(`${run.url}/x`, {})).toMatchObject({
      status,
      ok,
      statusText: 'Their Words',
      url: `${run.url}/x`,
    });
  });

  it('has every header, under its name in any case, also twice and beyond ASCII', async () => {
    await using run = await serving((_request, response) => {
      response.setHeader('X-Name', 'Zoë');
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.end();
    });
    const { headers } = await run.send(`${run.url}/`, {});
    expect(headers.get('x-name')).toBe('Zoë');
    expect(headers.get('X-NAME')).toBe('Zoë');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('content-length')).toBe('0');
  });

  it('is the reply itself, not what announces it', async () => {
    await using run = await serving((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(201, { 'x-real': 'yes' });
      response.end(text);
    });
    const reply = await run.send(`${run.url}/`, {});
    expect([reply.status, reply.headers.get('x-real'), reply.headers.get('link')]).toEqual([
      201,
      'yes',
      null,
    ]);
    expect(await bodyOf(reply)).toBe(text);
  });

  it.each<[string, (plain: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
    ['another', Buffer.from],
  ])('is decoded where it is coded: %s', async (coding, encode) => {
    await using run = await serving((_request, response) =>
      response.writeHead(200, { 'x-first': '1', 'Content-Encoding': coding }).end(encode(text)),
    );
    expect(await bodyOf(await run.send(`${run.url}/`, {}))).toBe(text);
  });

  it('is not decoded where other headers look like it', async () => {
    await using run = await serving((_request, response) =>
      response
        .writeHead(200, {
          'x-a': 'content-encoding',
          gzip: 'the next header',
          'accept-encodings': 'gzip',
        })
        .end(text),
    );
    expect(await bodyOf(await run.send(`${run.url}/`, {}))).toBe(text);
  });
});

describe('the body', () => {
  it.each<[string, object, string | Buffer]>([
    ['plain', {}, text],
    ['compressed', { 'content-encoding': 'gzip' }, gzipSync(text)],
  ])('%s: has at most so many bytes, counted as they are read', async (_name, headers, body) => {
    await using run = await serving((_request, response) => {
      response.writeHead(200, { ...headers });
      response.write(body.slice(0, 10));
      setTimeout(() => response.end(body.slice(10)), 20);
    });
    expect(await bodyOf(await run.send(`${run.url}/`, {}), text.length)).toBe(text);
    expect(await bodyOf(await run.send(`${run.url}/`, {}), text.length - 1)).toBeUndefined();
  });

  it('may be asked for after it is there, or after it was too much', async () => {
    await using run = await serving((_request, response) => response.end(text));
    const whole = await run.send(`${run.url}/`, {});
    const large = await run.send(`${run.url}/`, {});
    await later(30);
    expect(await bodyOf(whole)).toBe(text);
    expect(await bodyOf(large, 5)).toBeUndefined();
  });

  it('that is too large is not waited for: the connection ends', async () => {
    await using run = await serving((_request, response) => {
      response.writeHead(200);
      response.write(text);
    });
    expect(await bodyOf(await run.send(`${run.url}/`, {}), 100)).toBeUndefined();
    await expect.poll(() => run.connections.now).toBe(0);
  });

  it.each<[string, object, Buffer, boolean]>([
    ['breaks off', { 'content-length': 10_000 }, Buffer.from('{'), true],
    ['breaks off while it is decoded', { 'content-encoding': 'gzip' }, gzipSync(text).subarray(0, 30), true],
    ['ends before its code does', { 'content-encoding': 'gzip' }, gzipSync(text).subarray(0, 30), false],
    ['is not what its header says', { 'content-encoding': 'br' }, Buffer.from('no brotli at all'), false],
  ])('that %s is an error, whenever it is asked for', async (_name, headers, body, breaks) => {
    await using run = await serving((_request, response) => {
      response.writeHead(200, { ...headers });
      if (breaks) response.write(body, () => setTimeout(() => response.destroy(), 10));
      else response.end(body);
    });
    await expect(bodyOf(await run.send(`${run.url}/`, {}))).rejects.toBeInstanceOf(Error);
    const late = await run.send(`${run.url}/`, {});
    await later(50);
    await expect(bodyOf(late)).rejects.toBeInstanceOf(Error);
  });
});

describe('a call that nobody waits for any more', () => {
  it('is not sent where its signal was aborted before', async () => {
    let calls = 0;
    await using run = await serving((_request, response) => {
      calls += 1;
      response.end();
    });
    await expect(run.send(`${run.url}/`, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(Error);
    expect(calls).toBe(0);
  });

  it('ends with its signal, before the reply and within it', async () => {
    await using run = await serving((request, response) => {
      if (request.url === '/half') response.writeHead(200).write('{');
    });
    const stop = new AbortController();
    const { signal } = stop;
    const silent = run.send(`${run.url}/`, { signal });
    const half = bodyOf(await run.send(`${run.url}/half`, { signal }));
    const both = Promise.allSettled([silent, half]);
    stop.abort();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect.poll(() => run.connections.now).toBe(0);
  });

  it('is not sent where it was given up while it waited for a connection', async () => {
    const seen: unknown[] = [];
    const answers: (() => void)[] = [];
    await using run = await serving(
      (request, response) => {
        seen.push(request.url);
        answers.push(() => response.end());
      },
      { connections: 1 },
    );
    const stop = new AbortController();
    const first = run.send(`${run.url}/first`, {});
    const waiting = Promise.allSettled([run.send(`${run.url}/given-up`, { signal: stop.signal })]);
    await expect.poll(() => answers.length).toBe(1);
    stop.abort();
    answers[0]?.();
    expect(await first).toMatchObject({ status: 200 });
    expect(await waiting).toMatchObject([{ status: 'rejected' }]);
    expect(seen).toEqual(['/first']);
  });

  it('fails where no server listens', async () => {
    await expect(undiciFetch()('http://127.0.0.1:9/', {})).rejects.toBeInstanceOf(Error);
  });
});
