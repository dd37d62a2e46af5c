import { badGateway } from '../disturb/spoil.ts';
import type { Reply } from '../exchange.ts';
import { wrongAnswers, sayMediaType } from './change.ts';
import type { Change } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('media-type');
const queried = { operation: 'queryTask', status: 200 } as const;
const good = { status: 200, token: false } as const;
const failed = { success: false, token: false } as const;

/** Changes the text of a body, if there is one. */
function text(change: (body: string) => string, type?: string) {
  return (reply: Reply): Reply => {
    if (reply.body === undefined) return reply;
    const headers = type === undefined ? reply.headers : { ...reply.headers, 'Content-Type': type };
    return { ...reply, headers, body: change(reply.body) };
  };
}

/** Says another media type, or none, where there is a body. */
function stated(type?: string): Change {
  const change = sayMediaType(type);
  return (reply, exchange, core) => (reply.body === undefined ? reply : change(reply, exchange, core));
}

/** Answers in another form than documented, or in another than they say. */
export const mediaTypeFaults: readonly Fault[] = [
  wrong('success-as-text', 'successes are application/json', good, stated('text/plain')),
  wrong('success-as-html', 'successes are application/json', good, stated('text/html; charset=utf-8')),
  wrong('success-without-media-type', 'successes say what they are', good, stated()),
  wrong(
    'query-as-octets',
    'Query Task answers with application/json',
    queried,
    stated('application/octet-stream'),
  ),
  wrong(
    'query-as-xml',
    'Query Task answers with application/json',
    queried,
    text(() => '<task><taskStatus>QUEUED</taskStatus></task>', 'application/xml'),
  ),
  wrong(
    'query-json-with-comma',
    'bodies are JSON',
    queried,
    text((json) => `${json.slice(0, -1)},}`),
  ),
  wrong(
    'query-json-single-quotes',
    'bodies are JSON',
    queried,
    text((json) => json.replaceAll('"', "'")),
  ),
  wrong(
    'query-json-in-json',
    'bodies are JSON objects, not JSON in text',
    queried,
    text((json) => JSON.stringify(json)),
  ),
  wrong('query-empty', 'Query Task answers with a body', queried, ({ status, headers }) => ({
    status,
    headers,
  })),
  wrong(
    'queue-as-text',
    'Queue Task answers with application/json',
    { operation: 'queueTask', status: 200 },
    stated('text/plain'),
  ),
  wrong(
    'sweep-as-text',
    'Cancel Service Tasks answers with application/json',
    { operation: 'cancelServiceTasks', status: 200 },
    stated('text/plain'),
  ),
  wrong(
    'token-as-text',
    'the token endpoint answers with application/json',
    { operation: 'getAccessToken', status: 200 },
    stated('text/plain'),
  ),
  wrong('error-as-text', 'failures are application/json', failed, stated('text/plain')),
  wrong('error-as-problem', 'failures are application/json', failed, stated('application/problem+json')),
  wrong('error-without-media-type', 'failures say what they are', failed, stated()),
  wrong(
    'error-plain-words',
    'failures carry the envelope',
    failed,
    text(() => 'Something went wrong.', 'text/plain'),
  ),
  wrong('error-html-page', 'failures carry the envelope', { status: 404, token: false }, (reply) => ({
    ...badGateway(),
    status: reply.status,
  })),
  wrong('error-empty', 'failures carry the envelope', failed, ({ status, headers }) => ({ status, headers })),
];
