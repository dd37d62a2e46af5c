import { matchMethod } from '../api/match-method.ts';
import type { Reply } from '../exchange.ts';
import { omit, wrongAnswers, wrongSteps } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('http');
const wrongStep = wrongSteps('http');

/** The answer as bytes, with headers or a body that the HTTP layer below would not allow. */
function raw(headers: Readonly<Record<string, string>>, body: (reply: Reply) => string) {
  return (reply: Reply): Reply => ({
    ...reply,
    delivery: { kind: 'raw', bytes: (sent) => bytes(sent, headers, body(sent)) },
  });
}

function bytes(reply: Reply, headers: Readonly<Record<string, string>>, body: string): string {
  const all = { ...reply.headers, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${reply.status} OK\r\n${lines.join('')}\r\n${body}`;
}

function onWire(fault: Fault): Fault {
  return { ...fault, wireOnly: true };
}

const delivery: readonly Fault[] = [
  onWire(
    wrong(
      'cancel-204-with-body',
      '204 has no body',
      { operation: 'cancelTask', status: 204 },
      raw({ 'Content-Type': 'application/json', 'Content-Length': '17' }, () => '{"result":"done"}'),
    ),
  ),
  onWire(
    wrong(
      'query-length-too-short',
      'Content-Length is the length of the body',
      { operation: 'queryTask', status: 200 },
      raw({ 'Content-Length': '20' }, ({ body = '' }) => body),
    ),
  ),
  onWire(
    wrong(
      'query-length-too-long',
      'Content-Length is the length of the body',
      { operation: 'queryTask', status: 200 },
      raw({ 'Content-Length': '500' }, ({ body = '' }) => body),
    ),
  ),
  onWire(
    wrong(
      'head-with-body',
      'HEAD is answered without a body',
      { operation: 'queryTask', status: 200 },
      (reply, { request }) =>
        request.method === 'HEAD' ? raw({ 'Content-Length': '4' }, () => 'body')(reply) : reply,
    ),
  ),
  onWire(
    wrong(
      'query-closes-silently',
      'a connection that is said to be kept is kept',
      { operation: 'queryTask', status: 200 },
      (reply) => {
        const length = String(Buffer.byteLength(reply.body ?? ''));
        return raw({ 'Content-Length': length, Connection: 'keep-alive' }, ({ body = '' }) => body)(reply);
      },
    ),
  ),
  wrong('query-truncated', 'bodies arrive whole', { operation: 'queryTask', status: 200 }, (reply) => ({
    ...reply,
    delivery: { kind: 'truncate' },
  })),
  wrong('queue-truncated', 'bodies arrive whole', { operation: 'queueTask', status: 200 }, (reply) => ({
    ...reply,
    delivery: { kind: 'truncate' },
  })),
  wrong('update-dropped', 'requests are answered', { operation: 'updateTask', status: 200 }, (reply) => ({
    ...reply,
    delivery: { kind: 'drop' },
  })),
  wrong('cancel-dropped', 'requests are answered', { operation: 'cancelTask', status: 204 }, (reply) => ({
    ...reply,
    delivery: { kind: 'drop' },
  })),
  wrong('errors-dropped', 'requests are answered', { success: false, token: false }, (reply) => ({
    ...reply,
    delivery: { kind: 'drop' },
  })),
  wrong(
    'update-with-body',
    'Update Task answers with an empty body',
    { operation: 'updateTask', status: 200 },
    (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'Content-Type': 'application/json' },
      body: '{}',
    }),
  ),
  onWire(
    wrong(
      'gzip-claimed',
      'Content-Encoding is what it says',
      { operation: 'queryTask', status: 200 },
      raw({ 'Content-Encoding': 'gzip' }, ({ body = '' }) => body),
    ),
  ),
  wrong('refusal-redirects', 'a missing token is 401, not a redirect', { code: 1 }, ({ headers }) => ({
    status: 302,
    headers: { ...headers, Location: '/login' },
  })),
];

const paths: readonly Fault[] = [
  wrongStep('trailing-slash-404', 'a trailing slash makes no difference', (base) => ({
    matchPath: (path) => (path.endsWith('/') ? undefined : base.matchPath(path)),
  })),
  wrongStep('slash-needed', 'a trailing slash makes no difference', (base) => ({
    matchPath: (path) =>
      path.startsWith('/taskroutingapi/v1/task') && !path.endsWith('/') ? undefined : base.matchPath(path),
  })),
  wrong(
    'trailing-slash-redirects',
    'a trailing slash makes no difference',
    { token: false },
    (reply, { request }) => {
      if (!request.path.endsWith('/')) return reply;
      return {
        status: 308,
        headers: { Location: request.path.slice(0, -1) + (request.query === '' ? '' : `?${request.query}`) },
      };
    },
  ),
  wrongStep('id-not-decoded', 'ids in paths are percent-decoded', (base) => ({
    matchMethod: (request, route) => withId(base.matchMethod(request, route), route.taskId),
  })),
  wrongStep('id-cut-at-slash', 'ids in paths may hold an encoded slash', (base) => ({
    findTask: (id, external) => base.findTask(id.split('/')[0] ?? id, external),
  })),
  wrongStep('id-plus-as-space', 'a plus in a path is a plus', (base) => ({
    findTask: (id, external) => base.findTask(id.replaceAll('+', ' '), external),
  })),
  wrongStep('id-unicode-mangled', 'ids in paths are UTF-8', (base) => ({
    findTask: (id, external) => base.findTask(Buffer.from(id, 'utf8').toString('latin1'), external),
  })),
  wrongStep('id-lower-cased', 'ids in paths are taken as they are', (base) => ({
    findTask: (id, external) => base.findTask(id.toLowerCase(), external),
  })),
  wrongStep('long-id-cut', 'ids in paths may be long', (base) => ({
    findTask: (id, external) => base.findTask(id.slice(0, 64), external),
  })),
  wrongStep('external-needs-capitals', 'external=true finds external ids', (base) => ({
    readExternal: ({ request, ...exchange }) =>
      base.readExternal({
        ...exchange,
        request: { ...request, header: request.header, query: request.query.replace('external=true', '') },
      }),
  })),
];

function withId<Exchange extends object>(
  exchange: Exchange | undefined,
  taskId: string,
): Exchange | undefined {
  return exchange && { ...exchange, taskId };
}

const methods: readonly Fault[] = [
  wrongStep('put-taken-for-patch', 'PUT is not allowed', (base) => ({
    matchMethod: (request, route) =>
      base.matchMethod(
        request.method === 'PUT' ? { ...request, method: 'PATCH', header: request.header } : request,
        route,
      ),
  })),
  wrongStep('post-taken-for-delete', 'POST on a task is not allowed', (base) => ({
    matchMethod: (request, route) =>
      base.matchMethod(request, route) ??
      (request.method === 'POST'
        ? matchMethod({ ...request, method: 'DELETE', header: request.header }, route)
        : undefined),
  })),
  wrongStep('get-on-service-answered', 'GET on the service path is not allowed', (base) => ({
    matchMethod: (request, route) =>
      base.matchMethod(request, route) ??
      (request.method === 'GET'
        ? matchMethod({ ...request, method: 'DELETE', header: request.header }, route)
        : undefined),
  })),
  wrongStep('head-refused', 'HEAD is answered like GET', (base) => ({
    matchMethod: (request, route) =>
      request.method === 'HEAD' ? undefined : base.matchMethod(request, route),
  })),
  {
    name: 'no-allow-header',
    group: 'http',
    breaks: '405 says what is allowed',
    outside: (reply) => ({ ...reply, headers: omit(reply.headers, 'Allow') }),
  },
  {
    name: 'wrong-method-404',
    group: 'http',
    breaks: 'a known path with another method is 405',
    outside: (reply) => (reply.status === 405 ? { ...reply, status: 404 } : reply),
  },
  {
    name: 'wrong-method-500',
    group: 'http',
    breaks: 'a known path with another method is 405',
    outside: (reply) => (reply.status === 405 ? { ...reply, status: 500 } : reply),
  },
  {
    name: 'wrong-method-200',
    group: 'http',
    breaks: 'a known path with another method is 405',
    outside: (reply) => (reply.status === 405 ? { ...reply, status: 200 } : reply),
  },
  {
    name: 'unknown-path-200',
    group: 'http',
    breaks: 'an unknown path is 404',
    outside: (reply) => (reply.status === 404 ? { ...reply, status: 200 } : reply),
  },
  {
    name: 'unknown-path-500',
    group: 'http',
    breaks: 'an unknown path is 404',
    outside: (reply) => (reply.status === 404 ? { ...reply, status: 500 } : reply),
  },
];

const reading: readonly Fault[] = [
  wrongStep('charset-refused', 'application/json may have parameters', (base) => ({
    acceptsMediaType: (exchange, documented) =>
      !exchange.request.header('content-type')?.includes(';') && base.acceptsMediaType(exchange, documented),
  })),
  wrongStep('media-type-case-matters', 'media types are compared without regard to case', (base) => ({
    acceptsMediaType: (exchange, documented) =>
      !/[A-Z]/.test(exchange.request.header('content-type')?.split(';')[0] ?? '') &&
      base.acceptsMediaType(exchange, documented),
  })),
  wrongStep('delete-body-ignored', 'bodies of DELETE are read', (base) => ({
    parse: (text) =>
      /^\s*\{\s*"(dispositionName|note)"/.test(text) && !text.includes('serviceName')
        ? { value: {} }
        : base.parse(text),
  })),
  wrongStep('scheme-case-matters', 'the scheme Bearer is compared without regard to case', (base) => ({
    bearerToken: (exchange) =>
      exchange.request.header('authorization')?.startsWith('Bearer ') === true
        ? base.bearerToken(exchange)
        : undefined,
  })),
];

/** Departures from HTTP itself. */
export const httpFaults: readonly Fault[] = [...delivery, ...paths, ...methods, ...reading];
