import { isDeepStrictEqual } from 'node:util';
import { isObject, own, type Json, type JsonObject } from '../../../src/specwright/base/json.ts';
import { ApiDocument, type ApiOperation } from '../../../src/specwright/openapi/api-document.ts';
import { createSandbox, type Explanation } from '../../../src/specwright/sandbox/index.ts';
import { DocumentView } from '../document/document-view.ts';
import { Matcher } from '../document/match.ts';
import { Counter, type Tally } from '../figure.ts';
import { readRaw } from '../raw/read-raw.ts';
import { parse } from '../raw/values.ts';
import { CallMaker, inside, sendCall, type Answer } from './calls.ts';

/** What a sandbox of one document does. */
export interface SandboxReport {
  readonly file: string;
  readonly operations: number;
  readonly tied: Tally;
  /** Resources that can be created and read, by the paths of their collections. */
  readonly resources: readonly string[];
  readonly readBack: Tally;
  readonly documented: Tally;
  /** From the document to the first answer. */
  readonly milliseconds: number;
}

/** Serves a document and sends it the requests of its collection, and a create and a read for each resource. */
export async function trySandbox(file: string, text: string, document: JsonObject): Promise<SandboxReport> {
  const api = new ApiDocument(document);
  const calls = new CallMaker(api);
  const byId = new Map(api.operations.map((operation) => [operation.id, operation]));
  const start = performance.now();
  const sandbox = createSandbox({ document });
  const { url } = await sandbox.listen();
  const [first] = api.operations;
  if (first !== undefined) await sendCall(url, calls.made(first));
  const milliseconds = performance.now() - start;
  const explained = sandbox.control.explain();
  const tied = new Counter();
  for (const { role, method, path } of explained) tied.count(role !== 'none', () => `${method} ${path}`);
  const documented = await replay(url, text, document, api, calls);
  sandbox.control.reset();
  const readBack = new Counter();
  const resources = new Set<string>();
  for (const create of explained.filter(({ role }) => role === 'create')) {
    const read = explained.find(({ role, resource }) => role === 'read' && resource === create.resource);
    if (read?.id === undefined) continue;
    resources.add(create.resource ?? '');
    const pair = { create: byId.get(create.operation), read: byId.get(read.operation) };
    if (pair.create === undefined || pair.read === undefined) continue;
    const parents = await parentsOf(url, pair.create, explained, byId, calls);
    const miss = await createAndRead(
      url,
      calls,
      { ...pair, create: pair.create, read: pair.read },
      [create, read],
      parents,
    );
    readBack.count(miss === undefined, () => `${create.method} ${create.path}: ${miss ?? ''}`);
  }
  await sandbox.close();
  return {
    file,
    operations: api.operations.length,
    tied,
    resources: [...resources],
    readBack,
    documented,
    milliseconds,
  };
}

async function replay(
  url: string,
  text: string,
  document: JsonObject,
  api: ApiDocument,
  calls: CallMaker,
): Promise<Counter> {
  const counter = new Counter();
  const matcher = new Matcher(new DocumentView(document));
  for (const request of readRaw(text).requests) {
    const found = matcher.find(request);
    const operation = api.operations.find(
      ({ method, path }) => method === found?.method && path === found.path,
    );
    if (operation === undefined) continue;
    const answer = await sendCall(url, calls.replayed(operation, request));
    counter.count(
      isDocumented(operation, answer.status),
      () => `${operation.method} ${operation.path}: ${answer.status} ${answer.text.slice(0, 150)}`,
    );
  }
  return counter;
}

function isDocumented({ responses }: ApiOperation, status: number): boolean {
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  return responses.some((response) => names.includes(response.status.toUpperCase()));
}

/** Values of the path parameters above a collection: records that were created first. */
async function parentsOf(
  url: string,
  { path }: ApiOperation,
  explained: readonly Explanation[],
  byId: ReadonlyMap<string, ApiOperation>,
  calls: CallMaker,
): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const [whole, name = ''] of path.matchAll(/\{([^{}]+)\}/g)) {
    const collection = path.slice(0, path.indexOf(whole) - 1);
    const create = explained.find(({ role, resource }) => role === 'create' && resource === collection);
    const operation = create && byId.get(create.operation);
    if (create === undefined || operation === undefined || operation.path === path) continue;
    const id = idOf(await sendCall(url, calls.made(operation, values)), create);
    if (id !== undefined) values.set(name, id);
  }
  return values;
}

function idOf({ text, location }: Answer, { idProperty, wrapper }: Explanation): string | undefined {
  const held = inside(parse(text), wrapper);
  const id = own(Array.isArray(held) ? held[0] : held, idProperty ?? '');
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  const last = location?.split('/').at(-1);
  return last === undefined ? undefined : decodeURIComponent(last);
}

/** Creates a record and reads it; what went wrong in words, `undefined` where nothing did. */
async function createAndRead(
  url: string,
  calls: CallMaker,
  pair: { readonly create: ApiOperation; readonly read: ApiOperation },
  [create, read]: readonly [Explanation, Explanation],
  parents: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const [media] = pair.create.body?.media ?? [];
  const sent = media && calls.bodyFor(media);
  const answer = await sendCall(url, calls.made(pair.create, parents, sent));
  if (answer.status >= 300) return `create answers ${answer.status} ${answer.text.slice(0, 150)}`;
  const id = idOf(answer, create);
  if (id === undefined) return `the answer of the create has no id: ${answer.text.slice(0, 150)}`;
  const named = new Map([...parents, [read.id?.name ?? '', id]]);
  const body = read.id?.in === 'body' ? readBody(calls, pair.read, read.id.name, id) : undefined;
  const shown = await sendCall(url, calls.made(pair.read, named, body));
  if (shown.status >= 300) return `read answers ${shown.status} ${shown.text.slice(0, 150)}`;
  const held = inside(parse(shown.text), read.wrapper);
  const record = Array.isArray(held) ? held[0] : held;
  // Where a body is a list, the answer begins with what was made of its first entry.
  const [one] = Array.isArray(sent) ? sent : [sent];
  const stored = isObject(one) ? (inside(one, create.bodyWrapper) ?? one) : {};
  const lost = Object.entries(isObject(stored) ? stored : {}).filter(
    ([name, value]) => name !== read.idProperty && !isDeepStrictEqual(own(record, name), value),
  );
  const [missing] = lost;
  return (
    missing &&
    `${missing[0]} was sent as ${JSON.stringify(missing[1]).slice(0, 80)}, read as ${JSON.stringify(own(record, missing[0]) ?? null).slice(0, 80)}`
  );
}

function readBody(calls: CallMaker, { body }: ApiOperation, name: string, id: string): Json {
  const [media] = body?.media ?? [];
  const shown = media && calls.bodyFor(media);
  return { ...(isObject(shown) ? shown : {}), [name]: id };
}
