import { type Json, type JsonObject, isObject, own } from '../base/json.ts';
import { parsePointer } from '../base/pointer.ts';
import type { Change } from './change.ts';
import type { Level } from './level.ts';
import type { RuleId } from './rules/rule.ts';

/** What a team decides beyond the default levels. */
export interface Policy {
  /** Level by rule id; `off` drops the change. */
  readonly severities: Readonly<Record<string, Level | 'off'>>;
  readonly accepted: readonly Acceptance[];
}

/** A change that people looked at and take. Everything that is stated has to fit. */
export interface Acceptance {
  readonly id: RuleId;
  readonly reason: string;
  /** `GET /task/{taskId}`. */
  readonly operation?: string;
  /** The place of the change on either side, or above it. */
  readonly pointer?: string;
}

export interface PolicyResult {
  readonly changes: readonly Change[];
  /** Acceptances that met no change: they can go. */
  readonly unused: readonly Acceptance[];
}

/** Annotation in the revision: rule ids with the reason why such changes are taken at this place and below. */
const acceptanceKey = 'x-accepted-changes';

/** Applies severities, the list of accepted changes and the annotations of the revision. */
export function applyPolicy(changes: readonly Change[], policy: Policy, revision: JsonObject): PolicyResult {
  const used = new Set<Acceptance>();
  const result = changes.flatMap((change) => {
    const level = Object.hasOwn(policy.severities, change.id) ? policy.severities[change.id] : undefined;
    if (level === 'off') return [];
    const judged = level === undefined ? change : { ...change, level };
    const listed = policy.accepted.find((acceptance) => covers(acceptance, change));
    if (listed !== undefined) used.add(listed);
    const reason = listed?.reason ?? annotated(change, revision);
    return [reason === undefined ? judged : { ...judged, level: 'info' as const, accepted: reason }];
  });
  return { changes: result, unused: policy.accepted.filter((acceptance) => !used.has(acceptance)) };
}

function covers(acceptance: Acceptance, change: Change): boolean {
  if (acceptance.id !== change.id) return false;
  if (acceptance.operation !== undefined && !change.operations.includes(acceptance.operation)) return false;
  if (acceptance.operation !== undefined && change.operations.length > 1) return false;
  const { pointer } = acceptance;
  if (pointer === undefined) return true;
  return [change.base?.pointer, change.revision?.pointer].some(
    (at) => at === pointer || at?.startsWith(`${pointer}/`),
  );
}

function annotated(change: Change, revision: JsonObject): string | undefined {
  let value: Json | undefined = revision;
  let reason = reasonAt(value, change.id);
  for (const step of parsePointer(change.revision?.pointer ?? '')) {
    value = Array.isArray(value) ? value[Number(step)] : isObject(value) ? own(value, step) : undefined;
    reason = reasonAt(value, change.id) ?? reason;
  }
  return reason;
}

function reasonAt(value: Json | undefined, id: string): string | undefined {
  const accepted = isObject(value) ? own(value, acceptanceKey) : undefined;
  const reason = isObject(accepted) ? own(accepted, id) : undefined;
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}
