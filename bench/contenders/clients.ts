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
    ready: [rawFetch, boundedFetch, await ours(), ...peers.flatMap((one) => (one.ok ? one.value : []))],
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

async function ours(): Promise<ClientContender> {
  const built: unknown = await import(
    pathToFileURL(path.resolve(import.meta.dirname, '../../src/client/dist/index.js')).href
  );
  const create = member(built, 'createTaskRoutingClient');
  return {
    name: OURS,
    connect: (url, fetch) => {
      const credentials = { tenantUrl: url, clientId: 'bench', clientSecret: 'secret' };
      const queryTask = member(create({ ...credentials, ...(fetch && { fetch }) }), 'queryTask');
      return async () => queryTask(ID);
    },
  };
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
