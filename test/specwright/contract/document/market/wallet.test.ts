import { canonicalText, own, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  idOf,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  refusedWithSuccess,
  Table,
  text,
  whole,
  type CallForm,
  type Deeds,
} from './small-server.ts';

/* A wallet of calls: cards that are those of one of two accounts, transfers that are safe to repeat, moves that both states allow. */

const account = record({
  id: idOf('acc'),
  name: text,
  opening: whole(0, 100_000),
  status: made(oneOf('open', 'closed'), 'A new account is open.'),
  held: made(whole(0, 10_000_000), 'Sum of the amounts of pending transfers from it.'),
});
const card = record({
  id: idOf('crd'),
  account_id: idOf('acc'),
  label: text,
  status: made(oneOf('active', 'frozen', 'closed'), 'A new card is active.'),
});
const transfer = record({
  id: idOf('trf'),
  client_ref: text,
  from_account_id: idOf('acc'),
  to_account_id: idOf('acc'),
  card_id: idOf('crd'),
  amount: whole(1, 1000),
  status: made(oneOf('pending', 'settled', 'failed'), 'A new transfer is pending.'),
});
const ok = { const: true };
const only = (name: string, mark: string): JsonObject => record({ [name]: idOf(mark) });

/** What each call asks for and gives. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'account.create': [
    record({ name: text, opening: whole(0, 100_000) }),
    record({ ok, account }),
    'Opens an account.',
  ],
  'account.get': [only('account_id', 'acc'), record({ ok, account }), 'One account.'],
  'account.close': [
    only('account_id', 'acc'),
    record({ ok, account }),
    'Closes an account for good.\n\n- `account_closed`: The account is closed already.',
  ],
  'card.issue': [
    record({ account_id: idOf('acc'), label: text }),
    record({ ok, card }),
    'Issues an `active` card for an open account.\n\n- `account_closed`: The account is closed.\n- `label_taken`: Another card of the account that is not closed has this label.\n- `too_many_cards`: The account has fifty cards that are not closed.',
  ],
  'card.list': [
    only('account_id', 'acc'),
    record({ ok, cards: { type: 'array', items: card } }),
    'The cards of an account.',
  ],
  'card.set_status': [
    record({ card_id: idOf('crd'), status: oneOf('active', 'frozen', 'closed') }),
    record({ ok, card }),
    'Allowed moves: `active` to `frozen`, `frozen` to `active`, and either to `closed`, which is final.\n\n- `illegal_move`: The card cannot move from its present status to this one.',
  ],
  'transfer.create': [
    record({
      client_ref: made(text, 'Your own reference, unique over all transfers. Makes the call safe to repeat.'),
      from_account_id: idOf('acc'),
      to_account_id: idOf('acc'),
      card_id: made(idOf('crd'), 'Must be a card of the source account.'),
      amount: whole(1, 1000),
    }),
    record({ ok, transfer }),
    'The call is idempotent by `client_ref`: repeating it answers the first transfer. With other arguments it is refused.\n\n- `client_ref_conflict`: The `client_ref` belongs to a transfer with other arguments.\n- `card_not_found`: The source account has no such card.',
  ],
  'transfer.get': [only('transfer_id', 'trf'), record({ ok, transfer }), 'One transfer.'],
};
const CODES = [
  'invalid',
  'not_found',
  'method_not_allowed',
  'unsupported_content_type',
  'account_closed',
  'label_taken',
  'too_many_cards',
  'illegal_move',
  'client_ref_conflict',
  'card_not_found',
];
const document = callsOf(
  { title: 'Wallet' },
  CALLS,
  record({ ok: { const: false }, error: { type: 'string', enum: CODES } }),
);

const MOVES: Readonly<Record<string, readonly string[]>> = {
  active: ['frozen', 'closed'],
  frozen: ['active', 'closed'],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [accounts, cards, transfers] = [new Table('acc'), new Table('crd'), new Table('trf')];
  const sentOf = new Map<string, string>();
  const missing = (table: Table, id: Json | undefined): JsonObject => table.find(id, 404, 'not_found');
  const shown = (one: JsonObject): JsonObject => ({
    ...one,
    held: transfers.all
      .filter(({ from_account_id: from }) => from === one['id'])
      .reduce((all, each) => all + numberIn(each, 'amount'), 0),
  });
  const deeds: Deeds = {
    'account.create': ({ sent }) => ({ ok: true, account: shown(accounts.add({ ...sent, status: 'open' })) }),
    'account.get': ({ sent }) => ({ ok: true, account: shown(missing(accounts, sent['account_id'])) }),
    'account.close': ({ sent }) => {
      const found = missing(accounts, sent['account_id']);
      need(found['status'] === 'open' || fault === 'closed-twice', 409, 'account_closed');
      found['status'] = 'closed';
      return { ok: true, account: shown(found) };
    },
    'card.issue': ({ sent }) => {
      const found = missing(accounts, sent['account_id']);
      need(found['status'] === 'open' || fault === 'closed-account-used', 409, 'account_closed');
      const others = cards.all.filter(
        (one) => one['account_id'] === found['id'] && one['status'] !== 'closed',
      );
      need(
        others.every((one) => one['label'] !== sent['label']) || fault === 'label-twice',
        409,
        'label_taken',
      );
      need(others.length < 50, 409, 'too_many_cards');
      return { ok: true, card: cards.add({ ...sent, status: 'active' }) };
    },
    'card.list': ({ sent }) => {
      const { id } = missing(accounts, sent['account_id']);
      return { ok: true, cards: cards.all.filter((one) => one['account_id'] === id) };
    },
    'card.set_status': ({ sent }) => {
      const found = missing(cards, sent['card_id']);
      const to = String(sent['status']);
      const isAllowed = MOVES[String(found['status'])]?.includes(to) === true;
      need(isAllowed || (fault === 'reopened' && to === 'active'), 409, 'illegal_move');
      found['status'] = fault === 'frozen-lost' && to === 'frozen' ? 'active' : to;
      return { ok: true, card: found };
    },
    'transfer.create': ({ sent }) => {
      const first = transfers.all.find((one) => one['client_ref'] === sent['client_ref']);
      if (first !== undefined && fault !== 'repeated-anew') {
        const isSame = sentOf.get(String(first['id'])) === canonicalText(sent);
        need(isSame || fault === 'other-body-taken', 409, 'client_ref_conflict');
        return { ok: true, transfer: first };
      }
      const from = missing(accounts, sent['from_account_id']);
      missing(accounts, sent['to_account_id']);
      const paying = missing(cards, sent['card_id']);
      need(own(paying, 'account_id') === from['id'], 404, 'card_not_found');
      const added = transfers.add({ ...sent, status: 'pending' });
      sentOf.set(String(added['id']), canonicalText(sent));
      return { ok: true, transfer: added };
    },
    'transfer.get': ({ sent }) => ({ ok: true, transfer: missing(transfers, sent['transfer_id']) }),
  };
  return answering(document, deeds, { refuse: refusedWithSuccess });
}

judge({
  document,
  serverOf,
  every: 2,
  left: /^positive\/card\.set_status/,
  faults: [
    ['closed-account-used', /card\.issue accepts .*The account is closed/],
    ['label-twice', /card\.issue accepts .*Another card of the account/],
    ['reopened', /card\.set_status accepts .*the record is closed/],
    ['frozen-lost', /card\.set_status frozen leaves status/],
    ['other-body-taken', /transfer\.create accepts .*client_ref is that of an earlier call/],
    ['repeated-anew', /transfer\.create/],
    ['closed-twice', /account\.close accepts .*the record is closed/],
  ],
});
