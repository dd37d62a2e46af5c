import diagnostics from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import {
  ApiError,
  createApiClient,
  openTelemetryHooks,
  type ApiCallOptions,
  type ApiClientOptions,
  type CallPromise,
  type Input,
} from '../../../src/specwright/runtime/index.ts';

type Method = (input?: Input, options?: ApiCallOptions) => CallPromise<unknown>;
type Reply = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A client of a small API that answers as the test says. */
function clientOf(reply: Reply, options: ApiClientOptions = {}, named = 'things') {
  return createApiClient<{ read: Method; make: Method }, ApiClientOptions, number | string>(
    {
      name: named,
      version: '1',
      operations: { read: { method: 'GET', path: '/things' }, make: { method: 'POST', path: '/things' } },
      schemes: { key: { kind: 'header', name: 'key' }, machine: { kind: 'bearer', tokenUrl: '/token' } },
      security: [['key'], ['machine']],
      errorCode: ['error', 'code'],
      validators: async () => ({
        makeRequestBody: Object.assign((value: unknown) => Object(value).name !== undefined, {
          errors: [{ instancePath: '', message: 'must have a name', params: {} }],
        }),
        readResponse200: Object.assign((value: unknown) => Object(value).wrong === undefined, {
          errors: [{ instancePath: '/wrong', message: 'must not be', params: {} }],
        }),
      }),
    },
    {
      baseUrl: 'https://x.example',
      auth: { key: 'hush-0123456789' },
      retry: false,
      fetch: async (url, init) => reply(url, init),
      ...options,
    },
  );
}

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error('It did not fail as a client does.');
}

const messageOf = async (reply: Reply, options?: ApiClientOptions): Promise<string> =>
  (await failure(clientOf(reply, options).read())).message;

describe('the words of the server', () => {
  it.each<[string, object | string, string]>([
    ['a message', { message: 'no' }, '"no"'],
    ['a nested message', { error: { code: 5, message: 'inside' } }, '"inside"'],
    ['the first of several errors', { errors: [{ detail: 'first' }, { detail: 'second' }] }, '"first"'],
    ['an error that is a text', { error: 'plain' }, '"plain"'],
    ['the better of two', { title: 'short', detail: 'long' }, '"long"'],
    ['the title of a page', '<html><TITLE>Bad gateway</TITLE>', '"Bad gateway"'],
  ])('%s is quoted', async (_name, body, expected) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(await messageOf(() => new Response(text, { status: 400 }))).toContain(`: ${expected})`);
  });

  it.each<[string, string]>([
    ['a number', '{"message":5}'],
    ['nothing', ''],
    ['a list', '[]'],
    ['an empty list of errors', '{"errors":[]}'],
    ['null', 'null'],
    ['a page without a title', '<html>'],
    ['an empty title', '<title></title>'],
    ['a title behind much else', `${' '.repeat(5000)}<title>x</title>`],
  ])('%s is not', async (_name, text) => {
    expect(await messageOf(() => new Response(text, { status: 400 }))).toMatch(/\(HTTP 400\)/);
  });

  it('of a redirect are its address', async () => {
    const reply = () => new Response(null, { status: 302, headers: { location: '/there' } });
    expect(await messageOf(reply)).toMatch(
      /^read failed: the server redirects \(HTTP 302: "\/there"\)\. Redirects/,
    );
  });
});

describe('an error', () => {
  it('has the code of the API, and what the server asks for', async () => {
    const reply = () =>
      Response.json({ error: { code: 'E5' } }, { status: 429, headers: { 'retry-after': '7' } });
    expect(await failure(clientOf(reply).read())).toMatchObject({
      message: 'read failed: too many calls (HTTP 429, errorCode E5).',
      errorCode: 'E5',
      status: 429,
      retryAfterMs: 7000,
      operation: 'read',
      attempts: 1,
      retryable: true,
      maybeCompleted: false,
      issues: [],
    });
  });

  it('says where the work may have been done, for a write only', async () => {
    const reply = () => new Response(null, { status: 500 });
    const write = await failure(clientOf(reply).make({ body: { name: 1 } }));
    const advice = 'It may have been carried out all the same: look before you repeat it.';
    expect(write).toMatchObject({ maybeCompleted: true, hint: advice });
    expect(write.message).toBe(`make failed: the server failed (HTTP 500). ${advice}`);
    expect(await failure(clientOf(reply).read())).toMatchObject({
      maybeCompleted: false,
      message: 'read failed: the server failed (HTTP 500).',
    });
  });

  it('names the innermost cause of a lost connection', async () => {
    const lost = new TypeError('fetch failed', { cause: new Error('read ECONNRESET hush-0123456789') });
    const error = await failure(clientOf(() => Promise.reject(lost)).read());
    expect(error.message).toBe('read failed: no connection, or it broke (read ECONNRESET [redacted]).');
    expect(error.status).toBeUndefined();
    expect(error).toMatchObject({ cause: { name: 'TypeError', message: 'fetch failed' } });
    expect(await messageOf(() => Promise.reject(new Error('')))).toBe(
      'read failed: no connection, or it broke.',
    );
  });

  it('of a call without a token says so, before it was sent and after', async () => {
    const auth = { machine: { clientId: 'c', clientSecret: 's-0123456789' } };
    const refused: Reply = (url) =>
      url.endsWith('/token')
        ? Response.json({ error: 'invalid_client' }, { status: 401 })
        : Response.json({});
    expect(await failure(clientOf(refused, { auth }).read())).toMatchObject({
      code: 'authentication-failed',
      attempts: 0,
      message: expect.stringMatching(
        /^read was not sent for lack of a token: the token request was refused \(HTTP 401: "invalid_client"\)\. Check/,
      ),
    });
    const busy: Reply = () => new Response(null, { status: 503 });
    expect(await failure(clientOf(busy, { auth }).read())).toMatchObject({
      code: 'server-error',
      attempts: 0,
      retryable: true,
    });
    const limited: Reply = () => new Response(null, { status: 429 });
    expect(await failure(clientOf(limited, { auth }).read())).toMatchObject({
      code: 'rate-limited',
      attempts: 0,
    });
  });

  it('of a wrong request, or a wrong reply, lists what is wrong', async () => {
    expect(await failure(clientOf(() => Response.json({})).make({ body: {} }))).toMatchObject({
      message: 'make was not sent: the body must have a name.',
      code: 'invalid-request',
      attempts: 0,
      issues: [{ path: '', message: 'the body must have a name' }],
    });
    const strict = { validate: { responses: 'throw' } } as const;
    expect(await failure(clientOf(() => Response.json({ wrong: 1 }), strict).read())).toMatchObject({
      message: 'read was carried out, but its reply violates the contract: /wrong must not be.',
      code: 'unexpected-response',
      status: 200,
      attempts: 1,
      maybeCompleted: true,
    });
    expect(await clientOf(() => Response.json({ wrong: 1 })).read()).toEqual({ wrong: 1 });
    const misspelt = failure(clientOf(() => Response.json({})).read({}, Object({ timeout: 5 })));
    expect((await misspelt).message).toBe(
      'read was not sent: unknown option timeout; did you mean timeoutMs?',
    );
  });

  it('as JSON has everything but stack and reply', async () => {
    const error = await failure(clientOf(() => new Response(null, { status: 404 })).read());
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'NotFoundError',
      code: 'not-found',
      status: 404,
    });
    expect(Object.keys(error.toJSON())).not.toContain('meta');
    expect(error.meta).toMatchObject({ attempts: 1, requestId: undefined });
    expect(error.meta?.response?.status).toBe(404);
  });
});

describe('who hears of it', () => {
  const wrong: Reply = () => Response.json({ wrong: 1 });

  it('the logger, with a level for each kind of event', async () => {
    const told: object[] = [];
    let calls = 0;
    const reply: Reply = () =>
      new Response((calls += 1) === 1 ? null : '{"wrong":1}', { status: calls === 1 ? 503 : 200 });
    const client = clientOf(reply, {
      retry: { baseDelayMs: 1 },
      validate: { requests: 'warn' },
      logger: (event) => void told.push(event),
    });
    await client.read();
    await client.make({ body: {} });
    expect(told).toMatchObject([
      { level: 'debug', event: 'request', operation: 'read', attempt: 1, method: 'GET' },
      {
        level: 'debug',
        event: 'response',
        operation: 'read',
        attempt: 1,
        status: 503,
        durationMs: expect.any(Number),
      },
      { level: 'warn', event: 'retry', attempt: 1, reason: 'unavailable', delayMs: expect.any(Number) },
      { level: 'debug', event: 'request', attempt: 2 },
      { level: 'debug', event: 'response', attempt: 2, status: 200 },
      {
        level: 'warn',
        event: 'invalid-response',
        operation: 'read',
        status: 200,
        issues: [{ path: '/wrong' }],
      },
      { level: 'warn', event: 'invalid-request', operation: 'make', issues: [{ path: '' }] },
      { event: 'request', operation: 'make' },
      { event: 'response', operation: 'make' },
    ]);
    expect(told[1]).not.toHaveProperty('failure');
    expect(JSON.stringify(told)).not.toContain('https');
  });

  it.each(['off', false] as const)('nobody of a request where checks are %s', async (requests) => {
    const told: object[] = [];
    const hooks = { onInvalidRequest: (event: object) => void told.push(event) };
    await clientOf(wrong, { validate: { requests }, hooks }).make({ body: {} });
    expect(told).toEqual([]);
  });

  it('a hook of the name, and nobody of a reply where checks are off', async () => {
    const told: unknown[] = [];
    const onInvalidResponse = (event: object): void => void told.push(event);
    await clientOf(wrong, { hooks: { onInvalidResponse } }).read();
    expect(told).toEqual([
      { operation: 'read', status: 200, issues: [{ path: '/wrong', message: '/wrong must not be' }] },
    ]);
    await clientOf(wrong, { hooks: { onInvalidResponse }, validate: { responses: 'off' } }).read();
    expect(told).toHaveLength(1);
  });

  it('channels under the name of the client', async () => {
    const heard: unknown[] = [];
    const hear = (event: unknown): void => void heard.push(event);
    for (const topic of ['request', 'response']) diagnostics.subscribe(`parts:${topic}`, hear);
    await clientOf(wrong, {}, 'parts').read();
    for (const topic of ['request', 'response']) diagnostics.unsubscribe(`parts:${topic}`, hear);
    expect(heard).toMatchObject([
      { operation: 'read', attempt: 1, method: 'GET', url: 'https://x.example/things' },
      { operation: 'read', attempt: 1, status: 200 },
    ]);
  });

  it('a hook that sets a header; one that sets what HTTP forbids has failed', async () => {
    const sent: unknown[] = [];
    const told: object[] = [];
    const reply: Reply = (_url, { headers }) => {
      sent.push(headers);
      return Response.json({});
    };
    const onRequest = ({ setHeader }: { setHeader(name: string, value: string): void }): void => {
      setHeader('X-Trace', '1');
      setHeader('x-bad', 'a\nb');
    };
    await clientOf(reply, { hooks: { onRequest }, logger: (event) => void told.push(event) }).read();
    expect(sent).toMatchObject([{ 'x-trace': '1', key: 'hush-0123456789' }]);
    expect(sent[0]).not.toHaveProperty('x-bad');
    expect(told).toContainEqual({ level: 'error', event: 'hook-failed', hook: 'onRequest' });
  });

  it('hooks around a call make it once, whatever they do', async () => {
    let calls = 0;
    const reply: Reply = () => Response.json({ calls: (calls += 1) });
    const around = (aroundCall: (call: object, next: () => Promise<unknown>) => Promise<unknown>) =>
      clientOf(reply, { hooks: Object({ aroundCall }) }).read();
    expect(await around(async () => undefined)).toEqual({ calls: 1 });
    expect(await around(async (_call, next) => [await next(), await next()])).toEqual({ calls: 2 });
    expect(await around(() => Promise.reject(new Error('mine')))).toEqual({ calls: 3 });
  });
});

describe('spans', () => {
  /** What the hooks use of OpenTelemetry, written down. */
  function tracing(options: { name?: string; propagate?: boolean } = {}) {
    const steps: unknown[] = [];
    const spanOf = (title: string) => ({
      setAttribute: (name: string, value: unknown) => void steps.push([title, name, value]),
      setStatus: ({ code }: { code: number }) => void steps.push([title, 'status', code]),
      addEvent: (name: string) => void steps.push([title, 'event', name]),
      end: () => void steps.push([title, 'end']),
    });
    const tracer = {
      startSpan(title: string, { kind, attributes }: { kind: number; attributes?: object }) {
        steps.push([title, kind, attributes]);
        return spanOf(title);
      },
      startActiveSpan<T>(
        title: string,
        { kind }: { kind: number },
        run: (span: ReturnType<typeof spanOf>) => T,
      ): T {
        steps.push([title, kind]);
        return run(spanOf(title));
      },
    };
    const api = {
      trace: {
        getTracer: (name: string) => (steps.push(['tracer', name]), tracer),
        setSpan: () => 'context',
        getActiveSpan: () => spanOf('active'),
      },
      context: { active: () => undefined },
      propagation: {
        inject: (
          context: unknown,
          carrier: unknown,
          setter: { set(carrier: unknown, name: string, value: string): void },
        ) => setter.set(carrier, 'traceparent', String(context)),
      },
    };
    return { steps, hooks: openTelemetryHooks(api, options) };
  }

  it('have the attributes of the conventions, for a good reply, a bad one and none', async () => {
    const { steps, hooks } = tracing({ name: 'things' });
    const sent: unknown[] = [];
    const replies = [
      () => new Response(null, { status: 503 }),
      () => Response.json({ error: { code: 7 } }, { status: 399 }),
      () => Promise.reject(new Error('lost')),
    ];
    const reply: Reply = (_url, { headers }) => {
      sent.push(headers);
      return replies.shift()?.() ?? Response.json({});
    };
    await failure(clientOf(reply, { hooks, retry: { baseDelayMs: 1, maxAttempts: 2 } }).read());
    const where = {
      'http.request.method': 'GET',
      'url.full': 'https://x.example/things',
      'server.address': 'x.example',
    };
    expect(steps).toEqual([
      ['tracer', 'things'],
      ['read', 0],
      ['GET', 2, { ...where, 'server.port': 443 }],
      ['GET', 'http.response.status_code', 503],
      ['GET', 'error.type', '503'],
      ['GET', 'status', 2],
      ['GET', 'end'],
      ['active', 'event', 'retry'],
      ['GET', 2, { ...where, 'server.port': 443, 'http.request.resend_count': 1 }],
      ['GET', 'http.response.status_code', 399],
      ['GET', 'things.error_code', 7],
      ['GET', 'end'],
      ['read', 'things.attempts', 2],
      ['read', 'error.type', 'unexpected-response'],
      ['read', 'status', 2],
      ['read', 'end'],
    ]);
    expect(sent).toMatchObject([{ traceparent: 'context' }, { traceparent: 'context' }]);
    steps.length = 0;
    await failure(clientOf(reply, { hooks }).read());
    expect(steps).toContainEqual(['GET', 'error.type', 'connection']);
    steps.length = 0;
    await clientOf(reply, { hooks, baseUrl: 'http://127.0.0.1:8080' }).read();
    expect(steps).toEqual([
      ['read', 0],
      ['GET', 2, expect.objectContaining({ 'server.address': '127.0.0.1', 'server.port': 8080 })],
      ['GET', 'http.response.status_code', 200],
      ['GET', 'end'],
      ['read', 'things.attempts', 1],
      ['read', 'end'],
    ]);
  });

  it('do not go along where that is not wanted; the name is "api" unless one is given', async () => {
    const { steps, hooks } = tracing({ propagate: false });
    const sent: unknown[] = [];
    const reply: Reply = (_url, { headers }) => {
      sent.push(headers);
      return Response.json({});
    };
    await clientOf(reply, { hooks, baseUrl: 'http://localhost' }).read();
    expect(sent[0]).not.toHaveProperty('traceparent');
    expect(steps).toContainEqual(['tracer', 'api']);
    expect(steps).toContainEqual(['read', 'api.attempts', 1]);
    expect(steps).toContainEqual(['GET', 2, expect.objectContaining({ 'server.port': 80 })]);
  });
});
