import process from 'node:process';

/**
 * The parts that a slip would harm most, and the tests that must notice it. `MUTATION_GROUP=NAME npm run mutation` runs
 * one group; `MUTATION_SAMPLE=150` tries so many of its mutants, which `MUTATION_SEED` draws.
 */
export const GROUPS = {
  client: {
    mutate: ['src/client/*.ts'],
    tests: [
      'test/client/{bulk,bulk-failures,calls,errors,escape-hatch,failure-kinds,hooks,messages,options,retry,safe,token,two-copies}.test.ts',
      'test/client/{undici,undici-replies,user-code,validation,watch,watch-times}.test.ts',
      'test/client/otel/spans.test.ts',
    ],
  },
  runtime: {
    mutate: ['src/specwright/runtime/*.ts', 'src/specwright/runtime/documented/*.ts'],
    tests: [
      'test/client/{calls,errors,escape-hatch,hooks,messages,options,redact,retry,retry-delays,safe,token,token-life,two-copies,user-code,validation}.test.ts',
      'test/client/otel/spans.test.ts',
      'test/specwright/runtime/{check-schema,documented-client,documented-parts,explain,otel,pace,preload,styles,wire}.test.ts',
    ],
  },
  contract: {
    mutate: [
      'src/specwright/contract/engine/*.ts',
      'src/specwright/contract/checks/*.ts',
      'src/specwright/contract/schema/*.ts',
    ],
    tests: [
      'test/specwright/contract/{accounts,bodies,calls,causes,checks,engine,heads,runs,schema,suite,values-made,verdict,verify,violations}.test.ts',
    ],
  },
  diff: {
    mutate: [
      'src/specwright/diff/*.ts',
      'src/specwright/diff/operation/*.ts',
      'src/specwright/diff/rules/*.ts',
      'src/specwright/diff/schema/*.ts',
    ],
    tests: [
      'test/specwright/diff/{findings,kinds,meaning,mirror,mutants,operations,parts,places,report,rules,schema-pairs,schemas,wire-pairs}.test.ts',
    ],
  },
  infer: {
    mutate: ['src/specwright/convert/3-enrich/infer/*.ts', 'src/specwright/convert/3-enrich/schema/*.ts'],
    tests: [
      'test/specwright/convert/enrich/{dialect,infer,many-samples,objects,refused-samples,responses,samples,tables,values}.test.ts',
    ],
  },
};

/** The share of mutants that tests must notice, in per cent. */
const FLOOR = 85;

const name = process.env.MUTATION_GROUP ?? 'diff';
const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
if (group === undefined) {
  throw new Error(
    `MUTATION_GROUP is not a mutation group: "${name}". Expected one of ${Object.keys(GROUPS).join(', ')}.`,
  );
}
process.env.MUTATION_GROUP = name;
// The test runner, a process of its own, reads which tests these are.
process.env.MUTATION_TESTS = group.tests.join(' ');

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation.mjs'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: group.mutate,
  checkers: process.env.MUTATION_SAMPLE === undefined ? [] : ['sample'],
  thresholds: { high: 100, low: FLOOR, break: FLOOR },
  coverageAnalysis: 'perTest',
  // Tables at the top of a module would run every test once for each of their texts.
  ignoreStatic: true,
  // Messages are words: a test that pins each of them down proves nothing.
  mutator: { excludedMutations: ['StringLiteral'] },
  // More would start a second process of the sample, which does not know what the first has drawn.
  concurrency: 2,
  // A busy machine must not pass for a change that tests notice by never ending.
  timeoutMS: 60_000,
  reporters: ['progress-append-only', 'clear-text', 'json', 'score'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  ignorePatterns: ['dist', '/docs', '/bench', '/reports', '/coverage', '/.github', '/.stryker-tmp'],
  // Each group has its own, so that two can run side by side.
  tempDirName: `.stryker-tmp/${name}`,
  cleanTempDir: 'always',
  allowEmpty: false,
};
