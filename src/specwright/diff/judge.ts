import type { Change, Delta, Level } from './change.ts';
import type { Findings, Found } from './findings.ts';
import { directionOf, levelOf } from './rules/level.ts';
import { consequences } from './rules/consequences.ts';
import { titleOf } from './rules/titles.ts';

/** Whether what stands at a place is known through samples alone; `undefined` where nothing is known of it. */
export interface Sampled {
  base(pointer: string): boolean | undefined;
  revision(pointer: string): boolean | undefined;
}

/** Folds equal differences of several operations into one change each, judges and words them. */
export function judge(findings: Findings, sampled?: Sampled): readonly Change[] {
  const groups = new Map<string, Found>();
  for (const found of findings.all()) {
    const key = keyOf(found.delta);
    const group = groups.get(key);
    groups.set(key, group === undefined ? found : together(group, found, findings));
  }
  const changes = [...groups.values()].map(changeOf);
  return (sampled === undefined ? changes : changes.map((change) => withInference(change, sampled))).sort(
    byLevel,
  );
}

function keyOf({ id, base = '', revision = '', subject, was, is }: Delta): string {
  return `${id}\n${base}\n${revision}\n${subject ?? ''}\n${subject === undefined ? JSON.stringify([was, is]) : ''}`;
}

function together(one: Found, other: Found, findings: Findings): Found {
  return {
    delta: one.delta,
    operations: findings.inOrder([...one.operations, ...other.operations]),
    draft: one.draft && other.draft,
  };
}

const rank: Readonly<Record<Level, number>> = { breaking: 0, warning: 1, info: 2 };

function byLevel(one: Change, other: Change): number {
  return rank[one.level] - rank[other.level];
}

function changeOf(group: Found): Change {
  const { delta, operations } = group;
  const [operation] = operations;
  const level = group.draft ? 'info' : levelOf(delta.id);
  return {
    id: delta.id,
    level,
    direction: directionOf(delta.id),
    ...(operation === undefined ? {} : { operation }),
    operations,
    ...(delta.base === undefined ? {} : { base: { pointer: delta.base } }),
    ...(delta.revision === undefined ? {} : { revision: { pointer: delta.revision } }),
    ...(delta.was === undefined ? {} : { was: delta.was }),
    ...(delta.is === undefined ? {} : { is: delta.is }),
    title: titleOf(delta),
    ...consequences(delta),
    ...(delta.guess === undefined ? {} : { guess: delta.guess }),
  };
}

/** A change that rests on samples alone is less certain, so it weighs one step less. */
function withInference(change: Change, sampled: Sampled): Change {
  const fresh = /-(added|introduced|set)$/.test(change.id);
  const gone = /-(removed|dropped|unset)$/.test(change.id);
  const sides = [
    ...(fresh ? [] : [sampled.base(change.base?.pointer ?? '')]),
    ...(gone ? [] : [sampled.revision(change.revision?.pointer ?? '')]),
  ];
  if (!sides.every((side) => side === true)) return change;
  const level = change.level === 'breaking' ? 'warning' : 'info';
  return { ...change, level, inferred: true };
}
