import type { Credentials, Sandbox } from '../../../src/testing/sandbox/index.ts';

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; `undefined` where it is no JSON. */
  readonly body: unknown;
}

/** A body of Queue Task that every rule accepts. */
export const goodTask = {
  serviceName: 'Task Service',
  contactInfo: { firstName: 'John' },
  caseInfo: { category: 'Technical Support' },
  taskInfo: { subject: 'Call back' },
};

/** Calls the sandbox as a client would, by external ids. */
export class Caller {
  readonly #fetch: Sandbox['fetch'];
  readonly #base: string;
  token = '';

  constructor(sandbox: Sandbox, url?: string) {
    this.#fetch = url === undefined ? sandbox.fetch : fetch;
    this.#base = url ?? sandbox.tenantUrl;
  }

  /** A caller with a token. */
  static async of(sandbox: Sandbox, url?: string, credentials = sandbox.credentials): Promise<Caller> {
    const caller = new Caller(sandbox, url);
    const { body } = await caller.requestToken(credentials);
    if (typeof body !== 'object' || body === null || !('access_token' in body))
      throw new Error('no token was granted');
    caller.token = String(body.access_token);
    return caller;
  }

  requestToken(
    { clientId, clientSecret }: Credentials,
    change: Record<string, string> = {},
  ): Promise<Answer> {
    const form = {
      grant_type: 'client_credentials',
      scope: 'example.brightpattern.com',
      client_id: clientId,
      client_secret: clientSecret,
      ...change,
    };
    return this.send('POST', '/configapi/v2/oauth/token', { body: new URLSearchParams(form) });
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.#fetch(this.#base + path, { method, ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** With the token, and a JSON body where one is given; text is sent as it is. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send(method, path, {
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: text }),
    });
  }

  queue(change: Record<string, unknown> = {}): Promise<Answer> {
    return this.call('POST', '/taskroutingapi/v1/task', { ...goodTask, ...change });
  }

  query(extTaskId: string): Promise<Answer> {
    return this.call('GET', `${taskPath(extTaskId)}?external=true`);
  }

  update(extTaskId: string, body: unknown): Promise<Answer> {
    return this.call('PATCH', `${taskPath(extTaskId)}?external=true`, body);
  }

  cancel(extTaskId: string, body?: unknown): Promise<Answer> {
    return this.call('DELETE', `${taskPath(extTaskId)}?external=true`, body);
  }

  cancelService(body: unknown): Promise<Answer> {
    return this.call('DELETE', '/taskroutingapi/v1/service', body);
  }
}

function taskPath(id: string): string {
  return `/taskroutingapi/v1/task/${encodeURIComponent(id)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
