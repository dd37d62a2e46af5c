import { wordsOf } from '../../../src/specwright/base/names.ts';
import { beginsWithVerb } from '../../../src/specwright/convert/verbs.ts';
import { Counter, faults, type Tally } from '../figure.ts';
import { object } from '../raw/values.ts';
import type { FigureContext } from './context.ts';

/** Operation ids that say what is done. */
export function idsWithVerb({ view }: FigureContext): Tally {
  const counter = new Counter();
  for (const { operation } of view.operations) {
    const id = String(operation['operationId']);
    counter.count(beginsWithVerb(wordsOf(id)), () => id);
  }
  return counter;
}

/** Names of component schemas that only a number distinguishes; the number of a status is a name. */
export function componentsUnnumbered({ view }: FigureContext): Tally {
  const counter = new Counter();
  for (const name of Object.keys(object(object(view.json['components'])['schemas'])))
    counter.count(!/(?<![1-5]\d)\d$/.test(name), () => name);
  return counter;
}

/** Component schemas that are equal to another one but for what is required. */
export function componentsApartByRequired({ view }: FigureContext): Tally {
  const seen = new Map<string, string>();
  const pairs: string[] = [];
  for (const [name, schema] of Object.entries(object(object(view.json['components'])['schemas']))) {
    const { required: _required, description: _description, ...rest } = object(schema);
    if (Object.keys(object(rest['properties'])).length === 0) continue;
    const text = JSON.stringify(rest);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, name);
    else pairs.push(`${first} and ${name}`);
  }
  return faults(pairs);
}
