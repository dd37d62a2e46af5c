import { createServer, type IncomingMessage } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { JsonObject } from '../../src/specwright/base/json.ts';
import { planting, type Subject } from './subject.ts';

const TOKEN = 'ledger-token-5521';

const FAULTS = [
  'balance-as-text',
  'currency-missing',
  'ok-missing',
  'ok-true-on-refusal',
  'refusal-without-code',
  'refusal-undocumented-code',
  'refusal-status-400',
  'no-token-taken',
  'any-token-taken',
  'get-without-token',
  'owner-not-required',
  'owner-longest-refused',
  'currency-not-checked',
  'chf-refused',
  'overdraft-minimum-not-checked',
  'overdraft-default-wrong',
  'rename-not-stored',
  'rename-resets-overdraft',
  'close-not-done',
  'close-twice-ok',
  'closed-still-listed',
  'close-closes-all',
  'get-unknown-empty',
  'get-first-account',
  'open-echoes-other-id',
  'list-lacks-newest',
  'list-limit-ignored',
  'list-limit-maximum-not-checked',
  'list-cursor-repeats',
  'list-currency-filter-ignored',
  'freeze-twice-ok',
  'unfreeze-open-ok',
  'freeze-not-stored',
  'rename-frozen-ok',
  'entry-unknown-account-ok',
  'entry-not-booked',
  'entry-amount-zero-ok',
  'entry-memo-damaged',
  'entry-list-of-all',
  'entry-tags-lost',
  'crash-on-broken-json',
  'xml-taken',
  'get-method-ok',
] as const;

interface Row extends Record<string, unknown> {
  readonly id: string;
}
type Params = Record<string, unknown>;

const id: JsonObject = { type: 'string', pattern: '^acc-[0-9]{4,}$' };
const CURRENCIES = ['EUR', 'USD', 'CHF'];
const tags: JsonObject = { type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 4 };
const fields: JsonObject = {
  owner: { type: 'string', minLength: 2, maxLength: 30 },
  currency: { type: 'string', enum: CURRENCIES },
  overdraft: { type: 'integer', minimum: 0, maximum: 5000, default: 500 },
};
const params = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const account: JsonObject = {
  type: 'object',
  required: ['id', 'owner', 'currency', 'overdraft', 'balance', 'state'],
  properties: {
    id,
    ...fields,
    balance: { type: 'integer' },
    state: { type: 'string', enum: ['open', 'frozen'] },
  },
};
const entry: JsonObject = {
  type: 'object',
  required: ['id', 'account_id', 'amount', 'memo', 'tags'],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    amount: { type: 'integer' },
    memo: { type: 'string' },
    tags,
  },
};
const CODES = ['invalid_params', 'unauthorized', 'not_found', 'wrong_state'];

const METHODS: Readonly<Record<string, { takes: JsonObject; gives: JsonObject; about: string }>> = {
  'account.open': {
    takes: params(fields, 'owner', 'currency'),
    gives: { account },
    about: 'Opens an account',
  },
  'account.get': { takes: params({ id }, 'id'), gives: { account }, about: 'Shows an account' },
  'account.list': {
    takes: params({
      limit: { type: 'integer', minimum: 1, maximum: 20, default: 10 },
      cursor: { type: 'string' },
      currency: { type: 'string', enum: CURRENCIES },
    }),
    gives: { accounts: { type: 'array', items: account }, next_cursor: { type: ['string', 'null'] } },
    about: 'Lists accounts, the oldest first',
  },
  'account.update': {
    takes: params(
      { id, owner: fields['owner'] ?? {}, overdraft: { type: 'integer', minimum: 0, maximum: 5000 } },
      'id',
    ),
    gives: { account },
    about: 'Changes an open account. A frozen account is refused with wrong_state.',
  },
  'account.freeze': {
    takes: params({ id }, 'id'),
    gives: { account },
    about: 'Freezes an account that is open, else wrong_state',
  },
  'account.unfreeze': {
    takes: params({ id }, 'id'),
    gives: { account },
    about: 'Opens an account that is frozen, else wrong_state',
  },
  'account.delete': { takes: params({ id }, 'id'), gives: { id }, about: 'Deletes an account' },
  'entry.create': {
    takes: params(
      {
        account_id: id,
        amount: { type: 'integer', minimum: 1 },
        memo: { type: 'string', maxLength: 60 },
        tags,
      },
      'account_id',
      'amount',
      'memo',
    ),
    gives: { entry },
    about: 'Books an amount',
  },
  'entry.get': { takes: params({ id: { type: 'string' } }, 'id'), gives: { entry }, about: 'Shows an entry' },
  'entry.list': {
    takes: params({ account_id: id }),
    gives: { entries: { type: 'array', items: entry } },
    about: 'Lists entries',
  },
};

function documentOf(): JsonObject {
  const paths = Object.entries(METHODS).map(([name, { takes, gives, about }]): [string, JsonObject] => [
    `/rpc/${name}`,
    {
      post: {
        operationId: name.replace('.', '_'),
        description: about,
        requestBody: { required: true, content: { 'application/json': { schema: takes } } },
        responses: {
          200: {
            description: 'Done, or refused',
            content: {
              'application/json': {
                schema: {
                  oneOf: [
                    {
                      type: 'object',
                      required: ['ok', ...Object.keys(gives)],
                      properties: { ok: { type: 'boolean', const: true }, ...gives },
                    },
                    { $ref: '#/components/schemas/Refusal' },
                  ],
                },
              },
            },
          },
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Ledger', version: '7' },
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Refusal: {
          type: 'object',
          required: ['ok', 'error'],
          properties: {
            ok: { type: 'boolean', const: false },
            error: {
              type: 'object',
              required: ['code'],
              properties: { code: { type: 'string', enum: CODES }, message: { type: 'string' } },
            },
          },
        },
      },
    },
  };
}

/** Accounts and entries by calls whose refusals come with 200 and `ok: false`, on plain Node. */
export const ledger: Subject = {
  name: 'rpc-ledger',
  auth: { token: TOKEN },
  faults: FAULTS,
  async start(fault) {
    const bad = planting(FAULTS, fault);
    const answer = serve(bad);
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [status, body] = answer(request, Buffer.concat(chunks).toString());
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return {
      url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      document: documentOf(),
      close: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
};

function serve(bad: (name: (typeof FAULTS)[number]) => boolean) {
  const ajv = new Ajv2020({ strict: false });
  ajvFormats.default(ajv);
  const accounts = new Map<string, Row>();
  const entries = new Map<string, Row>();
  let last = 1000;
  const refuse = (code: string, message = code): [number, object] => [
    bad('refusal-status-400') ? 400 : 200,
    {
      ...(!bad('ok-missing') && { ok: bad('ok-true-on-refusal') }),
      error: {
        ...(!bad('refusal-without-code') && { code: bad('refusal-undocumented-code') ? 'oops' : code }),
        message,
      },
    },
  ];
  const done = (result: object): [number, object] => [
    200,
    { ...(!bad('ok-missing') && { ok: true }), ...result },
  ];
  const shown = ({ currency, ...row }: Row) => ({
    ...row,
    ...(!bad('currency-missing') && { currency }),
    ...(bad('balance-as-text') && { balance: String(row['balance']) }),
  });
  const find = (asked: unknown): Row | undefined =>
    bad('get-first-account') ? [...accounts.values()][0] : accounts.get(String(asked));
  const change = (
    asked: Params,
    from: string | undefined,
    changes: Params,
    isStored = true,
  ): [number, object] => {
    const row = find(asked['id']);
    if (row === undefined) return refuse('not_found');
    if (from !== undefined && row['state'] !== from)
      return refuse('wrong_state', `the account is ${String(row['state'])}`);
    const next = { ...row, ...changes, id: row.id };
    if (isStored) accounts.set(row.id, next);
    return done({ account: shown(next) });
  };
  const handlers: Record<string, (asked: Params) => [number, object]> = {
    'account.open': (asked) => {
      last += 1;
      const row: Row = {
        overdraft: bad('overdraft-default-wrong') ? 0 : 500,
        ...asked,
        balance: 0,
        state: 'open',
        id: `acc-${last}`,
      };
      accounts.set(row.id, row);
      return done({
        account: { ...shown(row), ...(bad('open-echoes-other-id') && { id: `acc-${last + 5000}` }) },
      });
    },
    'account.get': ({ id: asked }) => {
      const row = find(asked);
      if (row !== undefined) return done({ account: shown(row) });
      return bad('get-unknown-empty')
        ? done({
            account: { id: asked, owner: '??', currency: 'EUR', overdraft: 0, balance: 0, state: 'open' },
          })
        : refuse('not_found');
    },
    'account.list': (asked) => {
      let rows = [...accounts.values()].filter(
        ({ currency }) =>
          asked['currency'] === undefined ||
          bad('list-currency-filter-ignored') ||
          currency === asked['currency'],
      );
      if (bad('list-lacks-newest')) rows = rows.slice(0, -1);
      const limit = bad('list-limit-ignored') ? 1000 : Number(asked['limit'] ?? 10);
      const from =
        asked['cursor'] === undefined
          ? 0
          : Math.max(0, Number(asked['cursor']) - (bad('list-cursor-repeats') ? 1 : 0));
      if (!Number.isInteger(from)) return refuse('invalid_params', 'the cursor is not one of ours');
      return done({
        accounts: rows.slice(from, from + limit).map(shown),
        next_cursor: from + limit < rows.length ? String(from + limit) : null,
      });
    },
    'account.update': (asked) =>
      change(
        asked,
        bad('rename-frozen-ok') ? undefined : 'open',
        { ...(bad('rename-resets-overdraft') && { overdraft: 500 }), ...asked },
        !bad('rename-not-stored'),
      ),
    'account.freeze': (asked) =>
      change(
        asked,
        bad('freeze-twice-ok') ? undefined : 'open',
        { state: 'frozen' },
        !bad('freeze-not-stored'),
      ),
    'account.unfreeze': (asked) =>
      change(asked, bad('unfreeze-open-ok') ? undefined : 'frozen', { state: 'open' }),
    'account.delete': ({ id: asked }) => {
      const row = find(asked);
      if (row === undefined) return bad('close-twice-ok') ? done({ id: asked }) : refuse('not_found');
      if (bad('close-closes-all')) accounts.clear();
      if (!bad('close-not-done') && !bad('closed-still-listed')) accounts.delete(row.id);
      if (bad('closed-still-listed')) accounts.set(row.id, { ...row });
      return done({ id: row.id });
    },
    'entry.create': (asked) => {
      const row = accounts.get(String(asked['account_id']));
      if (row === undefined && !bad('entry-unknown-account-ok')) return refuse('not_found');
      last += 1;
      const memo = bad('entry-memo-damaged')
        ? String(asked['memo'])
            .normalize('NFD')
            .replaceAll(/[^\x20-\x7e]/g, '')
        : asked['memo'];
      const made: Row = {
        tags: [],
        ...asked,
        memo,
        ...(bad('entry-tags-lost') && { tags: [] }),
        id: `ent-${last}`,
      };
      if (!bad('entry-not-booked')) entries.set(made.id, made);
      return done({ entry: made });
    },
    'entry.get': ({ id: asked }) => {
      const row = entries.get(String(asked));
      return row === undefined ? refuse('not_found') : done({ entry: row });
    },
    'entry.list': (asked) =>
      done({
        entries: [...entries.values()].filter(
          (row) =>
            asked['account_id'] === undefined ||
            bad('entry-list-of-all') ||
            row['account_id'] === asked['account_id'],
        ),
      }),
  };
  const loosened = (name: string, takes: JsonObject): JsonObject => {
    const own = Object.fromEntries(
      Object.entries(takes['properties'] as JsonObject).map(([key, schema]) => [
        key,
        { ...(schema as JsonObject) },
      ]),
    );
    if (bad('currency-not-checked') && 'currency' in own) own['currency'] = { type: 'string' };
    if (bad('chf-refused') && name === 'account.open') own['currency'] = { enum: ['EUR', 'USD'] };
    if (bad('overdraft-minimum-not-checked') && 'overdraft' in own)
      own['overdraft'] = { type: 'integer', maximum: 5000 };
    if (bad('owner-longest-refused') && 'owner' in own)
      own['owner'] = { type: 'string', minLength: 2, maxLength: 29 };
    if (bad('list-limit-maximum-not-checked') && 'limit' in own)
      own['limit'] = { type: 'integer', minimum: 1 };
    if (bad('entry-amount-zero-ok') && 'amount' in own) own['amount'] = { type: 'integer', minimum: 0 };
    const required = (takes['required'] as string[]).filter(
      (key) => !(bad('owner-not-required') && key === 'owner'),
    );
    return { ...takes, properties: own, required };
  };
  const validators = new Map(
    Object.entries(METHODS).map(([name, { takes }]) => [name, ajv.compile(loosened(name, takes))]),
  );
  return (request: IncomingMessage, text: string): [number, object] => {
    const name = (request.url ?? '').split('?')[0]?.replace(/^\/rpc\//, '') ?? '';
    const handler = handlers[name];
    const validate = validators.get(name);
    if (handler === undefined || validate === undefined)
      return [404, { ok: false, error: { code: 'not_found' } }];
    if (request.method !== 'POST' && !bad('get-method-ok'))
      return [405, { ok: false, error: { code: 'invalid_params' } }];
    const { authorization = '' } = request.headers;
    const isFine =
      authorization === `Bearer ${TOKEN}` ||
      (bad('any-token-taken') && authorization !== '') ||
      (bad('no-token-taken') && authorization === '') ||
      (bad('get-without-token') && name === 'account.get');
    if (!isFine) return refuse('unauthorized');
    const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
    if (!isJson && !bad('xml-taken')) return refuse('invalid_params', 'JSON only');
    let asked: unknown = {};
    try {
      asked = isJson ? JSON.parse(text) : { owner: 'somebody', currency: 'EUR', id: [...accounts.keys()][0] };
    } catch {
      return bad('crash-on-broken-json') ? [500, {}] : refuse('invalid_params', 'not JSON');
    }
    if (isJson && !validate(asked)) return refuse('invalid_params', ajv.errorsText(validate.errors));
    return handler({ ...(asked as Params) });
  };
}
