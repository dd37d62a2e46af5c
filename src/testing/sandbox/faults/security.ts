import type { Exchange, Reply } from '../exchange.ts';
import { setHeader, setField, wrongAnswers, wrongSteps } from './change.ts';
import type { Change } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('security');
const wrongStep = wrongSteps('security');
const failed = { success: false, token: false } as const;

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
  return (reply, exchange, core) =>
    setField('errorMessage', (old) => `${String(old)}: ${text(exchange)}`)(reply, exchange, core);
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

const leaks: readonly Fault[] = [
  wrong(
    'stack-in-errors',
    'failures show nothing of the server inside',
    failed,
    setField('errorMessage', () => stack),
  ),
  wrong(
    'stack-in-invalid',
    'failures show nothing of the server inside',
    { code: 4 },
    setField('errorMessage', () => javaStack),
  ),
  wrong(
    'stack-in-unknown-task',
    'failures show nothing of the server inside',
    { code: 8 },
    setField('errorMessage', () => stack),
  ),
  wrong(
    'stack-in-internal-error',
    'failures show nothing of the server inside',
    { code: 13 },
    setField('errorMessage', () => javaStack),
  ),
  wrong(
    'path-in-errors',
    'failures show nothing of the server inside',
    { code: 8 },
    message(() => '/srv/taskrouting/lib/store/tasks.js'),
  ),
  wrong(
    'query-in-errors',
    'failures show nothing of the server inside',
    { code: 8 },
    message(() => "SELECT * FROM tasks WHERE id = '?'"),
  ),
  wrong(
    'host-in-errors',
    'failures show nothing of the server inside',
    failed,
    message(() => 'mongodb://10.12.0.7:27017/crm'),
  ),
  wrong('token-in-errors', 'tokens are never repeated', { code: 1 }, message(token)),
  wrong('expired-token-in-errors', 'tokens are never repeated', { code: 2 }, message(token)),
  wrong('token-in-unknown-task', 'tokens are never repeated', { code: 8 }, message(token)),
  wrong(
    'token-in-header',
    'tokens are never repeated',
    { success: true, token: false },
    setHeader('X-Debug-Token', token),
  ),
  wrong(
    'token-in-cookie',
    'tokens are never repeated',
    { success: true, token: false },
    setHeader('Set-Cookie', (exchange) => `session=${token(exchange)}; Path=/`),
  ),
  wrong(
    'authorization-in-header',
    'the Authorization header is never repeated',
    { token: false },
    setHeader('X-Request-Authorization', authorization),
  ),
  wrong(
    'secret-in-scope',
    'secrets are never repeated',
    { operation: 'getAccessToken', status: 200 },
    (reply, exchange, core) =>
      setField('scope', () => form(exchange).get('client_secret') ?? '')(reply, exchange, core),
  ),
  wrong(
    'secret-in-refusal',
    'secrets are never repeated',
    { operation: 'getAccessToken', success: false },
    (reply, exchange, core) =>
      setField('error_description', () => `Wrong secret ${form(exchange).get('client_secret') ?? ''}`)(
        reply,
        exchange,
        core,
      ),
  ),
  wrong(
    'secret-in-header',
    'secrets are never repeated',
    { operation: 'getAccessToken' },
    setHeader('X-Debug-Body', (exchange) => form(exchange).toString()),
  ),
  wrong(
    'contact-in-query',
    'Query Task tells nothing of the contact',
    { operation: 'queryTask', status: 200 },
    setField('contact', () => ({ firstName: 'Amara', email: 'amara.okafor@example.com' })),
  ),
  wrong(
    'debug-in-errors',
    'failures show nothing of the server inside',
    failed,
    setField('debug', () => ({ env: { DB_PASSWORD: 'hunter2' } })),
  ),
  wrong(
    'versions-in-headers',
    'headers name no software versions',
    { token: false },
    setHeader('X-Powered-By', () => 'Express/4.16.0 Node/12.3.1'),
  ),
  wrong('origin-reflected', 'pages of unknown origin get no credentials', failed, reflectOrigin),
  wrong('id-echoed-as-html', 'what was sent is not sent back as a page', { code: 8 }, page),
];

const guessing: readonly Fault[] = [
  wrong(
    'unknown-client-told',
    'whether a client exists is not told',
    { operation: 'getAccessToken', status: 401 },
    (reply, exchange, core) => {
      const known = core.tenant.users.has(form(exchange).get('client_id') ?? '');
      return setField('error_description', (old) => (known ? (old ?? '') : 'There is no such user.'))(
        reply,
        exchange,
        core,
      );
    },
  ),
  wrongStep('tokens-short', 'tokens cannot be guessed', (_base, { random }) => ({
    makeToken: () => random.hex(6),
  })),
  wrongStep('tokens-counted', 'tokens cannot be guessed', () => countedTokens()),
  wrongStep('tokens-name-user', 'tokens tell nothing', (_base, { clock }) => ({
    makeToken: () => Buffer.from(`crm.integration:${clock.now()}:${Math.random()}`).toString('base64url'),
  })),
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
export const securityFaults: readonly Fault[] = [...leaks, ...guessing];
