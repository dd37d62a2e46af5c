import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import { judge, type Bench } from '../../../src/specwright/contract/engine/judge.ts';
import type { Answer, SentRequest } from '../../../src/specwright/contract/exchange/exchange.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import type { SuiteRules } from '../../../src/specwright/contract/suite.ts';

const jsonOf = (schema: JsonObject, rest: JsonObject = {}): JsonObject => ({
  'application/json': { schema, ...rest },
});
const thing: JsonObject = {
  type: 'object',
  required: ['id', 'size'],
  properties: {
    id: { type: 'string' },
    size: { type: 'integer', minimum: 1 },
    pin: { type: ['string', 'null'], writeOnly: true },
    tags: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
  },
};
const refusal = {
  description: 'Refused',
  content: jsonOf({
    type: 'object',
    properties: { errorCode: { enum: [8, 9] }, message: { type: 'string' } },
  }),
};
const things: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1.0.0' },
  security: [{ key: [] }],
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer' },
      head: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      tls: { type: 'mutualTLS' },
    },
  },
  paths: {
    '/things': {
      get: {
        operationId: 'list',
        security: [{ head: [], query: [] }, { cookie: [] }],
        responses: {
          200: { description: 'All', content: { 'text/*': {} } },
          302: { description: 'Elsewhere' },
        },
      },
      post: {
        operationId: 'add',
        security: [{ tls: [] }],
        requestBody: {
          required: true,
          content: jsonOf({ type: 'object', required: ['size'], properties: { size: { type: 'integer' } } }),
        },
        responses: {
          201: {
            description: 'Made',
            headers: {
              Location: { schema: { type: 'string' } },
              'X-Note': { schema: { type: 'string' } },
              'X-Must': { required: true, schema: { type: 'string' } },
            },
            content: jsonOf({ ...thing, additionalProperties: false }),
          },
          '4XX': { ...refusal, headers: { ETag: { schema: { type: 'string' } } } },
        },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'get',
        responses: {
          200: {
            description: 'One',
            headers: {
              'X-Kind': { schema: { enum: ['a', 'b'] } },
              'X-Only': { schema: { const: 1 } },
              'X-Left': { schema: { type: 'integer' } },
              'X-Share': { schema: { type: 'number' } },
              'X-Last': { schema: { type: 'boolean' } },
              'X-Code': { schema: { type: 'string', pattern: '^[a-z]+$' } },
              'X-Odd': { schema: { type: 'string', pattern: '(' } },
              'Content-Type': { schema: { enum: ['text/plain'] } },
            },
            content: jsonOf(thing, { example: { id: '17', size: 2 } }),
          },
          404: refusal,
        },
      },
      delete: { operationId: 'drop', responses: { 204: { description: 'Gone' }, 404: refusal } },
    },
    '/token': {
      post: {
        operationId: 'token',
        security: [],
        requestBody: {
          content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['id'] } } },
        },
        responses: { 200: { description: 'A token', content: jsonOf({ type: 'object' }) } },
      },
    },
  },
};

const suite = documentSuite(things);
const bench: Bench = { suite, exact: false, strict: false, redactor: new Redactor() };

interface Seen {
  readonly request?: Partial<SentRequest>;
  readonly answer?: Partial<Answer>;
  readonly expectation?: Expectation;
  readonly bench?: Partial<Bench>;
}

/** The findings of one exchange: severity, check and title. */
function look({ request, answer, expectation, bench: rest }: Seen): readonly string[] {
  const sent = {
    method: 'GET',
    url: 'http://things.test/things/1',
    headers: { authorization: 'Bearer x' },
    ...request,
  };
  const came = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    text: answer?.json === undefined ? '' : JSON.stringify(answer.json),
    ...answer,
  };
  return judge({ ...bench, ...rest }, { request: sent, answer: came, duration: 1 }, 'case', expectation).map(
    ({ severity, check, title }) => `${severity} ${check}: ${title}`,
  );
}

const ONE = { id: '17', size: 2 };
const expecting = (status: number, rest: Partial<Expectation> = {}): Expectation => ({
  accept: [{ statuses: [status] }],
  because: 'so it is',
  ...rest,
});
const wire = {
  bodyBytes: 2,
  strayBytes: 0,
  truncated: false,
  announcedClose: false,
  droppedConnection: false,
};
const adding = {
  method: 'POST',
  url: 'http://things.test/things',
  body: '{"size":2}',
  headers: { 'content-type': 'application/json' },
};
const added = {
  status: 201,
  json: ONE,
  headers: { 'content-type': 'application/json', location: '/things/17', 'x-must': 'yes' },
};
const dropping = { method: 'DELETE' };
const listing = { url: 'http://things.test/things?key=1', headers: { 'x-key': '1' } };
const page = { text: '<p>', headers: { 'content-type': 'text/html' } };

describe('an answer without a flaw', () => {
  test.each<[string, Seen]>([
    ['read', { answer: { json: ONE } }],
    ['made', { request: adding, answer: added }],
    ['removed', { request: dropping, answer: { status: 204, headers: {} } }],
    ['refused', { answer: { status: 404, json: { errorCode: 8 } } }],
    [
      'a refusal by its class',
      { request: { ...adding, body: '' }, answer: { status: 409, json: { errorCode: 9 } } },
    ],
    ['a page in a range of media types', { request: listing, answer: page }],
    ['a documented redirect', { request: listing, answer: { status: 302, headers: { location: '/' } } }],
    ['an unchanged one', { request: listing, answer: { status: 302, headers: {} } }],
    [
      'outside the contract',
      { request: { url: 'http://things.test/else' }, answer: { status: 404, text: 'no', headers: {} } },
    ],
    [
      'with a cookie',
      {
        request: { ...listing, url: 'http://things.test/things', headers: { cookie: 'sid=1' } },
        answer: page,
      },
    ],
    ['over the wire', { answer: { json: ONE, wire } }],
  ])('%s has no finding', (_words, seen) => {
    expect(look(seen)).toEqual([]);
  });
});

describe('each flaw has its check', () => {
  test.each<[Seen, string[]]>([
    [
      { answer: { status: 418, json: ONE } },
      ['error status-documented: get answers with status 418, which is not documented'],
    ],
    [
      { answer: { status: 405, json: {}, headers: { allow: 'GET' } } },
      [
        'info status-documented: get answers with status 405, which is not documented',
        'error allow-header: a 405 has no proper Allow header: GET is both refused and allowed',
      ],
    ],
    [{ answer: { status: 413 }, expectation: expecting(413) }, []],
    [
      { answer: { status: 413 }, expectation: expecting(414) },
      ['error status-documented: get answers with status 413, which is not documented'],
    ],
    [
      { answer: { json: ONE, headers: {} } },
      ['error media-type-documented: get answers 200 with no Content-Type'],
    ],
    [
      { answer: { json: ONE, headers: { 'content-type': 'text/plain' } } },
      ['error media-type-documented: get answers 200 with an undocumented media type'],
    ],
    [
      { answer: { json: ONE, defect: 'a byte order mark' } },
      ['error media-type-honest: get answers 200 with a body that is not what its Content-Type says'],
    ],
    [
      { answer: { json: ONE, headers: { 'content-type': 'application/json; charset="ISO-8859-1"' } } },
      ['error media-type-honest: get labels JSON with the charset ISO-8859-1'],
    ],
    [{ answer: { json: ONE, headers: { 'content-type': 'application/json;charset=UTF-8' } } }, []],
    [
      { answer: { json: { ...ONE, pin: '1234' } } },
      ['error undocumented-properties: get answers 200 with "pin", which is write-only'],
    ],
    [{ answer: { json: { ...ONE, pin: null } } }, []],
    [
      {
        answer: {
          status: 404,
          json: { errorCode: 8, status: 422 },
          headers: { 'content-type': 'application/problem+json' },
        },
      },
      [
        'error media-type-documented: get answers 404 with an undocumented media type',
        'error media-type-honest: get answers 404 with a problem of the status 422',
        'warning undocumented-properties: get answers 404 with the undocumented property "status"',
      ],
    ],
    [{ request: listing, answer: { ...page, headers: { 'content-type': 'text/html; charset=latin1' } } }, []],
    [{ answer: { text: '' } }, ['error body-schema: get answers 200 without the documented body']],
    [{ request: { method: 'HEAD' }, answer: { text: '' } }, []],
    [
      { answer: { json: {} } },
      [
        'error body-schema: get answers 200 with a body that is not as documented: the body must have id, size',
      ],
    ],
    [
      { answer: { json: { id: 1, size: 0 } } },
      [
        'error body-schema: get answers 200 with a body that is not as documented: /id must be string',
        'error body-schema: get answers 200 with a body that is not as documented: /size must be >= 1',
        'info like-the-samples: get answers 200 with number at /id, where every published sample shows string',
      ],
    ],
    [
      { answer: { json: { ...ONE, size: 'x' } } },
      [
        'error body-schema: get answers 200 with a body that is not as documented: /size must be integer',
        'info like-the-samples: get answers 200 with string at /size, where every published sample shows number',
      ],
    ],
    [
      { answer: { json: { ...ONE, id: 'abc' } } },
      [
        'info like-the-samples: get answers 200 with text of another form at /id, where every published sample shows digits',
      ],
    ],
    [
      { answer: { json: { ...ONE, odd: 1 } } },
      ['warning undocumented-properties: get answers 200 with the undocumented property "odd"'],
    ],
    [
      { answer: { json: { ...ONE, odd: 1 } }, bench: { strict: true } },
      ['error undocumented-properties: get answers 200 with the undocumented property "odd"'],
    ],
    [
      { answer: { json: { ...ONE, tags: [{ name: 'a' }, { mane: 'b' }] } } },
      ['warning undocumented-properties: get answers 200 with the undocumented property "mane"'],
    ],
    [
      { request: adding, answer: { ...added, json: { ...ONE, odd: 1, tags: [{ mane: 1 }] } } },
      ['error undocumented-properties: add answers 201 with the undocumented property "odd"'],
    ],
    [
      { request: adding, answer: { ...added, headers: { 'content-type': 'application/json' } } },
      [
        'error required-headers: add answers 201 without the header "Location"',
        'error required-headers: add answers 201 without the header "X-Must"',
      ],
    ],
    [
      { request: dropping, answer: { status: 204, text: 'x', headers: {} } },
      ['error empty-body: drop answers 204 with a body where none is documented'],
    ],
    [
      { answer: { status: 404, json: { errorCode: 7 } } },
      [
        'error body-schema: get answers 404 with a body that is not as documented: /errorCode must be equal to one of the allowed values: 8, 9',
        'error error-code-allowed: get answers 404 with error code 7, which is not documented there',
      ],
    ],
    [
      { answer: { status: 404, json: { errorCode: 8 } }, expectation: expecting(200) },
      ['error expected-status: get answers 404 where 200 is expected'],
    ],
    [
      {
        answer: { status: 404, json: { errorCode: 8 } },
        expectation: { ...expecting(404), accept: [{ statuses: [404], code: 8 }] },
      },
      [],
    ],
    [
      {
        answer: { status: 404, json: { errorCode: 8 } },
        expectation: {
          ...expecting(404),
          accept: [
            { statuses: [404], code: 9 },
            { statuses: [404], code: 10 },
            { statuses: [400], code: 11 },
          ],
        },
      },
      ['error expected-error-code: get answers 404 with error code 8 where 9 or 10 is expected'],
    ],
    [
      {
        answer: { status: 404, json: {} },
        expectation: { ...expecting(404), accept: [{ statuses: [404], code: 9 }] },
      },
      ['error expected-error-code: get answers 404 with no error code where 9 is expected'],
    ],
    [{ answer: { json: ONE, refused: 404 }, expectation: expecting(400) }, []],
    [
      { answer: { json: ONE, refused: 404 }, expectation: expecting(200) },
      ['error expected-status: get answers 200 with a refusal where 200 is expected'],
    ],
    [
      { answer: { json: ONE }, expectation: expecting(400, { violation: 'size is null' }) },
      ['error violation-refused: get accepts a request that violates the contract: size is null'],
    ],
    [
      { answer: { json: ONE }, expectation: expecting(400, { violation: 'size is null', tolerated: 'r' }) },
      ['info other-reading: get r'],
    ],
    [
      {
        answer: { json: ONE },
        expectation: expecting(401, { intrusion: 'no token', tolerated: 'r' }),
        bench: { exact: true },
      },
      ['error credentials-checked: get lets a request pass: no token'],
    ],
    [
      { answer: { json: ONE }, expectation: expecting(401, { intrusion: 'no token' }) },
      ['error credentials-checked: get lets a request pass: no token'],
    ],
    [
      { request: { headers: {} }, answer: { json: ONE } },
      ['error credentials-checked: get answers a request without the required credentials'],
    ],
    [{ request: { headers: {} }, answer: { status: 404, json: {} } }, []],
    [{ request: { headers: {} }, answer: { json: ONE }, expectation: expecting(200) }, []],
    [
      { request: { url: 'http://things.test/things', headers: { 'x-key': '1' } }, answer: page },
      ['error credentials-checked: list answers a request without the required credentials'],
    ],
    [
      { request: { ...listing, headers: { cookie: 'side=1' } }, answer: page },
      ['error credentials-checked: list answers a request without the required credentials'],
    ],
    [
      { request: { ...adding, body: '' }, answer: added },
      [
        'error violation-refused: add accepts a request that violates the contract: the required body is missing',
      ],
    ],
    [
      { request: { ...adding, body: '{}' }, answer: added },
      [
        "error violation-refused: add accepts a request that violates the contract: the body must have required property 'size'",
      ],
    ],
    [
      { request: { ...adding, body: '{"size":"x"}' }, answer: added },
      ['error violation-refused: add accepts a request that violates the contract: /size must be integer'],
    ],
    [
      { request: { ...adding, body: '{' }, answer: added },
      ['error violation-refused: add accepts a request that violates the contract: the body is not JSON'],
    ],
    [
      { request: { ...adding, headers: { 'content-type': 'text/csv' } }, answer: added },
      [
        'error violation-refused: add accepts a request that violates the contract: the media type text/csv is not documented',
      ],
    ],
    [{ request: { ...adding, headers: {} }, answer: added }, []],
    [
      { answer: { json: ONE, wire: { ...wire, truncated: true } } },
      ['error content-length-honest: get sends fewer bytes than announced with status 200'],
    ],
    [
      { answer: { json: ONE, wire: { ...wire, strayBytes: 3 } } },
      ['error content-length-honest: get sends more bytes than announced with status 200'],
    ],
    [
      { request: dropping, answer: { status: 204, headers: {}, wire: { ...wire, strayBytes: 3 } } },
      ['error no-content-on-wire: drop sends a body with status 204'],
    ],
    [
      { request: { method: 'HEAD' }, answer: { wire: { ...wire, strayBytes: 3, truncated: true } } },
      ['error no-content-on-wire: HEAD sends a body with an answer to HEAD'],
    ],
    [
      { answer: { json: ONE, wire: { ...wire, droppedConnection: true } } },
      ['error connection-kept: get closes the connection without a word'],
    ],
    [
      { answer: { status: 301, headers: {} } },
      [
        'error status-documented: get answers with status 301, which is not documented',
        'error no-redirect: get redirects (301)',
      ],
    ],
    [
      { request: listing, answer: { status: 304, headers: {} } },
      ['error status-documented: list answers with status 304, which is not documented'],
    ],
    [
      { request: { url: 'http://things.test/else' }, answer: { status: 399, headers: {} } },
      ['error no-redirect: the server redirects (399)'],
    ],
    [
      { request: { method: 'PUT' }, answer: { status: 405, headers: {} } },
      ['error allow-header: a 405 has no proper Allow header: it is missing'].map((line) =>
        line.replace('error', 'info'),
      ),
    ],
    [
      { request: { method: 'PUT' }, answer: { status: 405, headers: { allow: 'get' } } },
      ['info allow-header: a 405 has no proper Allow header: DELETE is documented and left out'],
    ],
    [{ request: { method: 'PUT' }, answer: { status: 405, headers: { allow: 'GET , DELETE' } } }, []],
  ])('%j', (seen, expected) => {
    expect(look(seen)).toEqual(expected);
  });
});

describe('the header fields', () => {
  const own = { 'content-type': 'application/json' };
  const token = {
    method: 'POST',
    url: 'http://things.test/token',
    body: 'id=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  const https = { url: 'https://things.test/things/1' };
  test.each<[Seen, string[]]>([
    [
      { answer: { json: ONE, headers: { ...own, 'x-powered-by': 'PHP' } } },
      ['info header-hygiene: the server names its software in X-Powered-By'],
    ],
    [
      { request: https, answer: { json: ONE } },
      ['info header-hygiene: the server sends no Strict-Transport-Security'],
    ],
    [
      {
        request: https,
        answer: { json: ONE, headers: { ...own, 'strict-transport-security': 'max-age=1' } },
      },
      [],
    ],
    [
      { answer: { json: ONE, headers: { ...own, date: 'today' } } },
      ['info header-hygiene: the server sends a Date that is none'],
    ],
    [{ answer: { json: ONE, headers: { ...own, date: 'Thu, 01 Jan 2026 00:00:00 GMT' } } }, []],
    [
      { request: token, answer: { json: { access_token: 'abc', token_type: 'Bearer' } } },
      ['info header-hygiene: the server lets the answer of token be cached'],
    ],
    [
      {
        request: token,
        answer: {
          json: { access_token: 'abc', token_type: 'Bearer' },
          headers: { ...own, 'cache-control': 'private, No-Store' },
        },
      },
      [],
    ],
    [{ request: token, answer: { json: { access_token: 'abc' } } }, []],
    [
      { answer: { json: { ...ONE, access_token: 'x' } } },
      ['warning undocumented-properties: get answers 200 with the undocumented property "access_token"'],
    ],
    [
      { answer: { json: ONE, headers: { ...own, 'x-powered-by': 'PHP' } }, bench: { exact: true } },
      ['error header-hygiene: the server names its software in X-Powered-By'],
    ],
  ])('%j', (seen, expected) => {
    expect(look(seen)).toEqual(expected);
  });

  test.each<[Record<string, string>, Record<string, string>, boolean]>([
    [
      { origin: 'https://evil.test' },
      { 'access-control-allow-origin': 'https://evil.test', 'access-control-allow-credentials': 'true' },
      true,
    ],
    [{ origin: 'https://evil.test' }, { 'access-control-allow-origin': 'https://evil.test' }, false],
    [
      { origin: 'https://evil.test' },
      { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' },
      false,
    ],
    [
      { origin: 'http://things.test' },
      { 'access-control-allow-origin': 'http://things.test', 'access-control-allow-credentials': 'true' },
      false,
    ],
    [{}, { 'access-control-allow-credentials': 'true' }, false],
  ])('an origin %j answered with %j', (headers, came, found) => {
    const findings = look({
      request: { headers: { authorization: 'x', ...headers } },
      answer: { json: ONE, headers: { ...own, ...came } },
    });
    expect(findings).toEqual(found ? ['error origin-not-trusted: get trusts whatever origin asks'] : []);
  });
});

describe('what no answer may show', () => {
  const url = 'http://things.test/else';
  const shown = (
    text: string,
    headers: Record<string, string> = {},
    request: Partial<SentRequest> = {},
  ): readonly string[] => look({ request: { url, ...request }, answer: { status: 404, text, headers } });

  test.each([
    ['at load (/srv/app.js:1:2)', 'a stack trace'],
    ['at load (C:\\app\\x.js:12)', 'a stack trace'],
    ['at async file:///srv/app.js:10:20', 'a stack trace'],
    ['at com.shop.Main.run(Main.java:12)', 'a stack trace'],
    ['at Object.run lib/main.mjs:12:3', 'a stack trace'],
    ['Traceback (most recent call last)', 'a stack trace'],
    ['File "main.py", line 12', 'a stack trace'],
    ['java.lang.IllegalStateException', 'the name of an exception class'],
    ['Exception in thread', 'the name of an exception class'],
    ['a TypeError came up', 'the name of an exception class'],
    ['goroutine 12 [running]', 'a stack trace'],
    ['/home/shop/main', 'a path of the file system'],
    ['C:\\Users\\x', 'a path of the file system'],
    ['x/node_modules/y', 'a path of the file system'],
    ['SELECT id, name FROM things', 'a database query'],
    ['INSERT INTO things', 'a database query'],
    ['UPDATE things SET', 'a database query'],
    ['DELETE FROM things', 'a database query'],
    ['db.things.findOne(', 'a database query'],
    ['mongodb+srv://x', 'the address of a database'],
    ['10.1.12.123', 'an address of the internal network'],
    ['192.168.1.12', 'an address of the internal network'],
    ['172.31.1.12', 'an address of the internal network'],
  ])('%s is %s', (text, what) => {
    const line = (place: string): string => `error no-internals-shown: the server shows ${what} in ${place}`;
    expect(shown(`before ${text}`)).toEqual([line('the body')]);
    expect(shown('', { 'x-error': text })).toEqual([line('the header "x-error"')]);
    expect(shown('', { via: text })).toEqual([]);
    expect(shown(text, {}, { method: 'POST', body: `{"note":"${text}"}` })).toEqual([]);
  });

  test.each([
    'meet at noon (on 12:30)',
    'TypeErrors',
    'select a thing from the list',
    'org.example',
    '172.32.1.1',
    '110.1.1.1',
    'update your address',
    '/etc',
  ])('%s is harmless', (text) => {
    expect(shown(text)).toEqual([]);
  });

  test.each<[string, string | undefined]>([
    ['{"password": "hunter22x"}', 'a password or secret'],
    ['api_secret=abcdefg1', 'a password or secret'],
    ['password: forgotten', undefined],
    ['password: x1', undefined],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----', 'a private key'],
  ])('of %j it is %s', (text, what) => {
    const line = (place: string): string => `error no-secret-echoed: the server shows ${what} in ${place}`;
    expect(shown(text)).toEqual(what === undefined ? [] : [line('the body')]);
    expect(shown('', { 'x-note': text })).toEqual(what === undefined ? [] : [line('the header "x-note"')]);
  });

  const base64 = (json: Json): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  test('a signed cursor is not a token, and what follows it is looked at', () => {
    const cursor = `${base64({ after: 17, size: 20 })}.5f2c8a1b9d3e`;
    expect(shown(cursor)).toEqual([]);
    expect(shown(`${cursor} password: hunter22x`)).toHaveLength(1);
    const token = `${base64({ typ: 'JWT', alg: 'HS256' })}.${base64({ sub: 'someone' })}.5f2c8a1b9d3e`;
    expect(shown(`${cursor} ${token}`)).toHaveLength(1);
  });

  test('two values in base64 are no login where they are a cursor, and any other secret there is one', () => {
    const login = Buffer.from('AB-1:Blue-42x').toString('base64');
    const token = `${base64({ typ: 'JWT', alg: 'HS256' })}.${base64({ sub: 'someone' })}.5f2c8a1b9d3e`;
    expect(shown(`{"nextCursor":"${login}","next_page_token":"${login}"}`)).toEqual([]);
    expect(shown(`{"nextCursor":"${login}","note":"${login}"}`)).toHaveLength(1);
    expect(shown(`{"nextCursor":"${token}"}`)).toHaveLength(1);
    expect(shown(`{"cursor":"${login}","next":"${token}"}`)).toHaveLength(1);
  });

  test('a secret of the run, save the token that was asked for', () => {
    const redactor = new Redactor();
    redactor.add('quite-a-secret-1');
    const json: Json = { access_token: 'quite-a-secret-1' };
    const form = {
      method: 'POST',
      url: 'http://things.test/token',
      body: 'id=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    expect(look({ request: form, answer: { json, headers }, bench: { redactor } })).toEqual([]);
    const twice = { access_token: 'quite-a-secret-1', again: 'quite-a-secret-1' };
    expect(look({ request: form, answer: { json: twice, headers }, bench: { redactor } })).toEqual([
      'error no-secret-echoed: token shows a secret of this run in the body',
    ]);
    expect(look({ request: { url }, answer: { json, headers }, bench: { redactor } })).toEqual([
      'error no-secret-echoed: the server shows a secret of this run in the body',
    ]);
  });

  test('markup from the address, in HTML', () => {
    const asked = { url: `${url}?q=%3Cscript%3E` };
    const html = { status: 404, headers: { 'content-type': 'text/html' } };
    expect(look({ request: asked, answer: { ...html, text: 'no <script>' } })).toEqual([
      'error no-markup-echoed: an error page repeats markup from the address',
    ]);
    expect(look({ request: asked, answer: { ...html, text: 'no &lt;script>' } })).toEqual([]);
    expect(
      look({ request: { url: `${url}?q=%E0%A4%A<b>` }, answer: { ...html, text: 'no <b>' } }),
    ).toHaveLength(1);
    expect(look({ request: asked, answer: { status: 404, headers: {}, text: 'no <script>' } })).toEqual([]);
  });
});

describe('what a case knows', () => {
  const readings: SuiteRules['readings'] = {
    sure: { text: 'takes it', confidence: 0.6 },
    unsure: { text: 'leaves it', confidence: 0.59 },
  };
  const open = { suite: { ...suite, readings } };
  const state = (
    fields: NonNullable<Expectation['state']>['fields'],
    claim: 'state-after-call' | 'linked-records' = 'state-after-call',
  ): Expectation => expecting(200, { state: { claim, fields } });

  test('of readings: a warning where its authors are sure', () => {
    const accept = (reading: string) => [{ statuses: [400] }, { statuses: [404], reading }];
    const seen = (reading: string, exact = false): readonly string[] =>
      look({
        answer: { status: 404, json: {} },
        expectation: { ...expecting(400), accept: accept(reading) },
        bench: { ...open, exact },
      });
    expect(seen('sure')).toEqual(['warning other-reading: get takes it']);
    expect(seen('unsure')).toEqual(['info other-reading: get leaves it']);
    expect(seen('sure', true)).toEqual(['error expected-status: get answers 404 where 400 is expected']);
  });

  test('of a code that rests on a reading', () => {
    const expectation = { ...expecting(404), accept: [{ statuses: [404], code: 7, reading: 'sure' }] };
    const answer = { status: 404, json: { errorCode: 7 } };
    expect(look({ answer, expectation, bench: open })).toEqual(['warning other-reading: get takes it']);
    expect(
      look({ answer, expectation: { ...expectation, accept: [{ statuses: [404], code: 7 }] } }),
    ).toHaveLength(2);
  });

  test('of the state of things', () => {
    expect(
      look({
        answer: { json: ONE },
        expectation: state({ size: [{ value: 2 }], more: [{ value: undefined }] }),
      }),
    ).toEqual([]);
    expect(
      look({ answer: { json: ONE }, expectation: state({ size: [{ value: 3 }, { value: undefined }] }) }),
    ).toEqual(['error state-after-call: get shows size 2 where 3 or (absent) is expected']);
    expect(
      look({ answer: { json: ONE }, expectation: state({ size: [{ value: 3 }] }, 'linked-records') }),
    ).toEqual(['error linked-records: get shows size 2 where 3 is expected']);
    const misshapen = { id: '17', size: 0 };
    expect(look({ answer: { json: misshapen }, expectation: state({ size: [{ value: 3 }] }) })).toEqual([
      'error body-schema: get answers 200 with a body that is not as documented: /size must be >= 1',
    ]);
    const read = state({ size: [{ value: 3 }, { value: 2, reading: 'unsure' }] });
    expect(look({ answer: { json: ONE }, expectation: read, bench: open })).toEqual([
      'info other-reading: get leaves it',
    ]);
    expect(look({ answer: { json: ONE }, expectation: read, bench: { ...open, exact: true } })).toEqual([
      'error state-after-call: get shows size 2 where 3 is expected',
    ]);
    const fresh = expecting(200, {
      state: { claim: 'state-after-call', fields: {}, fresh: { id: new Set(['17']) } },
    });
    expect(look({ answer: { json: ONE }, expectation: fresh })).toEqual([
      'error state-after-call: get gives a new record the id of an old one',
    ]);
    expect(look({ answer: { json: { ...ONE, id: '18' } }, expectation: fresh })).toEqual([]);
  });

  test('of an answer that never came', () => {
    const request = { method: 'GET', url: 'http://things.test/things/1', headers: {} };
    const failed = (expectation?: Expectation): readonly string[] =>
      judge(
        bench,
        { request, failure: { kind: 'timeout', message: 'late' }, duration: 9 },
        'case',
        expectation,
      ).map(({ check, title, actual }) => `${check}: ${title}: ${actual}`);
    expect(failed()).toEqual(['answered: get got no answer: late']);
    expect(failed(expecting(200, { mayHangUp: true }))).toEqual([]);
  });

  test('of statuses by the class', () => {
    const all = Array.from({ length: 100 }, (_, index) => 400 + index);
    const expectation = {
      ...expecting(200),
      accept: [{ statuses: [200, ...all.slice(0, 4), ...all.slice(5)] }],
    };
    expect(look({ answer: { status: 404, json: {} }, expectation })).toEqual([
      'error expected-status: get answers 404 where 200 or 4xx is expected',
    ]);
  });
});

test.each<[string, string, boolean]>([
  ['x-kind', 'a', true],
  ['x-kind', 'c', false],
  ['x-only', '1', true],
  ['x-only', '2', false],
  ['x-left', '-3', true],
  ['x-left', '3.5', false],
  ['x-share', '0.5', true],
  ['x-share', 'half', false],
  ['x-share', ' ', false],
  ['x-last', 'false', true],
  ['x-last', 'no', false],
  ['x-code', 'abc', true],
  ['x-code', 'ABC', false],
  // What nobody can judge is not wrong.
  ['x-code', 'A'.repeat(2_000), true],
  ['x-odd', 'anything', true],
])('%s: %s is a documented value: %s', (name, value, isRight) => {
  const headers = { 'content-type': 'application/json', [name]: value };
  const found = look({ answer: { json: ONE, headers } });
  expect(found.filter((line) => line.includes('header-values'))).toHaveLength(isRight ? 0 : 1);
});
