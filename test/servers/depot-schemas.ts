/* What the depot takes and answers, and the faults that can be planted in it. */

export const FAULTS = [
  'warehouse-read-lacks-name',
  'capacity-as-text',
  'notes-missing-when-null',
  'created-at-no-date',
  'climate-undocumented-member',
  'create-answers-200',
  'create-crashes-for-frozen',
  'read-as-text-plain',
  'missing-warehouse-200',
  'error-without-code',
  'key-not-checked-on-list',
  'key-not-checked-on-delete',
  'any-token-dispatches',
  'token-not-needed-to-cancel',
  'code-pattern-not-checked',
  'capacity-maximum-not-checked',
  'capacity-minimum-off-by-one',
  'capacity-maximum-refused',
  'climate-not-checked',
  'frozen-refused',
  'name-not-required',
  'name-length-off-by-one',
  'code-not-unique',
  'climate-default-wrong',
  'active-default-missing',
  'replace-merges',
  'patch-replaces',
  'patch-not-stored',
  'replace-changes-id',
  'created-at-overwritten',
  'list-lacks-newest',
  'list-shows-deleted',
  'climate-filter-ignored',
  'search-ignored',
  'sort-ignored',
  'sort-descending-wrong',
  'page-ignored',
  'page-size-ignored',
  'page-size-default-ignored',
  'page-size-maximum-not-checked',
  'total-counts-page',
  'etag-missing',
  'etag-constant',
  'if-none-match-ignored',
  'if-match-ignored',
  'if-match-not-required',
  'location-wrong',
  'location-missing',
  'delete-not-done',
  'delete-twice-204',
  'delete-removes-all',
  'full-warehouse-deleted',
  'item-under-foreign-warehouse',
  'items-of-all-warehouses',
  'item-of-missing-warehouse',
  'item-tags-lost',
  'item-size-lost',
  'item-unicode-damaged',
  'item-expiry-shifted',
  'item-delete-soft-shown',
  'item-offset-repeats',
  'dispatch-twice',
  'receive-before-dispatch',
  'dispatch-not-stored',
  'cancel-after-receive',
  'cancel-reason-lost',
  'transfer-status-filter-ignored',
  'transfer-same-warehouse-taken',
  'head-404',
] as const;

export type Bad = (name: (typeof FAULTS)[number]) => boolean;

const text = { type: 'string' };
const stamp = { type: 'string', format: 'date-time', readOnly: true };
const refusal = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'object', required: ['code', 'message'], properties: { code: text, message: text } },
  },
};
const WORDS: Readonly<Record<number, string>> = {
  401: 'The credentials are missing or wrong',
  404: 'Not found',
  409: 'Conflict with the present state',
  412: 'The warehouse has changed meanwhile',
  422: 'The warehouses do not fit',
  428: 'If-Match is missing',
};
const refusals = (...statuses: number[]) =>
  Object.fromEntries(
    [400, 401, ...statuses].map((status) => [
      status,
      { description: WORDS[status] ?? 'Refused', ...refusal },
    ]),
  );
const withHeaders = (schema: object, ...names: string[]) => ({
  ...schema,
  headers: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});
const inPath = (...names: string[]) => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, text])),
});
const empty = { description: 'Done', type: 'null' };

/** The schemas of every route; those of a server with a fault in its validation differ from what it documents. */
export function schemasOf(bad: Bad) {
  const fields = {
    code: bad('code-pattern-not-checked') ? text : { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2}$' },
    name: { type: 'string', minLength: 1, maxLength: bad('name-length-off-by-one') ? 61 : 60 },
    capacity: {
      type: 'integer',
      minimum: bad('capacity-minimum-off-by-one') ? 0 : 1,
      maximum: bad('capacity-maximum-not-checked') ? 1e9 : bad('capacity-maximum-refused') ? 9_999 : 10_000,
    },
    climate: bad('climate-not-checked')
      ? text
      : { type: 'string', enum: ['ambient', 'chilled', ...(bad('frozen-refused') ? [] : ['frozen'])] },
    is_active: { type: 'boolean' },
    notes: { type: ['string', 'null'], maxLength: 200 },
  };
  const isClean = !bad('climate-default-wrong') && !bad('active-default-missing') && !bad('replace-merges');
  const newFields = isClean
    ? {
        ...fields,
        capacity: { ...fields.capacity, default: 100 },
        climate: { ...fields.climate, default: 'ambient' },
        is_active: { ...fields.is_active, default: true },
      }
    : fields;
  const warehouse = {
    description: 'A warehouse',
    type: 'object',
    required: ['id', ...Object.keys(fields), 'created_at', 'updated_at'],
    properties: {
      id: { type: 'string', format: 'uuid', readOnly: true },
      ...fields,
      created_at: stamp,
      updated_at: stamp,
    },
  };
  const newWarehouse = {
    type: 'object',
    required: bad('name-not-required') ? ['code'] : ['code', 'name'],
    properties: { ...newFields, created_at: stamp },
  };
  const itemFields = {
    sku: { type: 'string', minLength: 3, maxLength: 20 },
    quantity: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    label: { type: 'string', maxLength: 80 },
    tags: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 12 },
      maxItems: 5,
      uniqueItems: true,
    },
    size: {
      type: 'object',
      required: ['length', 'width'],
      properties: {
        length: { type: 'number', exclusiveMinimum: 0 },
        width: { type: 'number', exclusiveMinimum: 0 },
      },
    },
    expires_on: { type: 'string', format: 'date' },
  };
  const item = {
    description: 'An item',
    type: 'object',
    required: ['id', 'sku', 'quantity'],
    properties: { id: { type: 'integer', readOnly: true }, ...itemFields },
  };
  const transfer = {
    description: 'A transfer',
    type: 'object',
    required: ['id', 'from_warehouse_id', 'to_warehouse_id', 'quantity', 'status', 'cancel_reason'],
    properties: {
      id: text,
      from_warehouse_id: text,
      to_warehouse_id: text,
      quantity: { type: 'integer', minimum: 1 },
      status: { type: 'string', enum: ['draft', 'dispatched', 'received', 'cancelled'] },
      cancel_reason: { type: ['string', 'null'] },
    },
  };
  const byWarehouse = inPath('warehouse_id');
  const byItem = inPath('warehouse_id', 'item_id');
  const byTransfer = inPath('transfer_id');
  const ifMatch = {
    type: 'object',
    properties: { 'if-match': { type: 'string', description: 'The last ETag' } },
  };
  const ifNoneMatch = { type: 'object', properties: { 'if-none-match': { type: 'string' } } };
  const tagged = withHeaders(warehouse, 'ETag');
  const security = [{ dispatcher: [] }];
  return {
    health: { description: 'Up', type: 'object', required: ['status'], properties: { status: text } },
    listWarehouses: {
      operationId: 'listWarehouses',
      querystring: {
        type: 'object',
        properties: {
          page: { type: 'integer', minimum: 1, ...(!bad('page-size-default-ignored') && { default: 1 }) },
          page_size: {
            type: 'integer',
            minimum: 1,
            maximum: bad('page-size-maximum-not-checked') ? 5_000 : 50,
            ...(!bad('page-size-default-ignored') && { default: 10 }),
          },
          climate: { type: 'string', enum: ['ambient', 'chilled', 'frozen'] },
          q: { type: 'string', description: 'Part of the name' },
          sort: { type: 'string', enum: ['name', '-name', 'capacity', '-capacity'], default: 'name' },
        },
      },
      response: {
        200: {
          description: 'A page',
          type: 'object',
          required: ['data', 'meta'],
          properties: {
            data: { type: 'array', items: warehouse },
            meta: {
              type: 'object',
              required: ['page', 'page_size', 'total'],
              properties: {
                page: { type: 'integer' },
                page_size: { type: 'integer' },
                total: { type: 'integer' },
              },
            },
          },
        },
        ...refusals(),
      },
    },
    createWarehouse: {
      operationId: 'createWarehouse',
      body: newWarehouse,
      response: {
        201: withHeaders(warehouse, 'Location', 'ETag'),
        ...refusals(409, 415),
        409: { ...refusal, description: 'A warehouse with this code already exists' },
      },
    },
    headWarehouse: {
      operationId: 'checkWarehouse',
      params: byWarehouse,
      response: { 200: { ...withHeaders(empty, 'ETag') }, 401: empty, 404: empty },
    },
    readWarehouse: {
      operationId: 'getWarehouse',
      params: byWarehouse,
      headers: ifNoneMatch,
      response: { 200: tagged, 304: { ...empty, description: 'Not modified' }, ...refusals(404) },
    },
    replaceWarehouse: {
      operationId: 'replaceWarehouse',
      params: byWarehouse,
      headers: ifMatch,
      body: newWarehouse,
      response: { 200: tagged, ...refusals(404, 409, 412, 415, 428) },
    },
    changeWarehouse: {
      operationId: 'changeWarehouse',
      params: byWarehouse,
      headers: ifMatch,
      body: { type: 'object', minProperties: 1, properties: { ...fields, created_at: stamp } },
      response: { 200: tagged, ...refusals(404, 409, 412, 415) },
    },
    deleteWarehouse: {
      operationId: 'deleteWarehouse',
      params: byWarehouse,
      response: {
        204: empty,
        ...refusals(404, 409),
        409: { ...refusal, description: 'The warehouse still holds items' },
      },
    },
    listItems: {
      operationId: 'listItems',
      params: byWarehouse,
      querystring: {
        type: 'object',
        properties: {
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          offset: { type: 'integer', minimum: 0, default: 0 },
        },
      },
      response: {
        200: {
          description: 'Items',
          type: 'object',
          required: ['items', 'total'],
          properties: { items: { type: 'array', items: item }, total: { type: 'integer' } },
        },
        ...refusals(404),
      },
    },
    createItem: {
      operationId: 'createItem',
      params: byWarehouse,
      body: { type: 'object', required: ['sku', 'quantity'], properties: itemFields },
      response: { 201: withHeaders({ ...empty, description: 'Created' }, 'Location'), ...refusals(404, 415) },
    },
    readItem: { operationId: 'getItem', params: byItem, response: { 200: item, ...refusals(404) } },
    changeItem: {
      operationId: 'changeItem',
      params: byItem,
      body: { type: 'object', properties: itemFields },
      response: { 200: item, ...refusals(404, 415) },
    },
    deleteItem: { operationId: 'deleteItem', params: byItem, response: { 204: empty, ...refusals(404) } },
    listTransfers: {
      operationId: 'listTransfers',
      security,
      querystring: {
        type: 'object',
        properties: { status: { type: 'string', enum: ['draft', 'dispatched', 'received', 'cancelled'] } },
      },
      response: { 200: { description: 'All', type: 'array', items: transfer }, ...refusals() },
    },
    createTransfer: {
      operationId: 'createTransfer',
      security,
      body: {
        type: 'object',
        required: ['from_warehouse_id', 'to_warehouse_id', 'quantity'],
        properties: {
          from_warehouse_id: text,
          to_warehouse_id: { type: 'string', description: 'Another warehouse than from_warehouse_id' },
          quantity: { type: 'integer', minimum: 1 },
        },
      },
      response: { 201: transfer, ...refusals(415, 422) },
    },
    readTransfer: {
      operationId: 'getTransfer',
      security,
      params: byTransfer,
      response: { 200: transfer, ...refusals(404) },
    },
    move: { security, params: byTransfer, response: { 200: transfer, ...refusals(404, 409) } },
    cancel: {
      security,
      params: byTransfer,
      body: {
        type: 'object',
        required: ['reason'],
        properties: { reason: { type: 'string', minLength: 3 } },
      },
      response: { 200: transfer, ...refusals(404, 409, 415) },
    },
  };
}
