import { describe, expect, it } from 'vitest';
import { fold, inTurn, median, sideBySide } from '../../bench/measure.ts';
import { toMarkdown } from '../../bench/report/markdown.ts';
import { figure, times } from '../../bench/report/numbers.ts';
import { isMet, type Goal, type SuiteReport } from '../../bench/suite.ts';

const goal: Goal = { text: 'a at most 2x b', actual: 3, limit: 2, unit: 'x', better: 'lower' };

function report(goals: readonly Goal[]): SuiteReport {
  return {
    title: 'Something',
    method: ['It was measured.'],
    tables: [
      {
        title: 'One call',
        unit: 'ms',
        better: 'lower',
        baseline: 'b',
        measurements: [fold('small', 'a', [30, 10, 20]), fold('small', 'b', [10]), fold('large', 'b', [100])],
        notes: { a: 'fails on | large' },
      },
    ],
    goals,
    absent: [{ contender: 'c', why: 'does not install' }],
  };
}

describe('measuring', () => {
  it('takes the median of the rounds, and their range', () => {
    expect(fold('g', 'c', [5, 1, 3], 2)).toEqual({
      group: 'g',
      contender: 'c',
      median: 6,
      low: 2,
      high: 10,
      rounds: 3,
    });
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('lets everybody go first in turn', () => {
    expect([0, 1, 2, 3].map((round) => inTurn(['a', 'b', 'c'], round)[0])).toEqual(['a', 'b', 'c', 'a']);
  });

  it('tells a slow contender from a fast one', async () => {
    const spin = (loops: number) => () => {
      let sum = 0;
      for (let i = 0; i < loops; i += 1) sum += Math.sqrt(i);
      return sum;
    };
    const rounds = await sideBySide(
      [
        { name: 'fast', run: spin(1000) },
        { name: 'slow', run: spin(100_000) },
      ],
      { rounds: 3, turnMs: 5 },
    );
    expect(median(rounds.get('slow') ?? [])).toBeGreaterThan(5 * median(rounds.get('fast') ?? []));
  });
});

describe('the Markdown summary', () => {
  it('shows medians with ratios, gaps, notes and who is absent', () => {
    const text = toMarkdown('2 cores', [report([])]);
    expect(text).toContain('| a | 20 (2x) | - | fails on \\| large |');
    expect(text).toContain('| b | 10 (1x) | 100 (1x) |  |');
    expect(text).toContain('Not measured: c (does not install).');
  });

  it('leaves a missed goal standing as missed', () => {
    expect(toMarkdown('2 cores', [report([goal])])).toContain('| a at most 2x b | 3 x | **no** |');
    expect(toMarkdown('2 cores', [report([{ ...goal, actual: 1.5 }])])).toContain('| 1.5 x | yes |');
  });

  it('knows both directions', () => {
    expect(isMet({ ...goal, actual: 2 })).toBe(true);
    expect(isMet({ ...goal, better: 'higher', actual: 1 })).toBe(false);
    expect(isMet({ ...goal, actual: Number.NaN })).toBe(false);
  });

  it.each([
    [0.001234, '0.00123'],
    [1234.5, '1,235'],
    [12.345, '12.3'],
    [0, '0'],
    [Number.NaN, '-'],
  ])('writes %d as %s', (value, text) => expect(figure(value)).toBe(text));

  it('writes ratios briefly', () => {
    expect([times(1), times(1.049), times(123.4), times(Number.NaN)]).toEqual(['1x', '1.05x', '123x', '-']);
  });
});
