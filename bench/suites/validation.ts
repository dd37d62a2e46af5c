import {
  ajvAtRunTime,
  emitOurs,
  ours,
  valibot,
  zod,
  type ValidatorContender,
} from '../contenders/validators.ts';
import { recordFields, recordSchema, sampleRecord } from '../generate/record-schema.ts';
import type { Loaded } from '../load-peer.ts';
import { fold, sideBySide } from '../measure.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Suite, Table } from '../suite.ts';

const FIELDS = 40;
const VALID = `a valid body of ${FIELDS} fields`;
const WRONG = 'the same with three wrong fields';

export const validation: Suite = {
  name: 'validation',
  async run({ quick }) {
    const fields = recordFields(FIELDS);
    const schema = recordSchema(fields);
    const peers: readonly Loaded<ValidatorContender>[] = [await zod(fields), await valibot(fields)];
    const contenders = [
      await ours(await emitOurs(schema)),
      ajvAtRunTime(schema),
      ...peers.flatMap((one) => (one.ok ? [one.value] : [])),
    ];
    const valid = sampleRecord(fields);
    const wrong = { ...valid, field0: '', field1: -1, field2: 'LOST' };
    const effort = { rounds: quick ? 2 : 7, turnMs: quick ? 50 : 300 };
    const groups = [
      { group: VALID, value: valid, expected: true },
      { group: WRONG, value: wrong, expected: false },
    ];
    const table: Table = { ...CHECKING, measurements: await measureGroups(contenders, groups, effort) };
    return {
      title: 'Validation of a JSON body',
      method: [
        'One record of text, numbers, enums, date-times, flags and lists; undeclared properties refused; all errors collected where the library does.',
        'Before they are timed, all contenders must give the right verdict on both bodies.',
      ],
      tables: [table, { ...GETTING_READY, measurements: await readiness(contenders, quick) }],
      goals: ratioGoal(table, {
        text: `validating a response body of ${FIELDS} fields: at most half the time of ajv at run time`,
        group: VALID,
        of: 'ours (compiled ahead)',
        to: 'ajv (compiled at run time)',
        limit: 0.5,
      }),
      absent: peers.flatMap((one) => (one.ok ? [] : [{ contender: one.peer, why: one.why }])),
    };
  },
};

const COMMON = { better: 'lower', baseline: 'ours (compiled ahead)', notes: {} } as const;
const CHECKING = { ...COMMON, title: 'One check', unit: 'us' };
const GETTING_READY = { ...COMMON, title: 'A new validator, up to its first answer', unit: 'us' };

interface Group {
  readonly group: string;
  readonly value: unknown;
  readonly expected: boolean;
}

async function measureGroups(
  contenders: readonly ValidatorContender[],
  groups: readonly Group[],
  effort: { rounds: number; turnMs: number },
) {
  const all = [];
  for (const { group, value, expected } of groups) {
    const ready = contenders.map(({ name, prepare }) => ({ name, check: prepare() }));
    for (const { name, check } of ready) {
      if (check(value) !== expected) throw new Error(`${name} misjudges ${group}`);
    }
    const rounds = await sideBySide(
      ready.map(({ name, check }) => ({ name, run: () => check(value) })),
      effort,
    );
    for (const [name, values] of rounds) all.push(fold(group, name, values, 1e-3));
  }
  return all;
}

/** Warm: the library is loaded and its code is hot, as in a process that builds many validators. */
async function readiness(contenders: readonly ValidatorContender[], quick: boolean) {
  const value = sampleRecord(recordFields(FIELDS));
  const rounds = await sideBySide(
    contenders.map(({ name, prepare }) => ({ name, run: () => prepare()(value) })),
    { rounds: quick ? 1 : 5, turnMs: quick ? 30 : 200 },
  );
  return [...rounds].map(([name, values]) => fold('warm', name, values, 1e-3));
}
