import { describe, expect, it } from 'vitest';
import { ConfigurationError, createTaskRoutingClient, type ClientOptions } from '../../src/client/index.ts';
import { connected, credentials, failureOf, ids, task } from './fixtures.ts';
import { answering, grant } from './hostile-server.ts';

const good = { tenantUrl: 'https://x.example', ...credentials };
const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));

function create(options: object): unknown {
  return Reflect.apply(createTaskRoutingClient, undefined, [{ ...good, ...options }]);
}

describe('an option given as undefined has its default', () => {
  const nothing = {
    fetch: undefined,
    timeoutMs: undefined,
    attemptTimeoutMs: undefined,
    maxResponseBytes: undefined,
    retry: undefined,
    tokenStore: undefined,
    validate: undefined,
    hooks: undefined,
    logger: undefined,
    headers: undefined,
    scope: undefined,
    allowHttp: undefined,
  };
  const members = {
    retry: {
      maxAttempts: undefined,
      baseDelayMs: undefined,
      maxDelayMs: undefined,
      maxRetryAfterMs: undefined,
      budget: undefined,
    },
    validate: { requests: undefined, responses: undefined },
    headers: { 'x-team': undefined },
    hooks: [undefined],
  };

  it.each<[string, object]>([
    ['each option', nothing],
    ['each member of an option', members],
  ])('%s', async (_name, options) => {
    let sent = 0;
    const decide = ({ isToken }: { isToken: boolean }) => {
      sent += isToken ? 0 : 1;
      return isToken ? undefined : ('503-before-work' as const);
    };
    await using run = await connected(service, Object(options), decide);
    const call = {
      signal: undefined,
      timeoutMs: undefined,
      attemptTimeoutMs: undefined,
      maxAttempts: undefined,
    };
    const error = await failureOf(Reflect.apply(run.client.queryTask, undefined, ['1', call]));
    expect(error).toMatchObject({ code: 'unavailable', attempts: 4 });
    expect(sent).toBe(4);
    expect(run.server.hits[1]?.headers['x-team']).toBeUndefined();
  });

  it('in bulk runs too', async () => {
    await using run = await connected(service);
    const options = {
      concurrency: undefined,
      maxTries: undefined,
      giveUpAfterMs: undefined,
      signal: undefined,
    };
    const statuses: string[] = [];
    for await (const { status } of Reflect.apply(run.client.queueTasks, undefined, [[task], options])) {
      statuses.push(status);
    }
    expect(statuses).toEqual(['queued']);
  });
});

describe('options that cannot work are refused when the client is made', () => {
  it.each<[string, object, RegExp]>([
    ['a time that is a text', { timeoutMs: '5000' }, /timeoutMs must be a number/],
    ['a time that is not a number', { attemptTimeoutMs: Number.NaN }, /attemptTimeoutMs must be .* not NaN/],
    ['a retry member', { retry: { maxAttempts: Number.NaN } }, /maxAttempts/],
    ['a limit below nothing', { maxResponseBytes: -1 }, /maxResponseBytes/],
    ['a fetch that cannot be called', { fetch: {} }, /fetch must be a function/],
    ['a logger that cannot be called', { logger: {} }, /logger must be a function/],
    ['a client id that is not a text', { clientId: 5 }, /clientId/],
    ['a secret that is not a text', { clientSecret: 5 }, /clientSecret must be a text, or a function/],
    ['no secret at all', { clientSecret: undefined }, /clientSecret must be a text, or a function/],
    ['a secret of spaces', { clientSecret: ' \n' }, /clientSecret/],
    ['a header name with a line end', { headers: { 'x-a\r\nx-b': 'v-SECRET' } }, /headers: name 1/],
    ['a header value with a line end', { headers: { 'x-key': 'v-SECRET\r\nx: y' } }, /value of x-key/],
    ['a header value beyond Latin-1', { headers: { 'x-key': 'v-SECRET\u20ac' } }, /value of x-key/],
    ['an option with another name', { timeout: 5 }, /unknown option timeout; did you mean timeoutMs\?/],
    ['an option with letters swapped', { cleintId: 'a' }, /unknown option cleintId; did you mean clientId\?/],
    ['an option like no other', { agent: 5 }, /unknown option agent$/],
    [
      'a retry member with another name',
      { retry: { maxAttempt: 3 } },
      /retry\.maxAttempt; .* retry\.maxAttempts\?/,
    ],
    [
      'a check that there is not',
      { validate: { request: true } },
      /validate\.request; .* validate\.requests\?/,
    ],
    ['a check with another value', { validate: { responses: 'error' } }, /'off', 'warn' or 'throw'/],
    [
      'a hook with another name',
      { hooks: { onRequets: () => {} } },
      /unknown option hooks\.onRequets; did you mean hooks\.onRequest\?/,
    ],
    ['a hook with another name in a list', { hooks: [{}, { onError: () => {} }] }, /hooks\.onError/],
    ['a hook that cannot be called', { hooks: { onRequest: 5 } }, /hooks\.onRequest must be a function/],
    [
      'a hook in a list that cannot be called',
      { hooks: [{ onRetry: () => {} }, { onRetry: 'log' }] },
      /hooks\.onRetry must be a function/,
    ],
    ['hooks that are a function', { hooks: () => {} }, /hooks must be an object/],
    ['hooks that are null', { hooks: null }, /hooks must be an object/],
    [
      'a token store that only reads',
      { tokenStore: { get: () => undefined } },
      /tokenStore\.[gs]et must be a function/,
    ],
    [
      'a token store that is a text',
      { tokenStore: 'redis://SECRET@host' },
      /tokenStore\.[gs]et must be a function/,
    ],
    ['retry that is a number', { retry: 5 }, /retry must be an object/],
    [
      'an application without a name',
      { appInfo: { nam: 'x' } },
      /appInfo\.nam; did you mean appInfo\.name\?/,
    ],
    ['an application with a line end', { appInfo: { name: 'x\ny' } }, /appInfo holds a character/],
    ['a header of the connection', { headers: { 'Transfer-Encoding': 'v-SECRET' } }, /transfer-encoding/],
  ])('%s', (_name, options, expected) => {
    let error: unknown;
    try {
      create(options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(expected);
    expect(JSON.stringify(error)).not.toContain('SECRET');
  });

  it('hooks may be an instance of a class, with fields of its own', async () => {
    class Counting {
      retries = 0;
      onRetry(): void {
        this.retries += 1;
      }
    }
    const hooks = new Counting();
    let lost = 1;
    const decide = ({ isToken }: { isToken: boolean }) =>
      isToken || lost-- < 1 ? undefined : ('503-before-work' as const);
    await using run = await connected(service, { hooks }, decide);
    await run.client.queryTask('1');
    expect(hooks.retries).toBe(1);
  });

  it('headers may come as a Headers object, and a name given twice is one header', async () => {
    await using run = await connected(service, Object({ headers: new Headers([['X-Team', 'blue']]) }));
    await run.client.queryTask('1');
    expect(run.server.hits[1]?.headers['x-team']).toBe('blue');
  });
});

describe('options of one call', () => {
  it.each(['timeoutMs', 'attemptTimeoutMs', 'maxAttempts'])(
    '%s that is not a number: nothing is sent',
    async (name) => {
      await using run = await connected(service);
      const error = await failureOf(run.client.queryTask('1', { [name]: Number.NaN }));
      expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
      expect(String(error)).toContain(name);
      expect(run.server.hits).toEqual([]);
    },
  );
});

describe('an option that a call does not have', () => {
  it.each<[object, string]>([
    [{ timeout: 5 }, 'unknown option timeout; did you mean timeoutMs?'],
    [{ header: {} }, 'unknown option header; did you mean headers?'],
  ])('%j: nothing is sent', async (options, expected) => {
    await using run = await connected(service);
    const error = await failureOf(run.client.queryTask('1', options));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0, issues: [{ message: expected }] });
    expect(run.server.hits).toEqual([]);
  });
});

describe('credentials that end in a line break, as files and variables do', () => {
  it.each<[string, Partial<ClientOptions>]>([
    ['a text', { clientSecret: `${credentials.clientSecret}\r\n`, clientId: `${credentials.clientId}\n` }],
    ['a function', { clientSecret: () => `${credentials.clientSecret}\n` }],
  ])('%s: the line break is not sent', async (_name, options) => {
    const bodies: string[] = [];
    const client = createTaskRoutingClient({
      ...good,
      ...options,
      fetch: async (url, init) => {
        if (!url.includes('/oauth/')) return Response.json(ids);
        bodies.push(String(init.body));
        return grant('t');
      },
    });
    await client.queryTask('1');
    const sent = Object.fromEntries(new URLSearchParams(bodies[0]));
    expect(sent).toMatchObject({ client_id: credentials.clientId, client_secret: credentials.clientSecret });
  });
});
