import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPeer, member, property, type Loaded } from '../load-peer.ts';

/** Reads one task; resolves to the parsed body. */
export type QueryTask = () => Promise<unknown>;
export type Fetch = typeof globalThis.fetch;

export interface ClientContender {
  readonly name: string;
  /** A client for the server at `url`. With `fetch`, it must send through that; `undefined` where it cannot. */
  readonly connect: (url: string, fetch?: Fetch) => QueryTask | undefined;
}

export const RAW = 'raw fetch';
export const OURS = 'bpcc-task-routing';
export const OURS_ON_UNDICI = 'bpcc-task-routing on undici';
export const OPENAPI_FETCH = 'openapi-fetch';
export const POOL = 'a hand-written pool over fetch';
const TOKEN = 'A'.repeat(64);
const HEADERS = { authorization: `Bearer ${TOKEN}`, accept: 'application/json' };
const ID = '66bb3a68bf36507742b4c612';
const PATH = `/taskroutingapi/v1/task/${ID}/?external=false`;

export async function clients(): Promise<{
  ready: readonly ClientContender[];
  absent: readonly { contender: string; why: string }[];
}> {
  const peers: readonly Loaded<ClientContender | readonly ClientContender[]>[] = await Promise.all([
    loadPeer('openapi-fetch', openapiFetch),
    loadPeer('ky', ky),
    loadPeer('axios', axios),
    loadPeer('undici', undici),
  ]);
  return {
    ready: [
      rawFetch,
      boundedFetch,
      await ours(),
      await oursOnUndici(),
      ...peers.flatMap((one) => (one.ok ? one.value : [])),
    ],
    absent: peers.flatMap((one) => (one.ok ? [] : [{ contender: one.peer, why: one.why }])),
  };
}

const rawFetch: ClientContender = {
  name: RAW,
  connect: (url, fetch = globalThis.fetch) => {
    const target = url + PATH;
    return async () => (await fetch(target, { headers: HEADERS })).json();
  },
};

/** What any client pays that can give up on a reply: a signal for `fetch` and a timer. */
const boundedFetch: ClientContender = {
  name: 'raw fetch with a deadline',
  connect: (url, fetch = globalThis.fetch) => {
    const target = url + PATH;
    return async () => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 30_000);
      try {
        return await (await fetch(target, { headers: HEADERS, signal: controller.signal })).json();
      } finally {
        clearTimeout(timer);
      }
    };
  },
};

/** A file of the built client. */
async function built(file: string): Promise<unknown> {
  const dist = path.resolve(import.meta.dirname, '../../src/client/dist');
  return import(pathToFileURL(path.join(dist, file)).href);
}

async function ours(): Promise<ClientContender> {
  const create = member(await built('index.js'), 'createTaskRoutingClient');
  return {
    name: OURS,
    connect: (url, fetch) => {
      const credentials = { tenantUrl: url, clientId: 'bench', clientSecret: 'secret' };
      const queryTask = member(create({ ...credentials, ...(fetch && { fetch }) }), 'queryTask');
      return async () => queryTask(ID);
    },
  };
}

/** It has a way to the network of its own: with a `fetch` of ours it would be the contender above. */
async function oursOnUndici(): Promise<ClientContender> {
  const { connect } = await ours();
  const undiciFetch = member(await built('undici.js'), 'undiciFetch');
  return {
    name: OURS_ON_UNDICI,
    connect: (url, fetch) => (fetch ? undefined : connect(url, undiciFetch() as Fetch)),
  };
}

/** Queues many tasks; resolves once all are queued. */
export interface BulkContender {
  readonly name: string;
  readonly queueAll: (url: string, tasks: readonly object[]) => Promise<void>;
}

const AT_A_TIME = 32;

export async function bulkContenders(): Promise<readonly BulkContender[]> {
  const create = member(await built('index.js'), 'createTaskRoutingClient');
  const undiciFetch = member(await built('undici.js'), 'undiciFetch');
  const queueTasks =
    (more: () => object): BulkContender['queueAll'] =>
    async (url, tasks) => {
      const options = { tenantUrl: url, clientId: 'bench', clientSecret: 'secret', ...more() };
      const run = member(create(options), 'queueTasks')(tasks, { concurrency: AT_A_TIME });
      let queued = 0;
      for await (const outcome of run as AsyncIterable<unknown>)
        if (property(outcome, 'status') === 'queued') queued += 1;
      if (queued !== tasks.length) throw new Error(`${queued} of ${tasks.length} tasks were queued`);
    };
  return [
    { name: POOL, queueAll: handWrittenPool },
    { name: OURS, queueAll: queueTasks(() => ({})) },
    { name: OURS_ON_UNDICI, queueAll: queueTasks(() => ({ fetch: undiciFetch() })) },
  ];
}

/** What people write: so many loops over one iterator. */
async function handWrittenPool(url: string, tasks: readonly object[]): Promise<void> {
  const target = `${url}/taskroutingapi/v1/task/`;
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  const rest = tasks.values();
  const worker = async (): Promise<void> => {
    for (const task of rest) {
      const response = await fetch(target, { method: 'POST', headers, body: JSON.stringify(task) });
      if (typeof property(await response.json(), 'taskId') !== 'string')
        throw new Error('a task was not queued');
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

function openapiFetch(module: unknown): ClientContender {
  const create = member(module, 'default');
  return {
    name: 'openapi-fetch',
    connect: (url, fetch) => {
      const get = member(create({ baseUrl: url, headers: HEADERS, ...(fetch && { fetch }) }), 'GET');
      const init = { params: { path: { taskId: ID }, query: { external: false } } };
      return async () => property(await get('/taskroutingapi/v1/task/{taskId}/', init), 'data');
    },
  };
}

function ky(module: unknown): ClientContender {
  const create = member(property(module, 'default'), 'create');
  return {
    name: 'ky',
    connect: (url, fetch) => {
      const get = member(create({ prefixUrl: url, headers: HEADERS, ...(fetch && { fetch }) }), 'get');
      return async () => member(get(PATH.slice(1)), 'json')();
    },
  };
}

function axios(module: unknown): ClientContender {
  const create = member(module, 'create');
  return {
    name: 'axios',
    connect: (url, fetch) => {
      const stubbed = fetch && { adapter: 'fetch', env: { fetch } };
      const get = member(create({ baseURL: url, headers: HEADERS, ...stubbed }), 'get');
      return async () => property(await get(PATH), 'data');
    },
  };
}

/** Its calls have no place for a `fetch` of ours: it takes part over the network only. */
function undici(module: unknown): readonly ClientContender[] {
  const request = member(module, 'request');
  return [
    {
      name: 'undici request',
      connect: (url, fetch) =>
        fetch
          ? undefined
          : async () => member(property(await request(url + PATH, { headers: HEADERS }), 'body'), 'json')(),
    },
  ];
}
