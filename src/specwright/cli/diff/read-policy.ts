import { type Json, type JsonObject, isObject, own, ownString } from '../../base/json.ts';
import type { Level } from '../../diff/level.ts';
import type { Acceptance, Policy } from '../../diff/policy.ts';
import { isRuleId, RULE_IDS, type RuleId } from '../../diff/rules/rule.ts';
import { suggestion } from '../../base/closest.ts';
import { CommandError } from '../frame/command-error.ts';
import { readStructured } from '../read-structured.ts';

const levels: readonly string[] = ['breaking', 'warning', 'info', 'off'];

/** What a team decided, from its files; unknown ids and levels are named, never passed over. */
export async function readPolicy(severity: string | undefined, accept: string | undefined): Promise<Policy> {
  return {
    severities: severity === undefined ? {} : severitiesOf(severity, await readStructured(severity)),
    accepted: accept === undefined ? [] : acceptedOf(accept, await readStructured(accept)),
  };
}

function severitiesOf(path: string, value: Json): Policy['severities'] {
  if (!isObject(value)) throw invalid(path, 'it has to be an object of levels by rule id');
  const found: [string, Level | 'off'][] = [];
  for (const [id, level] of Object.entries(value)) {
    if (typeof level !== 'string' || !isLevel(level))
      throw invalid(path, `the level of ${id} has to be one of ${levels.join(', ')}`);
    found.push([ruleId(path, id), level]);
  }
  return Object.fromEntries(found);
}

function isLevel(text: string): text is Level | 'off' {
  return levels.includes(text);
}

function acceptedOf(path: string, value: Json): readonly Acceptance[] {
  const listed = isObject(value) ? own(value, 'accepted') : undefined;
  if (!Array.isArray(listed)) throw invalid(path, 'it has to be an object with a list called accepted');
  return listed.map((entry, index) => acceptance(path, entry, index));
}

function acceptance(path: string, entry: Json, index: number): Acceptance {
  const fields: JsonObject = isObject(entry) ? entry : {};
  const id = ownString(fields, 'id');
  const reason = ownString(fields, 'reason');
  if (id === undefined || reason === undefined || reason.trim() === '') {
    throw invalid(path, `entry ${index + 1} needs an id and a reason`);
  }
  const operation = ownString(fields, 'operation');
  const pointer = ownString(fields, 'pointer');
  return {
    id: ruleId(path, id),
    reason,
    ...(operation !== undefined && { operation }),
    ...(pointer !== undefined && { pointer }),
  };
}

function ruleId(path: string, id: string): RuleId {
  if (isRuleId(id)) return id;
  throw invalid(path, `the rule ${JSON.stringify(id)} is unknown`, suggestion(id, RULE_IDS));
}

function invalid(path: string, reason: string, hint = ''): CommandError {
  return new CommandError('policy-invalid', `Cannot use ${path}: ${reason}.${hint}`);
}
