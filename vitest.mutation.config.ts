import path from 'node:path';
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const HERE = import.meta.dirname;

/** The tests of one group of mutants, which `stryker.config.mjs` names. */
export default defineConfig({
  ...base,
  resolve: {
    // The copy that is mutated shares its node_modules, and the packages in it, with the original.
    alias: [
      { find: /^specwright$/, replacement: path.join(HERE, 'src/specwright/index.ts') },
      { find: /^specwright\/(\w+)$/, replacement: path.join(HERE, 'src/specwright/$1/index.ts') },
    ],
  },
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(' '),
    testTimeout: 30_000,
    maxWorkers: 1,
  },
});
