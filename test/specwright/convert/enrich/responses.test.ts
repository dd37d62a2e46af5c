import { describe, expect, test } from 'vitest';
import {
  at,
  collection,
  enriched,
  field,
  one,
  operation,
  request,
  response,
  responseSchema,
} from './collection.ts';

const statusesOf = (facts: ReturnType<typeof one>['first']) => facts.responses.map((known) => known.status);

describe('responses', () => {
  test('an operation that nobody answered still has a response', () => {
    expect(one({}).first.responses).toEqual([{ status: '200', description: 'OK', headers: [], content: [] }]);
  });

  test('a saved response without a status is taken for a 200, or for the status in its name', () => {
    const { first, codes } = one({
      responses: [response(undefined, { a: 1 }), response(undefined, { e: 1 }, { name: '404 not there' })],
    });
    expect(statusesOf(first)).toEqual(['200', '404']);
    expect(codes).toEqual(['response-without-status', 'response-without-status']);
  });

  test.each([204, 205, 304])('%d never has content; a saved body becomes a 200 beside it', (status) => {
    const { first, codes } = one({ method: 'DELETE', responses: [response(status, { count: 2 })] });
    expect(statusesOf(first)).toEqual(['200', String(status)]);
    expect(first.responses[1]?.content).toEqual([]);
    expect(at(responseSchema(first, '200'), 'count')).toEqual({ type: 'integer' });
    expect(codes).toEqual(['content-with-no-content-status']);
  });

  test('an empty 200 has no content', () => {
    expect(one({ responses: [response(200)] }).first.responses[0]?.content).toEqual([]);
  });

  test('HEAD is answered without content', () => {
    expect(one({ method: 'HEAD', responses: [response(200, { a: 1 })] }).first.responses[0]?.content).toEqual(
      [],
    );
  });

  test('text saved beside JSON is kept as plain text', () => {
    const text = response(200, undefined, { text: 'oops', mediaType: 'application/json' });
    const { first, codes } = one({ responses: [response(200, { a: 1 }), text] });
    expect(
      first.responses[0]?.content.map(({ mediaType, examples }) => [mediaType, examples[0]?.value]),
    ).toEqual([
      ['application/json', { a: 1 }],
      ['text/plain', 'oops'],
    ]);
    expect(codes).toEqual(['body-is-no-json']);
  });

  test('a sentence may name the status', () => {
    expect(
      statusesOf(
        one({ method: 'DELETE', description: 'A successful deletion returns HTTP status 204 (No Content).' })
          .first,
      ),
    ).toEqual(['204']);
    expect(statusesOf(one({ method: 'GET', description: 'Returns 250 records at most.' }).first)).toEqual([
      '200',
    ]);
  });

  test('a body shown as code stands in for a saved one', () => {
    const description =
      '### Response\n\n```json\n{ "id": "a", // the id\n "size": 1 }\n```\n\n### Error response 404\n\n```json\n{"error": "gone"}\n```';
    const { first } = one({ method: 'GET', description });
    expect(at(responseSchema(first, '200'), 'size')).toEqual({ type: 'integer' });
    expect(at(responseSchema(first, '404'), 'error')).toEqual({ type: 'string' });
    const saved = one({ method: 'GET', description, responses: [response(200, { other: true })] });
    expect(at(responseSchema(saved.first, '200'), 'size')).toBeUndefined();
  });

  test('headers of saved responses are typed', () => {
    const headers = [field('X-Rate-Limit', '60'), field('ETag', '"abc"')];
    const { first } = one({ responses: [response(200, { a: 1 }, { headers })] });
    expect(first.responses[0]?.headers.map(({ name, schema }) => [name, schema['type']])).toEqual([
      ['X-Rate-Limit', 'integer'],
      ['ETag', 'string'],
    ]);
  });
});

describe('tables of statuses', () => {
  test.each([
    '### Response codes\n\n| Code | Description |\n|---|---|\n| 200 | Fine |\n| 404 | Not there |\n| 409 | Twice |',
    '**Status Errors**\n\n|Code|Description|\n|--|--|\n|`200`|Fine|\n|`404`|Not there|\n|`409`|Twice|',
    '| HTTP status | Meaning |\n|---|---|\n| 200 OK | Fine |\n| 404 Not Found | Not there |\n| 409 Conflict | Twice |',
    '### Errors\n\n- `200` - Fine\n- **404**: Not there\n- 409 Twice',
    '### Responses\n\n200: Fine\n404: Not there\n409: Twice',
    'May answer:\n\n* 200 OK - Fine\n* 404 Not Found - Not there\n* 409 Conflict - Twice',
  ])('%s', (description) => {
    const { first } = one({ method: 'GET', description });
    expect(statusesOf(first)).toEqual(['200', '404', '409']);
    expect(first.responses[1]?.description).toContain('Not there');
    expect(first.parameters).toEqual([]);
    expect(first.description ?? '').not.toContain('Twice');
  });

  test('numbers that are no statuses are left alone', () => {
    const { first } = one({
      method: 'GET',
      description: '| Size | Price |\n|---|---|\n| 200 | 5 |\n| 400 | 9 |',
    });
    expect(statusesOf(first)).toEqual(['200']);
  });

  test('a table of a folder holds for its requests, one of the collection for all', () => {
    const { facts } = enriched(
      collection([operation({ path: '/a', folders: ['A'] }), operation({ path: '/b', folders: ['B'] })], {
        description: '### Errors\n\n| Status | Meaning |\n|---|---|\n| 429 | Slow down |',
        folders: { A: '### Errors\n\n| Status | Meaning |\n|---|---|\n| 404 | Gone |' },
      }),
    );
    expect(facts.operations.get('POST /a')?.responses.map(({ status }) => status)).toEqual([
      '200',
      '404',
      '429',
    ]);
    expect(facts.operations.get('POST /b')?.responses.map(({ status }) => status)).toEqual(['200', '429']);
    expect(facts.descriptions.get('/info/description')).toBe('');
  });
});

const codeTable = `Failed calls answer:

\`\`\`
{
"errorCode": [integer number],
"errorMessage": "[text]"
}
\`\`\`

| Code | Text | HTTP response | Description |
|---|---|---|---|
| 0 | Success | 200 OK | |
| 1 | No token | 401 Unauthorized | Send one. |
| 2 | Old token | 401 Unauthorized | Get a new one. |
| 3 | Not there | 404 Not Found | No such thing. |`;

describe('codes of an application', () => {
  const codesOf = (schema: ReturnType<typeof responseSchema>) => {
    const parts = schema['allOf'];
    return Array.isArray(parts) ? at(parts[1], 'errorCode') : undefined;
  };

  test('a folder without requests speaks for the whole collection', () => {
    const { first } = enriched(
      collection([operation({ name: 'Take thing', folders: ['Things'] })], {
        folders: { 'Error codes': codeTable },
      }),
    );
    expect(statusesOf(first)).toEqual(['200', '401', '404']);
    const schema = responseSchema(first, '401');
    expect(codesOf(schema)).toMatchObject({
      type: 'integer',
      enum: [1, 2],
      'x-schema-name': 'TakeThingUnauthorizedErrorCode',
    });
    expect(schema['allOf']).toMatchObject([
      {
        'x-schema-name': 'Error',
        required: ['errorCode', 'errorMessage'],
        properties: { errorCode: { type: 'integer' }, errorMessage: { type: 'string' } },
      },
      {},
    ]);
  });

  test('examples that show every code are complete lists for their operations', () => {
    const saved = (status: number, errorCode: number) => response(status, { errorCode, errorMessage: 'x' });
    const { facts } = enriched(
      collection(
        [
          operation({ path: '/a', name: 'A', responses: [saved(401, 1), saved(401, 2)] }),
          operation({ path: '/b', name: 'B', responses: [saved(401, 1), saved(404, 3)] }),
          operation({ path: '/c', name: 'C' }),
        ],
        { description: codeTable },
      ),
    );
    const statuses = (path: `/${string}`) =>
      facts.operations.get(`POST ${path}`)?.responses.map(({ status }) => status);
    expect([statuses('/a'), statuses('/b'), statuses('/c')]).toEqual([
      ['200', '401'],
      ['200', '401', '404'],
      ['200', '401', '404'],
    ]);
    const b = facts.operations.get('POST /b');
    expect(b === undefined ? undefined : codesOf(responseSchema(b, '401'))).toMatchObject({ enum: [1] });
  });

  test('one saved error does not shrink a general table', () => {
    const { first } = enriched(
      collection([operation({ responses: [response(401, { errorCode: 1, errorMessage: 'x' })] })], {
        description: codeTable,
      }),
    );
    expect(statusesOf(first)).toEqual(['200', '401', '404']);
    expect(codesOf(responseSchema(first, '401'))).toMatchObject({ enum: [1, 2] });
  });

  test('codes may be words', () => {
    const { first } = enriched(
      collection([operation({ responses: [response(401, { error: 'No key', code: 'key_missing' })] })], {
        description:
          '### Errors\n\n| Status | Code | When |\n|---|---|---|\n| 401 | `key_missing` | No key. |\n| 401 | `key_bad` | Bad key. |',
      }),
    );
    expect(responseSchema(first, '401')['allOf']).toMatchObject([
      {},
      { properties: { code: { type: 'string', enum: ['key_missing', 'key_bad'] } } },
    ]);
  });
});

describe('parameters', () => {
  test('one parameter of all saved requests, required only where documentation says so', () => {
    const { first } = one({
      method: 'GET',
      path: '/things/{id}',
      pathParameters: [field('id', '7')],
      queryParameters: [
        field('page', '1', { description: '(Required) The page. Between 1 and 50.' }),
        field('q', 'a'),
      ],
      headers: [field('X-Trace', '{{$guid}}')],
      also: [
        request({
          name: 'Other',
          queryParameters: [
            field('page', '2'),
            field('sort', 'up', { disabled: true, description: 'One of: `up`, `down`. Default: `up`.' }),
          ],
        }),
      ],
    });
    expect(
      first.parameters.map(({ in: place, name, required }) => `${place} ${name}${required ? '!' : ''}`),
    ).toEqual(['path id!', 'query page!', 'query q', 'query sort', 'header X-Trace']);
    expect(first.parameters[1]).toMatchObject({
      description: 'The page. Between 1 and 50.',
      schema: { type: 'integer', minimum: 1, maximum: 50 },
    });
    expect(first.parameters[1]?.examples.map(({ value }) => value)).toEqual([1, 2]);
    expect(first.parameters[3]?.schema).toEqual({ type: 'string', enum: ['up', 'down'], default: 'up' });
    expect(first.parameters[4]?.schema).toEqual({ type: 'string', format: 'uuid' });
  });

  test.each([
    ['Boolean', { type: 'boolean' }],
    ['<integer>', { type: 'integer' }],
    ['String (a name)', { type: 'string' }],
    ['String ("fixed")', { type: 'string', enum: ['fixed'] }],
    ['true', { type: 'boolean' }],
    ['1.5', { type: 'number' }],
    ['12', { type: 'integer' }],
    ['{{anything}}', { type: 'string' }],
  ])('the value %j hints at %j', (value, schema) => {
    expect(
      one({ method: 'GET', queryParameters: [field('limit', value)] }).first.parameters[0]?.schema,
    ).toEqual(schema);
  });

  test('digits of an id are no number', () => {
    expect(
      one({ method: 'GET', queryParameters: [field('userId', '12')] }).first.parameters[0]?.schema,
    ).toEqual({ type: 'string' });
  });

  test('a list with commas is an array that is sent joined', () => {
    const { first } = one({
      method: 'GET',
      queryParameters: [field('kinds', 'a,b', { description: 'Comma-separated. Possible values: a, b, c' })],
    });
    expect(first.parameters[0]).toMatchObject({
      style: 'form',
      explode: false,
      schema: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] } },
    });
    expect(first.parameters[0]?.examples[0]?.value).toEqual(['a', 'b']);
  });

  test('a flag that chooses between two words takes its default from the word that holds by default', () => {
    const { first } = one({
      method: 'GET',
      path: '/things/{id}',
      pathParameters: [field('id', 'x', { description: 'The id. Treated as internal by default.' })],
      queryParameters: [
        field('external', 'Boolean', { description: 'Whether the id is an external id or an internal id.' }),
      ],
    });
    expect(first.parameters[1]?.schema).toEqual({ type: 'boolean', default: false });
  });

  test('forms take types, files and repeated keys from their fields', () => {
    const { first } = one({
      body: {
        mode: 'formdata',
        mediaType: 'multipart/form-data',
        disabled: false,
        at: '/body',
        fields: [
          field('title', 'x', { description: 'Required. The title.' }),
          field('scan', undefined, { kind: 'file' }),
          field('tag', 'a'),
          field('tag', 'b'),
          field('deep', 'Boolean', { mediaType: 'application/json' }),
        ],
      },
    });
    const content = first.requestBody?.content[0];
    expect(content?.schema).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string', description: 'The title.' },
        scan: { type: 'string', format: 'binary' },
        tag: { type: 'array', items: { type: 'string' } },
        deep: { type: 'boolean' },
      },
      required: ['title'],
    });
    expect(content?.encoding).toEqual({ deep: { contentType: 'application/json' } });
    expect(content?.examples[0]?.value).toEqual({ title: 'x', tag: ['a', 'b'] });
  });
});

describe('security', () => {
  const token = operation({
    path: '/oauth/token',
    body: {
      mode: 'urlencoded',
      mediaType: 'application/x-www-form-urlencoded',
      disabled: false,
      at: '/body',
      fields: [field('grant_type', 'client_credentials')],
    },
  });
  const bearer = { rest: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } } };

  test('a token request becomes a scheme, is open itself, and stands beside bearer', () => {
    const { facts } = enriched(
      collection([token, operation({ path: '/a', security: [{ bearerAuth: [] }] })], bearer),
    );
    expect(facts.securitySchemes).toEqual({
      oauth2: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://api.example.com/oauth/token', scopes: {} } },
      },
    });
    expect(facts.operations.get('POST /oauth/token')?.security).toEqual([]);
    expect(facts.operations.get('POST /a')?.security).toEqual([{ bearerAuth: [] }, { oauth2: [] }]);
    expect(facts.security).toBeUndefined();
  });

  test('where no request says how it is secured, the token is how', () => {
    expect(enriched(collection([token, operation({ path: '/a' })])).facts.security).toEqual([{ oauth2: [] }]);
  });

  test('an open request stays open', () => {
    const { facts } = enriched(collection([token, operation({ path: '/a', security: [] })], bearer));
    expect(facts.operations.get('POST /a')?.security).toEqual([]);
  });
});
