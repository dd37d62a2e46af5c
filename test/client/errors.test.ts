import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as client from '../../src/client/index.ts';
import { createTaskRoutingClient, TaskRoutingError } from '../../src/client/index.ts';
import { connected, credentials, failureOf, ids, task } from './fixtures.ts';
import { answering, grant, refusal, type Mishap } from './hostile-server.ts';

const onTask = (make: () => Response) => answering((path) => (path.includes('/oauth/') ? undefined : make()));

describe('what the server refuses', () => {
  it.each<[number, number, keyof typeof client, string]>([
    [1, 401, 'AuthenticationError', 'authentication-failed'],
    [2, 401, 'AuthenticationError', 'authentication-failed'],
    [3, 403, 'PermissionError', 'permission-denied'],
    [4, 400, 'InvalidRequestError', 'invalid-request'],
    [5, 400, 'DuplicateTaskError', 'duplicate-task'],
    [6, 400, 'InvalidRequestError', 'invalid-request'],
    [7, 400, 'InvalidRequestError', 'invalid-request'],
    [8, 404, 'TaskNotFoundError', 'task-not-found'],
    [9, 400, 'TaskStateError', 'task-state'],
    [10, 400, 'TaskStateError', 'task-state'],
    [11, 502, 'UnavailableError', 'unavailable'],
    [12, 429, 'RateLimitError', 'rate-limited'],
    [13, 500, 'ServerError', 'server-error'],
    [14, 403, 'PermissionError', 'permission-denied'],
  ])('code %i (%i) is a %s', async (errorCode, status, name, code) => {
    await using run = await connected(
      onTask(() => refusal(status, errorCode, 'their words')),
      { retry: false },
    );
    const error = await failureOf(run.client.cancelTask('1'));
    expect(error).toBeInstanceOf(client[name]);
    expect(error).toBeInstanceOf(TaskRoutingError);
    expect(error).toMatchObject({ name, code, errorCode, status, operation: 'cancelTask' });
    expect(String(error)).toContain('their words');
    const safe = await run.client.safe.cancelTask('1');
    expect(safe).toMatchObject({ ok: false, status, errorCode, error: { code } });
  });

  it.each<[string, () => Response, object]>([
    [
      'a code that is not documented',
      () => refusal(400, 99),
      { errorCode: 'unknown', code: 'unexpected-response' },
    ],
    [
      'no body',
      () => new Response(null, { status: 401 }),
      { errorCode: undefined, code: 'authentication-failed' },
    ],
    ['500 without a body', () => new Response(null, { status: 500 }), { code: 'server-error', status: 500 }],
    ['a web page', () => page(502), { code: 'unavailable', status: 502, errorCode: undefined }],
    ['a web page as a success', () => page(200), { code: 'unexpected-response', retryable: false }],
    [
      'truncated JSON as a success',
      () => json('{"taskStatus":"QUE'),
      { code: 'unexpected-response', retryable: true },
    ],
    ['nothing as a success', () => json(''), { code: 'unexpected-response', retryable: true }],
    ['a list as a success', () => json('[]'), { code: 'unexpected-response' }],
    ['null as a success', () => json('null'), { code: 'unexpected-response' }],
    [
      'a refusal cut short',
      () => json('{"errorCode":8,"err', 404),
      { code: 'unexpected-response', retryable: true },
    ],
    [
      'another media type',
      () => new Response('<xml/>', { headers: { 'content-type': 'text/xml' } }),
      { status: 200 },
    ],
    ['a redirect', () => redirect(), { code: 'unexpected-response', status: 302 }],
    ['405', () => new Response('no', { status: 405 }), { code: 'unexpected-response', status: 405 }],
    ['413', () => new Response('no', { status: 413 }), { code: 'unexpected-response', status: 413 }],
  ])('%s', async (_name, make, expected) => {
    await using run = await connected(onTask(make), { retry: false });
    const error = await failureOf(run.client.queryTask('1'));
    expect(error).toBeInstanceOf(TaskRoutingError);
    expect(error).toMatchObject(expected);
    expect(String(error)).not.toContain('SyntaxError');
  });

  it('does not follow a redirect, which would carry the token to another place', async () => {
    await using run = await connected(onTask(redirect));
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({ status: 302, attempts: 1 });
    expect(run.server.hits.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([]);
  });
});

function page(status: number): Response {
  const headers = { 'content-type': 'text/html' };
  return new Response('<html><title>Bad Gateway</title></html>', { status, headers });
}
function json(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}
function redirect(): Response {
  return new Response(null, { status: 302, headers: { location: '/elsewhere' } });
}

describe('no reply', () => {
  it('a refused connection, a timeout of an attempt and of the call are told apart', async () => {
    const nobody = createTaskRoutingClient({ tenantUrl: 'http://127.0.0.1:9', ...credentials, retry: false });
    expect(await failureOf(nobody.queryTask('1'))).toMatchObject({ code: 'connection-failed', attempts: 0 });
    const stall = ({ isToken }: { isToken: boolean }): Mishap | undefined =>
      isToken ? undefined : 'stall-mid-body';
    await using run = await connected(
      onTask(() => Response.json(ids)),
      { attemptTimeoutMs: 200, retry: false },
      stall,
    );
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({
      code: 'timeout',
      attempts: 1,
      retryable: true,
    });
    await using slow = await connected(
      onTask(() => Response.json(ids)),
      { timeoutMs: 300 },
      stall,
    );
    expect(await failureOf(slow.client.queryTask('1'))).toMatchObject({ code: 'timeout' });
  });

  it.each<[string, Mishap | undefined, number]>([
    ['before the call', undefined, 0],
    ['on the wire', 'stall-before-headers', 1],
    ['in the body', 'stall-mid-body', 1],
    ['in a wait', '503-before-work', 1],
  ])('abort %s', async (when, mishap, attempts) => {
    // A wait is drawn from all up to this: so long a range has no short one.
    const options = { retry: { baseDelayMs: 1e8, maxDelayMs: 1e8 }, timeoutMs: 1e9 };
    await using run = await connected(
      onTask(() => Response.json(ids)),
      options,
      ({ isToken }) => (isToken ? undefined : mishap),
    );
    const controller = new AbortController();
    if (when === 'before the call') controller.abort(new Error('changed my mind'));
    else setTimeout(() => controller.abort(new Error('changed my mind')), 300);
    const error = await failureOf(run.client.queryTask('1', { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'aborted', name: 'AbortedError', retryable: false });
    expect(error).toMatchObject({ attempts });
  });

  it('abort while waiting for the token ends that call alone', async () => {
    await using run = await connected(
      answering(() => Response.json({ taskStatus: 'QUEUED', access_token: 't', expires_in: 60 })),
    );
    const controller = new AbortController();
    const aborted = failureOf(run.client.queryTask('1', { signal: controller.signal }));
    const other = run.client.queryTask('2');
    controller.abort();
    expect(await aborted).toMatchObject({ code: 'aborted' });
    expect(await other).toMatchObject({ taskStatus: 'QUEUED' });
    expect(run.server.tokenRequests()).toBe(1);
  });

  it('one signal for many calls draws no warning and ends them all', async () => {
    const warnings: unknown[] = [];
    const hear = (warning: unknown): void => void warnings.push(warning);
    process.on('warning', hear);
    await using run = await connected(
      onTask(() => Response.json(ids)),
      {},
      ({ isToken }) => (isToken ? undefined : 'stall-before-headers'),
    );
    const abort = new AbortController();
    const calls = Array.from({ length: 50 }, () =>
      failureOf(run.client.queryTask('1', { signal: abort.signal })),
    );
    setTimeout(() => abort.abort(), 300);
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'aborted' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('a fetch that hears no signal does not hold up the call', async () => {
    const deaf = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      retry: false,
      attemptTimeoutMs: 50,
      fetch: (url) => (url.includes('/oauth/') ? Promise.resolve(grant('t')) : new Promise(() => {})),
    });
    expect(await failureOf(deaf.queryTask('1'))).toMatchObject({ code: 'timeout' });
  });

  it('a fetch that copies what it is given has the signal too', async () => {
    const heard: (AbortSignal | null | undefined)[] = [];
    const copying = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      retry: false,
      attemptTimeoutMs: 50,
      fetch: (url, init) => {
        const { signal } = { ...init };
        heard.push(signal);
        return url.includes('/oauth/') ? Promise.resolve(grant('t')) : new Promise(() => {});
      },
    });
    expect(await failureOf(copying.queryTask('1'))).toMatchObject({ code: 'timeout' });
    expect(heard.map((signal) => signal?.aborted)).toEqual([false, true]);
  });
});

describe('credentials', () => {
  const token = 'TOKEN0123456789ABCDEF';
  const { clientSecret } = credentials;
  /** The secret in every shape in which it may come back. */
  const secrets = [
    clientSecret,
    encodeURIComponent(clientSecret),
    new URLSearchParams({ s: clientSecret }).toString().slice(2),
    JSON.stringify(clientSecret).slice(1, -1),
    token,
  ];

  /** A token that was never granted is none of ours. */
  const withoutToken = secrets.slice(0, -1);

  function expectClean(value: unknown, hidden = secrets): void {
    const shown: string[] = [
      inspect(value, { depth: 20, showHidden: true, getters: false }),
      JSON.stringify(value),
    ];
    for (let error = value; error instanceof Error; error = error.cause) {
      shown.push(error.message, error.stack ?? '', String(error));
    }
    for (const text of shown) for (const secret of hidden) expect(text).not.toContain(secret);
  }

  const echo = secrets.join(' | ');
  const throwing = (fails: (url: string) => boolean) => async (url: string, init: RequestInit) => {
    if (!fails(url)) return url.includes('/oauth/') ? grant(token) : Response.json(ids);
    const inner = Object.assign(new Error(`inner ${echo}`), { code: 'ECONNRESET', config: init });
    throw Object.assign(
      new Error(`sent ${String(init.body)} ${JSON.stringify(init.headers)} ${echo}`, { cause: inner }),
      {
        request: init,
      },
    );
  };

  it.each<[string, (url: string, init: RequestInit) => Promise<Response>]>([
    ['a refusal that repeats them', async (url) => (isToken(url) ? grant(token) : refusal(400, 4, echo))],
    ['a page that repeats them', async (url) => (isToken(url) ? grant(token) : titled(echo))],
    ['a redirect that repeats them', async (url) => (isToken(url) ? grant(token) : located(encodeURI(echo)))],
    [
      'a refused token request',
      async () => Response.json({ error: 'x', error_description: echo }, { status: 401 }),
    ],
    ['fetch that throws them', throwing((url) => !isToken(url))],
    ['fetch that throws them at the token', throwing(isToken)],
    ['a token that breaks a header', async () => grant(`${token}\r\nx: y`)],
  ])('are not shown by %s', async (name, fetch) => {
    const granted = !/at the token|refused token/.test(name);
    const options = { tenantUrl: 'https://x.example', ...credentials, fetch, retry: false } as const;
    const one = createTaskRoutingClient(options);
    const error = await failureOf(one.queueTask(task));
    expect(error).toBeInstanceOf(TaskRoutingError);
    expectClean(error, granted ? secrets : withoutToken);
    expectClean(one);
  });

  it('are not in what logger and hooks are told', async () => {
    const told: unknown[] = [];
    const tell = (event: unknown): void => void told.push(event);
    const one = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      retry: { baseDelayMs: 1 },
      fetch: throwing((url) => !isToken(url)),
      logger: tell,
      hooks: { onRequest: tell, onResponse: tell, onRetry: tell, onToken: tell },
    });
    await failureOf(one.queueTask(task));
    expect(told.length).toBeGreaterThan(5);
    for (const event of told) expectClean(event);
  });
});

const isToken = (url: string) => url.includes('/oauth/');
const titled = (text: string) =>
  new Response(`<title>${text}</title>`, { status: 403, headers: { 'content-type': 'text/html' } });
const located = (location: string) => new Response(null, { status: 307, headers: { location } });

describe('wrong options', () => {
  const good = { tenantUrl: 'https://x.example', ...credentials };
  it.each<[string, object]>([
    ['no tenantUrl', { tenantUrl: '' }],
    ['tenantUrl undefined', { tenantUrl: undefined }],
    ['a tenantUrl that is none', { tenantUrl: 'https://<tenant_url>/' }],
    ['user and password', { tenantUrl: 'https://u:p@x.example' }],
    ['a query', { tenantUrl: 'https://x.example?x=1' }],
    ['plain http', { tenantUrl: 'http://x.example' }],
    ['another scheme', { tenantUrl: 'ftp://x.example' }],
    ['no secret', { clientSecret: '' }],
    ['no id', { clientId: undefined }],
    ['a negative time', { timeoutMs: -1 }],
    ['a time that is none', { attemptTimeoutMs: Number.NaN }],
    ['a negative budget', { retry: { budget: -1 } }],
  ])('%s', (_name, wrong) => {
    expect(() => Reflect.apply(createTaskRoutingClient, undefined, [{ ...good, ...wrong }])).toThrow(
      client.ConfigurationError,
    );
  });

  it.each([
    'x.example',
    'https://x.example/',
    'HTTPS://x.example/taskroutingapi/v1/',
    'https://x.example/taskroutingapi',
  ])('takes %s for the tenant', async (tenantUrl) => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return isToken(url) ? grant('t') : Response.json(ids);
    };
    await createTaskRoutingClient({ ...good, tenantUrl, fetch }).queryTask('1');
    expect(urls).toEqual([
      'https://x.example/configapi/v2/oauth/token',
      'https://x.example/taskroutingapi/v1/task/1/?external=false',
    ]);
  });

  it.each([
    ['https://x.example/eu/taskroutingapi/v1', '/eu/'],
    ['https://x.example/eu/', '/eu/'],
    ['https://x.example/taskroutingapi/v1/eu', '/taskroutingapi/v1/eu/'],
    ['https://x.example/taskroutingapis', '/taskroutingapis/'],
  ])('keeps what else is in the path: %s', async (tenantUrl, path) => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return grant('t');
    };
    await createTaskRoutingClient({ ...good, tenantUrl, fetch }).queryTask('1');
    expect(urls[0]).toBe(`https://x.example${path}configapi/v2/oauth/token`);
  });
});
