import { describe, expect, it, vi } from 'vitest';
import { chooseSchemes, grantOf, isClient } from '../../../src/specwright/runtime/documented/auth.ts';
import { checkWith } from '../../../src/specwright/runtime/documented/check-with.ts';
import { OAuthExchange } from '../../../src/specwright/runtime/documented/oauth-exchange.ts';
import { resultOf } from '../../../src/specwright/runtime/documented/result-of.ts';
import { Signer } from '../../../src/specwright/runtime/documented/signer.ts';
import { ApiError, type ApiClientOptions, type CallPromise } from '../../../src/specwright/runtime/index.ts';
import type { Reply } from '../../../src/specwright/runtime/outcome.ts';
import { serverUrl, userAgentOf } from '../../../src/specwright/runtime/place.ts';
import { wrongPath } from '../../../src/specwright/runtime/wrong-path.ts';

const basicOf = (user: string, password: string): string =>
  Buffer.from(`${user}:${password}`).toString('base64');

describe('which credentials are sent', () => {
  const schemes = {
    key: { kind: 'header' },
    token: { kind: 'bearer' },
    tls: { kind: 'connection' },
  } as const;

  it.each<[readonly (readonly string[])[], object, readonly string[]]>([
    [[['key'], ['token']], { token: 't' }, ['token']],
    [[['key'], ['token']], { key: 'k', token: 't' }, ['key']],
    [[['key', 'token'], ['token']], { token: 't' }, ['token']],
    [[['key', 'token']], { key: 'k', token: 't' }, ['key', 'token']],
    [[['tls', 'key']], { key: 'k' }, ['tls', 'key']],
    [[['tls']], {}, ['tls']],
    [[[], ['key']], { key: 'k' }, ['key']],
    [[[], ['key']], {}, []],
    [[['key']], {}, []],
    [[['key']], { key: undefined }, []],
    [[], { key: 'k' }, []],
  ])('of %j with %j: %j', (alternatives, auth, expected) => {
    expect(chooseSchemes(alternatives, schemes, { ...auth })).toEqual(expected);
  });

  it('knows a client, for which a token is fetched', () => {
    expect(isClient({ clientId: 'c', clientSecret: 's' })).toBe(true);
    for (const other of [undefined, 'text', () => 'text', { username: 'u', password: 'p' }]) {
      expect(isClient(other)).toBe(false);
    }
  });
});

describe('where credentials go', () => {
  const schemes = {
    bearer: { kind: 'bearer' },
    basic: { kind: 'basic' },
    header: { kind: 'header', name: 'X-Key' },
    prefixed: { kind: 'header', prefix: 'Token ' },
    query: { kind: 'query', name: 'key' },
    cookie: { kind: 'cookie', name: 'sid' },
  } as const;
  const sign = (auth: ConstructorParameters<typeof Signer>[1], names: readonly string[]) => {
    const signer = new Signer(schemes, auth);
    return { signature: signer.sign(names), signer };
  };
  const none = { headers: {}, query: [], cookies: [] };

  it.each<[string, object]>([
    ['bearer', { ...none, headers: { authorization: 'Bearer a b' } }],
    ['basic', { ...none, headers: { authorization: 'Basic a b' } }],
    ['header', { ...none, headers: { 'x-key': 'a b' } }],
    ['prefixed', { ...none, headers: { authorization: 'Token a b' } }],
    ['query', { ...none, query: [['key', 'a b']] }],
    ['cookie', { ...none, cookies: [['sid', 'a%20b']] }],
  ])('%s', async (name, expected) => {
    // A line break at the end belongs to no secret.
    expect(sign({ [name]: ' a b\n' }, [name]).signature).toEqual(expected);
    expect(sign({ [name]: () => 'a b' }, [name]).signature).toEqual(expected);
    const late = sign({ [name]: async () => 'a b\r\n' }, [name]).signature;
    expect(late).toBeInstanceOf(Promise);
    expect(await late).toEqual(expected);
  });

  it('a user with a password, known at once or later', async () => {
    const expected = { ...none, headers: { authorization: `Basic ${basicOf('u', 'pä')}` } };
    const { signature, signer } = sign({ basic: { username: 'u', password: 'pä' } }, ['basic']);
    expect(signature).toEqual(expected);
    expect(signer.credentials()).toEqual(['pä', basicOf('u', 'pä')]);
    const late = sign({ basic: { username: 'u', password: async () => 'pä' } }, ['basic']);
    expect(await late.signature).toEqual(expected);
    expect(late.signer.credentials()).toEqual(['pä', basicOf('u', 'pä')]);
  });

  it('several together, some of them later', async () => {
    const both = sign({ bearer: 'b', query: async () => 'q' }, ['bearer', 'query']);
    expect(await both.signature).toEqual({
      ...none,
      headers: { authorization: 'Bearer b' },
      query: [['key', 'q']],
    });
    expect(both.signer.credentials()).toEqual(['b', 'q']);
  });

  it('nowhere, where there are none, or a token is fetched for them', () => {
    expect(sign({}, ['bearer']).signature).toBeUndefined();
    expect(sign({ bearer: 'b' }, []).signature).toBeUndefined();
    expect(sign({ bearer: 'b', other: 'x' }, ['other']).signature).toBeUndefined();
    expect(sign({ bearer: { clientId: 'c', clientSecret: 's' } }, ['bearer']).signature).toBeUndefined();
  });

  it('an empty one is refused', async () => {
    for (const empty of ['', ' \n', () => '']) {
      expect(() => sign({ bearer: empty }, ['bearer'])).toThrow('The credential is empty.');
    }
    await expect(sign({ bearer: async () => '' }, ['bearer']).signature).rejects.toThrow('is empty');
    const nothing: unknown = Reflect.construct(Signer, [schemes, { bearer: () => undefined }]);
    expect(() => nothing instanceof Signer && nothing.sign(['bearer'])).toThrow('The credential is empty.');
  });

  it('the latest two hundred are known, for messages', () => {
    let count = 0;
    const signer = new Signer(schemes, { bearer: () => `token-${(count += 1)}` });
    for (let call = 0; call < 250; call += 1) void signer.sign(['bearer']);
    const known = signer.credentials();
    expect([known.length, known[0], known.at(-1)]).toEqual([200, 'token-51', 'token-250']);
  });
});

describe('how a token is asked for', () => {
  const client = { clientId: 'c&d', clientSecret: 's' };

  it.each<[object, string, string]>([
    [{}, 'https://x.example/base/things', 'https://x.example /oauth/token'],
    [{ tokenUrl: '/t' }, 'https://x.example/base', 'https://x.example /t'],
    [{ tokenUrl: 'token?a=b' }, 'https://x.example/base', 'https://x.example /base/token?a=b'],
    [{ tokenUrl: 'https://id.example/t' }, 'https://x.example', 'https://id.example /t'],
  ])('%j of %s', (scheme, baseUrl, expected) => {
    const grant = grantOf({ kind: 'bearer', ...scheme }, client, baseUrl, () => ({ OAuthExchange }));
    expect(`${grant.baseUrl} ${grant.operation.path}`).toBe(expected);
    expect(grant.operation).toMatchObject({ method: 'POST', form: true, open: true });
    const own = grantOf({ kind: 'bearer', ...scheme }, { ...client, tokenUrl: '/own' }, baseUrl, () => ({
      OAuthExchange,
    }));
    expect(own.operation.path).toBe('/own');
  });

  it('the key names place, client and scope, without the secret', () => {
    const keyOf = (credentials: object) =>
      grantOf({ kind: 'bearer' }, { ...client, ...credentials }, 'https://x.example', () => ({
        OAuthExchange,
      })).key;
    expect(keyOf({})).toBe('https://x.example/oauth/token c&d ');
    expect(keyOf({ scope: 'a b' })).toBe('https://x.example/oauth/token c&d a b');
  });

  it('by a form, or with the client in the header', () => {
    const formOf = (more: object) => new OAuthExchange({ ...client, ...more }).request('s+1');
    expect(formOf({})).toEqual({
      form: { grant_type: 'client_credentials', client_id: 'c&d', client_secret: 's+1' },
    });
    expect(formOf({ scope: 'x', sendIn: 'body' })).toEqual({
      form: { grant_type: 'client_credentials', client_id: 'c&d', client_secret: 's+1', scope: 'x' },
    });
    expect(formOf({ sendIn: 'header' })).toEqual({
      form: { grant_type: 'client_credentials' },
      headers: { authorization: `Basic ${basicOf('c%26d', 's%2B1')}` },
    });
  });

  it('with the refresh token that came last', () => {
    const exchange = new OAuthExchange({ ...client, refreshToken: 'one' });
    const asks = () => exchange.request('s').form;
    expect(asks()).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'one' });
    for (const other of [undefined, null, {}, { refresh_token: 5 }]) exchange.granted(other);
    expect(asks()).toMatchObject({ refresh_token: 'one' });
    exchange.granted({ refresh_token: 'two' });
    expect(asks()).toMatchObject({ refresh_token: 'two' });
    const without = new OAuthExchange(client);
    without.granted({ refresh_token: 'two' });
    expect(without.request('s').form).toMatchObject({ grant_type: 'client_credentials' });
  });
});

describe('what a reply gives', () => {
  const replyOf = (text: string, type?: string): Reply => ({
    response: new Response(text, { headers: { 'content-type': type ?? '' } }),
    status: 200,
    text,
    bytes: new TextEncoder().encode(text),
    json: undefined,
    errorCode: undefined,
    verdict: 'good',
  });
  const give = (kind: Parameters<typeof resultOf>[0], text: string, type?: string, json?: unknown) =>
    resultOf(kind, json, replyOf(text, type), undefined);

  it.each<[string, string | undefined, unknown, unknown]>([
    ['', 'application/json', undefined, undefined],
    ['{"a":1}', 'application/json', { a: 1 }, { a: 1 }],
    ['{"a":1}', 'application/problem+json', { a: 1 }, { a: 1 }],
    ['{"a":1}', '', { a: 1 }, { a: 1 }],
    ['5', 'text/plain', 5, '5'],
    ['{"a"', 'application/json', undefined, '{"a"'],
    ['x', '', undefined, 'x'],
    ['x', 'text/css', undefined, 'x'],
    ['<a/>', 'application/xml', undefined, '<a/>'],
    ['a=1', 'application/x-www-form-urlencoded', undefined, 'a=1'],
  ])('of any kind: %j as %s', (text, type, parsed, expected) => {
    expect(give('any', text, type, parsed)).toEqual(expected);
  });

  it('bytes as a blob with their type; where a text is asked for, the text', async () => {
    const blob = give('any', 'PNG', 'image/png');
    expect(blob instanceof Blob && [blob.type, await blob.text()]).toEqual(['image/png', 'PNG']);
    const asked = give('binary', '{"a":1}', 'application/json', { a: 1 });
    expect(asked instanceof Blob && (await asked.text())).toBe('{"a":1}');
    expect(give('text', '{"a":1}', 'application/json', { a: 1 })).toBe('{"a":1}');
    expect(give('text', '', 'application/json')).toBe('');
    const { bytes: _bytes, ...without } = replyOf('x', 'image/png');
    const empty = resultOf('binary', undefined, without, undefined);
    expect(empty instanceof Blob && empty.size).toBe(0);
  });

  it('a stream, also where there is no body; it ends with its signal', async () => {
    const textOf = async (stream: unknown) =>
      stream instanceof ReadableStream ? new Response(stream).text() : undefined;
    expect(await textOf(give('stream', 'abc'))).toBe('abc');
    const bodiless = { ...replyOf(''), response: new Response(null) };
    expect(await textOf(resultOf('stream', undefined, bodiless, undefined))).toBe('');
    const stop = new AbortController();
    const endless = { ...replyOf(''), response: new Response(new ReadableStream()) };
    const reading = textOf(resultOf('stream', undefined, endless, stop.signal));
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });
});

describe('what generated validators are asked', () => {
  const refuses = (message: string | undefined, params: object = {}, instancePath = '/a') =>
    Object.assign(() => false, { errors: [{ instancePath, ...(message && { message }), params }] });
  const messages = (issues: readonly { message: string }[] | undefined) =>
    issues?.map(({ message }) => message);
  const read = { method: 'GET', path: '/' } as const;

  it('the one for the status, for its family, or for every status; else nothing is said', () => {
    const check = checkWith(
      { read },
      {
        readResponse200: refuses('exact'),
        readResponse2XX: refuses('family'),
        readResponseDefault: refuses('rest'),
      },
    );
    expect(messages(check('read', 'Response200', {}))).toEqual(['/a exact']);
    expect(messages(check('read', 'Response201', {}))).toEqual(['/a family']);
    expect(messages(check('read', 'Response404', {}))).toEqual(['/a rest']);
    expect(check('read', 'RequestBody', {})).toBeUndefined();
    expect(check('other', 'Response200', {})).toBeUndefined();
    expect(check('toString', 'Response200', {})).toBeUndefined();
    expect(check('read', 'Response200', undefined)).toBeUndefined();
  });

  it('one by a name of its own, and only functions', () => {
    const named = { ...read, validators: { Response200: 'shared' } };
    expect(
      messages(checkWith({ read: named }, { shared: refuses('no') })('read', 'Response200', {})),
    ).toEqual(['/a no']);
    expect(checkWith({ read }, { readResponse200: {} })('read', 'Response200', {})).toBeUndefined();
    expect(checkWith({ read }, { readResponse200: () => true })('read', 'Response200', {})).toBeUndefined();
    const silent = Object.assign(() => false, { errors: null });
    expect(checkWith({ read }, { readResponse200: silent })('read', 'Response200', {})).toEqual([]);
  });

  it.each<[string | undefined, object, string, string]>([
    ['must be text', {}, '/a', '/a must be text'],
    ['must be text', {}, '', 'the body must be text'],
    [undefined, {}, '/a', '/a is not valid'],
    ['must not have more', { additionalProperty: 'x' }, '', 'the body must not have more: x'],
    ['must be one of', { allowedValues: ['a', 'b'] }, '/a', '/a must be one of: a,b'],
  ])('%s %j at "%s" is said as: %s', (message, params, place, expected) => {
    const check = checkWith({ read }, { readResponse200: refuses(message, params, place) });
    expect(check('read', 'Response200', {})).toEqual([{ path: place, message: expected }]);
  });

  it.each<[string | undefined, unknown, boolean]>([
    [undefined, {}, true],
    ['application/json', {}, true],
    ['application/merge-patch+json; charset=utf-8', {}, true],
    ['application/x-www-form-urlencoded', {}, true],
    ['application/x-www-form-urlencoded', new URLSearchParams(), false],
    ['application/json', new Blob([]), false],
    ['application/json', new FormData(), false],
    ['multipart/form-data', {}, false],
    ['text/plain', 'x', false],
    ['application/jsonp', {}, false],
  ])('a body of type %s, %s, is checked: %s', (type, body, checked) => {
    const described = { method: 'POST', path: '/', ...(type && { media: [type] }) } as const;
    const check = checkWith(
      { read: described },
      { readRequestBody: refuses('no'), readResponse200: refuses('no') },
    );
    expect(check('read', 'RequestBody', body) !== undefined).toBe(checked);
    expect(check('read', 'Response200', body)).toHaveLength(1);
  });
});

describe('addresses', () => {
  it.each([
    ['https://x.example', undefined, true],
    ['https://x.example:8443/a/', undefined, true],
    ['http://127.0.0.1:80', undefined, true],
    ['http://localhost/a', false, true],
    ['http://x.example', undefined, false],
    ['http://x.example', true, true],
    ['ftp://x.example', true, false],
    ['ws://localhost', true, false],
    ['https://u@x.example', true, false],
    ['https://:p@x.example', true, false],
    ['https://x.example?a', true, false],
    ['https://x.example#a', true, false],
    ['x.example', true, false],
    ['', true, false],
  ])('%s with allowHttp %s may get credentials: %s', (text, allowHttp, may) => {
    expect(serverUrl(text, allowHttp) !== undefined).toBe(may);
  });

  it.each<[string, boolean]>([
    ['/', true],
    ['/a/b', true],
    ['/a//b', true],
    ['a', false],
    ['//x.example/a', false],
    ['/a/../b', false],
    ['/a?b', false],
    ['/a#b', false],
    ['/a b', false],
    ['/a%20b', true],
    ['@x.example', false],
    [':1/a', false],
  ])('the path %s may be called: %s', (path, may) => {
    expect(wrongPath(path)).toEqual(may ? undefined : { path: 'path', message: expect.any(String) });
  });

  it.each<[Parameters<typeof userAgentOf>[1], string]>([
    [undefined, 'own/1'],
    [{ name: 'app' }, 'own/1 app'],
    [{ name: 'app', version: '2' }, 'own/1 app/2'],
  ])('%j is named as %s', (appInfo, expected) => {
    expect(userAgentOf('own/1', appInfo)).toBe(expected);
  });
});

it('each failure of a generated client has its class, its code, and says whether a repetition may help', async () => {
  // Loaded anew: what a program gets that has just been started.
  vi.resetModules();
  const { createApiClient } = await import('../../../src/specwright/runtime/index.ts');
  const outcomeOf = async (reply: () => Response | Promise<Response>, more: ApiClientOptions = {}) => {
    const client = createApiClient<{ make(input: object): CallPromise<unknown> }, ApiClientOptions, number>(
      {
        name: 'things',
        version: '1',
        operations: { make: { method: 'POST', path: '/things' } },
        schemes: { key: { kind: 'header', name: 'key' } },
        security: [['key']],
        validators: async () => ({}),
      },
      { baseUrl: 'https://x.example', auth: { key: 'k' }, retry: false, fetch: async () => reply(), ...more },
    );
    const error = await client.make({ body: { a: 1 } }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof ApiError
      ? [error.name, error.code, error.retryable, error.maybeCompleted]
      : error;
  };
  const status = (code: number, text = 'x') => outcomeOf(() => new Response(text, { status: code }));
  const json = { headers: { 'content-type': 'application/json' } };
  const found = {
    400: await status(400),
    401: await status(401),
    403: await status(403),
    404: await status(404),
    410: await status(410),
    409: await status(409),
    412: await status(412),
    422: await status(422),
    429: await status(429),
    499: await status(499),
    500: await status(500),
    501: await status(501),
    502: await status(502),
    504: await status(504),
    505: await status(505),
    302: await status(302),
    cut: await outcomeOf(() => new Response('{"a', json)),
    cutRefusal: await outcomeOf(() => new Response('{"a', { ...json, status: 400 })),
    tooLarge: await outcomeOf(() => Response.json({ a: 'long' }), { maxResponseBytes: 3 }),
    timeout: await outcomeOf(() => new Promise(() => {}), { attemptTimeoutMs: 10 }),
    connection: await outcomeOf(() => Promise.reject(new Error('no'))),
    secret: await outcomeOf(() => Response.json({}), {
      auth: { key: () => Promise.reject(new Error('no')) },
    }),
  };
  const refused = ['InvalidRequestError', 'invalid-request', false, false];
  const missing = ['NotFoundError', 'not-found', false, false];
  const conflict = ['ConflictError', 'conflict', false, false];
  expect(found).toEqual({
    400: refused,
    401: ['AuthenticationError', 'authentication-failed', false, false],
    403: ['PermissionError', 'permission-denied', false, false],
    404: missing,
    410: missing,
    409: conflict,
    412: conflict,
    422: refused,
    429: ['RateLimitError', 'rate-limited', true, false],
    499: refused,
    500: ['ServerError', 'server-error', false, true],
    501: ['ServerError', 'server-error', false, true],
    502: ['ServerError', 'server-error', true, true],
    504: ['ServerError', 'server-error', true, true],
    505: ['ServerError', 'server-error', false, true],
    302: ['UnexpectedResponseError', 'unexpected-response', false, false],
    cut: ['UnexpectedResponseError', 'unexpected-response', true, true],
    cutRefusal: ['UnexpectedResponseError', 'unexpected-response', true, false],
    tooLarge: ['UnexpectedResponseError', 'unexpected-response', false, true],
    timeout: ['TimeoutError', 'timeout', true, true],
    connection: ['ConnectionError', 'connection-failed', true, true],
    secret: ['AuthenticationError', 'authentication-failed', false, false],
  });
});
