import type { Direction, Level, Verdict } from '../level.ts';
import { API_RULES, type ApiRule, type ApiRuleId } from './api-rules.ts';
import { SCHEMA_RULES, type Effect, type SchemaRule, type SchemaTopic, type Side } from './schema-rules.ts';

/** Where a schema is used: `parameter` and `request` flow to the server, `response` and `header` from it. */
const SIDES = { request: 'request', parameter: 'request', response: 'response', header: 'response' } as const;
export type Prefix = keyof typeof SIDES;

/** How titles call the place where a schema is used. */
const SPOKEN = {
  request: 'the request',
  parameter: 'the parameter',
  response: 'the answer',
  header: 'the header',
} as const satisfies Readonly<Record<Prefix, string>>;

export type RuleId = ApiRuleId | `${Prefix}-${SchemaTopic}`;

/** All that is known about one kind of change. */
export interface Rule {
  readonly level: Level;
  readonly direction: Direction;
  /** What it does to the values that a schema lets through; absent for what surrounds the schemas. */
  readonly effect?: Effect;
  /** Why it cannot be decided whether the one lets through what the other does. */
  readonly undecided?: string;
  /** It says nothing of which values are let through. */
  readonly note: boolean;
  /** A template: see `titleOf`. */
  readonly title: string;
  /** Why it does or does not break which consumer. */
  readonly reason: string;
  /** What a TypeScript caller does about it; empty where there is nothing to do. */
  readonly fix: string;
  /** `by-types`: the types before and after decide. */
  readonly typescript: Verdict | 'by-types';
  /** `patch`: no program notices it. Otherwise level and TypeScript verdict decide. */
  readonly semver: 'patch' | 'by-verdict';
}

/** A request may widen, a response may narrow; the reverse breaks. */
const LEVELS: Readonly<Record<Side, Readonly<Record<Effect, Level>>>> = {
  request: { narrows: 'breaking', widens: 'info', incomparable: 'breaking', none: 'info' },
  response: { narrows: 'info', widens: 'breaking', incomparable: 'breaking', none: 'info' },
};

const REASONS: Readonly<Record<Side, Readonly<Record<Effect, string>>>> = {
  request: {
    narrows: 'The server refuses what callers may have sent before.',
    widens: 'The server takes what it took before, and more.',
    incomparable: 'The server takes other values than before, so what callers send may be refused.',
    none: 'Which values the server takes stays the same.',
  },
  response: {
    narrows: 'Answers hold nothing that callers did not expect before.',
    widens: 'Answers may hold what callers were not written for.',
    incomparable: 'Answers hold other values than before, which callers may not understand.',
    none: 'Callers that read answers tolerantly do not notice.',
  },
};

const FIXES: Readonly<Record<Side, string>> = {
  request: 'Check that what you send fits the new schema.',
  response: 'Check that your code copes with what answers may hold now.',
};

const RULES: ReadonlyMap<string, Rule> = new Map([...apiRules(), ...schemaRules()]);

export function isRuleId(text: string): text is RuleId {
  return RULES.has(text);
}

/** Every rule id, sorted. */
export const RULE_IDS: readonly RuleId[] = [...RULES.keys()].filter(isRuleId).sort();

export function ruleOf(id: RuleId): Rule {
  const rule = RULES.get(id);
  if (rule === undefined) throw new Error(`The diff has no rule ${id}.`);
  return rule;
}

function* apiRules(): Generator<[string, Rule]> {
  for (const direction of ['none', 'request', 'response'] as const) {
    for (const [id, rule] of Object.entries<ApiRule>(API_RULES[direction])) {
      const { level, fix = '', typescript = 'safe', semver = 'by-verdict', title, reason } = rule;
      yield [id, { level, direction, note: false, title, reason, fix, typescript, semver }];
    }
  }
}

function* schemaRules(): Generator<[string, Rule]> {
  for (const prefix of ['request', 'parameter', 'response', 'header'] as const)
    for (const [topic, rule] of SCHEMA_RULES) yield [`${prefix}-${topic}`, usedAs(prefix, rule)];
}

function usedAs(prefix: Prefix, rule: SchemaRule): Rule {
  const side = SIDES[prefix];
  const exception = prefix === 'parameter' ? (rule.parameter ?? rule.request) : rule[side];
  const level = exception?.level ?? LEVELS[side][rule.effect];
  const typescript = typescriptOf(rule, side);
  return {
    level,
    direction: side,
    effect: rule.effect,
    note: rule.note === true,
    ...(rule.undecided !== undefined && { undecided: rule.undecided }),
    title: rule.title.replaceAll('{it}', '{place} in {side}').replaceAll('{side}', SPOKEN[prefix]),
    reason: exception?.reason ?? REASONS[side][rule.effect],
    fix: (typeof rule.fix === 'string' ? rule.fix : rule.fix?.[side]) ?? FIXES[side],
    typescript,
    semver: rule.semver ?? 'by-verdict',
  };
}

function typescriptOf({ typescript, typed, effect }: SchemaRule, side: Side): Rule['typescript'] {
  if (typescript !== undefined) return typeof typescript === 'string' ? typescript : typescript[side];
  return typed === true && LEVELS[side][effect] === 'breaking' ? 'breaks' : 'safe';
}
