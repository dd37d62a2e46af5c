import { expect, test } from 'vitest';
import fc from '../fast-check.ts';
// @ts-expect-error plugins of Stryker are plain JavaScript
import * as mutation from '../../scripts/mutation.mjs';

interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
  readonly mutatorName: string;
  readonly replacement: string;
}
interface Result {
  readonly name: string;
  readonly mutants: number;
  readonly tried: number;
  readonly noticed: number;
  readonly floor: number;
}
const {
  draw,
  intervalOf,
  rowOf,
  pageWith,
}: {
  draw: (mutants: readonly Mutant[], size: number, seed: string) => Set<string>;
  intervalOf: (hits: number, total: number) => [number, number];
  rowOf: (result: Result) => string;
  pageWith: (page: string, row: string) => string;
} = mutation;

const mutants = Array.from({ length: 40 }, (_, line): Mutant => ({
  id: String(line),
  fileName: '/repository/src/a.ts',
  location: { start: { line, column: 1 } },
  mutatorName: 'ConditionalExpression',
  replacement: 'true',
}));

test('a sample depends on the seed and on the mutants, not on their order or numbers', () => {
  const drawn = draw(mutants, 10, '1');
  expect(drawn.size).toBe(10);
  expect(draw(mutants.toReversed(), 10, '1')).toEqual(drawn);
  expect(draw(mutants, 10, '2')).not.toEqual(drawn);
  const renumbered = mutants.map((mutant) => ({ ...mutant, id: `new ${mutant.id}` }));
  expect(draw(renumbered, 10, '1')).toEqual(new Set([...drawn].map((id) => `new ${id}`)));
});

test('a sample without one mutant keeps the others', () => {
  const drawn = draw(mutants, 10, '1');
  const fewer = draw(
    mutants.filter(({ id }) => id !== [...drawn][0]),
    10,
    '1',
  );
  expect([...drawn].filter((id) => fewer.has(id))).toHaveLength(9);
});

test('the interval holds the score and stays between 0 and 100 %', () => {
  // The example of Newcombe (1998), table I: 81 of 263.
  expect(intervalOf(81, 263).map((bound) => bound.toFixed(2))).toEqual(['25.53', '36.62']);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (total, share) => {
        const hits = Math.round(total * share);
        const [low, high] = intervalOf(hits, total);
        expect(low).toBeGreaterThan(-1e-9);
        expect(low).toBeLessThanOrEqual((100 * hits) / total + 1e-9);
        expect(high).toBeGreaterThanOrEqual((100 * hits) / total - 1e-9);
        expect(high).toBeLessThan(100 + 1e-9);
      },
    ),
  );
});

test('the page keeps the rows of other groups and replaces the row of this one', () => {
  const diff = rowOf({ name: 'diff', mutants: 5000, tried: 150, noticed: 135, floor: 85 });
  const client = rowOf({ name: 'client', mutants: 100, tried: 100, noticed: 90, floor: 85 });
  expect(client).toBe('| client | 100 | 100 | 90 | 90.0 % | all tried | 85 % |');
  expect(diff).toContain('| 90.0 % | 84.2 to 93.8 % |');
  const page = pageWith(pageWith('', diff), client);
  expect(page.trim().split('\n').slice(-2)).toEqual([client, diff]);
  const better = rowOf({ name: 'diff', mutants: 5000, tried: 150, noticed: 150, floor: 85 });
  // As Prettier aligns it.
  const aligned = page.replaceAll('| diff |', '| diff   |');
  expect(pageWith(aligned, better).trim().split('\n').slice(-2)).toEqual([client, better]);
});
