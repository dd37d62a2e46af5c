import fc from '../fast-check.ts';
import { it } from 'vitest';

export { fc };

/** A test that holds for whatever the arbitraries make. */
export function test<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => Promise<void> | void,
): void {
  it(name, async () => {
    await fc.assert(
      fc.asyncProperty(...arbitraries, async (...values: T) => holds(...values)),
      { numRuns: 150 },
    );
  });
}
