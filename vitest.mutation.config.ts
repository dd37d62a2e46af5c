import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { SOURCE_OF_IMPORT } from './test/on-sources.ts';
import base from './vitest.config.ts';

/** Quick files first: the first test that fails ends a run. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

/** The tests of one group of mutants, which `stryker.config.mjs` names. */
export default defineConfig({
  ...base,
  resolve: {
    // The copy that is mutated shares its node_modules, and the packages in it, with the original.
    alias: Object.entries(SOURCE_OF_IMPORT).map(([name, file]) => ({
      find: new RegExp(`^${name}$`),
      replacement: file,
    })),
  },
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(' '),
    testTimeout: 30_000,
    maxWorkers: 1,
    sequence: { sequencer: QuickFirst },
    // Loading the modules anew for each mutant takes longer than the tests.
    isolate: false,
    setupFiles: ['test/mutation/no-mutant.ts'],
  },
});
