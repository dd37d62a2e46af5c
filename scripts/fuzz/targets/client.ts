import {
  createTaskRoutingClient,
  TaskRoutingError,
  type TaskRoutingClient,
} from '../../../src/client/index.ts';
import type { FuzzTarget } from '../target.ts';

/** Replies as data: status, headers, body. */
const REPLIES = [
  [
    200,
    { 'content-type': 'application/json' },
    '{"taskStatus":"QUEUED","priority":5,"serviceName":"A","order":"fifo"}',
  ],
  [400, { 'content-type': 'application/json' }, '{"errorCode":9,"errorMessage":"Task not in queue"}'],
  [429, { 'content-type': 'application/json', 'retry-after': '0' }, '{"errorCode":12,"errorMessage":"x"}'],
  [502, { 'content-type': 'text/html' }, '<html>Bad gateway</html>'],
  [302, { location: 'https://example.com/' }, ''],
] as const;

const TOKEN = JSON.stringify({ access_token: 'A'.repeat(64), token_type: 'Bearer', expires_in: '3600' });
const CALLS: readonly ((client: TaskRoutingClient) => Promise<unknown>)[] = [
  (client) => client.queryTask('a'),
  (client) => client.cancelTask('a'),
  (client) => client.cancelServiceTasks({ serviceName: 'a' }),
];
const SECRET = 'fuzz-secret-value';

/** Whatever a server answers, a call resolves or throws one of the client's own errors, without the secret. */
export const clientTarget: FuzzTarget = {
  name: 'client',
  examples: async () => REPLIES.map((reply) => JSON.stringify(reply)),
  limitMs: 5000,
  complaint: async (input) => {
    if (replyOf(input) === undefined) return undefined;
    const client = createTaskRoutingClient({
      tenantUrl: 'https://tenant.invalid',
      clientId: 'fuzz',
      clientSecret: SECRET,
      retry: { maxAttempts: 2, baseDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 },
      fetch: async (url) =>
        String(url).includes('/oauth/')
          ? new Response(TOKEN, { headers: { 'content-type': 'application/json' } })
          : (replyOf(input) ?? new Response()),
    });
    for (const call of CALLS) {
      const complaint = await call(client).then(() => undefined, complaintOf);
      if (complaint !== undefined) return complaint;
    }
    return undefined;
  },
};

function complaintOf(error: unknown): string | undefined {
  if (!(error instanceof TaskRoutingError)) return `threw ${String(error)}`;
  const shown = `${error.stack ?? ''}${JSON.stringify(error)}`;
  return shown.includes(SECRET) ? 'showed the secret' : undefined;
}

/** `undefined` for what `fetch` would never hand over. */
function replyOf(input: string): Response | undefined {
  try {
    const [status, headers, body] = JSON.parse(input);
    const empty = [204, 205, 304].includes(status);
    return new Response(empty ? null : typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers,
    });
  } catch {
    return undefined;
  }
}
