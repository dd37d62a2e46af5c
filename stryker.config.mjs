/**
 * Code where a small slip does much harm, the tests that must notice it, and the share of changes, in per cent,
 * that they must notice at least. `MUTATION_GROUP=NAME npm run mutation` runs one group.
 */
export const GROUPS = {
  retry: { mutate: ['src/specwright/runtime/retry.ts'], tests: ['test/client/retry*.test.ts'], floor: 80 },
  token: {
    mutate: ['src/specwright/runtime/{token-source,token-store,token-renewal}.ts'],
    tests: ['test/client/token*.test.ts'],
    floor: 80,
  },
  'schema-merge': {
    mutate: ['src/specwright/convert/3-enrich/infer/*.ts'],
    tests: ['test/specwright/convert/enrich/*.test.ts'],
    floor: 85,
  },
  diff: {
    mutate: [
      'src/specwright/diff/rules/rule.ts',
      'src/specwright/diff/judge.ts',
      'src/specwright/diff/schema/compare-*.ts',
    ],
    tests: ['test/specwright/diff/{rules,meaning,operations,mutants,schema-pairs}.test.ts'],
    floor: 70,
  },
};

const name = process.env.MUTATION_GROUP ?? 'retry';
const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
if (group === undefined) {
  throw new Error(`There is no mutation group "${name}". Groups: ${Object.keys(GROUPS).join(', ')}.`);
}
// The test runner, a process of its own, reads which tests these are.
process.env.MUTATION_TESTS = group.tests.join(' ');

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: group.mutate,
  thresholds: { high: 100, low: group.floor, break: group.floor },
  coverageAnalysis: 'perTest',
  // Tables at the top of a module would run every test once for each of their texts.
  ignoreStatic: true,
  // Messages are words: a test that pins each of them down proves nothing.
  mutator: { excludedMutations: ['StringLiteral'] },
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  ignorePatterns: ['dist', '/docs', '/bench', '/reports', '/coverage', '/.github'],
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  allowEmpty: false,
};
