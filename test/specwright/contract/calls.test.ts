import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { errorCodeAllowed } from '../../../src/specwright/contract/checks/error-code-allowed.ts';
import { expectedStatus } from '../../../src/specwright/contract/checks/expected-status.ts';
import { statusDocumented } from '../../../src/specwright/contract/checks/status-documented.ts';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import { judge } from '../../../src/specwright/contract/engine/judge.ts';
import type { Answer, SentRequest } from '../../../src/specwright/contract/exchange/exchange.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import {
  documentOf,
  documentWith,
  expecting,
  exchangeOf,
  foundBy,
  inShort,
  jsonContent,
  textOf,
  type Seen,
} from './one-operation.ts';

const OK = { description: 'Fine' };
const refusal = { description: 'Refused', content: jsonContent({ type: 'object' }) };
const AT = '/paths/~1things/get';
const elsewhere = { url: 'http://things.test/else' };

describe('a request without an answer', () => {
  const failed = (request: Partial<SentRequest>, expectation?: Expectation) => {
    const { answer: _answer, ...exchange } = exchangeOf({ request });
    const failure = { kind: 'connection', message: 'socket hang up' } as const;
    return judge(
      {
        suite: documentSuite(documentWith({ 200: OK })),
        exact: false,
        strict: false,
        redactor: new Redactor(),
      },
      { ...exchange, failure },
      'case',
      expectation,
    );
  };

  test('is a finding that folds by the way in which it failed', () => {
    expect(failed({})).toEqual([
      {
        check: 'answered',
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get got no answer',
        expected: 'a complete HTTP answer',
        actual: 'socket hang up',
        key: 'answered connection',
      },
    ]);
    expect(failed({}, expecting(200))).toHaveLength(1);
    expect(failed({}, expecting(200, { mayHangUp: false }))).toHaveLength(1);
    expect(failed({}, expecting(200, { mayHangUp: true }))).toEqual([]);
  });

  test('outside the contract is named by its method', () => {
    expect(failed({ method: 'PUT', ...elsewhere }).map(({ title, operation }) => [title, operation])).toEqual(
      [['PUT request got no answer', undefined]],
    );
  });
});

describe('a status that the document does not list', () => {
  const document = documentWith({ 200: OK, 404: refusal });

  test('is found with those that it lists', () => {
    expect(inShort('status-documented', document, { answer: { status: 500 } })).toEqual([
      `one of 200, 404 | 500 | ${AT}/responses | 500`,
    ]);
    expect(inShort('status-documented', document, { request: elsewhere, answer: { status: 500 } })).toEqual(
      [],
    );
  });

  test.each([405, 408, 413, 414, 415, 431])(
    '%i of HTTP itself is an observation in the traffic of others',
    (status) => {
      const severities = (expectation?: Expectation): readonly string[] =>
        foundBy('status-documented', document, { answer: { status }, expectation }).map(
          ({ severity }) => severity,
        );
      expect(severities()).toEqual(['info']);
      expect(severities(expecting(200))).toEqual(['error']);
      expect(severities(expecting(status))).toEqual([]);
    },
  );

  test('is suggested with the media type that came', () => {
    const seen = { actual: '418', title: '', spec: '/paths/~1things/get/responses' };
    const described = { description: 'Observed on a live server.' };
    expect(statusDocumented.suggest?.(seen)).toEqual({ target: seen.spec, update: { 418: described } });
    expect(statusDocumented.suggest?.({ ...seen, contentType: 'Text/Plain; charset=utf-8' })).toEqual({
      target: seen.spec,
      update: { 418: { ...described, content: { 'text/plain': { schema: {} } } } },
    });
  });
});

describe('another status than the one expected', () => {
  const document = documentWith({ 200: OK, 201: OK, 300: OK, 404: refusal, 409: refusal, '5XX': refusal });
  const look = (
    answer: Partial<Answer>,
    statuses: readonly number[],
    rest: Partial<Expectation> = {},
    seen: Seen = {},
  ): readonly string[] =>
    inShort('expected-status', document, {
      answer,
      expectation: { accept: [{ statuses }], because: 'so it is', ...rest },
      ...seen,
    });

  test('is found with the reason, the beginning of the body, and the pair of statuses that it folds by', () => {
    expect(look({ status: 404, text: `no such thing ${textOf(200)}` }, [409])).toEqual([
      `409, because so it is | 404 no such thing ${textOf(146)} | ${AT}/responses | 404 for 409`,
    ]);
    expect(look({ status: 404 }, [200])).toEqual([
      `200, because so it is | 404 | ${AT}/responses | 404 for 2xx`,
    ]);
    expect(look({ status: 200 }, [404, 409])).toEqual([
      `404 or 409, because so it is | 200 | ${AT}/responses | 2xx for 404`,
    ]);
    expect(look({ status: 300 }, [201])).toEqual([
      `201, because so it is | 300 | ${AT}/responses | 300 for 2xx`,
    ]);
    expect(look({ status: 200 }, [200, 404])).toEqual([]);
    expect(look({ status: 200 }, [])).toEqual([]);
  });

  test.each([
    [500, '500'],
    [503, '503'],
    [499, '499 for 2xx'],
  ])('%i folds by %s: a server that fails does so whatever was expected', (status, key) => {
    const found = foundBy('expected-status', documentWith({ default: refusal }), {
      answer: { status },
      expectation: expecting(200),
    });
    expect(found.map((finding) => finding.key)).toEqual([`expected-status ${key}`]);
    expect(found.map(({ facets }) => facets)).toEqual([[`came ${status}`, 'expected 2xx']]);
  });

  test.each([401, 403])('%i folds by itself: nobody is let in', (status) => {
    const found = foundBy('expected-status', documentWith({ default: refusal }), {
      answer: { status },
      expectation: expecting(404),
    });
    expect(found.map(({ key, facets }) => [key, facets])).toEqual([
      [`expected-status ${status}`, [`came ${status}`, 'expected 404']],
    ]);
  });

  test('each accepted status is named once', () => {
    expect(
      look({ status: 404 }, [], { accept: [{ statuses: [200, 201] }, { statuses: [200], code: 1 }] }),
    ).toEqual([`200 or 201, because so it is | 404 | ${AT}/responses | 404 for 2xx`]);
  });

  test('a class is named where at least fifty of its statuses are accepted', () => {
    const many = (count: number): readonly number[] =>
      Array.from({ length: count }, (_, index) => 410 + index);
    const words = (count: number): string =>
      look({ status: 404 }, [200, ...many(count), 500]).map((line) => line.split(',')[0])[0] ?? '';
    expect(words(50)).toBe('200 or 500 or 4xx');
    expect(words(49)).toMatch(/^200 or 410 or 411 .* or 458 or 500$/);
  });

  test('is left to other checks where it is a breach, or not documented', () => {
    expect(look({ status: 200 }, [404], { violation: 'size is null' })).toEqual([]);
    expect(look({ status: 200 }, [404], { intrusion: 'no token' })).toEqual([]);
    expect(look({ status: 409 }, [404], { violation: 'size is null' })).toHaveLength(1);
    expect(look({ status: 418 }, [404])).toEqual([]);
  });

  test('outside the contract is named by its method', () => {
    const found = foundBy('expected-status', document, {
      request: { method: 'PUT', ...elsewhere },
      answer: { status: 500 },
      expectation: expecting(404),
    });
    expect(found).toEqual([
      {
        check: 'expected-status',
        severity: 'error',
        case: 'case',
        title: 'PUT outside the contract answers 500 where 404 is expected',
        expected: '404, because so it is',
        actual: '500',
        key: 'expected-status 500',
        facets: ['came 500', 'expected 404'],
      },
    ]);
  });

  test('a refusal that came with 200 stands for any refusal', () => {
    const refused = { status: 200, refused: 409 };
    expect(look(refused, [404])).toEqual([]);
    expect(look(refused, [200, 400])).toEqual([]);
    expect(look(refused, [200, 404])).toHaveLength(1);
    expect(look({ status: 404 }, [400])).toHaveLength(1);
    expect(
      foundBy('expected-status', document, { answer: refused, expectation: expecting(201) }).map(
        ({ title }) => title,
      ),
    ).toEqual(['get answers 200 with a refusal where 201 is expected']);
  });

  test('an answer that only a reading accepts is wrong on the sandbox', () => {
    const accept = [{ statuses: [404] }, { statuses: [409], reading: 'r' }];
    expect(look({ status: 409 }, [], { accept })).toEqual([]);
    expect(look({ status: 409 }, [], { accept }, { bench: { exact: true } })).toEqual([
      `404, because so it is | 409 | ${AT}/responses | 409 for 404`,
    ]);
    const onlyReadings = [{ statuses: [404], reading: 'r' }];
    expect(look({ status: 409 }, [], { accept: onlyReadings }, { bench: { exact: true } })).toEqual([]);
  });

  test('may be the aftermath of an earlier flaw', () => {
    expect(expectedStatus).toMatchObject({ aftermath: true, layer: 'call' });
  });
});

describe('another error code than the one expected', () => {
  const document = documentWith({ 404: refusal });
  const look = (json: Json | undefined, accept: Expectation['accept'], seen: Seen = {}): readonly string[] =>
    inShort('expected-error-code', document, {
      answer: { status: 404, ...(json !== undefined && { json }) },
      expectation: { accept, because: 'the id is unknown' },
      ...seen,
    });

  test('is found with the body that came', () => {
    expect(look({ errorCode: 8 }, [{ statuses: [404], code: 9 }])).toEqual([
      `error code 9, because the id is unknown | {"errorCode":8} | ${AT}/responses/404 | 8 for 9`,
    ]);
    expect(look(undefined, [{ statuses: [404], code: 9 }])).toEqual([
      `error code 9, because the id is unknown | an empty body | ${AT}/responses/404 | undefined for 9`,
    ]);
    expect(look({ code: 8, text: textOf(300) }, [{ statuses: [404], code: 9 }])[0]).toContain(
      ` | {"code":8,"text":"${textOf(182)} | `,
    );
  });

  test('has what came and what was expected in common with others', () => {
    const found = foundBy('expected-error-code', document, {
      answer: { status: 404, json: { code: 1 } },
      expectation: {
        accept: [
          { statuses: [404], code: 2 },
          { statuses: [404], code: 3 },
        ],
        because: 'it is late',
      },
    });
    expect(found.map(({ facets }) => facets)).toEqual([['came 1', 'expected 2 or 3']]);
  });

  test('is none where the status is not the expected one, or any code will do', () => {
    expect(look({ code: 8 }, [{ statuses: [400], code: 9 }])).toEqual([]);
    expect(look({ code: 8 }, [{ statuses: [404] }])).toEqual([]);
    expect(foundBy('expected-error-code', document, { answer: { status: 404, json: { code: 8 } } })).toEqual(
      [],
    );
  });

  test('outside the contract is that of the server', () => {
    const found = foundBy('expected-error-code', document, {
      request: elsewhere,
      answer: { status: 404, json: { code: 8 } },
      expectation: { accept: [{ statuses: [404], code: 9 }], because: 'nobody is there' },
    });
    expect(found).toMatchObject([{ title: 'the server answers 404 with error code 8 where 9 is expected' }]);
    expect(found[0]).not.toHaveProperty('spec');
  });

  test('one that rests on a reading counts on foreign servers alone', () => {
    const accept = [
      { statuses: [404], code: 9 },
      { statuses: [404], code: 8, reading: 'r' },
    ];
    expect(look({ code: 8 }, accept)).toEqual([]);
    expect(look({ code: 8 }, accept, { bench: { exact: true } })).toEqual([
      `error code 9, because the id is unknown | {"code":8} | ${AT}/responses/404 | 8 for 9`,
    ]);
  });
});

describe('an error code that the document does not allow', () => {
  const coded = jsonContent({ type: 'object', properties: { errorCode: { enum: [8, 9] } } });
  const document = documentWith({ 200: OK, 404: { description: 'Refused', content: coded }, 409: refusal });
  const look = (status: number, json: Json, expectation?: Expectation): readonly string[] =>
    inShort('error-code-allowed', document, { answer: { status, json }, expectation });

  test('is found with those that it allows', () => {
    expect(look(404, { errorCode: 7 })).toEqual([`one of 8, 9 | 7 | ${AT}/responses/404 | 7`]);
    expect(look(404, { errorCode: 8 })).toEqual([]);
    expect(look(404, { errorCode: '7' })).toEqual([]);
    expect(look(404, {})).toEqual([]);
    expect(look(409, { errorCode: 7 })).toEqual([]);
    expect(look(418, { errorCode: 7 })).toEqual([]);
  });

  test('is an observation of a reading where only that accepts it', () => {
    const accept = [{ statuses: [404], code: 7, reading: 'r' }];
    expect(look(404, { errorCode: 7 }, { accept, because: '' })).toEqual([]);
    expect(look(404, { errorCode: 7 }, { accept: [{ statuses: [404], code: 7 }], because: '' })).toHaveLength(
      1,
    );
  });

  test('is suggested as a member of the enumeration', () => {
    expect(errorCodeAllowed.suggest?.({ actual: '7', title: '', spec: `${AT}/responses/404` })).toEqual({
      target: `${AT}/responses/404`,
      update: {
        content: { 'application/json': { schema: { properties: { errorCode: { enum: [7] } } } } },
      },
    });
  });
});

describe('a request that should have been refused', () => {
  const document = documentOf({
    '/things': {
      post: {
        operationId: 'add',
        requestBody: {
          required: true,
          content: {
            ...jsonContent({ type: 'object', required: ['size'], properties: { size: { type: 'integer' } } }),
            'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['size'] } },
          },
        },
        responses: { 201: OK, 400: refusal },
      },
      get: { operationId: 'get', responses: { 200: OK } },
      put: {
        operationId: 'put',
        requestBody: { content: jsonContent({ type: 'object' }) },
        responses: { 200: OK },
      },
    },
  });
  const posting = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const SPEC = '/paths/~1things/post/requestBody';
  const look = (seen: Seen): readonly string[] =>
    inShort('violation-refused', document, {
      ...seen,
      request: { ...posting, ...seen.request },
      answer: { status: 201, ...seen.answer },
    });

  test.each<[string, Partial<SentRequest>, string]>([
    ['nothing', {}, 'the required body is missing'],
    ['an empty text', { body: '' }, 'the required body is missing'],
    ['no JSON', { body: '{' }, 'the body is not JSON'],
    ['null', { body: 'null' }, 'the body must be object'],
    ['a wrong type', { body: '{"size":"x"}' }, '/size must be integer'],
    ['a lack', { body: '{}' }, "the body must have required property 'size'"],
    [
      'a form without it',
      { body: 'id=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      "the body must have required property 'size'",
    ],
    [
      'another media type',
      { body: 'size', headers: { 'content-type': 'text/csv' } },
      'the media type text/csv is not documented',
    ],
  ])('recorded with %s is found by its first violation', (_words, request, violation) => {
    expect(look({ request })).toEqual([`a refusal: ${violation} | status 201 | ${SPEC} | ${violation}`]);
    expect(
      foundBy('violation-refused', document, {
        request: { ...posting, ...request },
        answer: { status: 201 },
      }).map(({ facets }) => facets),
    ).toEqual([[violation]]);
  });

  test.each<[string, Partial<SentRequest>]>([
    ['a valid body', { body: '{"size":2}' }],
    ['a valid body without a content type', { body: '{"size":2}', headers: {} }],
    ['a valid form', { body: 'size=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['a body where none is documented', { method: 'GET', body: '{' }],
    ['no body where it is optional', { method: 'PUT' }],
    ['a body outside the contract', { ...elsewhere, body: '{' }],
  ])('recorded with %s is fine', (_words, request) => {
    expect(look({ request, answer: { status: request.method === undefined ? 201 : 200 } })).toEqual([]);
  });

  test('of a case is found by its place and its kind', () => {
    const request = { ...posting, body: '{"size":null}' };
    const expectation = expecting(400, {
      violation: 'size is null',
      breach: { place: 'size', kind: 'null' },
    });
    expect(foundBy('violation-refused', document, { request, answer: { status: 201 }, expectation })).toEqual(
      [
        {
          check: 'violation-refused',
          severity: 'error',
          operation: 'add',
          case: 'case',
          title: 'add accepts a request that violates the contract: size is null',
          expected: 'a refusal: size is null',
          actual: 'status 201',
          spec: SPEC,
          key: 'violation-refused size is null',
          facets: ['at size', 'kind null'],
        },
      ],
    );
    const { breach: _breach, ...plain } = expectation;
    expect(
      foundBy('violation-refused', document, { request, answer: { status: 201 }, expectation: plain }),
    ).toMatchObject([{ facets: ['size is null'] }]);
  });

  test('is judged by what the case knows, not by the body', () => {
    const request = { body: '{}' };
    expect(look({ request, expectation: expecting(201) })).toEqual([]);
    expect(look({ request, answer: { status: 400 } })).toEqual([]);
    expect(look({ request, answer: { status: 201, refused: 400 } })).toEqual([]);
    const tolerated = expecting(400, { violation: 'size is missing', tolerated: 'r' });
    expect(look({ request, expectation: tolerated })).toEqual([]);
    expect(look({ request, expectation: tolerated, bench: { exact: true } })).toHaveLength(1);
  });
});

describe('a request without the credentials that it needs', () => {
  const schemes: JsonObject = {
    key: { type: 'http', scheme: 'bearer' },
    oauth: { type: 'oauth2', flows: {} },
    head: { type: 'apiKey', in: 'header', name: 'X-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    tls: { type: 'mutualTLS' },
    other: { $ref: '#/components/securitySchemes/head' },
  };
  const secured = (...security: JsonObject[]): JsonObject => ({
    ...documentWith({ 200: OK, 401: refusal }, { security }),
    components: { securitySchemes: schemes },
  });

  test.each<[string, JsonObject[], Partial<SentRequest>]>([
    ['a token', [{ key: [] }], { headers: { authorization: 'Bearer x' } }],
    ['a token of OAuth', [{ oauth: [] }], { headers: { authorization: 'Bearer x' } }],
    ['a header field', [{ head: [] }], { headers: { 'x-key': '1' } }],
    ['a header field by reference', [{ other: [] }], { headers: { 'x-key': '1' } }],
    ['a parameter', [{ query: [] }], { url: 'http://things.test/things?key=1' }],
    ['a cookie', [{ cookie: [] }], { headers: { cookie: 'sid=1' } }],
    ['one of several cookies', [{ cookie: [] }], { headers: { cookie: 'a=1; sid=1;b=2' } }],
    ['the second way', [{ key: [] }, { head: [] }], { headers: { 'x-key': '1' } }],
    [
      'both of a way',
      [{ head: [], query: [] }],
      { url: 'http://things.test/things?key=1', headers: { 'x-key': '1' } },
    ],
    ['a certificate, which nobody sees', [{ tls: [] }], {}],
    ['a scheme that is not described', [{ gone: [] }], {}],
    ['nothing, where nothing is asked for', [], {}],
  ])('is not one that carries %s', (_words, security, request) => {
    expect(inShort('credentials-checked', secured(...security), { request })).toEqual([]);
  });

  test.each<[JsonObject[], Partial<SentRequest>, string]>([
    [[{ key: [] }], {}, 'key'],
    [[{ oauth: [] }], { headers: { 'x-key': '1' } }, 'oauth'],
    [[{ head: [] }], { headers: { authorization: 'x', 'X-Key': '1' } }, 'head'],
    [[{ query: [] }], { headers: { key: '1' } }, 'query'],
    [[{ cookie: [] }], {}, 'cookie'],
    [[{ cookie: [] }], { headers: { cookie: 'side=1; mysid=2' } }, 'cookie'],
    [[{ head: [], query: [] }, { key: [] }], { headers: { 'x-key': '1' } }, 'head and query, or key'],
  ])('%j is found in %j', (security, request, asked) => {
    expect(inShort('credentials-checked', secured(...security), { request })).toEqual([
      `a refusal, because the document asks for ${asked} | status 200 | ${AT}/security | credentials are missing`,
    ]);
    expect(
      inShort('credentials-checked', secured(...security), { request, answer: { status: 401 } }),
    ).toEqual([]);
    expect(inShort('credentials-checked', secured(...security), { request: elsewhere })).toEqual([]);
  });

  test('of a case folds by what the credentials lack', () => {
    const look = (rest: Partial<Expectation>, seen: Seen = {}) =>
      foundBy('credentials-checked', secured({ key: [] }), { expectation: expecting(401, rest), ...seen });
    const breach = { place: 'header', kind: 'expired' };
    expect(look({ intrusion: 'the token has expired', breach })).toEqual([
      {
        check: 'credentials-checked',
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get lets a request pass: the token has expired',
        expected: 'a refusal, because so it is',
        actual: 'status 200',
        spec: `${AT}/security`,
        key: 'credentials-checked expired',
        facets: ['expired'],
      },
    ]);
    expect(look({ intrusion: 'no token' })).toMatchObject([
      { key: 'credentials-checked no token', facets: ['no token'] },
    ]);
    expect(look({ intrusion: 'no token', tolerated: 'r' })).toEqual([]);
    expect(look({ intrusion: 'no token', tolerated: 'r' }, { bench: { exact: true } })).toHaveLength(1);
    expect(look({})).toEqual([]);
    const outside = look({ intrusion: 'no token' }, { request: elsewhere });
    expect(outside).toMatchObject([{ title: 'the server lets a request pass: no token' }]);
    expect(outside[0]).not.toHaveProperty('spec');
  });
});

describe('a redirect', () => {
  const document = documentWith({ 200: OK, 302: OK });
  test.each<[number, Record<string, string>, string[]]>([
    [299, {}, []],
    [300, {}, ['an answer at the address that was asked | Location: (none) | - | 300']],
    [301, { location: '/x' }, ['an answer at the address that was asked | Location: /x | - | 301']],
    [302, {}, []],
    [304, {}, []],
    [399, {}, ['an answer at the address that was asked | Location: (none) | - | 399']],
    [400, {}, []],
  ])('with %i and %j', (status, headers, expected) => {
    expect(inShort('no-redirect', document, { answer: { status, headers } })).toEqual(expected);
    // A path outside the contract documents no redirect.
    const outside = inShort('no-redirect', document, { request: elsewhere, answer: { status, headers } });
    expect(outside).toHaveLength(status === 302 ? 1 : expected.length);
  });
});
