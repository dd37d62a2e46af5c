import { expect, it, vi } from 'vitest';
import { TaskRoutingError, type ClientOptions } from '../../src/client/index.ts';
import { credentials, failureOf, ids, task } from './fixtures.ts';
import { grant } from './hostile-server.ts';

type Reply = () => Response | Promise<Response>;

const status =
  (code: number): Reply =>
  () =>
    new Response(null, { status: code });
const json =
  (text: string, code = 200): Reply =>
  () =>
    new Response(text, { status: code, headers: { 'content-type': 'application/json' } });
const never: Reply = () => new Promise(() => {});

/** A failure of each kind: what the call gets, with which options; then name, code, whether to repeat it. */
const FAILURES: readonly (readonly [
  kind: string,
  reply: Reply,
  options: Partial<ClientOptions>,
  expected: readonly [name: string, code: string, retryable: boolean],
])[] = [
  ['401', status(401), {}, ['AuthenticationError', 'authentication-failed', false]],
  ['403', status(403), {}, ['PermissionError', 'permission-denied', false]],
  ['404', status(404), {}, ['UnexpectedResponseError', 'unexpected-response', false]],
  ['429', status(429), {}, ['RateLimitError', 'rate-limited', true]],
  ['499', status(499), {}, ['UnexpectedResponseError', 'unexpected-response', false]],
  ['500', status(500), {}, ['ServerError', 'server-error', true]],
  ['501', status(501), {}, ['ServerError', 'server-error', true]],
  ['502', status(502), {}, ['UnavailableError', 'unavailable', true]],
  ['503', status(503), {}, ['UnavailableError', 'unavailable', true]],
  ['504', status(504), {}, ['UnavailableError', 'unavailable', true]],
  ['505', status(505), {}, ['ServerError', 'server-error', true]],
  ['a redirect', status(302), {}, ['UnexpectedResponseError', 'unexpected-response', false]],
  ['a success cut short', json('{"tas'), {}, ['UnexpectedResponseError', 'unexpected-response', true]],
  ['a success without its id', json('{}'), {}, ['UnexpectedResponseError', 'unexpected-response', true]],
  ['a refusal cut short', json('{"er', 400), {}, ['UnexpectedResponseError', 'unexpected-response', true]],
  ['a list', json('[]'), {}, ['UnexpectedResponseError', 'unexpected-response', false]],
  [
    'too large a reply',
    () => Response.json(ids),
    { maxResponseBytes: 5 },
    ['UnexpectedResponseError', 'unexpected-response', false],
  ],
  ['no reply in time', never, { attemptTimeoutMs: 20 }, ['TimeoutError', 'timeout', true]],
  [
    'no connection',
    () => Promise.reject(new Error('no')),
    {},
    ['ConnectionError', 'connection-failed', true],
  ],
  [
    'no secret',
    never,
    { clientSecret: () => Promise.reject(new Error('no')) },
    ['AuthenticationError', 'authentication-failed', true],
  ],
];

it('each kind of failure has its class, its code, and says whether a repetition may help', async () => {
  // Loaded anew: what a program gets that has just been started.
  vi.resetModules();
  const { createTaskRoutingClient } = await import('../../src/client/index.ts');
  const outcomes: unknown[] = [];
  for (const [kind, reply, options] of FAILURES) {
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      retry: false,
      fetch: async (url) => (url.includes('/oauth/') ? grant('t') : reply()),
      ...options,
    });
    const failure = await failureOf(client.queueTask(task));
    if (!(failure instanceof TaskRoutingError)) throw failure;
    outcomes.push([kind, failure.name, failure.code, failure.retryable]);
  }
  expect(outcomes).toEqual(FAILURES.map(([kind, , , expected]) => [kind, ...expected]));
});

it('a refused token request, an abort and a request that is no JSON are told apart from them', async () => {
  vi.resetModules();
  const { createTaskRoutingClient } = await import('../../src/client/index.ts');
  const options = { tenantUrl: 'https://x.example', ...credentials, retry: false } as const;
  const refused = createTaskRoutingClient({
    ...options,
    fetch: async () => Response.json({ error: 'x' }, { status: 400 }),
  });
  expect(await failureOf(refused.queryTask('1'))).toMatchObject({
    name: 'AuthenticationError',
    code: 'authentication-failed',
    retryable: false,
    attempts: 0,
  });
  const fine = createTaskRoutingClient({ ...options, fetch: async () => grant('t') });
  expect(await failureOf(fine.queryTask('1', { signal: AbortSignal.abort() }))).toMatchObject({
    name: 'AbortedError',
    code: 'aborted',
    retryable: false,
  });
  expect(await failureOf(fine.request('POST', '/x', { body: { big: 5n } }))).toMatchObject({
    name: 'InvalidRequestError',
    code: 'invalid-request',
    retryable: false,
    attempts: 0,
  });
});
