import { defineConfig } from 'vitest/config';

/** A commit: the lines that changed since then must be reached by tests. Slows the tests down. */
const COVERAGE_BASE = process.env['COVERAGE_BASE'];

export default defineConfig({
  // The packages of the workspace resolve to their sources; `module` would pick builds that Node cannot load.
  ssr: { resolve: { conditions: ['@specwright/source', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // npm run prove
    exclude: ['test/prove/**'],
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
