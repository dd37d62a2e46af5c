import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/client/operations.ts';
import { readReply } from '../../src/specwright/runtime/exchange.ts';
import { backoffMs, retryAfterMs, retryReason } from '../../src/specwright/runtime/retry.ts';

const half = (): number => 0.5;
const operation = OPERATIONS.cancelTask;
const call = { idempotent: true, operation };

function outcome(status: number, type: string | undefined) {
  const response = new Response(null, {
    status,
    headers: type === undefined ? {} : { 'content-type': type },
  });
  return readReply(response, '', OPERATIONS.queryTask, 'errorCode');
}

describe('delays between tries', () => {
  it.each([
    [1, 125],
    [2, 250],
    [3, 500],
    [6, 4000],
    [20, 4000],
  ])('try %i is followed by half of a bound that doubles up to the most', (attempts, expected) => {
    expect(backoffMs(attempts, 250, 8000, half)).toBe(expected);
  });

  it.each([
    ['  7 ', 7000],
    ['0', 0],
  ])('Retry-After: "%s" is a number of seconds', (text, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': text }), 0)).toBe(expected);
  });
});

describe('what is tried again', () => {
  it.each([
    [501, undefined],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [505, undefined],
  ])('status %i with a page in place of JSON: %s', (status, expected) => {
    expect(retryReason(call, outcome(status, 'text/html'))).toBe(expected);
  });

  it('a success that announces nothing and brings nothing was cut short, a failure was not', () => {
    expect(retryReason(call, outcome(200, undefined))).toBe('truncated');
    expect(retryReason(call, outcome(400, undefined))).toBeUndefined();
  });
});
