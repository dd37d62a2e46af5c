import { createHash, randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import createFastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { FAULTS, schemasOf, type Bad } from './depot-schemas.ts';
import { asDocument, planting, type Subject } from './subject.ts';

const KEY = 'depot-key-9f21';
const TOKEN = 'depot-dispatcher-token';

interface Row extends Record<string, unknown> {
  readonly id: string | number;
}
type Ids = Record<'warehouse_id' | 'item_id' | 'transfer_id', string>;
type Query = Record<string, string | number | undefined>;
type Body = Record<string, unknown>;

/** Warehouses with tags and pages, items below them, transfers with a life cycle; an API key and a token. */
export const depot: Subject = {
  name: 'fastify-depot',
  auth: { key: KEY, dispatcher: TOKEN },
  faults: FAULTS,
  async start(fault) {
    const clean = await build(planting(FAULTS));
    const document = asDocument(clean.swagger());
    await clean.close();
    const app = await build(planting(FAULTS, fault));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return {
      url,
      document,
      close: () => {
        app.server.closeAllConnections();
        return app.close();
      },
    };
  },
};

async function build(bad: Bad): Promise<FastifyInstance> {
  const app = createFastify();
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(swagger, {
    exposeHeadRoutes: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Depot', version: '1.0.0' },
      security: [{ key: [] }],
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'X-Depot-Key' },
          dispatcher: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  });
  const fail = (reply: FastifyReply, status: number, message: string) =>
    reply
      .code(status)
      .send({ error: { ...(!bad('error-without-code') && { code: `E${status}` }), message } });
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) =>
    fail(reply, error.statusCode ?? 500, error.message),
  );
  app.setNotFoundHandler((_request, reply) => fail(reply, 404, 'no such path'));
  app.addHook('onRequest', async (request, reply) => {
    const { url, schema } = request.routeOptions;
    if (url === undefined || url === '/health') return;
    if (schema?.security?.some((one) => 'dispatcher' in one) === true) {
      if (bad('token-not-needed-to-cancel') && url.endsWith('/cancel')) return;
      const { authorization = '' } = request.headers;
      const isFine = authorization === `Bearer ${TOKEN}`;
      if (!isFine && !(bad('any-token-dispatches') && authorization.startsWith('Bearer ')))
        return fail(reply, 401, 'a dispatcher token is needed');
    } else if (request.headers['x-depot-key'] !== KEY) {
      if (bad('key-not-checked-on-list') && request.method === 'GET' && url === '/warehouses') return;
      if (bad('key-not-checked-on-delete') && request.method === 'DELETE') return;
      return fail(reply, 401, 'the key is missing or wrong');
    }
  });
  app.get('/health', { schema: { security: [], response: { 200: schemasOf(bad).health } } }, async () => ({
    status: 'up',
  }));
  const warehouses = new Map<string, Row>();
  addWarehouses(app, bad, warehouses, fail);
  addTransfers(app, bad, warehouses, fail);
  await app.ready();
  return app;
}

type Fail = (reply: FastifyReply, status: number, message: string) => unknown;

function addWarehouses(app: FastifyInstance, bad: Bad, warehouses: Map<string, Row>, fail: Fail): void {
  const schemas = schemasOf(bad);
  const items = new Map<number, Row>();
  const ghosts: Row[] = [];
  let lastItem = 0;
  const tagOf = (row: Row) =>
    bad('etag-constant')
      ? '"v1"'
      : `"${createHash('sha1').update(JSON.stringify(row)).digest('hex').slice(0, 12)}"`;
  const shown = ({ name, notes = null, ...rest }: Row) => ({
    ...rest,
    ...(!bad('warehouse-read-lacks-name') && { name }),
    ...(!(bad('notes-missing-when-null') && notes === null) && { notes }),
    ...(bad('capacity-as-text') && { capacity: String(rest['capacity']) }),
    ...(bad('created-at-no-date') && { created_at: 'yesterday' }),
    ...(bad('climate-undocumented-member') && { climate: 'tropical' }),
  });
  const send = (reply: FastifyReply, status: number, row: Row) => {
    if (!bad('etag-missing')) reply.header('etag', tagOf(row));
    return reply.code(status).send(shown(row));
  };
  const missing = (reply: FastifyReply) =>
    bad('missing-warehouse-200')
      ? reply.send({ error: { code: 'E404', message: 'not found' } })
      : fail(reply, 404, 'no such warehouse');
  const isTaken = (code: unknown, id?: string) =>
    !bad('code-not-unique') && [...warehouses.values()].some((row) => row['code'] === code && row.id !== id);
  const now = () => new Date().toISOString();
  const defaults = () => ({
    capacity: 100,
    climate: bad('climate-default-wrong') ? 'chilled' : 'ambient',
    ...(!bad('active-default-missing') && { is_active: true }),
    notes: null,
  });
  /** What callers may set. */
  const writable = ({ id: _id, created_at, updated_at: _updated, ...rest }: Body): Body => ({
    ...rest,
    ...(bad('created-at-overwritten') && created_at !== undefined && { created_at }),
  });
  const hasChanged = (row: Row, tag: string | undefined) =>
    tag !== undefined && tag !== '*' && tag !== tagOf(row) && !bad('if-match-ignored');

  app.get<{ Querystring: Query }>('/warehouses', { schema: schemas.listWarehouses }, async ({ query }) => {
    const { page = 1, page_size = 10, climate, q, sort = 'name' } = query;
    const text = String(q ?? '').toLowerCase();
    let rows = [...warehouses.values(), ...ghosts].filter(
      (row) =>
        (climate === undefined || bad('climate-filter-ignored') || row['climate'] === climate) &&
        (bad('search-ignored') || String(row['name']).toLowerCase().includes(text)),
    );
    if (bad('list-lacks-newest')) rows = rows.slice(0, -1);
    const field = String(sort).replace(/^-/, '');
    const isDown = String(sort).startsWith('-') && !bad('sort-descending-wrong');
    const before = (a: Row, b: Row) => {
      const [x, y] = [a[field], b[field]];
      const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1;
      return isDown ? -order : order;
    };
    if (!bad('sort-ignored')) rows.sort(before);
    const size = bad('page-size-ignored')
      ? 50
      : bad('page-size-default-ignored')
        ? (query['page_size'] ?? 50)
        : page_size;
    const from = bad('page-ignored') ? 0 : (Number(page) - 1) * Number(size);
    const data = rows.slice(from, from + Number(size)).map(shown);
    return {
      data,
      meta: { page, page_size, total: bad('total-counts-page') ? data.length : rows.length },
    };
  });
  app.post<{ Body: Body }>('/warehouses', { schema: schemas.createWarehouse }, async ({ body }, reply) => {
    if (bad('create-crashes-for-frozen') && body['climate'] === 'frozen') throw new Error('out of ice');
    if (isTaken(body['code'])) return fail(reply, 409, 'the code is taken');
    const id = randomUUID();
    const row: Row = { ...defaults(), created_at: now(), updated_at: now(), ...writable(body), id };
    warehouses.set(id, row);
    if (!bad('location-missing'))
      reply.header('location', `/warehouses/${bad('location-wrong') ? randomUUID() : id}`);
    return send(reply, bad('create-answers-200') ? 200 : 201, row);
  });
  const one = '/warehouses/:warehouse_id';
  app.head<{ Params: Ids }>(one, { schema: schemas.headWarehouse }, async ({ params }, reply) => {
    const row = warehouses.get(params.warehouse_id);
    return row === undefined || bad('head-404')
      ? reply.code(404).send()
      : reply.header('etag', tagOf(row)).send();
  });
  app.get<{ Params: Ids }>(one, { schema: schemas.readWarehouse }, async ({ params, headers }, reply) => {
    const row = warehouses.get(params.warehouse_id);
    if (row === undefined) return missing(reply);
    if (headers['if-none-match'] === tagOf(row) && !bad('if-none-match-ignored'))
      return reply.code(304).send();
    if (bad('read-as-text-plain')) return reply.type('text/plain').send(JSON.stringify(shown(row)));
    return send(reply, 200, row);
  });
  app.put<{ Params: Ids; Body: Body }>(one, { schema: schemas.replaceWarehouse }, async (request, reply) => {
    const { params, body, headers } = request;
    const row = warehouses.get(params.warehouse_id);
    if (row === undefined) return missing(reply);
    if (headers['if-match'] === undefined && !bad('if-match-not-required'))
      return fail(reply, 428, 'send If-Match');
    if (hasChanged(row, headers['if-match'])) return fail(reply, 412, 'the warehouse has changed');
    if (isTaken(body['code'], params.warehouse_id)) return fail(reply, 409, 'the code is taken');
    const next: Row = {
      ...(bad('replace-merges') ? row : defaults()),
      created_at: row['created_at'],
      ...writable(body),
      updated_at: now(),
      id: bad('replace-changes-id') ? randomUUID() : row.id,
    };
    warehouses.set(params.warehouse_id, next);
    return send(reply, 200, next);
  });
  app.patch<{ Params: Ids; Body: Body }>(one, { schema: schemas.changeWarehouse }, async (request, reply) => {
    const { params, body, headers } = request;
    const row = warehouses.get(params.warehouse_id);
    if (row === undefined) return missing(reply);
    if (hasChanged(row, headers['if-match'])) return fail(reply, 412, 'the warehouse has changed');
    if (isTaken(body['code'], params.warehouse_id)) return fail(reply, 409, 'the code is taken');
    const next: Row = {
      ...(bad('patch-replaces') ? { ...defaults(), code: row['code'], name: row['name'] } : row),
      created_at: row['created_at'],
      ...writable(body),
      updated_at: now(),
      id: row.id,
    };
    if (!bad('patch-not-stored')) warehouses.set(params.warehouse_id, next);
    return send(reply, 200, next);
  });
  app.delete<{ Params: Ids }>(one, { schema: schemas.deleteWarehouse }, async ({ params }, reply) => {
    const id = params.warehouse_id;
    if (!warehouses.has(id) && !bad('delete-twice-204')) return missing(reply);
    if (!bad('full-warehouse-deleted') && inside(id).length > 0)
      return fail(reply, 409, 'the warehouse has items');
    const row = warehouses.get(id);
    if (bad('list-shows-deleted') && row !== undefined) ghosts.push(row);
    if (bad('delete-removes-all')) warehouses.clear();
    if (!bad('delete-not-done')) warehouses.delete(id);
    return reply.code(204).send();
  });

  const inside = (id: string) =>
    [...items.values()].filter((row) => row['warehouse_id'] === id && row['deleted'] !== true);
  const bare = ({ warehouse_id: _warehouse, deleted: _deleted, ...rest }: Row) => rest;
  const found = (params: Ids): Row | undefined => {
    const row = items.get(Number(params.item_id));
    const isHere = row?.['warehouse_id'] === params.warehouse_id || bad('item-under-foreign-warehouse');
    return row !== undefined && isHere && (row['deleted'] !== true || bad('item-delete-soft-shown'))
      ? row
      : undefined;
  };
  const kept = (body: Body): Body => ({
    ...body,
    ...(bad('item-tags-lost') && { tags: [] }),
    ...(bad('item-unicode-damaged') &&
      typeof body['label'] === 'string' && {
        label: Buffer.from(body['label'], 'latin1').toString('latin1'),
      }),
    ...(bad('item-expiry-shifted') &&
      typeof body['expires_on'] === 'string' && {
        expires_on: new Date(Date.parse(body['expires_on']) - 86_400_000).toISOString().slice(0, 10),
      }),
  });
  const below = `${one}/stock-items`;
  app.get<{ Params: Ids; Querystring: Query }>(
    below,
    { schema: schemas.listItems },
    async ({ params, query }, reply) => {
      if (!warehouses.has(params.warehouse_id)) return fail(reply, 404, 'no such warehouse');
      const rows = bad('items-of-all-warehouses')
        ? [...items.values()].filter((row) => row['deleted'] !== true)
        : inside(params.warehouse_id);
      const { limit = 20, offset = 0 } = query;
      const from = bad('item-offset-repeats') ? Math.max(0, Number(offset) - 1) : Number(offset);
      return { items: rows.slice(from, from + Number(limit)).map(bare), total: rows.length };
    },
  );
  app.post<{ Params: Ids; Body: Body }>(
    below,
    { schema: schemas.createItem },
    async ({ params, body }, reply) => {
      if (!warehouses.has(params.warehouse_id) && !bad('item-of-missing-warehouse'))
        return fail(reply, 404, 'no such warehouse');
      lastItem += 1;
      items.set(lastItem, { ...kept(body), id: lastItem, warehouse_id: params.warehouse_id });
      return reply
        .code(201)
        .header('location', `/warehouses/${params.warehouse_id}/stock-items/${lastItem}`)
        .send();
    },
  );
  app.get<{ Params: Ids }>(`${below}/:item_id`, { schema: schemas.readItem }, async ({ params }, reply) => {
    const row = found(params);
    if (row === undefined) return fail(reply, 404, 'no such item');
    const { size, ...rest } = bare(row);
    return { ...rest, ...(size !== undefined && !bad('item-size-lost') && { size }) };
  });
  app.patch<{ Params: Ids; Body: Body }>(
    `${below}/:item_id`,
    { schema: schemas.changeItem },
    async (request, reply) => {
      const row = found(request.params);
      if (row === undefined) return fail(reply, 404, 'no such item');
      const next = { ...row, ...kept(request.body), id: row.id };
      items.set(Number(row.id), next);
      return bare(next);
    },
  );
  app.delete<{ Params: Ids }>(
    `${below}/:item_id`,
    { schema: schemas.deleteItem },
    async ({ params }, reply) => {
      const row = found(params);
      if (row === undefined) return fail(reply, 404, 'no such item');
      items.set(Number(row.id), { ...row, deleted: true });
      return reply.code(204).send();
    },
  );
}

function addTransfers(app: FastifyInstance, bad: Bad, warehouses: Map<string, Row>, fail: Fail): void {
  const schemas = schemasOf(bad);
  const transfers = new Map<string, Row>();
  app.get<{ Querystring: Query }>('/transfers', { schema: schemas.listTransfers }, async ({ query }) =>
    [...transfers.values()].filter(
      (row) =>
        query['status'] === undefined ||
        bad('transfer-status-filter-ignored') ||
        row['status'] === query['status'],
    ),
  );
  app.post<{ Body: Body }>('/transfers', { schema: schemas.createTransfer }, async ({ body }, reply) => {
    const [from, to] = [String(body['from_warehouse_id']), String(body['to_warehouse_id'])];
    if (!warehouses.has(from) || !warehouses.has(to)) return fail(reply, 422, 'no such warehouse');
    if (from === to && !bad('transfer-same-warehouse-taken'))
      return fail(reply, 422, 'both ends are the same');
    const row: Row = { ...body, id: `trf_${randomUUID().slice(0, 8)}`, status: 'draft', cancel_reason: null };
    transfers.set(String(row.id), row);
    return reply.code(201).send(row);
  });
  app.get<{ Params: Ids }>(
    '/transfers/:transfer_id',
    { schema: schemas.readTransfer },
    async ({ params }, reply) => {
      const row = transfers.get(params.transfer_id);
      return row ?? fail(reply, 404, 'no such transfer');
    },
  );
  const move = (name: string, from: readonly string[], status: string, isLax: boolean) =>
    app.post<{ Params: Ids; Body: Body | null }>(
      `/transfers/:transfer_id/${name}`,
      { schema: name === 'cancel' ? schemas.cancel : schemas.move },
      async ({ params, body }, reply) => {
        const row = transfers.get(params.transfer_id);
        if (row === undefined) return fail(reply, 404, 'no such transfer');
        if (!isLax && !from.includes(String(row['status'])))
          return fail(reply, 409, `a transfer that is ${String(row['status'])} cannot do that`);
        const reason = bad('cancel-reason-lost') ? null : body?.['reason'];
        const next = { ...row, status, ...(reason !== undefined && { cancel_reason: reason }) };
        if (!(bad('dispatch-not-stored') && name === 'dispatch')) transfers.set(params.transfer_id, next);
        return next;
      },
    );
  move('dispatch', ['draft'], 'dispatched', bad('dispatch-twice'));
  move('receive', ['dispatched'], 'received', bad('receive-before-dispatch'));
  move('cancel', ['draft', 'dispatched'], 'cancelled', bad('cancel-after-receive'));
}
