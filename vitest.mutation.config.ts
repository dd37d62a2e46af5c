import { defineConfig } from 'vitest/config';

/** The tests of one group of mutants. */
export default defineConfig({
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(' '),
    testTimeout: 30_000,
    maxWorkers: 1,
  },
});
