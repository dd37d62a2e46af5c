import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { GROUPS } from '../../scripts/mutation/groups.ts';
import { scoreOf } from '../../scripts/mutation/score.ts';

const mutant = (status: string, line = 1) => ({
  status,
  mutatorName: 'BooleanLiteral',
  replacement: 'true',
  location: { start: { line } },
});

it('counts what tests noticed, and names what they did not', () => {
  const report = {
    files: {
      'a.ts': { mutants: [mutant('Killed'), mutant('Timeout'), mutant('Ignored'), mutant('CompileError')] },
      'b.ts': { mutants: [mutant('Survived', 7), mutant('NoCoverage', 9)] },
    },
  };
  expect(scoreOf(JSON.stringify(report))).toEqual({
    noticed: 2,
    survived: 2,
    score: 50,
    survivors: ['b.ts:7 BooleanLiteral true', 'b.ts:9 BooleanLiteral true'],
  });
});

it.each(GROUPS.flatMap(({ name, mutate, tests }) => [...mutate, ...tests].map((pattern) => [name, pattern])))(
  'group %s: %s names files that exist',
  (_name, pattern) => {
    const [folder, file] = [path.posix.dirname(pattern), path.posix.basename(pattern)];
    const shape = new RegExp(`^${file.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    const found = readdirSync(path.resolve(import.meta.dirname, '../..', folder)).filter((name) =>
      shape.test(name),
    );
    expect(found).not.toEqual([]);
  },
);
