import type { Direction, Level } from '../change.ts';
import { apiRules } from './api-rules.ts';
import { departures } from './departures.ts';
import { schemaTopics, type Effect } from './topics.ts';

/** Where a schema is used: `parameter` and `request` flow to the server, `response` and `header` from it. */
export const prefixes = ['request', 'parameter', 'response', 'header'] as const;
export type Prefix = (typeof prefixes)[number];

const direction: Readonly<Record<Prefix, Direction>> = {
  request: 'request',
  parameter: 'request',
  response: 'response',
  header: 'response',
};

export interface SchemaRule {
  readonly prefix: Prefix;
  readonly topic: string;
}

/** Takes the id of a schema rule apart; `undefined` for other rules. */
export function schemaRuleOf(id: string): SchemaRule | undefined {
  const prefix = prefixes.find((name) => id.startsWith(`${name}-`));
  if (prefix === undefined) return undefined;
  const topic = id.slice(prefix.length + 1);
  return Object.hasOwn(schemaTopics, topic) ? { prefix, topic } : undefined;
}

export function levelOf(id: string): Level {
  const api = Object.hasOwn(apiRules, id) ? apiRules[id] : undefined;
  if (api !== undefined) return api.level;
  const departure = Object.hasOwn(departures, id) ? departures[id] : undefined;
  if (departure !== undefined) return departure.level;
  const rule = schemaRuleOf(id);
  if (rule === undefined) return 'info';
  return byLaw(schemaTopics[rule.topic]?.effect ?? 'none', direction[rule.prefix]);
}

export function directionOf(id: string): Direction {
  const api = Object.hasOwn(apiRules, id) ? apiRules[id] : undefined;
  if (api !== undefined) return api.direction;
  const rule = schemaRuleOf(id);
  return rule === undefined ? 'none' : direction[rule.prefix];
}

/** A request may widen, a response may narrow; the reverse breaks. */
function byLaw(effect: Effect, way: Direction): Level {
  if (effect === 'none') return 'info';
  if (effect === 'incomparable') return 'breaking';
  return (effect === 'narrows') === (way === 'request') ? 'breaking' : 'info';
}

/** What the change of a schema does to the values it lets through. */
export function effectOf(id: string): Effect {
  const rule = schemaRuleOf(id);
  return rule === undefined ? 'none' : (schemaTopics[rule.topic]?.effect ?? 'none');
}

const notes = /-(description-changed|default-(added|changed|removed)|property-(deprecated|reactivated))$/;

/** Says nothing of which values are let through. */
export function isNote(id: string): boolean {
  return notes.test(id);
}
