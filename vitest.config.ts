import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A commit: the lines that changed since then must be reached by tests. Slows the tests down. */
const COVERAGE_BASE = process.env['COVERAGE_BASE'];

/** A process of their own each: they measure memory, load modules twice, or take so long that they must start first. */
const APART = [
  'test/client/{failure-kinds,large-replies,machines,two-copies,watch-day}.test.ts',
  'test/docs/shell-blocks.test.ts',
  'test/package/*.test.ts',
  'test/pages/*.test.ts',
  'test/servers/*.test.ts',
  'test/specwright/cli/init/*.test.ts',
  'test/specwright/runtime/{documented-parts,preload}.test.ts',
];
/** Started last, one of these would run alone for a long time. */
const LONGEST = [
  'init',
  'pages',
  'packed',
  'servers',
  'machines',
  'shell-blocks',
  'rival',
  'programs',
  'vendor-edits',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = LONGEST.indexOf(basename(moduleId, '.test.ts'));
      return (project.name === 'together' ? LONGEST.length + 1 : 0) + (place === -1 ? LONGEST.length : place);
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  // The packages of the workspace resolve to their sources; `module` would pick builds that Node cannot load.
  ssr: { resolve: { conditions: ['@specwright/source', 'node'] } },
  test: {
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      // One process for many files: what one has loaded and compiled serves all. npm run prove runs what is left out.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...APART, 'test/prove/**'],
          isolate: false,
        },
      },
    ],
    sequence: { sequencer: LongestFirst },
    // What hangs ends some time; a busy machine alone fails nothing.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      ...(COVERAGE_BASE !== undefined && {
        enabled: true,
        changed: COVERAGE_BASE,
        thresholds: { lines: 80 },
      }),
      // Lines that no test reaches, file by file.
      reporter: [['text', { skipFull: true }]],
      include: ['src/**/*.ts', 'scripts/**/*.ts'],
      // Tests run these as processes, which coverage does not see into.
      exclude: ['scripts/*.ts', 'scripts/start/**', 'src/*/cli/main.ts'],
    },
  },
});
