import { describe, expect, it } from 'vitest';
import { readReply, type CodeReader } from '../../../src/specwright/runtime/exchange.ts';
import type { Operation, Parameters } from '../../../src/specwright/runtime/operation.ts';
import { headersOf, settingsOf, unknownName, wrongNumber } from '../../../src/specwright/runtime/options.ts';
import { redact, redactCause, redactIssues } from '../../../src/specwright/runtime/redact.ts';
import { isPlain, writeRequest } from '../../../src/specwright/runtime/request.ts';
import { writeStyledRequest } from '../../../src/specwright/runtime/styled-request.ts';
import { sign, type Sign, type Signature } from '../../../src/specwright/runtime/signature.ts';
import { newCall } from '../../../src/specwright/runtime/call.ts';

const BASE = 'https://x.example/base';
const read: Operation = { id: 'read', method: 'GET', path: '/a/{id}' };
const refuse = (message: string): never => {
  throw new Error(message);
};

describe('what a reply is worth', () => {
  const verdictOf = (
    status: number,
    text: string,
    type: string | undefined,
    operation: Partial<Operation> = {},
  ) => {
    const body = status === 204 ? null : text;
    const response = new Response(body, {
      status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
    // What `Response` adds by itself is not what the server sent.
    if (type === undefined) response.headers.delete('content-type');
    return readReply(response, text, { ...read, ...operation }, 'errorCode').verdict;
  };
  const JSON_TYPE = 'application/json';

  it.each<[number, string, string | undefined, Partial<Operation>, string]>([
    [200, '{"a":1}', JSON_TYPE, {}, 'good'],
    [200, '', JSON_TYPE, {}, 'good'],
    [204, '', undefined, {}, 'good'],
    [200, ' \n', JSON_TYPE, {}, 'good'],
    [200, '', JSON_TYPE, { success: [] }, 'cut-short'],
    [200, '{"a"', JSON_TYPE, {}, 'cut-short'],
    [200, '{"a"', undefined, {}, 'cut-short'],
    [200, 'x', 'text/plain', {}, 'cut-short'],
    [200, '<html>', 'text/html; charset=utf-8', {}, 'refused'],
    [200, '<html>', 'TEXT/HTML', {}, 'refused'],
    [404, '<html>', 'text/html', {}, 'refused'],
    [404, '', undefined, {}, 'refused'],
    [404, '{"a"', JSON_TYPE, {}, 'cut-short'],
    [404, '{"a"', 'application/problem+JSON', {}, 'cut-short'],
    [404, '{"a":1}', JSON_TYPE, {}, 'refused'],
    [200, '{"errorCode":5}', JSON_TYPE, {}, 'refused'],
    [200, '{"errorCode":0}', JSON_TYPE, {}, 'good'],
    [200, '{"errorCode":"5"}', JSON_TYPE, {}, 'good'],
    [200, '[1]', JSON_TYPE, {}, 'refused'],
    [200, 'null', JSON_TYPE, {}, 'refused'],
    [200, '"x"', JSON_TYPE, {}, 'refused'],
    [200, '[1]', JSON_TYPE, { anyJson: true }, 'good'],
    [200, 'null', JSON_TYPE, { anyJson: true }, 'good'],
    [200, '{"id":"1"}', JSON_TYPE, { success: ['id'] }, 'good'],
    [200, '{"id":""}', JSON_TYPE, { success: ['id'] }, 'incomplete'],
    [200, '{"id":1}', JSON_TYPE, { success: ['id'] }, 'incomplete'],
    [200, '{}', JSON_TYPE, { success: ['id'] }, 'incomplete'],
    [200, 'text', 'text/plain', { reply: 'text' }, 'good'],
    [200, '<html>', 'text/html', { reply: 'any' }, 'good'],
    [500, 'text', 'text/plain', { reply: 'text' }, 'refused'],
    [200, '{"errorCode":5}', JSON_TYPE, { reply: 'any' }, 'refused'],
  ])('%i %j as %s of %j: %s', (status, text, type, operation, expected) => {
    expect(verdictOf(status, text, type, operation)).toBe(expected);
  });

  it('has the code that the API documents, found by name or by a function', () => {
    const codeIn = (text: string, reader: CodeReader, status = 400) =>
      readReply(new Response(text, { status }), text, read, reader).errorCode;
    expect(codeIn('{"errorCode":5}', 'errorCode')).toBe(5);
    expect(codeIn('{"errorCode":"5"}', 'errorCode')).toBeUndefined();
    expect(codeIn('[5]', '0')).toBeUndefined();
    expect(codeIn('no JSON', 'errorCode')).toBeUndefined();
    expect(codeIn('{"a":1}', (json, ok) => `${JSON.stringify(json)} ${ok}`)).toBe('{"a":1} false');
    expect(codeIn('{"a":1}', (json, ok) => `${JSON.stringify(json)} ${ok}`, 200)).toBe('{"a":1} true');
  });
});

describe('a request', () => {
  const make: Operation = { id: 'make', method: 'POST', path: '/a/{id}/{id}/{other}' };

  it.each<[Operation, Parameters, unknown]>([
    [read, { path: { id: 'a b/ü$&' } }, undefined],
    [read, { path: { id: 5 }, query: { a: 1, b: true, c: 'd e&f', g: undefined, i: '' } }, undefined],
    [make, { path: { id: '{other}', other: 'x' }, query: {} }, { a: [1, { b: 'ü' }] }],
    [make, { path: { id: 'x', other: 'y' } }, 'text'],
    [{ ...make, form: true }, { path: { id: 'x', other: 'y' } }, { a: 'b c', d: '1&2' }],
    [make, { path: { id: 'x', other: 'y' } }, null],
  ])(
    'of %j with %j and %j is written alike by the core and by the part for every style',
    (operation, parameters, body) => {
      const headers = { accept: 'application/json' };
      expect(isPlain(operation, parameters, undefined)).toBe(true);
      const plain = writeRequest(BASE, operation, parameters, body, headers);
      expect(plain).toEqual(writeStyledRequest(BASE, operation, parameters, body, headers));
      expect(plain).toMatchObject({ method: operation.method, headers: { accept: 'application/json' } });
      expect(headers).toEqual({ accept: 'application/json' });
    },
  );

  it.each<[Partial<Operation>, Parameters, string | undefined]>([
    [{ styles: {} }, {}, undefined],
    [{ media: ['text/plain'] }, {}, undefined],
    [{}, { header: {} }, undefined],
    [{}, { cookie: {} }, undefined],
    [{}, {}, 'text/plain'],
    [{}, { query: { a: [1] } }, undefined],
    [{}, { query: { a: null } }, undefined],
    [{}, { path: { id: { a: 1 } } }, undefined],
  ])('of %j with %j and type %s is not plain', (operation, parameters, type) => {
    expect(isPlain({ ...read, ...operation }, parameters, type)).toBe(false);
  });

  it('that cannot be written is a failure', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const body of [circle, { a: 5n }]) {
      expect(writeRequest(BASE, make, {}, body, {})).toMatchObject({ failure: 'body' });
      expect(writeStyledRequest(BASE, make, {}, body, {})).toMatchObject({ failure: 'body' });
    }
    expect(writeStyledRequest(BASE, make, { header: { 'a b': 1 } }, undefined, {})).toMatchObject({
      failure: 'body',
    });
  });

  it('has headers and cookies of its own, those that are undefined left out', () => {
    const written = writeStyledRequest(
      BASE,
      { ...read, styles: { header: { 'X-List': 'pipe' }, cookie: { c: 'json' } } },
      {
        path: { id: 1 },
        header: { 'X-List': [1, 2], 'X-None': undefined },
        cookie: { a: 'b c', c: [1], d: undefined },
      },
      undefined,
      { accept: 'x' },
    );
    expect(written).toMatchObject({
      headers: { accept: 'x', 'x-list': '1|2', cookie: 'a=b%20c; c=%5B1%5D' },
      body: null,
    });
    const bare = writeStyledRequest(BASE, read, { path: { id: 1 }, cookie: { d: undefined } }, undefined, {});
    expect(bare).toMatchObject({ headers: {} });
    expect(bare).not.toHaveProperty('headers.cookie');
    expect(bare).not.toHaveProperty('headers.content-type');
  });

  const bytes = new Uint8Array([1]);
  it.each<[string, unknown, unknown]>([
    ['application/json', { a: 1 }, '{"a":1}'],
    ['application/json', 'text', '"text"'],
    ['application/json;charset=utf-8', 'text', '"text"'],
    ['application/vnd.x+json ; a=b', 'text', '"text"'],
    ['application/jsonl', 'text', 'text'],
    ['text/plain; a=/json', 'text', 'text'],
    ['application/octet-stream', bytes, bytes],
    ['application/octet-stream', bytes.buffer, bytes.buffer],
    ['application/x-www-form-urlencoded', { a: 'b c' }, 'a=b+c'],
    ['application/x-www-form-urlencoded', 'a=1', 'a=1'],
    ['application/xml', { a: 1 }, '{"a":1}'],
  ])('of type %s has the body %j as %j', (type, body, expected) => {
    const written = writeStyledRequest(BASE, make, {}, body, {}, type);
    expect(written).toMatchObject({ headers: { 'content-type': type } });
    expect('body' in written && written.body).toEqual(expected);
  });

  it('with files has no type: fetch names the boundary', () => {
    const written = writeStyledRequest(BASE, make, {}, { a: 1 }, {}, 'multipart/form-data');
    expect('body' in written && written.body).toBeInstanceOf(FormData);
    expect(written).not.toHaveProperty('headers.content-type');
  });
});

describe('a signed request', () => {
  const settings = settingsOf({}, refuse);
  const request = { method: 'GET', url: `${BASE}/a`, headers: { accept: 'x' }, body: null };
  const none: Signature = { headers: {}, query: [], cookies: [] };
  const signedWith = async (signature: Signature, given = request) => {
    const put = await sign(newCall(settings, read, { operation: 'read' }), () => signature);
    return typeof put === 'function' ? put(given) : put;
  };

  it('has the credentials where they belong, next to what it had', async () => {
    expect(await signedWith({ ...none, headers: { key: 'k' } })).toEqual({
      ...request,
      headers: { accept: 'x', key: 'k' },
    });
    expect(
      await signedWith({
        ...none,
        query: [
          ['a b', 'c&d'],
          ['e', 'f'],
        ],
      }),
    ).toEqual({
      ...request,
      url: `${BASE}/a?a+b=c%26d&e=f`,
    });
    const asked = { ...request, url: `${BASE}/a?x=1` };
    expect(await signedWith({ ...none, query: [['e', 'f']] }, asked)).toMatchObject({
      url: `${BASE}/a?x=1&e=f`,
    });
    expect(
      await signedWith({
        ...none,
        cookies: [
          ['s', '1'],
          ['t', '2'],
        ],
      }),
    ).toEqual({
      ...request,
      headers: { accept: 'x', cookie: 's=1; t=2' },
    });
    const withCookie = { ...request, headers: { accept: 'x', cookie: 'own=0' } };
    expect(await signedWith({ ...none, headers: { key: 'k' }, cookies: [['s', '1']] }, withCookie)).toEqual({
      ...request,
      headers: { accept: 'x', key: 'k', cookie: 'own=0; s=1' },
    });
    expect(request.headers).toEqual({ accept: 'x' });
  });

  it('is not made where a function fails, is late, or the call is over', async () => {
    const call = (options = {}) => newCall(settings, read, { operation: 'read' }, options);
    const asked = (ask: Sign, options = {}) => sign(call(options), ask);
    expect(await asked(() => undefined)).toBeUndefined();
    expect(await asked(async () => undefined)).toBeUndefined();
    expect(await asked(() => refuse('x'))).toMatchObject({ failure: 'secret' });
    expect(await asked(() => Promise.reject(new Error('x')))).toMatchObject({ failure: 'secret' });
    expect(await asked(() => new Promise(() => {}), { timeoutMs: 10 })).toMatchObject({ failure: 'timeout' });
    const signal = AbortSignal.abort();
    expect(await asked(() => new Promise(() => {}), { signal })).toMatchObject({ failure: 'aborted' });
    expect(typeof (await asked(async () => none))).toBe('function');
  });
});

describe('options', () => {
  it('have these defaults', () => {
    expect(settingsOf({}, refuse)).toEqual({
      fetch: undefined,
      timeoutMs: 60_000,
      attemptTimeoutMs: 10_000,
      maxResponseBytes: 16_777_216,
      retry: { maxAttempts: 4, baseDelayMs: 250, maxDelayMs: 8000, maxRetryAfterMs: 60_000, budget: 30 },
      tokenStore: undefined,
      validate: { requests: true, responses: 'warn' },
      hooks: [],
      logger: undefined,
      headers: { accept: 'application/json' },
    });
    expect(settingsOf({ retry: false }, refuse).retry).toMatchObject({ maxAttempts: 1, budget: 30 });
    expect(settingsOf({ timeoutMs: 0, retry: { budget: 0 } }, refuse)).toMatchObject({
      timeoutMs: 0,
      retry: { budget: 0, maxAttempts: 4 },
    });
    expect(
      settingsOf({ headers: { Accept: 'y', 'X-A': '1' } }, refuse, { accept: 'x', 'user-agent': 'u' }),
    ).toMatchObject({
      headers: { accept: 'y', 'user-agent': 'u', 'x-a': '1' },
    });
  });

  it.each([true, false, 'off', 'warn', 'throw'] as const)('requests may be checked as %s', (requests) => {
    expect(settingsOf({ validate: { requests } }, refuse).validate).toEqual({ requests, responses: 'warn' });
  });

  it.each<[object, string]>([
    [{ validate: { responses: true } }, "validate.responses must be 'off', 'warn' or 'throw'."],
    [{ validate: { requests: 'no' } }, "validate.requests must be 'off', 'warn' or 'throw'."],
    [{ validate: 5 }, 'validate must be an object.'],
    [{ tokenStore: { get: () => {}, set: 5 } }, 'tokenStore.set must be a function.'],
    [{ tokenStore: { get: 5, set: () => {} } }, 'tokenStore.get must be a function.'],
    [{ retry: { budget: -1 } }, 'budget must be a number that is not negative, not -1.'],
    [{ timeoutMs: {} }, 'timeoutMs must be a number that is not negative, not a value of type object.'],
    [{ headers: { '': 'x' } }, 'headers: name 1 is not a name that HTTP allows.'],
    [{ headers: { a: 'b', 'c d': 'x' } }, 'headers: name 2 is not a name that HTTP allows.'],
    [{ headers: { Upgrade: 'x' } }, 'headers: upgrade belongs to the connection and cannot be set.'],
  ])('%j are refused', (options, message) => {
    expect(() => settingsOf({ ...options }, refuse)).toThrow(message);
  });

  it.each<[string, string | undefined]>([
    ['timeoutMS', 'timeoutMs'],
    ['timeout', 'timeoutMs'],
    ['header', 'headers'],
    ['heders', 'headers'],
    ['HEADERS_', 'headers'],
    ['x', undefined],
    ['', undefined],
    ['colour', undefined],
  ])('a name like %s: did you mean %s?', (name, meant) => {
    const known = ['fetch', 'headers', 'retry', 'timeoutMs'];
    const suffix = meant === undefined ? '' : `; did you mean in.${meant}?`;
    expect(unknownName({ retry: 1, [name]: 1 }, known, 'in.')).toEqual({
      path: `in.${name}`,
      message: `unknown option in.${name}${suffix}`,
    });
    expect(unknownName({ retry: 1 }, known)).toBeUndefined();
  });

  it('numbers may be left out, and zero', () => {
    expect(wrongNumber({ a: undefined, b: 0, c: Infinity, d: 'x' }, ['a', 'b', 'c'])).toBeUndefined();
    expect(wrongNumber({ a: 1, b: Number.NaN }, ['a', 'b'])).toMatchObject({ path: 'b' });
    expect(wrongNumber({ a: null }, ['a'])).toMatchObject({ path: 'a' });
  });

  it('of headers: the last of a name, numbers as texts, none that is undefined', () => {
    const headers = headersOf({ 'X-A': '1', 'x-a': 2, 'x-b': undefined });
    expect(headers instanceof Map && [...headers]).toEqual([['x-a', '2']]);
  });
});

describe('foreign text in a message', () => {
  it('is one line of modest length without credentials', () => {
    expect(redact(' a\r\n\tb\u0000c ', [])).toBe('a b c');
    expect(redact('a SECRET-123 b', ['SECRET-123'])).toBe('a [redacted] b');
    expect(redact('Authorization: Bearer abc.def, basic xyz', [])).toBe(
      'Authorization: Bearer [redacted] basic [redacted]',
    );
    expect(redact('client_secret=abc&x=1 "access_token": "abc"', [])).toBe(
      'client_secret=[redacted]&x=1 "access_token": "[redacted]"',
    );
    const long = redact('ab '.repeat(10_000), []);
    expect(long.length).toBeGreaterThan(250);
    expect(long.length).toBeLessThan(310);
  });

  it('of what was thrown keeps name, message, code and causes, three deep', () => {
    const inner = Object.assign(new TypeError('inner SECRET-123'), {
      code: 'ECONNRESET',
      request: 'SECRET-123',
    });
    const copy = redactCause(new Error('outer', { cause: inner }), ['SECRET-123']);
    expect(copy).toMatchObject({ name: 'Error', message: 'outer', stack: 'Error: outer' });
    expect(copy?.cause).toMatchObject({ name: 'TypeError', message: 'inner [redacted]', code: 'ECONNRESET' });
    expect(copy?.cause).not.toHaveProperty('request');
    expect(copy).not.toHaveProperty('code');
    for (const nothing of [undefined, null, 'text', 5]) expect(redactCause(nothing, [])).toBeUndefined();
    expect(redactCause({ message: 5 }, [])).toMatchObject({ name: 'Error', message: '' });
    const nested = (depth: number): object => ({
      message: `m${depth}`,
      cause: depth < 9 ? nested(depth + 1) : null,
    });
    const depths: string[] = [];
    for (let error: unknown = redactCause(nested(1), []); error instanceof Error; error = error.cause)
      depths.push(error.message);
    expect(depths).toEqual(['m1', 'm2', 'm3']);
  });

  it('in issues is redacted too', () => {
    const issues = [{ path: '/SECRET-123', message: 'unknown field SECRET-123' }];
    expect(redactIssues(issues, ['SECRET-123'])).toEqual([
      { path: '/[redacted]', message: 'unknown field [redacted]' },
    ]);
  });
});
