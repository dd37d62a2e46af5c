import type { Json } from '../base/json.ts';
import type { Delta } from './change.ts';
import { placeName } from './place-name.ts';
import { ruleOf } from './rules/rule.ts';

/** What changed, in one sentence without a full stop. */
export function titleOf(delta: Delta): string {
  const values: Readonly<Record<string, string>> = {
    '{subject}': delta.subject === undefined ? '' : `"${clipped(delta.subject)}"`,
    '{was}': shown(delta.was),
    '{is}': shown(delta.is),
    '{place}': placeOf(delta),
  };
  // one pass, so that a value that looks like a placeholder stays as it is
  return ruleOf(delta.id).title.replaceAll(/\{[a-z]+\}/g, (name) => values[name] ?? name);
}

function placeOf(delta: Delta): string {
  const fresh = delta.id.endsWith('-added') ? delta.revision : delta.base;
  return placeName(fresh ?? delta.base ?? delta.revision ?? '');
}

/** A value as a person reads it, cut where it gets long. */
function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  return clipped(typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
}

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
