import { expect, test } from 'vitest';
import {
  allowsFrom,
  isOnlyState,
  isUnconditional,
  mayChoose,
  mentioned,
  movesIn,
  rowOf,
  targetOf,
  type Rules,
} from '../../../../src/specwright/contract/document/sequences/life-cycle.ts';
import { cpuSince } from '../../../cpu-time.ts';

const members = ['draft', 'open', 'paid', 'shipped', 'returned', 'cancelled'];

function operationOf(path: string): Rules['operation'] {
  return {
    id: 'act',
    method: 'POST',
    path: `/orders/{id}/${path}`,
    summary: '',
    deprecated: false,
    parameters: [],
    responses: [],
    security: [],
  };
}

function allowed(path: string, words: Partial<Rules>): string[] {
  const rules: Rules = {
    operation: operationOf(path),
    description: '',
    conflict: '',
    hasConflict: true,
    members,
    target: undefined,
    targets: new Map(),
    ...words,
  };
  return members.filter((state) => allowsFrom(state, rules));
}

// What the document says, and the states in which the action is not refused.
test.each<[string, Partial<Rules>, string[]]>([
  ['renew', { description: 'An open order can be renewed twice.' }, ['open']],
  ['renew', { conflict: 'Returned, or renewed twice.' }, ['draft', 'open', 'paid', 'shipped', 'cancelled']],
  ['note', { conflict: 'The order is not open or paid.' }, ['open', 'paid']],
  [
    'note',
    { conflict: 'Not for an order that is `draft` or `paid`' },
    ['open', 'shipped', 'returned', 'cancelled'],
  ],
  ['note', { conflict: 'Not in state paid' }, ['paid']],
  // What an agent has is not what the order is.
  [
    'assign',
    { conflict: 'The order is paid, or the agent already has five open or shipped orders.' },
    ['draft', 'open', 'shipped', 'returned', 'cancelled'],
  ],
  // The state that it leads to is one of those that allow it.
  [
    'assign',
    { description: 'Orders which are draft or open can be assigned. A draft becomes open.', target: 'open' },
    ['draft', 'open'],
  ],
  ['note', { conflict: 'Only a draft or an open order can be changed.' }, ['draft', 'open']],
  [
    'note',
    { conflict: 'The order must not be shipped.' },
    ['draft', 'open', 'paid', 'returned', 'cancelled'],
  ],
  [
    'note',
    { conflict: 'Already returned, or not yet paid.' },
    ['draft', 'open', 'paid', 'shipped', 'cancelled'],
  ],
  ['refund', { description: 'Refunds the order after it was shipped.' }, members],
  ['note', { conflict: 'Opens an order that is paid, else wrong_state' }, ['paid']],
  [
    'note',
    { description: 'The order must be paid, else the call is refused with order_not_paid.' },
    ['paid'],
  ],
  ['note', { description: 'An open one without lines is refused with 409.' }, members],
  ['note', { conflict: 'An open one without lines is refused' }, members],
  ['note', { description: 'Sets `returned_at` and no_longer_open. Refused with 409 otherwise.' }, members],
  ['note', { conflict: 'Another note has the same text as the draft.' }, members],
  ['note', { conflict: 'The state does not allow it.' }, ['draft', 'open', 'paid', 'shipped']],
  [
    'solve',
    { description: 'Moves an open or paid order to `paid`.', conflict: 'A shipped order answers 409' },
    ['open', 'paid'],
  ],
  ['ship', { description: 'Ships a paid order. Any other state answers 409.' }, ['paid']],
  ['note', { conflict: 'A returned or cancelled order answers 409' }, ['draft', 'open', 'paid', 'shipped']],
  ['note', { conflict: 'An order that is paid answers 409' }, members.filter((one) => one !== 'paid')],
  // Refusals of what is not so, names of errors, and a sentence on all the others.
  ['note', { description: 'An order that is not open or paid is answered with 409.' }, ['open', 'paid']],
  ['note', { description: 'Only `open` orders can be changed (`409`, `not-open`).' }, ['open']],
  [
    'note',
    { description: 'Notes an open or paid order. Sets `noted`. Other orders are answered with 409.' },
    ['open', 'paid'],
  ],
  ['note', { allowed: new Set(['draft']), description: 'An open order can be noted.' }, ['draft']],
  ['note', {}, members],
])('%s: %o', (path, words, states) => {
  expect(allowed(path, words)).toEqual(states);
});

// The state that a PATCH chooses, what the document says, and the states from which it may be chosen.
const CYCLE =
  '`draft` → `open` ⇄ `paid`, `shipped`; every state but `cancelled` → `cancelled`. `cancelled` is final.';
test.each<[string, Partial<Rules>, string[]]>([
  ['open', { cycle: CYCLE }, ['draft', 'open', 'paid', 'shipped']],
  ['paid', { cycle: CYCLE }, ['open', 'paid']],
  ['shipped', { cycle: CYCLE }, ['open', 'shipped']],
  ['cancelled', { cycle: CYCLE }, members],
  ['draft', { cycle: CYCLE }, ['draft']],
  // What the operation says comes first; what names no end says nothing of other moves.
  ['draft', { cycle: CYCLE, description: 'Only open -> draft and paid -> open.' }, ['draft', 'open']],
  ['draft', { description: 'open -> draft, paid -> open' }, members],
  [
    'open',
    { conflict: 'A returned order cannot be made open again.' },
    members.filter((one) => one !== 'returned'),
  ],
  ['open', { conflict: 'A returned order cannot become paid again.' }, members],
  ['open', { cycle: 'A cancelled order can never be opened.' }, members],
  ['open', { cycle: 'A cancelled order can never be open.' }, members.filter((one) => one !== 'cancelled')],
])('a change to %s: %o', (choice, words, states) => {
  expect(allowed('', { isChange: true, choice, target: choice, ...words })).toEqual(states);
});

test.each<[string, string[]]>([
  ['draft -> open -> paid', ['draft > open', 'open > paid']],
  ['draft <-> open, paid', ['draft > open,paid', 'open,paid > draft']],
  ['draft <-> open', ['draft > open', 'open > draft']],
  ['`draft` to `open` or `paid`, open to shipped', ['draft > open,paid', 'open > shipped']],
  ['draft to open, paid. shipped to returned', ['draft > open,paid', 'shipped > returned']],
  ['any state except paid → paid', ['draft,open,shipped,returned,cancelled > paid']],
  ['It may take some time to answer.', []],
])('the moves of %o', (text, rows) => {
  expect(movesIn(text, members).map(({ from, to }) => `${from.join()} > ${to.join()}`)).toEqual(rows);
});

test('one arrow alone, or several without a word on the others, forbid nothing', () => {
  const rules = { operation: operationOf('x'), conflict: '', hasConflict: true, targets: new Map(), members };
  const may = (description: string) => mayChoose('draft', { ...rules, description, target: 'paid' });
  expect(may('Only draft -> open.')).toBeUndefined();
  expect(may('draft -> open, open -> paid')).toBeUndefined();
  expect(may('draft -> open, open -> paid, and no others')).toBe(false);
  expect(may('draft -> open, paid; open -> paid; any other is refused')).toBe(true);
});

test.each([
  ['Moves a `shipped` order back to `open`.', '', true],
  ['Only a shipped order can be opened again.', '', false],
  ['Moves a `shipped` order back to `open`, unless it is lost.', '', false],
  ['Moves a `shipped` order back to `open`.', 'The order is not shipped, or without an address.', false],
  ['Moves a `paid` order back to `open`.', '', false],
])('a shipped order must be taken by %o (%o): %o', (description, conflict, isTold) => {
  const rules = {
    operation: operationOf('reopen'),
    hasConflict: true,
    targets: new Map(),
    members,
    target: 'open',
  };
  expect(isOnlyState('shipped', { ...rules, description, conflict })).toBe(isTold);
});

test('a table says from which states a choice leads where', () => {
  const table = 'Moves.\n| action | from | to |\n|---|---|---|\n| `send` | `paid`, `open` | `shipped` |\n';
  expect(rowOf(table, 'send', members)).toEqual({ allowed: new Set(['open', 'paid']), target: 'shipped' });
  expect(rowOf(table, 'other', members)).toBeUndefined();
  expect(targetOf(operationOf('moves'), table, members, 'send')).toBe('shipped');
  expect(targetOf(operationOf('moves'), '', members, 'cancel')).toBe('cancelled');
});

test.each([
  ['reopen', 'Moves a `shipped` order to `open`, without the parcel.', 'open'],
  ['next', 'draft -> open', 'open'],
  ['cancel', '', 'cancelled'],
  ['move', 'Moves an order to open or paid.', undefined],
])('%s: %o leads to %s', (path, description, state) => {
  expect(targetOf(operationOf(path), description, members)).toBe(state);
});

test('a state without a letter is named by no text', () => {
  expect(mentioned('Only an open order.', ['+', 'open'])).toEqual(['open']);
  expect(mentioned('It sets `paid_at` and shipped-on, and open_date.', members)).toEqual(['shipped']);
});

test.each(['x ', 'moves ', '`a`', 'not ', 'must ', '-> ', 'other x '])(
  'no description takes long: %j many times',
  (piece) => {
    const text = piece.repeat(10_000 / piece.length);
    const start = process.cpuUsage();
    allowed('close', { description: text, conflict: text });
    expect(cpuSince(start)).toBeLessThan(3_000);
  },
);

test('a move that the document lists, and asks nothing for, must be allowed', () => {
  const table = '| action | from | to |\n|---|---|---|\n| `pay` | open | paid |\n\n';
  const isCertain = (description: string): boolean =>
    isUnconditional('open', {
      operation: operationOf('moves'),
      description,
      conflict: '',
      hasConflict: true,
      members,
      target: 'paid',
      targets: new Map(),
      choice: 'pay',
      ...(rowOf(description, 'pay', members)?.allowed && { allowed: new Set(['open']) }),
    });
  expect(isCertain(table)).toBe(true);
  expect(isCertain(`${table}Leaving open needs a signature.`)).toBe(false);
  expect(isCertain(`${table}Shipping needs a signature.`)).toBe(true);
  expect(isCertain('Pays it.')).toBe(false);
});
