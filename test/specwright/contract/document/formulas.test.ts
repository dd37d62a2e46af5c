import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/specwright/base/json.ts';
import { miscounted } from '../../../../src/specwright/contract/document/record-demands.ts';

const record: JsonObject = {
  a: 7,
  b: 2,
  starts_at: '2030-01-01T10:00:00.000Z',
  minutes: 90,
  days: 2,
  lines: [
    { quantity: 3, price: 2 },
    { quantity: 4, price: 5 },
  ],
  status: 'open',
};

/** Whether a value is what a description makes of the record. */
function isRight(description: string, value: JsonObject['a']): boolean {
  const properties = new Map([['x', { description }]]);
  return [...miscounted('get', properties, { ...record, x: value ?? null })].length === 0;
}

test.each<[string, JsonObject['a'], JsonObject['a']]>([
  ['`a` minus `b`.', 5, 6],
  ['`a` times `b`', 14, 9],
  ['What is left: `a` less `b` plus `b`', 7, 5],
  ['Sum of the quantities of all lines.', 7, 3],
  ['The sum of the quantities over all lines, worked out by the server.', 7, 3],
  ['The sum over all lines of `quantity` times `price`.', 26, 7],
  ['True when `a` is at most `b`.', false, true],
  ['True when `b` is less than or equal to `b`', true, false],
  ['`starts_at` plus `minutes`.', '2030-01-01T11:30:00Z', '2030-01-01T10:00:00Z'],
  ['starts_at minus days', '2029-12-30T10:00:00.000Z', '2030-01-01T10:00:00.000Z'],
])('%s', (description, right, wrong) => {
  expect(isRight(description, right)).toBe(true);
  expect(isRight(description, wrong)).toBe(false);
});

test.each([
  '`a` minus `b`; 0 if it is void',
  '`a` minus `unknown`',
  'Sum of the weights of all lines.',
  'The first of several.',
])('%s says nothing of the value', (description) => {
  expect(isRight(description, 1_000)).toBe(true);
});

/** Whether a value beside the state `open` is what its description says. */
function isToldOf(description: string, value: JsonObject['a']): boolean {
  const status = { enum: ['open', 'closed'] };
  const properties = new Map<string, JsonObject>([
    ['status', status],
    ['closed_at', { description }],
  ]);
  return [...miscounted('get', properties, { status: 'open', closed_at: value ?? null })].length === 0;
}

test.each<[string, boolean, boolean]>([
  ['Null exactly when the room is open.', true, false],
  ['Null exactly when the room is not open.', false, true],
  ['When it was closed; null while it is open.', true, false],
  ['Null as long as it is closed.', true, true],
  ['Null as long as it has never been open.', true, true],
  ['Null when nobody knows.', true, true],
])('%s', (description, mayBeNull, mayHaveValue) => {
  expect(isToldOf(description, null)).toBe(mayBeNull);
  expect(isToldOf(description, '2030-01-01T10:00:00Z')).toBe(mayHaveValue);
});
