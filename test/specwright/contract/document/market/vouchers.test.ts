import { expect, test } from 'vitest';
import { jsonOf, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  body,
  content,
  errorsOf,
  idOf,
  inPath,
  inQuery,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Refusal,
  Table,
  text,
  time,
  verified,
  whole,
} from './small-server.ts';

const DAY = 86_400_000;
const count = { type: 'integer' };
const status = oneOf('trading', 'suspended', 'closed');
const MOVES = new Set(['trading suspended', 'suspended trading', 'suspended closed']);
const merchant = record({
  id: idOf('mer'),
  name: text,
  status,
  owed: made(count, 'What its redemptions brought since the last payout.'),
  created_at: time,
});
const voucher = record({
  id: idOf('vou'),
  face_value: whole(100, 5_000),
  balance: made(count, 'What is left to spend; 0 once it is cancelled.'),
  state: made(oneOf('issued', 'active', 'spent', 'cancelled'), 'A new voucher is issued.'),
  perk_count: made(count, 'Perks of this voucher.'),
  expires_on: made({ type: 'string', format: 'date' }, 'The last day on which it can be spent.'),
  cancel_reason: { type: ['string', 'null'] },
});
const redemption = record({
  id: idOf('red'),
  voucher_id: idOf('vou'),
  merchant_id: idOf('mer'),
  amount: whole(1, 5_000),
  created_at: time,
});
const payout = record({
  id: idOf('pay'),
  merchant_id: idOf('mer'),
  amount: count,
  wording: text,
  created_at: time,
});
const perk = record({ merchant_id: idOf('mer'), percent: whole(1, 90), greeting: text });

const listed = (schema: JsonObject): JsonObject => ({
  parameters: [
    inQuery('limit', { ...whole(1, 50), default: 20 }),
    inQuery('cursor', { type: 'string' }, 'The `next` of the page before.'),
  ],
  ...answers(
    200,
    record({
      data: { type: 'array', items: schema },
      next: { type: ['string', 'null'], description: 'The cursor of the next page; null on the last page.' },
    }),
  ),
});

/** Vouchers are spent at merchants, which are paid what they are owed. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: {
    title: 'Vouchers',
    version: '1',
    description:
      'Lists come in pages: ask with `limit` and `cursor`. Query parameters that a list does not know get 400.',
  },
  paths: {
    '/merchants': {
      get: { operationId: 'listMerchants', description: 'Oldest first.', ...listed(merchant) },
      post: {
        operationId: 'addMerchant',
        description: 'A new merchant is `trading`.',
        ...body(record({ name: text })),
        ...answers(201, merchant),
      },
    },
    '/merchants/{merchant_id}': {
      parameters: [inPath('merchant_id', 'mer')],
      get: { operationId: 'getMerchant', ...answers(200, merchant) },
      patch: {
        operationId: 'changeMerchant',
        description:
          'What is left out stays as it is.\n\nThe `status` goes trading → suspended, suspended → trading, suspended → closed, which is never undone. All other moves get 409, and the present one may be sent again. A closed merchant cannot be changed at all (409).',
        ...body({ ...record({ name: text, status }, 'name', 'status'), minProperties: 1 }),
        ...answers(200, merchant),
      },
    },
    '/merchants/{merchant_id}/payouts': {
      parameters: [inPath('merchant_id', 'mer')],
      get: { operationId: 'listPayouts', description: 'Newest first.', ...listed(payout) },
      post: {
        operationId: 'addPayout',
        description:
          'Pays all that the merchant is `owed`, which is 0 afterwards. 409 where that is nothing.',
        ...body(record({ wording: text })),
        ...answers(201, payout),
      },
    },
    '/vouchers': {
      post: {
        operationId: 'issueVoucher',
        ...body(record({ face_value: whole(100, 5_000) })),
        ...answers(201, voucher),
      },
    },
    '/vouchers/{voucher_id}': {
      parameters: [inPath('voucher_id', 'vou')],
      get: { operationId: 'getVoucher', ...answers(200, voucher) },
    },
    '/vouchers/{voucher_id}/activate': {
      parameters: [inPath('voucher_id', 'vou')],
      post: {
        operationId: 'activateVoucher',
        description: 'issued → active. 409 from any other state.',
        ...answers(200, voucher),
      },
    },
    '/vouchers/{voucher_id}/cancel': {
      parameters: [inPath('voucher_id', 'vou')],
      post: {
        operationId: 'cancelVoucher',
        description:
          'An `issued` or `active` voucher becomes `cancelled` for good, and its `balance` 0. One that is spent or cancelled gets 409.',
        ...body(record({ reason: oneOf('lost', 'spent', 'issued_in_error') })),
        ...answers(200, voucher),
      },
    },
    '/vouchers/{voucher_id}/redemptions': {
      parameters: [inPath('voucher_id', 'vou')],
      get: { operationId: 'listRedemptions', description: 'Newest first.', ...listed(redemption) },
      post: {
        operationId: 'redeem',
        description:
          'The voucher must be `active` and not past `expires_on`, and hold the `amount` or more; the merchant must be `trading`. Otherwise 409. A merchant that does not exist gets 400.\n\nThe `balance` of the voucher falls by the amount, and at 0 the voucher becomes `spent`. The merchant is `owed` so much more.',
        ...body(record({ merchant_id: idOf('mer'), amount: whole(1, 5_000) })),
        ...answers(201, redemption),
      },
    },
    '/vouchers/{voucher_id}/perks/{merchant_id}': {
      parameters: [inPath('voucher_id', 'vou'), inPath('merchant_id', 'mer')],
      get: { operationId: 'getPerk', ...answers(200, perk) },
      put: {
        operationId: 'putPerk',
        description:
          'What the merchant adds to the voucher: created (201) or replaced (200), and what is left out gets its default. 404 where there is no such voucher or no such merchant.',
        ...body(record({ percent: { ...whole(1, 90), default: 10 }, greeting: text }, 'percent')),
        responses: {
          200: { description: 'Replaced.', ...content(perk) },
          201: { description: 'Created.', ...content(perk) },
          400: { description: 'The request is wrong.' },
          404: { description: 'There is none.' },
        },
      },
      delete: { operationId: 'removePerk', ...answers(204) },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [merchants, vouchers, redemptions] = [new Table('mer'), new Table('vou'), new Table('red')];
  const [payouts, perks] = [new Table('pay'), new Map<string, JsonObject>()];
  let clock = Date.now();
  const now = (): JsonObject => ({ created_at: new Date((clock += 1)).toISOString() });
  const pageOf = (all: readonly JsonObject[], given: JsonObject): Json => {
    const { limit = 20, cursor = '0' } = given;
    const isKnown = Object.keys(given).every((name) => /^(limit|cursor|\w+_id)$/.test(name));
    need(isKnown || fault === 'any-query', 400);
    const [start, end] = [Number(cursor), Number(cursor) + Number(limit)];
    need(start >= 0, 400);
    return { data: all.slice(start, end), next: end < all.length ? String(end) : null };
  };
  const perkOf = ({ voucher_id, merchant_id }: JsonObject): string => {
    const [{ id: above = '' }, { id = '' }] = [vouchers.find(voucher_id), merchants.find(merchant_id)];
    return `${String(above)} ${String(id)}`;
  };
  const shown = (row: JsonObject): JsonObject => {
    const all = [...perks.keys()].filter((key) => key.startsWith(String(row['id'])));
    return { ...row, perk_count: fault === 'one-perk-counted' ? Math.min(1, all.length) : all.length };
  };
  return answering(
    document,
    {
      listMerchants: ({ given }) => pageOf(merchants.all, given),
      addMerchant: ({ sent }) => merchants.add({ ...sent, status: 'trading', owed: 0, ...now() }),
      getMerchant: ({ given }) => merchants.find(given['merchant_id']),
      changeMerchant: ({ given, sent }) => {
        const row = merchants.find(given['merchant_id']);
        const { status: next = row['status'] } = sent;
        const isClosed = row['status'] === 'closed';
        const isMove = next === row['status'] || MOVES.has(`${String(row['status'])} ${String(next)}`);
        need(isClosed ? fault === 'reopened' : isMove);
        need(fault !== 'never-resumed' || row['status'] !== 'suspended' || next !== 'trading');
        return Object.assign(row, sent);
      },
      listPayouts: ({ given }) => {
        const { id } = merchants.find(given['merchant_id']);
        const all = payouts.all.filter(({ merchant_id }) => merchant_id === id);
        return pageOf(fault === 'payouts-rise' ? all : all.reverse(), given);
      },
      addPayout: ({ given, sent }) => {
        const row = merchants.find(given['merchant_id']);
        const { id = '', owed: amount = 0 } = row;
        need(amount !== 0);
        Object.assign(row, { owed: 0 });
        return payouts.add({ merchant_id: id, amount, ...sent, ...now() });
      },
      issueVoucher: ({ sent }) =>
        shown(
          vouchers.add({
            ...sent,
            balance: numberIn(sent, 'face_value'),
            state: 'issued',
            expires_on: new Date(Date.now() + 100 * DAY).toISOString().slice(0, 10),
            cancel_reason: null,
          }),
        ),
      getVoucher: ({ given }) => shown(vouchers.find(given['voucher_id'])),
      activateVoucher: ({ given }) => {
        const row = vouchers.find(given['voucher_id']);
        need(row['state'] === 'issued');
        return shown(Object.assign(row, { state: 'active' }));
      },
      cancelVoucher: ({ given, sent }) => {
        const row = vouchers.find(given['voucher_id']);
        need(row['state'] === 'issued' || (row['state'] === 'active' && fault !== 'active-stays'));
        const { reason: cancel_reason = null } = sent;
        return shown(Object.assign(row, { state: 'cancelled', balance: 0, cancel_reason }));
      },
      listRedemptions: ({ given }) => {
        const { id } = vouchers.find(given['voucher_id']);
        const all = redemptions.all.filter(({ voucher_id }) => voucher_id === id);
        const limit = fault === 'limit-ignored' ? 50 : (given['limit'] ?? 20);
        return pageOf(fault === 'redemptions-rise' ? all : all.reverse(), { ...given, limit });
      },
      redeem: ({ given, sent }) => {
        const row = vouchers.find(given['voucher_id']);
        const at = merchants.find(sent['merchant_id'], 400);
        const balance = numberIn(row, 'balance') - numberIn(sent, 'amount');
        need(row['state'] === 'active' || fault === 'issued-spent');
        need(balance >= 0);
        need(at['status'] === 'trading' || fault === 'suspended-paid');
        Object.assign(row, { balance, ...(balance === 0 && { state: 'spent' }) });
        Object.assign(at, { owed: numberIn(at, 'owed') + numberIn(sent, 'amount') });
        return redemptions.add({ voucher_id: row['id'] ?? '', ...sent, ...now() });
      },
      getPerk: ({ given }) => {
        const found = perks.get(perkOf(given));
        need(found !== undefined, 404);
        return found;
      },
      putPerk: ({ given, sent }) => {
        const key = perkOf(given);
        const percent = fault === 'default-not-applied' ? 20 : 10;
        const row = { merchant_id: given['merchant_id'] ?? '', percent, ...sent };
        const isKnown = perks.has(key);
        perks.set(key, row);
        if (!isKnown) throw new Refusal(201, JSON.stringify(row));
        return row;
      },
      removePerk: ({ given }) => {
        need(perks.delete(perkOf(given)), 404);
        return undefined;
      },
    },
    {
      takesAnyQuery: true,
      // What is created is told like a refusal: its status is not the first of the document.
      refuse: ({ status: said, code }) => ({ status: said, value: code === '' ? {} : (jsonOf(code) ?? {}) }),
    },
  );
}

judge({
  document,
  serverOf,
  // Not each move is allowed, and the largest amount is more than a voucher holds.
  left: /changeMerchant|redeem-body/,
  faults: [
    ['default-not-applied', /putPerk shows another percent/],
    ['limit-ignored', /listRedemptions ignores limit/],
    ['redemptions-rise', /listRedemptions does not sort by created_at/],
    ['issued-spent', /redeem accepts .* is issued/],
    ['suspended-paid', /redeem accepts .* is suspended/],
    ['active-stays', /cancelVoucher answers 409 where 200 is expected/],
    ['reopened', /changeMerchant accepts .* the record is closed/],
    ['never-resumed', /changeMerchant answers 409/],
    ['one-perk-counted', /perk_count does not count/],
    ['payouts-rise', /listPayouts does not sort by created_at/],
  ],
});

test('a list that takes any parameter is found without a sequence', async () => {
  const report = await verified(document, serverOf('any-query'), 'any-query', { sources: ['negative'] });
  expect(errorsOf(report)).toContainEqual(expect.stringMatching(/list\w+ accepts .* no_such_parameter/));
});
