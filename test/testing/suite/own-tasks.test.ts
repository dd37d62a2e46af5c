import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/specwright/contract/index.ts';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { verify } from '../../../src/testing/suite/verify.ts';

/*
 * Three servers that would lose the tasks of others to a careless run, each with 60 of them in the queue.
 */

const SERVICE = 'Task Service';
const FOREIGN = 60;

interface Task {
  readonly taskId: string;
  readonly extTaskId: string | undefined;
  readonly foreign: boolean;
  serviceName: string;
  priority: number;
  order: string;
  taskStatus: string;
  changes: number;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

type Traits = 'sweeps-leniently' | 'answers-foreign-ids' | 'redirects-but-creates' | 'faithful';

const no = (status: number, errorCode: number, errorMessage: string): Answer => ({
  status,
  json: { errorCode, errorMessage },
});
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A server that keeps tasks, with one bad habit. */
class Tenant {
  readonly tasks: Task[] = [];
  readonly requests: string[] = [];
  readonly #traits: Traits;
  readonly #onRequest: (count: number) => void;
  #count = 0;

  constructor(traits: Traits, onRequest: (count: number) => void) {
    this.#onRequest = onRequest;
    this.#traits = traits;
    for (let index = 0; index < FOREIGN; index += 1) this.#add(`crm-${index}`, {}, true);
  }

  #add(extTaskId: string | undefined, body: Record<string, unknown>, foreign = false): Task {
    this.#count += 1;
    const task: Task = {
      taskId: `66bb3a68bf36507742b4${this.#count.toString(16).padStart(4, '0')}`,
      extTaskId,
      foreign,
      serviceName: text(body['serviceName']) ?? SERVICE,
      priority: typeof body['priority'] === 'number' ? body['priority'] : 5,
      order: text(body['order']) ?? 'fifo',
      taskStatus: 'QUEUED',
      changes: 0,
    };
    this.tasks.push(task);
    return task;
  }

  answer(method: string, url: URL, body: string): Answer {
    this.#onRequest(this.requests.push(`${method} ${url.pathname}`));
    if (url.pathname === '/configapi/v2/oauth/token') {
      const isRight = new URLSearchParams(body).get('client_secret') === 'S3cretOfTheTest0123456789';
      return isRight
        ? {
            status: 200,
            json: {
              access_token: 'T'.repeat(8) + '0123456789abcdef',
              token_type: 'Bearer',
              expires_in: '3600',
              scope: 's',
            },
          }
        : no(401, 1, 'Authentication failed');
    }
    const fields = this.#fields(body);
    const [, resource, id = ''] =
      /^\/taskroutingapi\/v1\/(task|service)\/?(.*?)\/?$/.exec(url.pathname) ?? [];
    if (resource === 'service' && method === 'DELETE') return this.#sweep(fields);
    if (resource !== 'task') return no(404, 8, 'Not found');
    if (id === '') return method === 'POST' ? this.#queue(fields) : this.#onAll(method);
    return this.#onOne(method, decodeURIComponent(id), url.searchParams.get('external') === 'true', fields);
  }

  #fields(body: string): Record<string, unknown> {
    try {
      return { ...Object(JSON.parse(body)) };
    } catch {
      return {};
    }
  }

  /** Cancels every task where the body names no service that it knows: most lenient of all readings. */
  #sweep(fields: Record<string, unknown>): Answer {
    const lenient = this.#traits === 'sweeps-leniently';
    if (!lenient && fields['serviceName'] !== SERVICE) return no(400, 6, 'Service not found');
    const swept = this.tasks.filter(({ taskStatus }) => taskStatus === 'QUEUED');
    for (const task of swept) this.#change(task, 'COMPLETED');
    return { status: 200, json: { count: swept.length, taskIds: swept.map(({ taskId }) => ({ taskId })) } };
  }

  #onAll(method: string): Answer {
    if (this.#traits !== 'sweeps-leniently' || method === 'GET') return no(405, 4, 'Not allowed');
    for (const task of this.tasks) this.#change(task, 'COMPLETED');
    return { status: 204 };
  }

  #change(task: Task, taskStatus: string): void {
    task.taskStatus = taskStatus;
    task.changes += 1;
  }

  #queue(fields: Record<string, unknown>): Answer {
    const extTaskId = text(fields['extTaskId']);
    if (this.#traits === 'faithful' && typeof fields['serviceName'] !== 'string')
      return no(400, 4, 'Missing serviceName');
    if (extTaskId !== undefined && this.tasks.some((task) => task.extTaskId === extTaskId))
      return no(400, 5, 'Duplicate');
    const task = this.#add(extTaskId, fields);
    if (this.#traits === 'redirects-but-creates') return { status: this.#count % 2 ? 302 : 307 };
    const shown = this.#traits === 'answers-foreign-ids' ? this.tasks[this.#count % FOREIGN] : task;
    return {
      status: 200,
      json: { taskId: shown?.taskId, caseId: `c${task.taskId}`, contactId: `p${task.taskId}` },
    };
  }

  #onOne(method: string, id: string, external: boolean, fields: Record<string, unknown>): Answer {
    const task = this.tasks.find((one) => (external ? one.extTaskId : one.taskId) === id);
    if (task === undefined) return no(404, 8, 'Task not found');
    if (method === 'GET') {
      const { taskStatus, serviceName, priority, order } = task;
      return { status: 200, json: { taskStatus, serviceName, priority, order } };
    }
    if (task.taskStatus !== 'QUEUED') return no(400, 9, 'Task not in queue');
    if (method === 'DELETE') {
      this.#change(task, 'COMPLETED');
      return { status: 204 };
    }
    if (method !== 'PATCH') return no(405, 4, 'Not allowed');
    if (typeof fields['priority'] === 'number') task.priority = fields['priority'];
    if (typeof fields['serviceName'] === 'string') task.serviceName = fields['serviceName'];
    task.changes += 1;
    return { status: 200 };
  }
}

async function start(tenant: Tenant): Promise<{ url: string; close(): Promise<void> }> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { status, json } = tenant.answer(
      request.method ?? '',
      new URL(request.url ?? '/', 'http://h'),
      body,
    );
    const content = json === undefined ? '' : JSON.stringify(json);
    response.writeHead(status, {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(status > 299 && status < 400 && { location: '/elsewhere' }),
    });
    response.end(content);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function run(
  traits: Traits,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<{ report: Report; tenant: Tenant }> {
  const stop = new AbortController();
  const tenant = new Tenant(traits, (count) => count === stopAfter && stop.abort());
  const server = await start(tenant);
  try {
    const report = await verify({
      target: server.url,
      mode: 'own',
      credentials: { clientId: 'bot', clientSecret: 'S3cretOfTheTest0123456789' },
      profile: { services: [SERVICE], categories: ['Technical Support'], dispositions: ['Abandoned'] },
      signal: stop.signal,
    });
    return { report, tenant };
  } finally {
    await server.close();
  }
}

const touched = ({ tasks }: Tenant): number =>
  tasks.filter(({ foreign, changes }) => foreign && changes > 0).length;

/** Tasks of the run that are still queued and that the report does not name. */
function unlisted({ tasks }: Tenant, { leftovers }: Report): readonly (string | undefined)[] {
  const listed = new Set(leftovers.flatMap(({ id, externalId }) => [id, externalId]));
  return tasks
    .filter(
      ({ foreign, taskStatus, taskId, extTaskId }) =>
        !foreign && taskStatus === 'QUEUED' && !listed.has(taskId) && !listed.has(extTaskId),
    )
    .map(({ extTaskId, taskId }) => extTaskId ?? taskId);
}

describe.each(['sweeps-leniently', 'answers-foreign-ids', 'redirects-but-creates', 'faithful'] as const)(
  'own-tasks: a server that %s',
  (traits) => {
    test(
      'keeps all tasks of others, and every task of the run is canceled or listed',
      { timeout: 120_000 },
      async () => {
        const { report, tenant } = await run(traits);
        expect(tenant.requests.length).toBeGreaterThan(20);
        expect(touched(tenant)).toBe(0);
        expect(unlisted(tenant, report)).toEqual([]);
        expect(tenant.requests.filter((line) => /^(?:DELETE|PUT|POST|PATCH) .*\/service/.test(line))).toEqual(
          [],
        );
        if (traits === 'answers-foreign-ids') {
          expect(report.verdict).toBe('broken');
          expect(report.headline).toContain('the id of a task that this run did not make');
        } else expect(report.objections).toEqual([]);
        if (traits === 'faithful') {
          expect(report.leftovers).toEqual([]);
          expect(report.cases.filter(({ outcome }) => outcome.kind !== 'skipped').length).toBeGreaterThan(
            100,
          );
        }
      },
    );

    test('the same when the run is interrupted', { timeout: 120_000 }, async () => {
      const { report, tenant } = await run(traits, 45);
      expect(report.interrupted).toBe(true);
      expect(tenant.tasks.length).toBeGreaterThan(FOREIGN);
      expect(touched(tenant)).toBe(0);
      expect(unlisted(tenant, report)).toEqual([]);
    });
  },
);

test(
  'the faultless sandbox, its hooks in use, is honoured in this mode and left as it was',
  { timeout: 240_000 },
  async () => {
    await using sandbox = createSandbox();
    const { url } = await sandbox.listen();
    const queued = (): number => sandbox.control.state().counts.queued;
    const before = queued();
    const { credentials, profile, hooks } = sandbox;
    const report = await verify({ target: url, mode: 'own', credentials, profile, hooks });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.verdict).toBe('honoured');
    expect(report.leftovers).toEqual([]);
    expect(report.summary.passed).toBeGreaterThan(350);
    expect(queued()).toBe(before);
  },
);
