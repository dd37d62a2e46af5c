import { setField, type Reply } from 'specwright/sandbox';
import type { Exchange } from '../exchange.ts';
import { REFUSED } from './document.ts';
import { alters, breaks, wrongAnswers, wrongSteps, type Change } from './fault.ts';

/** Sets a header. */
function setHeader(name: string, value: (exchange: Exchange) => string): Change {
  return (reply, exchange) => ({ ...reply, headers: { ...reply.headers, [name]: value(exchange) } });
}

const stack = [
  "TypeError: Cannot read properties of undefined (reading 'id')",
  '    at TaskController.find (/srv/taskrouting/lib/controllers/task.js:118:23)',
  '    at processTicksAndRejections (node:internal/process/task_queues:95:5)',
].join('\n');

const javaStack =
  'java.lang.NullPointerException\n\tat com.example.routing.TaskService.load(TaskService.java:214)';

const authorization = ({ request }: Exchange): string => request.header('authorization') ?? '';
const token = (exchange: Exchange): string => authorization(exchange).replace(/^Bearer\s+/i, '');

function message(text: (exchange: Exchange) => string): Change {
  return (reply, exchange) => setField('errorMessage', (old) => `${String(old)}: ${text(exchange)}`)(reply);
}

function form({ request }: Exchange): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString('utf8'));
}

function page(reply: Reply, { taskId }: Exchange): Reply {
  return {
    ...reply,
    headers: { ...reply.headers, 'Content-Type': 'text/html' },
    body: `<h1>No task ${taskId}</h1>`,
  };
}

function reflectOrigin(reply: Reply, { request }: Exchange): Reply {
  const origin = request.header('origin');
  if (origin === undefined) return reply;
  const trusting = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
  return { ...reply, headers: { ...reply.headers, ...trusting } };
}

const leaks = wrongAnswers('security', {
  'stack-in-errors': [
    'failures show nothing of the server inside',
    REFUSED,
    setField('errorMessage', () => stack),
  ],
  'stack-in-invalid': [
    'failures show nothing of the server inside',
    { code: 4 },
    setField('errorMessage', () => javaStack),
  ],
  'stack-in-unknown-task': [
    'failures show nothing of the server inside',
    { code: 8 },
    setField('errorMessage', () => stack),
  ],
  'stack-in-internal-error': [
    'failures show nothing of the server inside',
    { code: 13 },
    setField('errorMessage', () => javaStack),
  ],
  'path-in-errors': [
    'failures show nothing of the server inside',
    { code: 8 },
    message(() => '/srv/taskrouting/lib/store/tasks.js'),
  ],
  'query-in-errors': [
    'failures show nothing of the server inside',
    { code: 8 },
    message(() => "SELECT * FROM tasks WHERE id = '?'"),
  ],
  'host-in-errors': [
    'failures show nothing of the server inside',
    REFUSED,
    message(() => 'mongodb://10.12.0.7:27017/crm'),
  ],
  'token-in-errors': ['tokens are never repeated', { code: 1 }, message(token)],
  'expired-token-in-errors': ['tokens are never repeated', { code: 2 }, message(token)],
  'token-in-unknown-task': ['tokens are never repeated', { code: 8 }, message(token)],
  'token-in-header': [
    'tokens are never repeated',
    { success: true, not: 'getAccessToken' },
    setHeader('X-Debug-Token', token),
  ],
  'token-in-cookie': [
    'tokens are never repeated',
    { success: true, not: 'getAccessToken' },
    setHeader('Set-Cookie', (exchange) => `session=${token(exchange)}; Path=/`),
  ],
  'authorization-in-header': [
    'the Authorization header is never repeated',
    { not: 'getAccessToken' },
    setHeader('X-Request-Authorization', authorization),
  ],
  'secret-in-scope': alters(
    'secrets are never repeated',
    { operation: 'getAccessToken', status: 200 },
    (reply, exchange) => setField('scope', () => form(exchange).get('client_secret') ?? '')(reply),
  ),
  'secret-in-refusal': alters(
    'secrets are never repeated',
    { operation: 'getAccessToken', success: false },
    (reply, exchange) =>
      setField('error_description', () => `Wrong secret ${form(exchange).get('client_secret') ?? ''}`)(reply),
  ),
  'secret-in-header': [
    'secrets are never repeated',
    { operation: 'getAccessToken' },
    setHeader('X-Debug-Body', (exchange) => form(exchange).toString()),
  ],
  'contact-in-query': [
    'Query Task tells nothing of the contact',
    { operation: 'queryTask', status: 200 },
    setField('contact', () => ({ firstName: 'Amara', email: 'amara.okafor@example.com' })),
  ],
  'debug-in-errors': [
    'failures show nothing of the server inside',
    REFUSED,
    setField('debug', () => ({ env: { DB_PASSWORD: 'hunter2' } })),
  ],
  'versions-in-headers': [
    'headers name no software versions',
    { not: 'getAccessToken' },
    setHeader('X-Powered-By', () => 'Express/4.16.0 Node/12.3.1'),
  ],
  'origin-reflected': ['pages of unknown origin get no credentials', REFUSED, reflectOrigin],
  'id-echoed-as-html': ['what was sent is not sent back as a page', { code: 8 }, page],
});

const guessing = [
  ...wrongAnswers('security', {
    'unknown-client-told': alters(
      'whether a client exists is not told',
      { operation: 'getAccessToken', status: 401 },
      (reply, exchange, core) => {
        const known = core.tenant.users.has(form(exchange).get('client_id') ?? '');
        return setField('error_description', (old) => (known ? (old ?? '') : 'There is no such user.'))(
          reply,
        );
      },
    ),
  }),
  ...wrongSteps('security', {
    'tokens-short': breaks('tokens cannot be guessed', (_base, { random }) => ({
      makeToken: () => random.hex(6),
    })),
    'tokens-counted': breaks('tokens cannot be guessed', () => countedTokens()),
    'tokens-name-user': breaks('tokens tell nothing', (_base, { clock }) => ({
      makeToken: () => Buffer.from(`crm.integration:${clock.now()}:${Math.random()}`).toString('base64url'),
    })),
  }),
];

function countedTokens(): { makeToken: () => string } {
  let count = 0;
  return {
    makeToken: () => {
      count += 1;
      return count.toString(16).toUpperCase().padStart(64, '0');
    },
  };
}

/** Answers that give away what they should not. */
export const securityFaults = [...leaks, ...guessing];
