import { expect, test, vi } from 'vitest';
import { namedExamples } from '../../../../src/specwright/convert/3-enrich/operation/samples.ts';

/** How often a name is looked up for a number of saved answers that share one name. */
function lookUps(count: number): number {
  const has = vi.spyOn(Set.prototype, 'has');
  try {
    const samples = Array.from({ length: count }, (_, value) => ({ name: 'Answer', value, at: '' }));
    const keys = namedExamples(samples).map(({ key }) => key);
    expect(new Set(keys).size).toBe(count);
    expect(keys.slice(0, 3)).toEqual(['answer', 'answer-2', 'answer-3']);
    return has.mock.calls.length;
  } finally {
    has.mockRestore();
  }
}

test('naming the samples of an operation takes as many steps as there are samples', () => {
  expect(lookUps(4000) / lookUps(1000)).toBeLessThan(5);
});
