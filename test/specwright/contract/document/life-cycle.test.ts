import { expect, test } from 'vitest';
import {
  allowsFrom,
  mentioned,
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
