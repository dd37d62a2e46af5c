import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import fc from '../../fast-check.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  createApiClient,
  InvalidRequestError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnexpectedResponseError,
  type ApiClientOptions,
  type ApiDescription,
  type Input,
  type ApiCallOptions,
  type CallPromise,
} from '../../../src/specwright/runtime/index.ts';
import type { ParameterStyle } from '../../../src/specwright/openapi/operation.ts';
import { formPairs, queryPairs } from '../../../src/specwright/runtime/styles.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real server that writes down what it gets. */
const seen: Seen[] = [];
let answer: (request: Seen, response: ServerResponse) => void = () => {};
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const got = {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
  seen.push(got);
  if (got.url.startsWith('/token')) {
    const grant = {
      access_token: `token-${seen.length}`,
      expires_in: 3600,
      refresh_token: `next-${seen.length}`,
    };
    json(response, 200, grant);
  } else answer(got, response);
});
let baseUrl = '';

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen.length = 0;
  answer = (_request, response) => json(response, 200, { id: 1 });
});

type Method = (input?: Input, options?: ApiCallOptions) => CallPromise<unknown>;
type Operations = Record<
  | 'read'
  | 'create'
  | 'open'
  | 'both'
  | 'file'
  | 'text'
  | 'download'
  | 'styled'
  | 'form'
  | 'bytes'
  | 'perhaps',
  Method
> & { readonly depot: Record<'readBay', Method> };

const DESCRIPTION: ApiDescription = {
  name: 'things',
  version: '1.2.3',
  operations: {
    read: { method: 'GET', path: '/things/{id}' },
    create: { method: 'POST', path: '/things' },
    open: { method: 'GET', path: '/open', security: [] },
    both: {
      method: 'GET',
      path: '/both',
      security: [
        ['key', 'session'],
        ['password', 'query'],
      ],
    },
    file: { method: 'POST', path: '/file', media: ['multipart/form-data'] },
    text: { method: 'GET', path: '/text', reply: 'text' },
    download: { method: 'GET', path: '/download', reply: 'binary' },
    form: {
      method: 'POST',
      path: '/form',
      media: ['application/x-www-form-urlencoded'],
      styles: { body: { expand: 'brackets', tags: 'comma' } },
    },
    bytes: { method: 'POST', path: '/bytes', media: ['application/octet-stream', 'text/plain'] },
    perhaps: { method: 'GET', path: '/perhaps', security: [[], ['key']] },
    styled: {
      method: 'GET',
      path: '/styled',
      styles: { query: { ids: 'comma', filter: 'brackets', raw: 'json' } },
    },
  },
  groups: { depot: { readBay: { method: 'GET', path: '/bays/{;id*}', styles: {} } } },
  schemes: {
    bearer: { kind: 'bearer' },
    machine: { kind: 'bearer', tokenUrl: '/token' },
    key: { kind: 'header', name: 'X-Key' },
    session: { kind: 'cookie', name: 'sid' },
    query: { kind: 'query', name: 'api key' },
    password: { kind: 'basic' },
  },
  security: [['machine'], ['bearer']],
  errorCode: ['error', 'code'],
  validators: async () => ({
    createRequestBody: Object.assign((value: unknown) => Object(value).name !== undefined, {
      errors: [{ instancePath: '', message: 'must have a name', params: {} }],
    }),
  }),
};

function clientWith(options: ApiClientOptions = {}, description = DESCRIPTION) {
  return createApiClient<Operations, ApiClientOptions, number | string>(description, {
    baseUrl,
    retry: { baseDelayMs: 1, maxDelayMs: 2 },
    ...options,
  });
}

describe('credentials', () => {
  it('sends a bearer token, asks a function for it before every request, and nothing where none is needed', async () => {
    let count = 0;
    const client = clientWith({ auth: { bearer: async () => `secret-${(count += 1)}\n` } });
    await client.read({ path: { id: 1 } });
    await client.read({ path: { id: 1 } });
    await client.open();
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret-1',
      'Bearer secret-2',
      undefined,
    ]);
  });

  it('takes the first alternative that is complete, and sends all of it', async () => {
    await clientWith({ auth: { key: 'k', session: 's;1' } }).both();
    expect(seen[0]?.headers).toMatchObject({ 'x-key': 'k', cookie: 'sid=s%3B1' });
    await clientWith({ auth: { key: 'k', password: { username: 'u', password: 'é' }, query: 'q&' } }).both();
    expect(seen[1]).toMatchObject({
      url: '/both?api+key=q%26',
      headers: { authorization: 'Basic dTrDqQ==' },
    });
    expect(seen[1]?.headers['x-key']).toBeUndefined();
    await clientWith({ auth: { key: 'k' } }).both();
    expect(seen[2]?.headers['x-key']).toBeUndefined();
  });

  it('sends credentials where they may be left out, and to what the document lacks', async () => {
    await clientWith({ auth: { key: 'k' } }).perhaps();
    await clientWith().perhaps();
    const open = { ...DESCRIPTION, security: [] };
    await clientWith({ auth: { key: 'k' } }, open).request('GET', '/other');
    expect(seen.map(({ headers }) => headers['x-key'])).toEqual(['k', undefined, 'k']);
    // Where the document says which credentials a call takes, what it lacks takes those.
    await clientWith({ auth: { key: 'k', bearer: 'b' } }).request('GET', '/other');
    expect(seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer b' });
    expect(seen.at(-1)?.headers['x-key']).toBeUndefined();
  });

  it('fetches one token for all calls, and shares it with a client of other options', async () => {
    const client = clientWith({ auth: { machine: { clientId: 'me', clientSecret: 'hush', scope: 'a b' } } });
    await Promise.all([client.read({ path: { id: 1 } }), client.read({ path: { id: 2 } })]);
    await client.withOptions({ timeoutMs: 5000 }).read({ path: { id: 3 } });
    const [token, ...others] = seen;
    expect(token).toMatchObject({
      url: '/token',
      body: 'grant_type=client_credentials&client_id=me&client_secret=hush&scope=a+b',
    });
    expect(token?.headers.authorization).toBeUndefined();
    expect(others.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer token-1'));
  });

  it('renews with the refresh token that the last grant gave, the secret in the header where that is asked for', async () => {
    const machine = {
      clientId: 'me',
      clientSecret: 'hush',
      refreshToken: 'first',
      sendIn: 'header',
    } as const;
    const client = clientWith({ auth: { machine } });
    await client.read({ path: { id: 1 } });
    answer = ({ headers }, response) =>
      json(response, headers.authorization === 'Bearer token-1' ? 401 : 200, {});
    await client.read({ path: { id: 1 } });
    const tokens = seen.filter(({ url }) => url === '/token');
    expect(tokens.map(({ body }) => body)).toEqual([
      'grant_type=refresh_token&refresh_token=first',
      'grant_type=refresh_token&refresh_token=next-1',
    ]);
    expect(tokens[0]?.headers.authorization).toBe(`Basic ${btoa('me:hush')}`);
  });

  it('shows no credential in errors, and stops where a function gives none', async () => {
    answer = ({ headers }, response) => json(response, 400, { message: `no ${headers['authorization']}` });
    const wrong = await clientWith({ auth: { bearer: 'top-secret' } }).safe.read({ path: { id: 1 } });
    expect(inspect(wrong, { depth: 9 })).not.toContain('top-secret');
    const lost = await clientWith({
      auth: {
        bearer: () => {
          throw new Error('vault');
        },
      },
    }).safe.create({ body: { name: 'x' } });
    expect(lost).toMatchObject({
      ok: false,
      error: { code: 'authentication-failed', attempts: 0, maybeCompleted: false },
    });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, ApiClientOptions, RegExp]>([
    [
      'a scheme that the API does not have',
      { auth: { beaer: 'x' } },
      /auth\.beaer is not a security scheme.*bearer/,
    ],
    [
      'plain http to another machine',
      { baseUrl: 'http://example.com' },
      /baseUrl must be an https:\/\/ address/,
    ],
    ['an address with a password', { baseUrl: 'https://a:b@example.com' }, /baseUrl must be/],
  ])('refuses %s', (_name, options, words) => {
    expect(() => clientWith(options)).toThrow(ConfigurationError);
    expect(() => clientWith(options)).toThrow(words);
  });
});

describe('errors', () => {
  it.each<[number, abstract new (...args: never[]) => Error]>([
    [400, InvalidRequestError],
    [401, AuthenticationError],
    [404, NotFoundError],
    [409, ConflictError],
    [422, InvalidRequestError],
    [429, RateLimitError],
    [500, ServerError],
    [302, UnexpectedResponseError],
  ])('status %i has a class of its own, with the code and the words of the API', async (status, kind) => {
    answer = (_request, response) => json(response, status, { error: { code: 'E7', message: 'too heavy' } });
    const call = clientWith({ retry: false }).create({ body: { name: 'x' } });
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toMatchObject({ status, errorCode: 'E7', operation: 'create' });
    await expect(call).rejects.toThrow(/too heavy/);
  });

  it('finds a wrong body, and a hole in the path, before anything is sent', async () => {
    const client = clientWith();
    await expect(client.create({ body: {} })).rejects.toThrow(
      'create was not sent: the body must have a name.',
    );
    await expect(client.read()).rejects.toThrow(/path\.id is missing/);
    expect(seen).toEqual([]);
  });
});

describe('validation', () => {
  const wrong = { body: {} };

  it.each([
    ['off', 0],
    [false, 0],
    ['warn', 1],
  ] as const)('sends a wrong request where requests are %s', async (requests, heard) => {
    const events: unknown[] = [];
    const hooks = { onInvalidRequest: (event: unknown) => void events.push(event) };
    await clientWith({ validate: { requests }, hooks }).create(wrong);
    expect(seen).toHaveLength(1);
    expect(events).toHaveLength(heard);
    if (heard) expect(events[0]).toMatchObject({ operation: 'create', issues: [{ path: '' }] });
  });

  it('sends nothing where requests are thrown', async () => {
    const client = clientWith({ validate: { requests: 'throw' } });
    await expect(client.create(wrong)).rejects.toThrow(InvalidRequestError);
    expect(seen).toEqual([]);
  });

  it('looks at bodies of the usual media type, also where it is named', async () => {
    const media = ['application/json', 'application/merge-patch+json'];
    const create = { method: 'POST', path: '/things', media } as const;
    const described = { ...DESCRIPTION, operations: { ...DESCRIPTION.operations, create } };
    const client = clientWith({ validate: { requests: 'throw' } }, described);
    await expect(client.create({ ...wrong, mediaType: 'application/json' })).rejects.toThrow(
      InvalidRequestError,
    );
    expect(seen).toEqual([]);
    await client.create({ ...wrong, mediaType: 'application/merge-patch+json' });
    expect(seen).toMatchObject([{ headers: { 'content-type': 'application/merge-patch+json' } }]);
  });
});

describe('retries', () => {
  it('repeats reads, and a POST only where that does no harm', async () => {
    const attempts = async (input: Input | undefined, options: ApiCallOptions, description = DESCRIPTION) => {
      seen.length = 0;
      answer = (_request, response) => json(response, seen.length < 2 ? 503 : 200, {});
      await clientWith({}, description).safe.create(input, options);
      return seen;
    };
    const body = { name: 'x' };
    expect(await attempts({ body }, {})).toHaveLength(1);
    expect(await attempts({ body }, { idempotent: true })).toHaveLength(2);
    const keyed = await attempts({ body }, {}, { ...DESCRIPTION, idempotencyHeader: 'Idempotency-Key' });
    expect(keyed).toHaveLength(2);
    expect(keyed[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(keyed[1]?.headers['idempotency-key']).toBe(keyed[0]?.headers['idempotency-key']);
  });
});

describe('requests and replies', () => {
  it('writes styles, headers and cookies as documented, and names the client', async () => {
    const client = clientWith({ appInfo: { name: 'shop', version: '9' } });
    const query = {
      ids: [1, 2],
      filter: { size: 'L', in: ['a', 'b'] },
      raw: { a: 1 },
      'q[x]': 'a b',
      none: undefined,
    };
    await client.styled({ query, header: { 'X-Trace': 't' }, cookie: { theme: 'dark' } });
    expect(decodeURIComponent(seen[0]?.url ?? '')).toBe(
      '/styled?ids=1,2&filter[size]=L&filter[in][0]=a&filter[in][1]=b&raw={"a":1}&q[x]=a b',
    );
    expect(seen[0]?.headers).toMatchObject({
      'x-trace': 't',
      cookie: 'theme=dark',
      'user-agent': 'things/1.2.3 shop/9',
    });
  });

  it('writes forms as documented, and as they are where nothing is documented', async () => {
    const client = clientWith();
    await client.form({ body: { MediaUrl: ['a', 'b'], expand: ['x', 'y'], tags: ['1', '2'], none: null } });
    await client.form({ body: { items: [{ price: 'p', tax: [7] }], metadata: { a: 'b' }, 'card[no]': 4 } });
    await client.form({ body: new URLSearchParams({ a: 'b' }) });
    expect(seen.map(({ body }) => decodeURIComponent(body))).toEqual([
      'MediaUrl=a&MediaUrl=b&expand[0]=x&expand[1]=y&tags=1,2',
      'items[0][price]=p&items[0][tax]=7&metadata[a]=b&card[no]=4',
      'a=b',
    ]);
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('sends bytes and text as they are', async () => {
    await clientWith().bytes({ body: new Uint8Array([65, 66]) });
    await clientWith().bytes({ body: 'some text', mediaType: 'text/plain' });
    expect(seen.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['AB', 'application/octet-stream'],
      ['some text', 'text/plain'],
    ]);
  });

  it.each<[ParameterStyle | undefined, unknown, string]>([
    [undefined, ['a b', 'c'], 'p=a%20b&p=c'],
    [undefined, { x: 1, y: 'z' }, 'x=1&y=z'],
    ['comma', ['a,b', 'c'], 'p=a%2Cb,c'],
    ['comma', { x: 1, y: 'z' }, 'p=x,1,y,z'],
    ['space', ['a', 'b'], 'p=a%20b'],
    ['pipe', ['a', 'b'], 'p=a%7Cb'],
    ['brackets', { x: { y: 1 }, z: [2, 3] }, 'p%5Bx%5D%5By%5D=1&p%5Bz%5D%5B0%5D=2&p%5Bz%5D%5B1%5D=3'],
    ['brackets', ['a', 'b'], 'p%5B0%5D=a&p%5B1%5D=b'],
    ['json', { x: [1] }, 'p=%7B%22x%22%3A%5B1%5D%7D'],
    ['reserved', '/a?b=c&d', 'p=/a?b=c%26d'],
    [undefined, null, ''],
    [undefined, new Date(0), 'p=1970-01-01T00%3A00%3A00.000Z'],
  ])('writes a query parameter in the style %s', (style, value, text) => {
    expect(queryPairs({ p: value }, style && { p: style })).toBe(text);
  });

  it('has the methods of a group on a member, in every style', async () => {
    const client = clientWith();
    const input = { path: { id: [1, 2] } };
    await client.depot.readBay(input);
    expect(await client.safe.depot.readBay(input)).toMatchObject({ ok: true, data: { id: 1 } });
    await client.stream.depot.readBay(input);
    expect(seen.map(({ url }) => url)).toEqual(Array(3).fill('/bays/;id=1;id=2'));
  });

  it('hands over a reply as it comes in, and lets go of it with the signal', async () => {
    let finish = (): void => {};
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('first,');
      finish = () => response.end('last');
    };
    const { data, response } = await clientWith({ maxResponseBytes: 3 }).stream.download().withMeta();
    expect(response.headers.get('content-type')).toBe('text/csv');
    const reader = data.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader.read()).toEqual({ done: false, value: 'first,' });
    finish();
    expect(await reader.read()).toEqual({ done: false, value: 'last' });

    const controller = new AbortController();
    const stream = await clientWith().stream.download(undefined, { signal: controller.signal });
    const other = stream.getReader();
    await other.read();
    controller.abort(new Error('enough'));
    await expect(other.read()).rejects.toThrow('enough');

    answer = (_request, reply) => json(reply, 404, { error: { code: 'E1' } });
    await expect(clientWith().stream.download()).rejects.toBeInstanceOf(NotFoundError);
  });

  it('sends several files of any kind in one field', async () => {
    const files = [new File(['one'], 'a.txt', { type: 'text/plain' }), new Blob(['two'])];
    const body = { files, raw: new Uint8Array([51]), more: { deep: 1 }, tags: ['x', 'y'], none: undefined };
    await clientWith().file({ body });
    const parts = (seen[0]?.body ?? '')
      .split(/\r\n?--[^\r]*(?:\r\n)?/)
      .map((part) => part.replaceAll('\r\n', ' '));
    expect(parts.map((part) => part.replace('Content-Disposition: form-data; ', '')).filter(Boolean)).toEqual(
      [
        expect.stringContaining('name="files"; filename="a.txt" Content-Type: text/plain  one'),
        'name="files"; filename="blob" Content-Type: application/octet-stream  two',
        'name="raw"; filename="blob" Content-Type: application/octet-stream  3',
        'name="more"  {"deep":1}',
        'name="tags"  x',
        'name="tags"  y',
      ],
    );
  });

  it('tells hooks, logger and diagnostics channels of calls, and sends headers of the call', async () => {
    const heard: string[] = [];
    const listen = (): void => void heard.push('channel');
    subscribe('things:request', listen);
    const client = clientWith({
      headers: { 'x-all': '1' },
      hooks: { onRequest: ({ setHeader }) => (heard.push('hook'), setHeader('traceparent', 't')) },
      logger: ({ event, operation }) => void heard.push(`${event} of ${String(operation)}`),
    });
    await client.read({ path: { id: 1 } }, { headers: { 'x-one': '2' } });
    unsubscribe('things:request', listen);
    expect(heard).toEqual(['channel', 'hook', 'request of read', 'response of read']);
    expect(seen[0]?.headers).toMatchObject({ 'x-all': '1', 'x-one': '2', traceparent: 't' });
  });

  it('sends files, and gives text and bytes back', async () => {
    await clientWith().file({ body: { note: 'n', file: new Blob(['bytes']) } });
    expect(seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toMatch(/name="note"\r\n\r\nn\r\n[\s\S]*name="file"; filename="blob"[\s\S]*bytes/);
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('1;2');
    expect(await clientWith().text()).toBe('1;2');
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0, 255]));
    const blob = await clientWith().download();
    expect(blob).toBeInstanceOf(Blob);
    expect([...new Uint8Array(await (blob as Blob).arrayBuffer())]).toEqual([0, 255]);
  });

  it.each(['//example.com/a', '@example.com', '/a/../b', '/a?b=c', 'a', '/\\example.com'])(
    'sends nothing to the path %s, which would lead elsewhere',
    async (path) => {
      const call = clientWith({ auth: { bearer: 'b' } }).request('GET', path as `/${string}`);
      await expect(call).rejects.toThrow(/the path must begin with one/);
      expect(seen).toEqual([]);
    },
  );

  it.each(['.', '..'])('sends nothing where %s would stand for another path', async (id) => {
    await expect(clientWith().read({ path: { id } })).rejects.toThrow(/path\.id must not be/);
    expect(seen).toEqual([]);
  });

  it('fills the names in a path that the caller wrote', async () => {
    await clientWith().request('DELETE', '/other/{id}', { path: { id: 'a/b' } });
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/other/a%2Fb' });
  });

  it('calls what the document lacks, and hands over the raw reply', async () => {
    const { data, response } = await clientWith()
      .request('get', '/other', { query: { a: 1 } })
      .withMeta();
    expect([data, response.status, seen[0]?.url]).toEqual([{ id: 1 }, 200, '/other?a=1']);
  });

  it('writes any query and form so that it reads back as it was', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => !/[[\]]|\p{Surrogate}/u.test(name));
    const texts = fc.string().filter((text) => !/\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(texts, fc.array(texts, { minLength: 1 }))), (values) => {
        const flat = Object.entries(values).flatMap(([name, value]) =>
          [value].flat().map((item) => [name, item]),
        );
        expect([...new URLSearchParams(queryPairs(values, {}))]).toEqual(flat);
        expect([...new URLSearchParams(formPairs(values))]).toEqual(flat);
      }),
    );
  });
});
