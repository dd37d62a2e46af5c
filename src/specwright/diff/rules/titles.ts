import type { Json } from '../../base/json.ts';
import type { Delta } from '../change.ts';
import { placeName } from '../place-name.ts';
import { apiTitles } from './api-titles.ts';
import { schemaRuleOf, type Prefix } from './level.ts';
import { schemaTitles } from './schema-titles.ts';

const sides: Readonly<Record<Prefix, string>> = {
  request: 'the request',
  parameter: 'the parameter',
  response: 'the answer',
  header: 'the header',
};

/** What changed, in one sentence without a full stop. */
export function titleOf(delta: Delta): string {
  const api = Object.hasOwn(apiTitles, delta.id) ? apiTitles[delta.id] : undefined;
  const rule = schemaRuleOf(delta.id);
  const schema =
    rule !== undefined && Object.hasOwn(schemaTitles, rule.topic) ? schemaTitles[rule.topic] : undefined;
  const template = api ?? schema ?? delta.id;
  return fill(template, {
    '{subject}': quoted(delta.subject),
    '{was}': shown(delta.was),
    '{is}': shown(delta.is),
    '{place}': placeOf(delta),
    '{side}': rule === undefined ? '' : sides[rule.prefix],
  });
}

/** One pass, so that a value that looks like a placeholder stays as it is. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{[a-z]+\}/g, (name) => values[name] ?? name);
}

function quoted(subject: string | undefined): string {
  return subject === undefined ? '' : `"${clipped(subject)}"`;
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
