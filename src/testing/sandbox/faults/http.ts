import { deliver, omit, type Reply } from 'specwright/sandbox';
import type { Exchange } from '../exchange.ts';
import { REFUSED, successOf } from './document.ts';
import { alters, breaks, wrongAnswers, wrongSteps, type Fault, type StepsOf } from './fault.ts';

/** The answer as bytes, with headers or a body that the HTTP layer below would not allow. */
function raw(headers: Readonly<Record<string, string>>, body: (reply: Reply) => string) {
  return deliver({ kind: 'raw', bytes: (sent) => bytes(sent, headers, body(sent)) });
}

function bytes(reply: Reply, headers: Readonly<Record<string, string>>, body: string): string {
  const all = { ...reply.headers, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${reply.status} OK\r\n${lines.join('')}\r\n${body}`;
}

const queried = successOf('query');
const bodyOf = ({ body = '' }: Reply): string => body;

const onWire = wrongAnswers('http', {
  'cancel-204-with-body': [
    '204 has no body',
    successOf('cancel'),
    raw({ 'Content-Type': 'application/json', 'Content-Length': '17' }, () => '{"result":"done"}'),
  ],
  'query-length-too-short': [
    'Content-Length is the length of the body',
    queried,
    raw({ 'Content-Length': '20' }, bodyOf),
  ],
  'query-length-too-long': [
    'Content-Length is the length of the body',
    queried,
    raw({ 'Content-Length': '500' }, bodyOf),
  ],
  'head-with-body': alters('HEAD is answered without a body', queried, (reply, { request }) =>
    request.method === 'HEAD' ? raw({ 'Content-Length': '4' }, () => 'body')(reply) : reply,
  ),
  'query-closes-silently': alters('a connection that is said to be kept is kept', queried, (reply) => {
    const length = String(Buffer.byteLength(bodyOf(reply)));
    return raw({ 'Content-Length': length, Connection: 'keep-alive' }, bodyOf)(reply);
  }),
  'gzip-claimed': ['Content-Encoding is what it says', queried, raw({ 'Content-Encoding': 'gzip' }, bodyOf)],
}).map((fault): Fault => ({ ...fault, wireOnly: true }));

const delivery = wrongAnswers('http', {
  'query-truncated': ['bodies arrive whole', queried, deliver({ kind: 'truncate' })],
  'queue-truncated': ['bodies arrive whole', successOf('queue'), deliver({ kind: 'truncate' })],
  'update-dropped': ['requests are answered', successOf('update'), deliver({ kind: 'drop' })],
  'cancel-dropped': ['requests are answered', successOf('cancel'), deliver({ kind: 'drop' })],
  'errors-dropped': ['requests are answered', REFUSED, deliver({ kind: 'drop' })],
  'update-with-body': alters('Update Task answers with an empty body', successOf('update'), (reply) => ({
    ...reply,
    headers: { ...reply.headers, 'Content-Type': 'application/json' },
    body: '{}',
  })),
  'refusal-redirects': alters('a missing token is 401, not a redirect', { code: 1 }, ({ headers }) => ({
    status: 302,
    headers: { ...headers, Location: '/login' },
  })),
  'trailing-slash-redirects': alters(
    'a trailing slash makes no difference',
    { not: 'getAccessToken' },
    (reply, { request: { path, query } }) => {
      if (!path.endsWith('/')) return reply;
      return { status: 308, headers: { Location: path.slice(0, -1) + (query === '' ? '' : `?${query}`) } };
    },
  ),
});

/** Another id is looked up than the one in the path. */
function readsId(change: (id: string) => string): StepsOf {
  return (base) => ({ findTask: (id, external) => base.findTask(change(id), external) });
}

/** A request with one method is taken for one with another, if the path does not know the first. */
function takesMethod(method: string, other: string): StepsOf {
  return (base) => ({
    matchMethod: (request, route) => {
      const found = base.matchMethod(request, route);
      if (request.method !== method || found !== undefined) return found;
      return base.matchMethod({ ...request, method: other, header: request.header }, route);
    },
  });
}

const reading = wrongSteps('http', {
  'trailing-slash-404': breaks('a trailing slash makes no difference', (base) => ({
    matchPath: (path) => (path.endsWith('/') ? undefined : base.matchPath(path)),
  })),
  'slash-needed': breaks('a trailing slash makes no difference', (base) => ({
    matchPath: (path) =>
      path.startsWith('/taskroutingapi/v1/task') && !path.endsWith('/') ? undefined : base.matchPath(path),
  })),
  'id-not-decoded': breaks('ids in paths are percent-decoded', (base) => ({
    matchMethod: (request, route) => {
      const exchange = base.matchMethod(request, route);
      return exchange && { ...exchange, taskId: route.params[0] ?? '' };
    },
  })),
  'id-cut-at-slash': ['ids in paths may hold an encoded slash', readsId((id) => id.split('/')[0] ?? id)],
  'id-plus-as-space': ['a plus in a path is a plus', readsId((id) => id.replaceAll('+', ' '))],
  'id-unicode-mangled': [
    'ids in paths are UTF-8',
    readsId((id) => Buffer.from(id, 'utf8').toString('latin1')),
  ],
  'id-lower-cased': ['ids in paths are taken as they are', readsId((id) => id.toLowerCase())],
  'long-id-cut': ['ids in paths may be long', readsId((id) => id.slice(0, 64))],
  'external-needs-capitals': breaks('external=true finds external ids', (base) => ({
    readExternal: ({ request, ...exchange }) => {
      const query = request.query.replace('external=true', '');
      return base.readExternal({ ...exchange, request: { ...request, header: request.header, query } });
    },
  })),
  'put-taken-for-patch': ['PUT is not allowed', takesMethod('PUT', 'PATCH')],
  'post-taken-for-delete': ['POST on a task is not allowed', takesMethod('POST', 'DELETE')],
  'get-on-service-answered': ['GET on the service path is not allowed', takesMethod('GET', 'DELETE')],
  'head-refused': breaks('HEAD is answered like GET', (base) => ({
    matchMethod: (request, route) =>
      request.method === 'HEAD' ? undefined : base.matchMethod(request, route),
  })),
  'charset-refused': breaks('application/json may have parameters', (base) => ({
    acceptsMediaType: (exchange, documented) =>
      !contentType(exchange).includes(';') && base.acceptsMediaType(exchange, documented),
  })),
  'media-type-case-matters': breaks('media types are compared without regard to case', (base) => ({
    acceptsMediaType: (exchange, documented) =>
      !/^[^;]*[A-Z]/.test(contentType(exchange)) && base.acceptsMediaType(exchange, documented),
  })),
  'delete-body-ignored': breaks('bodies of DELETE are read', (base) => ({
    parse: (text) =>
      /^\s*\{\s*"(dispositionName|note)"/.test(text) && !text.includes('serviceName')
        ? { value: {} }
        : base.parse(text),
  })),
  'scheme-case-matters': breaks('the scheme Bearer is compared without regard to case', (base) => ({
    bearerToken: (exchange) =>
      exchange.request.header('authorization')?.startsWith('Bearer ') === true
        ? base.bearerToken(exchange)
        : undefined,
  })),
});

function contentType({ request }: Exchange): string {
  return request.header('content-type') ?? '';
}

const MISSED = { 404: 'an unknown path is 404', 405: 'a known path with another method is 405' } as const;

/** Requests outside the documented operations that get another status, by name of the fault. */
const OUTSIDE: Readonly<Record<string, readonly [from: 404 | 405, to: number]>> = {
  'wrong-method-404': [405, 404],
  'wrong-method-500': [405, 500],
  'wrong-method-200': [405, 200],
  'unknown-path-200': [404, 200],
  'unknown-path-500': [404, 500],
};

const outside: readonly Fault[] = [
  {
    name: 'no-allow-header',
    group: 'http',
    breaks: '405 says what is allowed',
    outside: (reply) => ({ ...reply, headers: omit(reply.headers, 'Allow') }),
  },
  ...Object.entries(OUTSIDE).map(([name, [from, to]]): Fault => ({
    name,
    group: 'http',
    breaks: MISSED[from],
    outside: (reply) => (reply.status === from ? { ...reply, status: to } : reply),
  })),
];

/** Violations of HTTP itself. */
export const httpFaults = [...onWire, ...delivery, ...reading, ...outside];
