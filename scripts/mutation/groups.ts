/** Code where a small slip does much harm, and the tests that must notice it. */
export interface MutationGroup {
  readonly name: string;
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Share of mutants, in per cent, that the tests must notice. */
  readonly floor: number;
  /** Small enough to run with every push. */
  readonly quick: boolean;
}

export const GROUPS: readonly MutationGroup[] = [
  {
    name: 'retry',
    mutate: ['src/specwright/runtime/retry.ts'],
    tests: ['test/client/retry*.test.ts'],
    floor: 80,
    quick: true,
  },
  {
    name: 'token',
    mutate: [
      'src/specwright/runtime/token-source.ts',
      'src/specwright/runtime/token-store.ts',
      'src/specwright/runtime/token-renewal.ts',
    ],
    tests: ['test/client/token*.test.ts'],
    floor: 80,
    quick: false,
  },
  {
    name: 'schema-merge',
    mutate: ['src/specwright/convert/3-enrich/infer/*.ts'],
    tests: ['test/specwright/convert/enrich/*.test.ts'],
    floor: 85,
    quick: false,
  },
  {
    name: 'diff',
    mutate: [
      'src/specwright/diff/rules/rule.ts',
      'src/specwright/diff/judge.ts',
      'src/specwright/diff/schema/compare-*.ts',
    ],
    tests: ['rules', 'meaning', 'operations', 'mutants', 'schema-pairs'].map(
      (name) => `test/specwright/diff/${name}.test.ts`,
    ),
    floor: 70,
    quick: false,
  },
];
