import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import type { FuzzTarget } from '../target.ts';

/** Requests as data: method, path, headers, body. */
const REQUESTS = [
  ['POST', '/configapi/v2/oauth/token', 'grant_type=client_credentials&client_id=a&client_secret=b'],
  ['GET', '/taskroutingapi/v1/task/SF-00T-1001/?external=true', null],
  [
    'PATCH',
    '/taskroutingapi/v1/task/SF-00T-1001?external=true',
    { priority: 50, serviceName: 'Task Service' },
  ],
  ['DELETE', '/taskroutingapi/v1/task/SF-00T-1001/?external=true', { dispositionName: 'Abandoned' }],
  ['DELETE', '/taskroutingapi/v1/service', { serviceName: 'Task Service', note: 'x' }],
  [
    'POST',
    '/taskroutingapi/v1/task/',
    {
      extTaskId: 'a',
      serviceName: 'Task Service',
      priority: 1,
      order: 'fifo',
      contactInfo: { firstName: 'A', emails: [{ type: 'PRIMARY', address: 'a@example.com' }] },
      caseInfo: { category: 'Incident', custom_a: 'b' },
      taskInfo: { subject: 'S' },
      screenpopData: [{ type: 'web', url: 'https://example.com' }],
    },
  ],
] as const;

/** Whatever is asked, the answer is one that HTTP and the API know, and no failure of the sandbox itself. */
export const sandboxTarget: FuzzTarget = {
  name: 'sandbox',
  examples: async () => REQUESTS.map((request) => JSON.stringify(request)),
  limitMs: 5000,
  complaint: async (input) => {
    const request = readRequest(input);
    if (request === undefined) return undefined;
    const sandbox = createSandbox({ randomSeed: 1 });
    const token = await tokenOf(sandbox);
    const response = await sandbox.fetch(request.url, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(request.body !== undefined && { body: request.body }),
    });
    const text = await response.text();
    if (response.status >= 500) return `answered ${response.status}: ${text.slice(0, 200)}`;
    if (text.includes('    at ')) return 'showed a stack trace';
    return response.headers.get('content-type')?.includes('json') === true ? notJson(text) : undefined;
  },
};

async function tokenOf(sandbox: ReturnType<typeof createSandbox>): Promise<string> {
  const { clientId, clientSecret } = sandbox.credentials;
  const response = await sandbox.fetch(`${sandbox.tenantUrl}/configapi/v2/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'sandbox.invalid',
    }),
  });
  return (await response.json()).access_token;
}

function notJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return `sent broken JSON: ${text.slice(0, 100)}`;
  }
}

interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

/** `undefined` for what no HTTP client would send. */
function readRequest(input: string): WireRequest | undefined {
  try {
    const [method, path, body] = JSON.parse(input);
    const url = new URL(`https://sandbox.invalid${path}`).href;
    const verb = new Request(url, { method }).method;
    if (body === null || body === undefined || verb === 'GET' || verb === 'HEAD')
      return { method: verb, url };
    return { method: verb, url, body: typeof body === 'string' ? body : JSON.stringify(body) };
  } catch {
    return undefined;
  }
}
