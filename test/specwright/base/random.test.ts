import { describe, expect, it } from 'vitest';
import { seededRandom, systemRandom } from '../../../src/specwright/base/random.ts';

describe('seededRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const draw = (seed: number): readonly number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 50 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('gives what mulberry32 gives', () => {
    const random = seededRandom(1);
    expect([random.next(), random.next()].map((value) => value.toFixed(9))).toEqual([
      '0.627073941',
      '0.002735721',
    ]);
  });

  it('reaches every integer below a bound, about as often', () => {
    const random = seededRandom(3);
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 4000; round += 1) {
      const value = random.integer(4);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts).toHaveLength(4);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe.each([
  ['seeded', seededRandom(5)],
  ['system', systemRandom()],
])('%s', (_name, random) => {
  it('stays at least 0 and below 1', () => {
    for (let round = 0; round < 1000; round += 1) {
      const value = random.next();
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }
  });

  it('picks one of the values, and none of none', () => {
    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
    expect(random.pick([])).toBeUndefined();
  });

  it.each([0, 1, 8, 33])('writes %d hexadecimal digits', (length) => {
    expect(random.hex(length)).toMatch(new RegExp(`^[0-9A-F]{${String(length)}}$`));
  });
});
