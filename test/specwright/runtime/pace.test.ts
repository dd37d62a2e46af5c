import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/specwright/runtime/pace.ts';

const now = (): number => performance.now();
const NO_WAIT = 0;

describe('how many calls at a time', () => {
  it('are fewer by a third after "too many calls", once for all calls that were on their way', () => {
    const pace = new Pace(10);
    const began = now();
    pace.failed(began, true, NO_WAIT);
    expect(pace.limit).toBe(7);
    pace.failed(began - 1, true, NO_WAIT);
    expect(pace.limit).toBe(7);
    pace.failed(now(), true, NO_WAIT);
    expect(pace.limit).toBe(4);
  });

  it('are at least one, and never more than was asked for', () => {
    const pace = new Pace(2);
    for (let round = 0; round < 9; round += 1) pace.failed(now(), true, NO_WAIT);
    expect(pace.limit).toBe(1);
    for (let success = 0; success < 9; success += 1) pace.faster();
    expect(pace.limit).toBe(2);
  });

  it('grow by one after as many successes as there are calls at a time', () => {
    const pace = new Pace(10);
    pace.failed(now(), true, NO_WAIT);
    const limits = Array.from({ length: 9 }, () => {
      pace.faster();
      return pace.limit;
    });
    expect(limits).toEqual([7, 7, 7, 7, 7, 7, 7, 8, 8]);
  });

  it('stay as they are for a lost reply or two; the third round of failures in a row slows down', () => {
    const pace = new Pace(10);
    const limits = Array.from({ length: 3 }, () => {
      pace.failed(now(), false, NO_WAIT);
      return pace.limit;
    });
    expect(limits).toEqual([10, 10, 7]);
    pace.faster();
    pace.failed(now(), false, NO_WAIT);
    expect(pace.limit).toBe(7);
  });
});

describe('a turn', () => {
  it('waits until a place is given back', async () => {
    const pace = new Pace(1);
    const { signal } = new AbortController();
    const order: string[] = [];
    expect(await pace.turn(signal)).toBe(true);
    const second = pace.turn(signal).then((got) => order.push(`second ${got}`));
    await Promise.resolve();
    order.push('done');
    pace.done();
    await second;
    expect(order).toEqual(['done', 'second true']);
  });

  it('waits as long as the server asks', async () => {
    const pace = new Pace(2);
    pace.failed(now(), true, 60);
    const asked = now();
    expect(await pace.turn(new AbortController().signal)).toBe(true);
    expect(now() - asked).toBeGreaterThan(50);
  });

  it('is not taken where the signal aborts', async () => {
    const pace = new Pace(1);
    const abort = new AbortController();
    await pace.turn(abort.signal);
    const waiting = pace.turn(abort.signal);
    abort.abort();
    expect(await waiting).toBe(false);
    expect(await pace.turn(abort.signal)).toBe(false);
  });
});

it('is stranded from the last success on, while calls fail', async () => {
  const pace = new Pace(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(pace.strandedMs).toBe(0);
  pace.failed(now(), false, NO_WAIT);
  expect(pace.strandedMs).toBeGreaterThan(15);
  pace.faster();
  expect(pace.strandedMs).toBe(0);
});
