/**
 * One group of `scripts/mutation/groups.ts` at a time; `npm run mutation` says which through the environment.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: (process.env['MUTATE'] ?? '').split(' '),
  coverageAnalysis: 'perTest',
  // Tables at the top of a module would run every test once for each of their texts.
  ignoreStatic: true,
  // Messages are words: a test that pins each of them down proves nothing.
  mutator: { excludedMutations: ['StringLiteral'] },
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['json'],
  jsonReporter: { fileName: process.env['MUTATION_REPORT'] ?? 'reports/mutation/report.json' },
  ignorePatterns: ['/dist', '/docs', '/bench', '/reports', '/coverage', '/.github'],
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  allowEmpty: false,
};
