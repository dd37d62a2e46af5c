import { expect, it } from 'vitest';
import { agrees, chaos } from './chaos.ts';

it(
  'one reply in three spoiled, on a clock that jumps: client and server agree on every task',
  { timeout: 120_000 },
  async () => {
    const report = await chaos(1500, 0.35, 3);
    expect(agrees(report), JSON.stringify(report)).toBe(true);
    expect(report.mishaps).toBeGreaterThan(400);
    expect(report.landed).toBeGreaterThan(20);
  },
);
