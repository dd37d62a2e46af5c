import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import type { Answer, SentRequest, WireFacts } from '../../../src/specwright/contract/exchange/exchange.ts';
import { describeCheck } from '../../../src/specwright/contract/checks/description.ts';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import { judge } from '../../../src/specwright/contract/engine/judge.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import type { SuiteRules } from '../../../src/specwright/contract/suite.ts';
import {
  documentOf,
  documentWith,
  exchangeOf,
  expecting,
  findingsOf,
  foundBy,
  inShort,
  jsonContent,
  textOf,
  type Seen,
} from './one-operation.ts';

const OK = { description: 'Fine' };
const AT = '/paths/~1things/get/responses/200';
const plain = documentWith({ 200: OK });
const elsewhere = { url: 'http://things.test/else' };

describe('what a 405 allows', () => {
  const responses = { 200: OK, 405: OK };
  const document = documentOf({
    '/things/{id}': { get: { operationId: 'get', responses }, delete: { operationId: 'drop', responses } },
    '/things/mine': { get: { operationId: 'mine', responses }, put: { operationId: 'keep', responses } },
  });
  const look = (path: string, method: string, headers: Record<string, string>): readonly string[] =>
    inShort('allow-header', document, {
      request: { method, url: `http://things.test${path}?all=true` },
      answer: { status: 405, headers },
    }).map((line) => line.replace(/ \| .* \| /, ' | '));

  test.each<[string, string, Record<string, string>, string[]]>([
    ['/things/1', 'PUT', {}, ['Allow: GET, DELETE | it is missing']],
    ['/things/1', 'PUT', { allow: 'GET,delete' }, []],
    ['/things/1', 'PUT', { allow: 'GET' }, ['Allow: GET, DELETE | is documented and left out']],
    ['/things/1', 'PUT', { allow: 'GET, DELETE, PUT' }, ['Allow: GET, DELETE | is both refused and allowed']],
    ['/things/1', 'PUT', { allow: 'GET, DELETE, OPTIONS' }, []],
    // The path without a variable has methods of its own.
    ['/things/mine', 'DELETE', { allow: 'GET, PUT' }, []],
    ['/things/mine', 'POST', {}, ['Allow: GET, PUT | it is missing']],
    ['/else', 'PUT', {}, ['Allow:  | it is missing']],
    ['/else', 'PUT', { allow: 'GET' }, []],
  ])('of %s for %s is %j', (path, method, headers, expected) => {
    expect(look(path, method, headers)).toEqual(expected);
  });

  test('is shown as it came, or with the call that lacks it', () => {
    const actual = (headers: Record<string, string>): readonly string[] =>
      foundBy('allow-header', document, {
        request: { method: 'PUT', url: 'http://things.test/things/1?a=b' },
        answer: { status: 405, headers },
      }).map((finding) => finding.actual);
    expect(actual({})).toEqual(['no Allow header on PUT /things/1']);
    expect(actual({ allow: 'GET' })).toEqual(['GET']);
    const other = { request: { method: 'PUT', url: 'http://things.test/things/1' }, answer: { status: 404 } };
    expect(foundBy('allow-header', document, other)).toEqual([]);
  });
});

describe('the bytes of an answer', () => {
  const facts: WireFacts = {
    bodyBytes: 5,
    strayBytes: 0,
    truncated: false,
    announcedClose: false,
    droppedConnection: false,
  };
  const look = (
    check: string,
    wire: Partial<WireFacts>,
    answer: Partial<Answer> = {},
    method = 'GET',
  ): readonly string[] =>
    inShort(check, documentWith({ default: OK }), {
      request: { method },
      answer: { ...answer, wire: { ...facts, ...wire } },
    }).map((line) => line.replace('/paths/~1things/get/responses/default', 'AT'));

  test('are as many as announced', () => {
    const headers = { 'content-length': '7' };
    expect(look('content-length-honest', { truncated: true }, { headers })).toEqual([
      'Content-Length: 7 | 5 bytes | AT | fewer bytes than announced',
    ]);
    expect(look('content-length-honest', { strayBytes: 3 })).toEqual([
      'Content-Length: (chunked) | 8 bytes | AT | more bytes than announced',
    ]);
    expect(look('content-length-honest', { strayBytes: 1 })).toHaveLength(1);
    expect(look('content-length-honest', {})).toEqual([]);
    expect(foundBy('content-length-honest', plain, {})).toEqual([]);
  });

  test.each([204, 304])('are none after the head of a %i', (status) => {
    expect(look('no-content-on-wire', { strayBytes: 3 }, { status })).toEqual([
      `nothing after the head | 3 bytes | AT | ${status}`,
    ]);
    expect(look('no-content-on-wire', {}, { status })).toEqual([]);
    expect(look('content-length-honest', { strayBytes: 3, truncated: true }, { status })).toEqual([]);
    expect(foundBy('no-content-on-wire', plain, { answer: { status } })).toEqual([]);
  });

  test('are none after an answer to HEAD', () => {
    expect(look('no-content-on-wire', { strayBytes: 3 }, {}, 'HEAD')).toEqual([
      'nothing after the head | 3 bytes | - | HEAD',
    ]);
    expect(look('content-length-honest', { strayBytes: 3, truncated: true }, {}, 'HEAD')).toEqual([]);
    expect(look('no-content-on-wire', { strayBytes: 3 })).toEqual([]);
    const head = { method: 'HEAD', operation: 'get' };
    const answer = { wire: { ...facts, strayBytes: 3 } };
    expect(foundBy('no-content-on-wire', plain, { request: head, answer }).map(({ title }) => title)).toEqual(
      ['get sends a body with an answer to HEAD'],
    );
  });

  test('leave the connection open', () => {
    expect(look('connection-kept', { droppedConnection: true }, { status: 404 })).toEqual([
      'an open connection, or `Connection: close` | closed right after the answer with status 404 | AT | dropped',
    ]);
    expect(look('connection-kept', {})).toEqual([]);
    expect(foundBy('connection-kept', plain, {})).toEqual([]);
  });

  test('outside the contract are those of the server', () => {
    const wire = { ...facts, truncated: true, droppedConnection: true };
    expect(
      findingsOf(plain, { request: elsewhere, answer: { status: 404, wire } }).map(({ title, key }) => [
        title,
        key,
      ]),
    ).toEqual([
      [
        'the server sends fewer bytes than announced with status 404',
        'content-length-honest fewer bytes than announced',
      ],
      ['the server closes the connection without a word', 'connection-kept dropped'],
    ]);
  });
});

describe('notes on the header fields', () => {
  const look = (seen: Seen, document: JsonObject = plain): readonly string[] =>
    foundBy('header-hygiene', document, seen).map(({ title, expected, actual, key }) =>
      [title, expected, actual, key.slice('header-hygiene '.length)].join(' | '),
    );

  test.each<[string, Seen, string[]]>([
    ['no field', {}, []],
    [
      'the software',
      { answer: { headers: { 'x-powered-by': 'PHP' } } },
      [
        'the server names its software in X-Powered-By | no X-Powered-By | PHP | names its software in X-Powered-By',
      ],
    ],
    [
      'a connection that may be read next time',
      { request: { url: 'https://things.test/things' } },
      [
        'the server sends no Strict-Transport-Security | Strict-Transport-Security | no such header | sends no Strict-Transport-Security',
      ],
    ],
    [
      'a day that is none',
      { answer: { headers: { date: 'today' } } },
      ['the server sends a Date that is none | an HTTP date | today | sends a Date that is none'],
    ],
    ['a day', { answer: { headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT' } } }, []],
  ])('%s', (_words, seen, expected) => {
    expect(look(seen)).toEqual(expected);
  });

  test('a token must not be cached', () => {
    const json: Json = { access_token: 'abc', token_type: 'Bearer' };
    const cached = (
      headers: Record<string, string>,
      answer: Partial<Answer> = {},
      document = plain,
    ): readonly string[] => look({ answer: { json, headers, ...answer } }, document);
    const line = (actual: string): string =>
      `the server lets the answer of get be cached | Cache-Control: no-store (RFC 6749, section 5.1) | ${actual} | lets the answer of get be cached`;
    expect(cached({})).toEqual([line('no Cache-Control')]);
    expect(cached({ 'cache-control': 'max-age=1' })).toEqual([line('max-age=1')]);
    expect(cached({ 'cache-control': 'private, No-Store' })).toEqual([]);
    expect(cached({}, { status: 201 })).toEqual([]);
    expect(cached({}, { json: {} })).toEqual([]);
    const secured = {
      ...documentWith({ 200: OK }, { security: [{ key: [] }] }),
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    };
    expect(cached({}, {}, secured)).toEqual([]);
    expect(look({ request: elsewhere, answer: { json } })).toEqual([]);
  });
});

describe('an origin that nobody knows', () => {
  const look = (
    headers: Record<string, string>,
    came: Record<string, string>,
    request = {},
  ): readonly string[] =>
    foundBy('origin-not-trusted', plain, { request: { headers, ...request }, answer: { headers: came } }).map(
      ({ title, expected, actual, key }) => [title, expected, actual, key].join(' | '),
    );
  const credentials = { 'access-control-allow-credentials': 'true' };
  const evil = 'https://evil.test';

  test('is not trusted with credentials', () => {
    const trusted = { ...credentials, 'access-control-allow-origin': evil };
    const rest = `trusts whatever origin asks | no credentials for unknown origins | Access-Control-Allow-Origin: ${evil}, Access-Control-Allow-Credentials: true | origin-not-trusted reflected`;
    expect(look({ origin: evil }, trusted)).toEqual([`get ${rest}`]);
    expect(look({ origin: evil }, trusted, elsewhere)).toEqual([`the server ${rest}`]);
    expect(look({ origin: evil }, { ...trusted, 'access-control-allow-credentials': 'false' })).toEqual([]);
    expect(look({ origin: evil }, { ...credentials, 'access-control-allow-origin': '*' })).toEqual([]);
    expect(look({}, { ...credentials, 'access-control-allow-origin': evil })).toEqual([]);
    expect(look({}, credentials)).toEqual([]);
    const own = 'http://things.test';
    expect(look({ origin: own }, { ...credentials, 'access-control-allow-origin': own })).toEqual([]);
  });
});

describe('a header field with a value that its schema does not allow', () => {
  const look = (schema: Json, value: string | undefined, rest: JsonObject = {}): readonly string[] =>
    inShort(
      'header-values',
      { ...documentWith({ 200: { ...OK, headers: { 'X-Note': { schema } } } }), ...rest },
      { answer: { headers: value === undefined ? {} : { 'x-note': value } } },
    ).map((line) => line.replace(` | ${AT}/headers | X-Note`, ''));

  test.each<[JsonObject, string[], string[], string]>([
    [{ enum: ['a', 2] }, ['a', '2'], ['b', ''], 'one of a, 2'],
    [{ const: 'a' }, ['a'], ['b'], 'one of a'],
    [{ const: 'a', enum: ['b'] }, ['a'], ['b'], 'one of a'],
    [{ type: 'integer' }, ['0', '12', '-12'], ['', '1x', 'x1', '1.5', '--1', 'one'], 'a whole number'],
    [{ type: 'number' }, ['0', '-1.5', '1e3'], ['', ' ', '1x', 'one'], 'a number'],
    [{ type: 'boolean' }, ['true', 'false'], ['', 'yes', 'TRUE'], 'true or false'],
    [{ type: 'string', pattern: '^a+$' }, ['a', 'aa'], ['', 'b', 'ab'], 'a text that matches ^a+$'],
    [{ type: ['string', 'null'], pattern: '^a+$' }, ['a'], ['b'], 'a text that matches ^a+$'],
    [{ type: 'string', pattern: '(' }, ['a'], [], ''],
    [{ type: 'integer', pattern: '^1$' }, ['2'], [], ''],
    [{ type: 'string', format: 'date' }, ['x'], [], ''],
    [{ enum: [{ a: 1 }] }, ['x'], [], ''],
    [{ enum: [['a'], 'b'] }, ['x'], [], ''],
    [{ enum: [] }, ['x'], [], ''],
    [{}, ['x'], [], ''],
  ])('%j takes %j and not %j', (schema, right, wrong, expected) => {
    for (const value of right) expect([value, look(schema, value)]).toEqual([value, []]);
    for (const value of wrong) expect(look(schema, value)).toEqual([`${expected} | ${value}`]);
    expect(look(schema, undefined)).toEqual([]);
  });

  test('is found by its name, with the place of the header fields', () => {
    const document = {
      ...documentWith({
        200: { $ref: '#/components/responses/Fine' },
      }),
      components: {
        responses: { Fine: { ...OK, headers: { 'X-Note': { $ref: '#/components/headers/Note' } } } },
        headers: { Note: { schema: { $ref: '#/components/schemas/Note' } } },
        schemas: { Note: { type: 'integer' } },
      },
    };
    const seen = { answer: { headers: { 'x-note': 'x' } } };
    expect(foundBy('header-values', document, seen)).toEqual([
      {
        check: 'header-values',
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get answers 200 with a "X-Note" that is not as documented',
        expected: 'a whole number',
        actual: 'x',
        spec: `${AT}/headers`,
        key: 'header-values X-Note',
      },
    ]);
    expect(foundBy('header-values', document, { ...seen, request: elsewhere })).toEqual([]);
    expect(foundBy('header-values', document, { answer: { ...seen.answer, status: 404 } })).toEqual([]);
  });

  test('is none where another part of the document has it', () => {
    const headers = {
      'Content-Type': { schema: { enum: ['text/plain'] } },
      'Content-Length': { schema: { enum: ['1'] } },
      'content-encoding': { schema: { enum: ['br'] } },
      'X-Bare': {},
    };
    const came = { 'content-type': 'a', 'content-length': '2', 'content-encoding': 'gzip', 'x-bare': 'x' };
    expect(
      inShort('header-values', documentWith({ 200: { ...OK, headers } }), { answer: { headers: came } }),
    ).toEqual([]);
  });
});

describe('a header field that is missing', () => {
  const note = { schema: { type: 'string' } };
  const security = [{ key: [] }];
  const components = { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } };
  const look = (
    responses: JsonObject,
    answer: Partial<Answer>,
    seen: Seen = {},
    operation: JsonObject = {},
  ) =>
    foundBy(
      'required-headers',
      { ...documentWith(responses, operation), components },
      { answer, ...seen },
    ).map(({ severity, title, expected, actual, spec = '-', key }) =>
      [severity, title, expected, actual, spec, key].join(' | '),
    );
  const line = (severity: string, status: number, name: string, spec: string): string =>
    `${severity} | get answers ${status} without the header "${name}" | ${name} | no such header | ${spec} | required-headers ${name}`;

  test('is found where the document requires it, or callers build on it', () => {
    const headers = {
      'X-Must': { ...note, required: true },
      'X-May': note,
      Location: note,
      ETag: { $ref: '#/x' },
    };
    expect(look({ 200: { ...OK, headers } }, {})).toEqual([
      line('error', 200, 'X-Must', `${AT}/headers`),
      line('error', 200, 'Location', `${AT}/headers`),
      line('error', 200, 'ETag', `${AT}/headers`),
    ]);
    expect(
      look({ 200: { ...OK, headers } }, { headers: { 'x-must': '', location: '/', etag: '1' } }),
    ).toEqual([]);
    expect(look({ 404: { ...OK, headers } }, { status: 404 })).toEqual([
      line('error', 404, 'X-Must', '/paths/~1things/get/responses/404/headers'),
    ]);
    expect(look({ 404: { ...OK, headers } }, { status: 200 })).toEqual([]);
    expect(look({ 200: { ...OK, headers } }, {}, { request: elsewhere })).toEqual([]);
  });

  test('is a challenge of a 401, which is an observation where the document does not have it', () => {
    const operation = { security };
    expect(look({ 200: OK }, { status: 401 }, {}, operation)).toEqual([
      line('info', 401, 'WWW-Authenticate', '-'),
    ]);
    expect(look({ 401: OK }, { status: 401 }, {}, operation)).toEqual([
      line('info', 401, 'WWW-Authenticate', '/paths/~1things/get/responses/401/headers'),
    ]);
    expect(look({ 401: OK }, { status: 401 }, { bench: { exact: true } }, operation)).toEqual([
      line('error', 401, 'WWW-Authenticate', '/paths/~1things/get/responses/401/headers'),
    ]);
    expect(
      look({ 401: OK }, { status: 401, headers: { 'www-authenticate': 'Bearer' } }, {}, operation),
    ).toEqual([]);
    expect(look({ 401: OK }, { status: 401 })).toEqual([]);
    expect(look({ 403: OK }, { status: 403 }, {}, operation)).toEqual([]);
  });

  test('is a challenge that the document has', () => {
    const must = { ...note, required: true };
    const at = '/paths/~1things/get/responses/401/headers';
    const documented = (headers: JsonObject) =>
      look({ 401: { ...OK, headers } }, { status: 401 }, {}, { security });
    expect(documented({ 'www-authenticate': must })).toEqual([line('error', 401, 'www-authenticate', at)]);
    expect(documented({ 'WWW-Authenticate': must })).toEqual([line('error', 401, 'WWW-Authenticate', at)]);
    expect(documented({ 'X-Must': must })).toEqual([
      line('error', 401, 'X-Must', at),
      line('info', 401, 'WWW-Authenticate', at),
    ]);
    expect(documented({ 'X-WWW-Authenticate-Too': must })).toHaveLength(2);
    expect(documented({ 'X-WWW-Authenticate': must })).toHaveLength(2);
    expect(documented({ 'WWW-Authenticate-Info': must })).toHaveLength(2);
  });
});

describe('what no answer may show', () => {
  const look = (
    check: string,
    answer: Partial<Answer>,
    request: Partial<SentRequest> = {},
    seen: Seen = {},
  ) =>
    foundBy(check, plain, { request, answer, ...seen }).map(({ title, expected, actual, key }) =>
      [title, expected, actual, key.slice(check.length + 1)].join(' | '),
    );
  const internals = (text: string, headers = {}, request: Partial<SentRequest> = {}) =>
    look('no-internals-shown', { text, headers }, request);

  test('of what is inside is shown with the words around it', () => {
    const path = '/home/shop/main';
    expect(internals(`${textOf(60)} ${path} ${'y'.repeat(200)}`)).toEqual([
      `get shows a path of the file system in the body | no word of what is inside | ${textOf(39)} ${path} ${'y'.repeat(104)} | a path of the file system the body`,
    ]);
    expect(internals(path, {}, elsewhere)).toEqual([
      `the server shows a path of the file system in the body | no word of what is inside | ${path} | a path of the file system the body`,
    ]);
    expect(internals('', { 'x-a': path, via: path, 'x-b': 'fine' })).toEqual([
      `get shows a path of the file system in the header "x-a" | no word of what is inside | ${path} | a path of the file system the header "x-a"`,
    ]);
    expect(internals('fine')).toEqual([]);
  });

  test('of what is inside may have its line breaks and quotes escaped', () => {
    expect(internals(String.raw`{"error":"x\n    at /srv/app.js:10:20"}`)).toHaveLength(1);
    expect(internals(String.raw`{"error":"x\nat /srv/app.js:10:20\n"}`)).toHaveLength(1);
    expect(internals(String.raw`{"error":"File \"main.py\", line 12"}`)).toHaveLength(1);
  });

  test('of what is inside is looked for in the first 20,000 characters', () => {
    const path = '/home/shop/main';
    expect(internals(textOf(19_980) + path)).toHaveLength(1);
    expect(internals(textOf(20_000) + path)).toEqual([]);
  });

  test('of what is inside may have come with the request, or be in the document', () => {
    const path = '/home/shop/main';
    expect(internals(path, {}, { body: `see ${path}` })).toEqual([]);
    expect(internals(path, {}, { body: 'see /home' })).toHaveLength(1);
    const described = documentWith({ 200: OK }, { description: `Such as ${path}` });
    expect(foundBy('no-internals-shown', described, { answer: { text: path } })).toEqual([]);
  });

  const secrets = (
    answer: Partial<Answer>,
    request: Partial<SentRequest> = {},
    document: JsonObject = plain,
  ) => {
    const redactor = new Redactor();
    redactor.add('quite-a-secret-1');
    return foundBy('no-secret-echoed', document, { request, answer, bench: { redactor } }).map(
      ({ title, expected, actual, key }) => [title, expected, actual, key].join(' | '),
    );
  };
  const line = (who: string, what: string, place: string, status = 200): string =>
    `${who} shows ${what} in ${place} | no secret in any answer | ${what} in ${place} of an answer with status ${status} | no-secret-echoed ${what} ${place}`;

  test('of secrets is shown by its place', () => {
    const secret = 'quite-a-secret-1';
    expect(secrets({ text: `a ${secret} b`, headers: { 'x-a': secret, 'x-b': 'fine' } })).toEqual([
      line('get', 'a secret of this run', 'the body'),
      line('get', 'a secret of this run', 'the header "x-a"'),
    ]);
    expect(secrets({ status: 404, text: 'password: hunter22x' }, elsewhere)).toEqual([
      line('the server', 'a password or secret', 'the body', 404),
    ]);
    expect(secrets({ text: 'fine' })).toEqual([]);
  });

  test('of tokens is shown by the one that was asked for alone', () => {
    const secret = 'quite-a-secret-1';
    const form = { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } };
    const asking = (content: JsonObject): JsonObject =>
      documentWith({ 200: OK }, { requestBody: { content } });
    const shown = (json: Json, document: JsonObject): number => secrets({ json }, {}, document).length;
    expect(shown({ access_token: secret }, asking(form))).toBe(0);
    expect(shown({ access_token: secret }, asking({ ...jsonContent({}), ...form }))).toBe(0);
    expect(shown({ access_token: secret }, asking(jsonContent({})))).toBe(1);
    expect(shown({ access_token: secret }, plain)).toBe(1);
    expect(shown({ access_token: secret, again: secret }, asking(form))).toBe(1);
    expect(shown({ access_token: { value: secret } }, asking(form))).toBe(1);
    expect(shown({ token: secret }, asking(form))).toBe(1);
  });

  test('of the address is markup in HTML', () => {
    const echo = (query: string, text: string, type = 'Text/HTML; charset=utf-8') =>
      look(
        'no-markup-echoed',
        { text, headers: { 'content-type': type } },
        { url: `http://things.test/things?q=${query}` },
      );
    const found = (tag: string): string[] => [
      `get repeats markup from the address | escaped text, such as &lt;script&gt; | ${tag} | markup`,
    ];
    expect(echo('%3Cb%3E', 'no <b> here')).toEqual(found('<b>'));
    expect(echo('<I a=1>', 'no <I a=1> here')).toEqual(found('<I a=1>'));
    expect(echo('%3Cb%3E%3Cscript%3E', 'no <script> here')).toEqual(found('<script>'));
    expect(echo(`<b${textOf(200)}>`, `no <b${textOf(200)}> here`)).toHaveLength(1);
    expect(echo(`<b${textOf(201)}>`, `no <b${textOf(201)}> here`)).toEqual([]);
    expect(echo('<1>', 'no <1> here')).toEqual([]);
    expect(echo('<b', 'no <b here')).toEqual([]);
    expect(echo('%3Cb%3E', 'no &lt;b&gt; here')).toEqual([]);
    expect(echo('%3Cb%3E', 'no <b> here', 'text/plain')).toEqual([]);
    expect(echo('%E0%A4%A<b>', 'no <b> here')).toEqual(found('<b>'));
    expect(look('no-markup-echoed', { text: '<b>' }, { url: 'http://things.test/things?q=<b>' })).toEqual([]);
    const outside = { url: 'http://things.test/else?q=<b>' };
    expect(
      look('no-markup-echoed', { text: '<b>', headers: { 'content-type': 'text/html' } }, outside),
    ).toEqual([found('<b>')[0]?.replace('get', 'an error page')]);
    expect(echo('b', '<p>', 'text/html')).toEqual([]);
  });
});

describe('findings', () => {
  test('show no secret, and say where they were seen', () => {
    const redactor = new Redactor();
    redactor.add('quite-a-secret-1');
    const found = findingsOf(
      documentWith({ 200: { ...OK, headers: { 'X-Note': { schema: { enum: ['a'] } } } } }),
      {
        answer: { headers: { 'x-note': 'quite-a-secret-1' } },
        bench: { redactor },
      },
    );
    expect(JSON.stringify(found)).not.toContain('quite-a-secret-1');
    expect(found.map(({ check, actual }) => `${check} ${actual}`)).toEqual([
      'header-values <redacted>',
      'no-secret-echoed a secret of this run in the header "x-note" of an answer with status 200',
    ]);
  });

  test('come from checks of the suite, and from those that the case demands of this answer', () => {
    const noted = describeCheck({
      id: 'noted',
      severity: 'error',
      elsewhere: 'warning',
      what: '',
      why: '',
      fix: '',
    });
    const flaw = { title: 'no note', expected: 'a note', actual: 'none', essence: 'note' };
    const suite: SuiteRules = { ...documentSuite(plain), checks: [noted] };
    const demands = [
      {
        check: noted,
        examine: ({ status }: Answer) => (status === 200 ? [flaw, { ...flaw, family: 'notes' }] : []),
      },
    ];
    const look = (seen: Seen, exact = false): readonly string[] =>
      findingsOf(plain, { ...seen, bench: { suite, exact } }).map(
        ({ severity, key }) => `${severity} ${key}`,
      );
    expect(look({})).toEqual([]);
    expect(look({ expectation: expecting(200, { demands }) })).toEqual([
      'warning noted note',
      'warning notes note',
    ]);
    expect(look({ expectation: expecting(200, { demands }) }, true)).toEqual([
      'error noted note',
      'error notes note',
    ]);
    expect(look({ answer: { status: 201 }, expectation: expecting(201, { demands }) })).toEqual([]);
    const { answer: _answer, ...silent } = exchangeOf({});
    const bench = { suite, exact: false, strict: false, redactor: new Redactor() };
    expect(judge(bench, silent, 'case', expecting(200, { demands }))).toEqual([]);
  });

  test('are softer where the suite says so, with the reading that they rest on', () => {
    const suite: SuiteRules = {
      ...documentSuite(plain),
      soften: (_context, check) =>
        check === 'no-redirect' ? { severity: 'info', reading: 'moved' } : undefined,
    };
    const look = (exact: boolean) =>
      findingsOf(plain, { answer: { status: 301 }, bench: { suite, exact } }).map(
        ({ check, severity, reading }) => [check, severity, reading],
      );
    expect(look(false)).toEqual([
      ['status-documented', 'error', undefined],
      ['no-redirect', 'info', 'moved'],
    ]);
    expect(look(true)).toEqual([
      ['status-documented', 'error', undefined],
      ['no-redirect', 'error', undefined],
    ]);
  });

  test('belong to the operation that the request names, or the one that its path calls', () => {
    const names = (request: Partial<SentRequest>): readonly (string | undefined)[] =>
      foundBy('status-documented', plain, { request, answer: { status: 418 } }).map(
        ({ operation }) => operation,
      );
    expect(names({})).toEqual(['get']);
    expect(names({ url: 'http://things.test/things/' })).toEqual(['get']);
    expect(names({ operation: 'get', ...elsewhere })).toEqual(['get']);
    expect(names({ operation: 'gone' })).toEqual([]);
    expect(names(elsewhere)).toEqual([]);
  });
});
