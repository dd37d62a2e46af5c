import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ours, type Readings } from './readings.ts';
import { RivalStore, tenant, type RivalTask } from './store.ts';
import { Refusal, validateQueue, validateUpdate } from './validate.ts';

/**
 * A server of the API that shares no line with the sandbox: plain node:http, other readings, and single faults.
 * It stands for the servers that the checks will meet and that nobody here has written.
 */
export interface Rival {
  readonly url: string;
  readonly hooks: {
    takeTask(task: { taskId: string }): Promise<void>;
    deferTask(task: { taskId: string }): Promise<void>;
    completeTask(task: { taskId: string }, dispositionName: string): Promise<void>;
    expireToken(token: string): Promise<void>;
    failNext(errorCode: number): Promise<void>;
  };
  readonly store: RivalStore;
  close(): Promise<void>;
}

const STATUS: Readonly<Record<number, number>> = {
  1: 401,
  2: 401,
  3: 403,
  4: 400,
  5: 400,
  6: 400,
  7: 400,
  8: 404,
  9: 400,
  10: 400,
  11: 502,
  12: 429,
  13: 500,
  14: 403,
};

type Body = Record<string, unknown>;
interface Call {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly text: string;
  readonly response: ServerResponse;
  user: string;
}

export async function startRival(readings: Partial<Readings> = {}, faultName = ''): Promise<Rival> {
  const rival = new RivalServer({ ...ours, ...readings }, faultName);
  return rival.start();
}

class RivalServer {
  readonly #r: Readings;
  readonly #fault: string;
  readonly #store = new RivalStore();

  constructor(readings: Readings, faultName: string) {
    this.#r = readings;
    this.#fault = faultName;
  }

  async start(): Promise<Rival> {
    const server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const find = (taskId: string): RivalTask => {
      const task = this.#store.tasks.get(taskId);
      if (task === undefined) throw new Error(`no task ${taskId}`);
      return task;
    };
    return {
      url: `http://127.0.0.1:${port}`,
      store: this.#store,
      hooks: {
        takeTask: async ({ taskId }) => void (find(taskId).stage = 'with-agent'),
        deferTask: async ({ taskId }) => void (find(taskId).stage = 'parked'),
        completeTask: async ({ taskId }, dispositionName) => {
          const task = find(taskId);
          task.stage = 'completed';
          if (!this.#is('complete-without-disposition')) task.dispositionName = dispositionName;
        },
        expireToken: async (token) => {
          const known = this.#store.tokens.get(token);
          if (known !== undefined) known.expired = true;
        },
        failNext: async (errorCode) => void (this.#store.failNext = errorCode),
      },
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }

  #is(name: string): boolean {
    return this.#fault === name;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#store.requests += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Server', 'nginx/1.25.4');
    if (this.#r.connection === 'close') response.setHeader('Connection', 'close');
    const url = new URL(request.url ?? '/', 'http://x');
    const text = await this.#read(request, response);
    if (text === undefined) return;
    try {
      await this.#route({ request, url, text, response, user: '' });
    } catch (error) {
      if (error instanceof Refusal) this.#refuse(response, error.code, error.message, error.status, request);
      else if (this.#is('stack-in-500'))
        this.#refuse(response, 13, (error as Error).stack ?? '', 500, request);
      else this.#refuse(response, 13, 'Internal server error', 500, request);
    }
  }

  async #read(request: IncomingMessage, response: ServerResponse): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > 1_000_000 && this.#r.oversize === 'hang-up') {
        request.socket.destroy();
        return undefined;
      }
      if (size <= 4_000_000) chunks.push(chunk);
    }
    if (size > 1_000_000 && this.#is('oversize-500')) {
      this.#json(response, 500, { errorCode: 13, errorMessage: 'boom' });
      return undefined;
    }
    if (size > 1_000_000 && (this.#r.oversize === 413 || this.#r.oversize === 400)) {
      this.#json(response, this.#r.oversize, { errorCode: 4, errorMessage: 'too large' });
      return undefined;
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async #route(call: Call): Promise<void> {
    const { request, url, response } = call;
    const method = request.method ?? '';
    if (this.#is('slow-everything')) await delay(1_200);
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    if (url.pathname.endsWith('/') && this.#is('slash-404')) throw new Refusal(8, 'nothing here', 404);
    if (url.pathname.endsWith('/') && this.#is('slash-redirect')) {
      response.writeHead(307, { Location: path + url.search }).end();
      return;
    }
    if (
      url.pathname.endsWith('/') &&
      !this.#r.laxUpdateSlash &&
      (method === 'PATCH' || path.endsWith('/service'))
    )
      throw new Refusal(8, 'nothing here', 404);
    if (path === '/configapi/v2/oauth/token') return this.#route1(call, { POST: () => this.#token(call) });
    if (path === '/taskroutingapi/v1/task') return this.#route1(call, { POST: () => this.#queue(call) });
    if (path === '/taskroutingapi/v1/service') return this.#route1(call, { DELETE: () => this.#sweep(call) });
    const match = /^\/taskroutingapi\/v1\/task\/([^/]+)$/.exec(path);
    if (match?.[1] === undefined) {
      if (this.#is('unknown-path-200')) return this.#json(response, 200, {});
      if (this.#is('unknown-path-500')) throw new Error('unknown path');
      return this.#json(response, 404, { message: 'not found' });
    }
    let id = this.#is('no-decoding') ? match[1] : decodeURIComponent(match[1]);
    if (this.#is('double-decoding')) id = decodeURIComponent(id);
    if (this.#is('plus-is-space')) id = id.replaceAll('+', ' ');
    return this.#route1(call, {
      GET: () => this.#query(call, id),
      PATCH: () => this.#update(call, id),
      DELETE: () => this.#cancel(call, id),
      ...(this.#is('put-is-patch') && { PUT: () => this.#update(call, id) }),
    });
  }

  async #route1(call: Call, methods: Record<string, () => Promise<void> | void>): Promise<void> {
    const { request, response } = call;
    const method = request.method === 'HEAD' && methods['GET'] !== undefined ? 'GET' : (request.method ?? '');
    const work = methods[method];
    if (work !== undefined) return work();
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { Allow: Object.keys(methods).join(', ') }).end();
      return;
    }
    if (this.#is('method-200')) return this.#json(response, 200, {});
    if (this.#is('method-500')) throw new Error('no such method');
    if (this.#r.unknownMethod === 405 && !this.#is('405-without-allow'))
      response.setHeader(
        'Allow',
        this.#is('405-wrong-allow') ? 'GET, PUT, POST' : Object.keys(methods).join(', '),
      );
    this.#json(response, this.#r.unknownMethod, { errorCode: 4, errorMessage: 'no such method' });
  }

  // --- token ---------------------------------------------------------------------------------------------

  #token(call: Call): void {
    const form = new URLSearchParams(call.text);
    const user = form.get('client_id') ?? '';
    const secret = form.get('client_secret') ?? '';
    if (
      !this.#r.lax &&
      !(call.request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    )
      return this.#refuseToken(call, 400, 'invalid_request');
    if (form.get('grant_type') !== 'client_credentials' && !this.#is('any-grant'))
      return this.#refuseToken(call, 400, 'unsupported_grant_type');
    if (user === '' || secret === '') return this.#refuseToken(call, 400, 'invalid_request');
    const known = Object.hasOwn(tenant.users, user)
      ? tenant.users[user as keyof typeof tenant.users]
      : undefined;
    const matches = this.#is('secret-prefix') ? known?.startsWith(secret) === true : known === secret;
    if (!matches && !this.#is('any-secret'))
      return this.#refuseToken(
        call,
        401,
        this.#is('secret-in-error') ? `bad secret ${secret}` : 'invalid_client',
      );
    if (this.#r.oneTokenPerUser)
      for (const [token, { user: owner }] of this.#store.tokens)
        if (owner === user) this.#store.tokens.delete(token);
    const token = randomBytes(32).toString('hex').toUpperCase();
    this.#store.tokens.set(token, { user, expired: false });
    const body: Body = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.#r.expiresIn,
      scope: form.get('scope') ?? '',
    };
    if (this.#is('token-type-mac')) body['token_type'] = 'mac';
    if (this.#is('token-missing')) delete body['access_token'];
    if (this.#is('expires-missing')) delete body['expires_in'];
    if (this.#is('expires-zero')) body['expires_in'] = '0';
    if (this.#is('expires-ms')) body['expires_in'] = '3600000';
    if (this.#is('expires-words')) body['expires_in'] = 'one hour';
    if (this.#is('secret-in-token-answer')) body['scope'] = secret;
    if (this.#is('token-201')) return this.#json(call.response, 201, body);
    if (this.#is('token-text')) return this.#raw(call.response, 200, JSON.stringify(body), 'text/plain');
    this.#json(call.response, 200, body);
  }

  #refuseToken({ response }: Call, status: number, error: string): void {
    switch (this.#r.tokenRefusal) {
      case 'oauth-401':
        return this.#json(response, status, { error, error_description: 'no' });
      case 'oauth-400':
        return this.#json(response, 400, { error });
      case 'envelope-401':
        return this.#json(response, 401, { errorCode: 1, errorMessage: 'Authentication failed' });
      case 'text-403':
        return this.#raw(response, 403, 'forbidden', 'text/plain');
    }
  }

  #enter(call: Call, operation: string): void {
    const header = call.request.headers.authorization ?? '';
    const { failNext } = this.#store;
    const open = this.#is('no-auth') || this.#is(`no-auth-${operation}`);
    const token =
      /^Bearer (.+)$/i.exec(header)?.[1] ?? (this.#is('any-scheme') ? header.replace(/^\w+ /, '') : '');
    const presented = this.#is('token-in-query')
      ? (call.url.searchParams.get('access_token') ?? token)
      : token;
    const known = this.#is('token-prefix')
      ? [...this.#store.tokens].find(([name]) => presented !== '' && name.startsWith(presented))?.[1]
      : this.#store.tokens.get(this.#is('token-cut') ? presented.slice(0, 64) : presented);
    if (!open) {
      if (this.#is('auth-500') && presented === '') throw new Error('no header');
      if (known === undefined && !(this.#is('any-token') && presented !== '')) {
        if (this.#is('token-in-error') && presented !== '')
          throw new Refusal(1, `Unknown token ${presented}`);
        if (this.#is('auth-403')) throw new Refusal(1, 'Authentication failed', 403);
        throw new Refusal(this.#is('auth-code-2') ? 2 : 1, 'Authentication failed');
      }
      if (
        known?.expired === true &&
        !this.#is('expired-accepted') &&
        !this.#is(`expired-accepted-${operation}`)
      )
        throw new Refusal(this.#is('expired-code-1') ? 1 : 2, 'Access token expired');
    }
    if (failNext !== undefined) {
      this.#store.failNext = undefined;
      this.#fail(failNext);
    }
    const allowed = known === undefined || (tenant.privileged as Set<string>).has(known.user);
    if (!allowed && !this.#is('no-privilege') && !this.#is(`no-privilege-${operation}`))
      throw new Refusal(3, 'Privilege not granted', this.#is('privilege-401') ? 401 : 403);
    call.user = known?.user ?? '';
  }

  #fail(code: number): never {
    if (this.#is('code-11-500')) throw new Refusal(code, 'failed', code === 11 ? 500 : undefined);
    if (this.#is('code-12-503')) throw new Refusal(code, 'failed', code === 12 ? 503 : undefined);
    if (this.#is('code-13-as-11'))
      throw new Refusal(code === 13 ? 11 : code, 'failed', code === 13 ? 500 : undefined);
    if (this.#is('code-14-as-3')) throw new Refusal(code === 14 ? 3 : code, 'failed');
    if (this.#is('failure-200')) throw new Refusal(code, 'failed', 200);
    throw new Refusal(code, 'failed');
  }

  // --- tasks ---------------------------------------------------------------------------------------------

  async #queue(call: Call): Promise<void> {
    if (this.#is('auth-after-queue')) this.#create(this.#parse(call));
    this.#enter(call, 'queueTask');
    const body = this.#parse(call);
    if (this.#is('slow-queue')) await delay(1_200);
    const used =
      typeof body['extTaskId'] === 'string'
        ? this.#store.byExternal.get(this.#key(body['extTaskId']))
        : undefined;
    if (
      used !== undefined &&
      !this.#is('duplicates') &&
      !(this.#is('duplicates-after-cancel') && used.stage === 'canceled')
    ) {
      if (this.#is('duplicate-updates')) used.priority = 99;
      if (this.#is('duplicate-200'))
        return this.#json(call.response, 200, {
          taskId: used.taskId,
          caseId: used.caseId,
          contactId: used.contactId,
        });
      throw new Refusal(this.#is('duplicate-code-4') ? 4 : 5, 'Task is or already was in the queue');
    }
    const task = this.#create(body);
    const reply: Body = { taskId: task.taskId, caseId: task.caseId, contactId: task.contactId };
    if (this.#is('queue-no-contact-id')) delete reply['contactId'];
    if (this.#is('queue-number-id')) reply['taskId'] = 12_345;
    if (this.#is('queue-extra')) reply['internalKey'] = 'q-1';
    if (this.#is('queue-wrapped')) reply['errorCode'] = 0;
    if (this.#is('queue-null-id')) reply['caseId'] = null;
    if (this.#is('queue-echo-email')) reply['contact'] = body['contactInfo'];
    if (this.#is('queue-201')) return this.#json(call.response, 201, reply);
    if (this.#is('queue-empty')) return void call.response.writeHead(200).end();
    if (this.#is('queue-array'))
      return this.#raw(call.response, 200, JSON.stringify([reply]), 'application/json');
    if (this.#is('queue-html')) return this.#raw(call.response, 200, JSON.stringify(reply), 'text/html');
    if (this.#is('queue-no-type')) return this.#raw(call.response, 200, JSON.stringify(reply), undefined);
    if (this.#is('queue-latin1'))
      return this.#raw(call.response, 200, JSON.stringify(reply), 'application/json; charset=iso-8859-1');
    if (this.#is('queue-broken-json'))
      return this.#raw(call.response, 200, JSON.stringify(reply).replace('}', ',}'), 'application/json');
    if (this.#is('queue-bom'))
      return this.#raw(call.response, 200, `\uFEFF${JSON.stringify(reply)}`, 'application/json');
    if (this.#is('debug-header')) call.response.setHeader('X-Debug', 'at handler (/srv/app/queue.js:10:5)');
    if (this.#is('token-in-header'))
      call.response.setHeader('X-Auth', call.request.headers.authorization ?? '');
    this.#json(call.response, 200, reply);
  }

  #key(extTaskId: string): string {
    const cut = this.#is('ids-cut')
      ? extTaskId.slice(0, 64)
      : this.#is('ids-cut-255')
        ? extTaskId.slice(0, 255)
        : extTaskId;
    return this.#is('ids-ascii') ? cut.replaceAll(/[^\x20-\x7e]/g, '?') : cut;
  }

  #create(body: Body): RivalTask {
    validateQueue(body, this.#r, (name) => this.#is(name), this.#store);
    const launchPoint =
      typeof body['taskLaunchPointId'] === 'string'
        ? tenant.launchPoints.get(body['taskLaunchPointId'])
        : undefined;
    const named = body['serviceName'] as string | undefined;
    const serviceName =
      (this.#is('launch-point-wins')
        ? (launchPoint?.serviceName ?? named)
        : (named ?? launchPoint?.serviceName)) ?? '';
    const links = this.#link(body);
    const extTaskId =
      typeof body['extTaskId'] === 'number'
        ? String(body['extTaskId'])
        : ((body['extTaskId'] ?? undefined) as string | undefined);
    const sent =
      typeof body['priority'] === 'string'
        ? Number(body['priority'])
        : ((body['priority'] ?? undefined) as number | undefined);
    const preset = this.#is('launch-point-no-priority') ? undefined : launchPoint?.priority;
    const task: RivalTask = {
      taskId: this.#is('same-task-id') ? 'aaaaaaaaaaaaaaaaaaaaaaaa' : this.#store.newId(this.#r.ids),
      extTaskId,
      ...links,
      createdAt: Date.now(),
      stage: 'queued',
      serviceName,
      priority:
        (this.#is('launch-point-priority-wins') ? (preset ?? sent) : (sent ?? preset)) ??
        (this.#is('default-priority') ? 50 : 1),
      order: (body['order'] as string | undefined) ?? (this.#is('default-lifo') ? 'lifo' : 'fifo'),
      dispositionName: undefined,
    };
    if (this.#is('priority-rounded')) task.priority = Math.max(1, Math.round(task.priority));
    if (this.#is('order-ignored')) task.order = 'fifo';
    if (this.#is('priority-ignored')) task.priority = 1;
    if (this.#is('not-stored')) return task;
    this.#store.tasks.set(task.taskId, task);
    if (extTaskId !== undefined) this.#store.byExternal.set(this.#key(extTaskId), task);
    return task;
  }

  #link(body: Body): { caseId: string; contactId: string } {
    const extCase = body['extCaseId'] as string | undefined;
    const extContact = body['extContactId'] as string | undefined;
    const { cases, contacts } = this.#store;
    const emailOf = (body['contactInfo'] as { emails?: { address?: string }[] } | undefined)?.emails?.[0]
      ?.address;
    const contactKey = this.#is('contact-by-email') ? (extContact ?? emailOf) : extContact;
    const knownCase = extCase === undefined || this.#is('case-not-reused') ? undefined : cases.get(extCase);
    if (knownCase !== undefined && !this.#is('case-new-contact')) return knownCase;
    const knownContact =
      contactKey === undefined || this.#is('contact-not-reused') ? undefined : contacts.get(contactKey);
    const contactId = knownContact ?? this.#store.newId(this.#r.ids);
    const caseId =
      knownCase?.caseId ??
      (this.#is('case-by-contact') && knownContact !== undefined
        ? ([...cases.values()].find((known) => known.contactId === contactId)?.caseId ??
          this.#store.newId(this.#r.ids))
        : this.#store.newId(this.#r.ids));
    if (contactKey !== undefined) contacts.set(contactKey, contactId);
    if (extCase !== undefined) cases.set(extCase, { caseId, contactId });
    return { caseId, contactId };
  }

  #find(call: Call, id: string): RivalTask {
    const flag = call.url.searchParams.get('external');
    const external = this.#is('external-truthy') ? flag !== null : flag === 'true';
    const either = this.#is('external-ignored')
      ? (this.#store.tasks.get(id) ?? this.#store.byExternal.get(id))
      : undefined;
    const task = either ?? (external ? this.#store.byExternal.get(this.#key(id)) : this.#store.tasks.get(id));
    if (task !== undefined) return task;
    if (this.#is('unknown-500')) throw new Error('no task');
    if (this.#is('unknown-400')) throw new Refusal(8, 'Task not found', 400);
    if (this.#is('unknown-410')) throw new Refusal(8, 'Task not found', 410);
    throw new Refusal(this.#is('unknown-code-9') ? 9 : 8, 'Task not found', 404);
  }

  async #query(call: Call, id: string): Promise<void> {
    this.#enter(call, 'queryTask');
    if (this.#is('slow-query')) await delay(700);
    if (this.#is('query-hangs')) return;
    const task = this.#find(call, id);
    const body = this.#view(task);
    if (this.#is('read-completes')) task.stage = 'completed';
    if (this.#is('read-raises')) task.priority += 1;
    if (this.#is('query-204')) return void call.response.writeHead(204).end();
    if (this.#is('query-head-body') && call.request.method === 'HEAD')
      return this.#bytes(
        call,
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
      );
    if (this.#is('length-too-long'))
      return this.#bytes(
        call,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n${JSON.stringify(body)}`,
      );
    if (this.#is('length-too-short'))
      return this.#bytes(
        call,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n${JSON.stringify(body)}`,
      );
    if (this.#is('drops-connection'))
      return this.#bytes(
        call,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(JSON.stringify(body))}\r\n\r\n${JSON.stringify(body)}`,
        true,
      );
    this.#json(call.response, 200, body);
  }

  #view(task: RivalTask): Body {
    const published = {
      queued: 'QUEUED',
      parked: 'DEFERRED',
      'with-agent': this.#r.agentStatus,
      completed: 'COMPLETED',
      canceled: this.#r.canceledStatus,
    };
    const fresh = Date.now() - task.createdAt < this.#r.createdFor && task.stage === 'queued';
    const body: Body = {
      taskStatus:
        fresh || (this.#is('stays-created') && task.stage === 'queued') ? 'CREATED' : published[task.stage],
      serviceName: task.serviceName,
      priority: task.priority,
      order: task.order,
    };
    if (task.dispositionName !== undefined) body['dispositionName'] = task.dispositionName;
    else if (this.#r.noDisposition === 'null') body['dispositionName'] = null;
    else if (this.#r.noDisposition === 'empty') body['dispositionName'] = '';
    if (this.#is('disposition-while-queued')) body['dispositionName'] ??= 'Abandoned';
    if (this.#is('status-lower-case')) body['taskStatus'] = String(body['taskStatus']).toLowerCase();
    if (this.#is('status-waiting') && task.stage === 'queued') body['taskStatus'] = 'WAITING';
    if (this.#is('canceled-canceled') && task.stage === 'canceled') body['taskStatus'] = 'CANCELED';
    if (this.#is('order-upper-case')) body['order'] = task.order.toUpperCase();
    if (this.#is('priority-text')) body['priority'] = String(task.priority);
    if (this.#is('query-no-service')) delete body['serviceName'];
    if (this.#is('query-no-order')) delete body['order'];
    if (this.#is('query-extra')) body['taskId'] = task.taskId;
    if (this.#is('query-position')) body['queuePosition'] = 1;
    if (this.#is('deferred-queued') && task.stage === 'parked') body['taskStatus'] = 'QUEUED';
    if (this.#is('completed-deferred') && task.stage === 'completed') body['taskStatus'] = 'DEFERRED';
    return body;
  }

  async #update(call: Call, id: string): Promise<void> {
    this.#enter(call, 'updateTask');
    if (this.#is('slow-update')) await delay(1_500);
    const task = this.#find(call, id);
    const body = this.#parse(call);
    this.#mayUpdate(task);
    if (this.#is('update-half') && typeof body['priority'] === 'number') task.priority = body['priority'];
    validateUpdate(body, this.#r, (name) => this.#is(name));
    const priority =
      typeof body['priority'] === 'string'
        ? Number(body['priority'])
        : (body['priority'] as number | undefined | null);
    const target = this.#is('update-neighbour')
      ? ([...this.#store.tasks.values()].find(
          (other) => other !== task && other.serviceName === task.serviceName && other.stage === 'queued',
        ) ?? task)
      : task;
    if (typeof priority === 'number' && !this.#is('update-ignores-priority'))
      target.priority = this.#is('update-rounds') ? Math.round(priority) : priority;
    if (typeof body['serviceName'] === 'string') {
      if (!this.#is('update-ignores-service')) target.serviceName = body['serviceName'];
      if (this.#is('move-resets-priority') && priority === undefined) target.priority = 1;
      if (this.#is('move-resets-order')) target.order = 'fifo';
    }
    if (this.#is('update-resets-service') && body['serviceName'] === undefined)
      target.serviceName = 'Alpha Tasks';
    if (this.#is('update-late')) {
      const before = task.priority;
      task.priority = before === priority ? 1 : before;
      setTimeout(() => (task.priority = priority ?? before), 400);
    }
    if (this.#is('update-204')) return void call.response.writeHead(204).end();
    if (this.#is('update-body')) return this.#json(call.response, 200, {});
    if (this.#is('update-body-text')) return this.#raw(call.response, 200, 'OK', 'text/plain');
    call.response.writeHead(200, this.#r.chunked ? { 'Transfer-Encoding': 'chunked' } : {}).end();
  }

  #mayUpdate({ stage }: RivalTask): void {
    if (
      stage === 'queued' ||
      this.#is('update-any-state') ||
      (this.#is('update-canceled') && stage === 'canceled')
    )
      return;
    if (stage === 'parked' && this.#r.updateParked === 'allow') return;
    const code =
      stage === 'parked' ? Number(this.#r.updateParked) : stage === 'canceled' ? 9 : this.#r.updateRouted;
    throw new Refusal(
      this.#is('update-late-code-8') ? 8 : code,
      'too late',
      this.#is('update-late-code-8') ? 404 : 400,
    );
  }

  #cancel(call: Call, id: string): void {
    this.#enter(call, 'cancelTask');
    const task = this.#find(call, id);
    if (this.#is('cancel-needs-body') && call.text === '') throw new Refusal(4, 'no body');
    const body = call.text === '' ? {} : this.#parse(call, this.#r.lax);
    const name = body['dispositionName'];
    this.#mayCancel(task);
    if (this.#is('cancel-half')) task.stage = 'canceled';
    if (name !== undefined && !(name === null && this.#r.lax) && !this.#is('any-disposition')) {
      if (typeof name !== 'string' && !this.#r.lax) throw new Refusal(this.#r.refusalCode, 'bad type', 400);
      if (!(tenant.dispositions as Set<unknown>).has(name))
        throw new Refusal(
          this.#is('disposition-code-6') ? 6 : 7,
          'Disposition not found',
          this.#is('disposition-404') ? 404 : 400,
        );
    }
    if (body['note'] !== undefined && typeof body['note'] !== 'string' && !this.#r.lax)
      throw new Refusal(this.#r.refusalCode, 'bad type', 400);
    if (body['noSuchProperty'] !== undefined && !this.#r.lax)
      throw new Refusal(this.#r.refusalCode, 'unknown', 400);
    if (!this.#is('cancel-does-nothing')) task.stage = 'canceled';
    task.dispositionName = this.#is('cancel-ignores-disposition')
      ? 'Abandoned'
      : ((name as string | undefined) ?? (this.#is('default-disposition') ? 'No disposition' : 'Abandoned'));
    if (this.#is('cancel-no-disposition')) task.dispositionName = undefined;
    if (this.#is('cancel-deletes')) {
      this.#store.tasks.delete(task.taskId);
      if (task.extTaskId !== undefined) this.#store.byExternal.delete(this.#key(task.extTaskId));
    }
    if (this.#is('cancel-200')) return void call.response.writeHead(200).end();
    if (this.#is('cancel-202')) return void call.response.writeHead(202).end();
    if (this.#is('204-with-body'))
      return this.#bytes(
        call,
        'HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
      );
    call.response.writeHead(204).end();
  }

  #mayCancel({ stage }: RivalTask): void {
    if (stage === 'queued' || this.#is('cancel-any-state')) return;
    if (stage === 'parked' && !this.#is('parked-not-canceled')) return;
    if (stage === 'canceled' && this.#is('cancel-twice')) return;
    if (stage === 'with-agent' && this.#is('cancel-with-agent')) return;
    const code =
      stage === 'with-agent'
        ? this.#is('agent-code-9')
          ? 9
          : 10
        : stage === 'completed'
          ? this.#r.cancelFinished
          : this.#is('canceled-code-10')
            ? 10
            : this.#is('canceled-code-8')
              ? 8
              : 9;
    throw new Refusal(code, 'too late', code === 8 ? 404 : 400);
  }

  #sweep(call: Call): void {
    this.#enter(call, 'cancelServiceTasks');
    const body = this.#parse(call);
    const { serviceName, dispositionName } = body;
    if (serviceName === undefined || serviceName === null)
      throw new Refusal(this.#is('bulk-cancel-missing-code-6') ? 6 : 4, 'Missing parameter(s) serviceName');
    if (typeof serviceName !== 'string' && !this.#r.lax)
      throw new Refusal(this.#r.refusalCode, 'bad type', 400);
    if (typeof dispositionName === 'object' && dispositionName !== null)
      throw new Refusal(7, 'Disposition not found');
    if (
      dispositionName !== undefined &&
      dispositionName !== null &&
      typeof dispositionName !== 'string' &&
      !this.#r.lax
    )
      throw new Refusal(this.#r.refusalCode, 'bad type', 400);
    if (
      !this.#r.lax &&
      (dispositionName === null ||
        body['note'] === null ||
        (body['note'] !== undefined && typeof body['note'] !== 'string') ||
        body['noSuchProperty'] !== undefined)
    )
      throw new Refusal(this.#r.refusalCode, 'bad value', 400);
    if (tenant.services.get(String(serviceName)) !== 'Task' && !this.#is('bulk-cancel-unknown-service-200'))
      throw new Refusal(6, 'Service not found or invalid');
    if (
      typeof dispositionName === 'string' &&
      !(tenant.dispositions as Set<string>).has(dispositionName) &&
      !this.#is('bulk-cancel-any-disposition')
    )
      throw new Refusal(7, 'Disposition not found');
    const inService = [...this.#store.tasks.values()].filter(
      (task) => this.#is('bulk-cancel-all-services') || task.serviceName === serviceName,
    );
    const stages: string[] = ['queued'];
    if (this.#r.sweepsParked) stages.push('parked');
    if (this.#is('bulk-cancel-with-agent')) stages.push('with-agent');
    let swept = inService.filter(({ stage }) => stages.includes(stage));
    if (this.#is('bulk-cancel-first-only')) swept = swept.slice(0, 1);
    if (!this.#is('bulk-cancel-does-nothing'))
      for (const task of swept)
        [task.stage, task.dispositionName] = [
          'canceled',
          this.#is('bulk-cancel-ignores-disposition')
            ? 'Abandoned'
            : ((dispositionName as string | undefined) ?? 'Abandoned'),
        ];
    if (this.#r.sweepReply === 'empty') return void call.response.writeHead(204).end();
    const listed = this.#is('bulk-cancel-lists-canceled')
      ? inService.filter(({ stage }) => stage === 'canceled')
      : swept;
    const taskIds: unknown[] = listed.map(({ taskId, extTaskId }) =>
      extTaskId === undefined
        ? this.#r.noExternalId === 'null'
          ? { taskId, extTaskId: null }
          : { taskId }
        : { taskId, extTaskId: this.#is('bulk-cancel-swaps-ids') ? taskId : extTaskId },
    );
    const reply: Body = {
      count: this.#is('bulk-cancel-count-off')
        ? listed.length + 1
        : this.#is('bulk-cancel-count-text')
          ? String(listed.length)
          : listed.length,
      taskIds: this.#is('bulk-cancel-ids-flat')
        ? listed.map(({ taskId }) => taskId)
        : this.#is('bulk-cancel-ids-empty')
          ? []
          : taskIds,
    };
    if (this.#is('bulk-cancel-no-count')) delete reply['count'];
    this.#json(call.response, 200, reply);
  }

  // --- wire ----------------------------------------------------------------------------------------------

  #parse(call: Call, lax = false): Body {
    const type = call.request.headers['content-type'] ?? '';
    if (!this.#r.lax && !this.#is('any-media-type') && !/^application\/json\b/i.test(type))
      throw new Refusal(this.#r.refusalCode, 'media type', this.#r.mediaStatus);
    try {
      const value: unknown = JSON.parse(
        this.#is('trailing-comma-ok') ? call.text.replace(/,\s*\}$/, '}') : call.text,
      );
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
      if (lax) return {};
      throw new SyntaxError('no object');
    } catch (error) {
      if (this.#is('broken-cancel-ok') && call.request.method === 'DELETE') return {};
      if (this.#is('broken-json-500') || this.#is('stack-in-500')) throw error;
      if (this.#is('broken-json-200'))
        return {
          serviceName: 'Alpha Tasks',
          contactInfo: { firstName: 'x' },
          caseInfo: { category: 'Billing' },
          taskInfo: { subject: 'x' },
        };
      throw new Refusal(this.#r.refusalCode, 'not JSON', 400);
    }
  }

  #refuse(
    response: ServerResponse,
    code: number,
    message: string,
    status: number | undefined,
    request: IncomingMessage,
  ): void {
    const final = status ?? STATUS[code] ?? 500;
    const body: Body = { errorCode: code, errorMessage: message };
    if (this.#is('error-code-text')) body['errorCode'] = String(code);
    if (this.#is('error-no-code')) delete body['errorCode'];
    if (this.#is('error-no-message')) delete body['errorMessage'];
    if (this.#is('error-empty-message')) body['errorMessage'] = '';
    if (this.#is('error-keys')) return this.#json(response, final, { code, text: message });
    if (this.#is('error-extra')) body['timestamp'] = 1;
    if (this.#is('error-trace')) body['errorMessage'] = 'Error: x\n    at handler (/srv/app/index.js:10:5)';
    if (this.#is('error-sql')) body['errorMessage'] = 'SELECT * FROM tasks WHERE id = 1';
    if (this.#is('error-db-address')) body['errorMessage'] = 'cannot reach mongodb://10.0.0.7:27017';
    if (this.#is('error-html'))
      return this.#raw(response, final, '<html><body>Error</body></html>', 'text/html');
    if (this.#is('error-html-label')) return this.#raw(response, final, JSON.stringify(body), 'text/html');
    if (this.#is('error-plain-502') && final === 502)
      return this.#raw(response, final, 'Bad Gateway', 'text/plain');
    if (this.#is('error-empty')) return void response.writeHead(final).end();
    if (this.#is('error-problem-json'))
      return this.#raw(response, final, JSON.stringify(body), 'application/problem+json');
    if (this.#is('errors-200')) return this.#json(response, 200, body);
    if (this.#is('error-token') && request.headers.authorization !== undefined)
      body['errorMessage'] = `${message} (${request.headers.authorization})`;
    this.#json(response, final, body);
  }

  #json(response: ServerResponse, status: number, body: Body): void {
    this.#raw(response, status, JSON.stringify(body), 'application/json');
  }

  #raw(response: ServerResponse, status: number, text: string, type: string | undefined): void {
    if (type !== undefined) response.setHeader('Content-Type', type);
    response.statusCode = status;
    if (!this.#r.chunked) response.setHeader('Content-Length', Buffer.byteLength(text));
    if (this.#r.chunked) response.write(text.slice(0, 1));
    response.end(this.#r.chunked ? text.slice(1) : text);
  }

  /** Past the HTTP library, for what it would not let through. */
  #bytes({ request }: Call, text: string, drop = false): void {
    request.socket.write(text, () => drop && request.socket.destroy());
  }
}
