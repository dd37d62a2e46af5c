import type { Json } from '../base/json.ts';
import type { Change, Delta } from './change.ts';
import type { Sampled } from './comparison.ts';
import type { Findings, Found } from './findings.ts';
import type { Level, Verdict } from './level.ts';
import { ruleOf, type Rule } from './rules/rule.ts';
import { titleOf } from './title.ts';

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

const RANK: Readonly<Record<Level, number>> = { breaking: 0, warning: 1, info: 2 };

function byLevel(one: Change, other: Change): number {
  return RANK[one.level] - RANK[other.level];
}

const WIRE = { breaking: 'breaks', warning: 'may-break', info: 'safe' } as const;

function changeOf({ delta, operations, draft }: Found): Change {
  const rule = ruleOf(delta.id);
  const [operation] = operations;
  const wire = WIRE[rule.level];
  const typescript = typescriptVerdict(rule, delta);
  // what surrounds the schemas is worded rule by rule; a fix for a schema needs somebody who is affected
  const affected = rule.effect === undefined || wire !== 'safe' || typescript !== 'safe';
  return {
    id: delta.id,
    level: draft ? 'info' : rule.level,
    direction: rule.direction,
    ...(operation !== undefined && { operation }),
    operations,
    ...(delta.base !== undefined && { base: { pointer: delta.base } }),
    ...(delta.revision !== undefined && { revision: { pointer: delta.revision } }),
    ...(delta.was !== undefined && { was: delta.was }),
    ...(delta.is !== undefined && { is: delta.is }),
    title: delta.title ?? titleOf(delta),
    why: rule.reason,
    fix: affected ? rule.fix : '',
    wire,
    typescript,
    ...(delta.guess !== undefined && { guess: delta.guess }),
    ...(rule.undecided !== undefined && { undecided: rule.undecided }),
  };
}

/** `integer` and `number` are one type in TypeScript; text that passes on the wire is not. */
function typescriptVerdict({ typescript, direction }: Rule, { was, is }: Delta): Verdict {
  if (typescript !== 'by-types') return typescript;
  const [from, to] = direction === 'request' ? [was, is] : [is, was];
  const allowed = typescriptTypes(to);
  if (allowed.has('any')) return 'safe';
  return [...typescriptTypes(from)].every((type) => allowed.has(type)) ? 'safe' : 'breaks';
}

function typescriptTypes(value: Json | undefined): ReadonlySet<string> {
  const listed = Array.isArray(value) ? value : [value ?? 'any'];
  return new Set(listed.map((type) => (type === 'integer' ? 'number' : String(type))));
}

/** A change that rests on samples only is less certain, so it weighs one step less. */
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
