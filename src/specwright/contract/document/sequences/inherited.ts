/* Values that a new record takes from a record that it names, or from the time at which it was made. */

import { isObject, own, ownString, type Json, type JsonObject } from '../../../base/json.ts';
import { stemOf, type Resource } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { readable } from '../sentences.ts';
import { Steps } from '../steps.ts';
import { innerSchema, wrapped } from '../values.ts';

/** "Defaults to the customer's `terms`", "taken from the customer", "without it the link expires 7 days after it was made". */
export async function inherited(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records, resource } = steps;
  const { operation, binding } = creating;
  const { requests } = records;
  const settable = requests.properties(operation, binding.bodyWrapper);
  const named = records.named(creating);
  const left: string[] = [];
  for (const [name, property] of resource.properties) {
    const words = readable(ownString(own(settable, name) ?? property, 'description'));
    const source = sourceOf(words, name, named);
    const after = delayOf(words);
    if (source === undefined && after === undefined) continue;
    const body = withoutOne(steps, name);
    if (own(settable, name) !== undefined && body === undefined) continue;
    const made = await records.make(probe, resource, {
      ...(body !== undefined && { body }),
      ...(after !== undefined && {
        expectation: (sent) => ({ ...steps.created(sent), demands: [delayed(steps, name, after, words)] }),
      }),
    });
    const holder = records.around(made).find((one) => one.resource.collection === source?.of.collection);
    const making = holder && records.find(holder.resource, 'create');
    if (source === undefined) continue;
    if (holder === undefined || making === undefined) {
      left.push(`nothing shows where ${name} comes from (${words.trim()})`);
      continue;
    }
    const others = new Steps(steps.api, records, making);
    const value = own(await others.look(probe, holder), source.property);
    if (value !== undefined && !isObject(value))
      await steps.read(
        probe,
        made,
        { [name]: value },
        `the ${holder.resource.name} has it (${words.trim()})`,
      );
  }
  if (left.length > 0) throw new Skip(`not exercised: ${left.join('; ')}`);
}

const SOURCE =
  /\b(?:defaults? to|(?:is )?(?:taken|copied|inherited) from|inherits? from|(?:the )?same as(?: that of)?|that of) (?:the |its )?`?(\w+?)`?(?:['’]s?\b ?`?(\w+)?`?)?(?=[\s.,;`)]|$)/i;

/** The record that the words say a value comes from, and the property there. */
function sourceOf(
  words: string,
  name: string,
  named: readonly Resource[],
): { readonly of: Resource; readonly property: string } | undefined {
  // What holds later, or in some cases only, is not looked at.
  if (/\b(if|when|unless|once|until|while|later)\b/i.test(words)) return undefined;
  const [, noun = '', stated] = SOURCE.exec(words) ?? [];
  const of = named.find((one) => noun !== '' && stemOf(one.name) === stemOf(noun));
  const property = of && [stated, name].find((one) => one !== undefined && of.properties.has(one));
  return of === undefined || property === undefined ? undefined : { of, property };
}

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Milliseconds from the creation of a record to the time that it gets where callers send none. */
function delayOf(words: string): number | undefined {
  const [, count = '', unit = ''] =
    /\b(?:without (?:it|this|one)|if (?:it is )?(?:left out|omitted|absent)|defaults? to|by default)\b[^.;]*?(\d{1,4}) (minute|hour|day|week)s? (?:after|from (?:now|creation)|ahead|later)\b/i.exec(
      words,
    ) ?? [];
  const length = UNITS[unit.toLowerCase()];
  return length === undefined ? undefined : Number(count) * length;
}

/** A minute more or less may lie between the creation and what is made of it. */
const TOLERANCE = 60_000;

function delayed({ creating, resource }: Steps, name: string, after: number, words: string) {
  return stateDemand(function* (json) {
    const wrapper = creating.binding.wrapper;
    const record = isObject(json) ? ((wrapper === undefined ? json : own(json, wrapper)) ?? json) : {};
    const born = [...resource.properties.keys()].find((one) =>
      /^(created|made|issued|added)_?(at|on|time)?$/i.test(one),
    );
    const [start, end] = [
      Date.parse(ownString(record, born ?? '') ?? ''),
      Date.parse(ownString(record, name) ?? ''),
    ];
    if (!Number.isNaN(start) && !Number.isNaN(end) && Math.abs(end - start - after) > TOLERANCE)
      yield flaw(
        `${creating.operation.id} gives another ${name} than the document says`,
        `${new Date(start + after).toISOString()} (${words.trim()})`,
        show(own(record, name)),
        `${name} by default`,
      );
  });
}

/** The usual body without one property; `undefined` where it does not have it, or must. */
function withoutOne({ creating, records: { requests } }: Steps, name: string): Json | undefined {
  const { operation, binding } = creating;
  const ground = requests.ground(operation);
  const wrapper = binding.bodyWrapper;
  const inner = wrapper === undefined ? ground : own(ground, wrapper);
  if (!isObject(inner) || own(inner, name) === undefined) return undefined;
  const required = innerSchema(requests.schema(operation), wrapper)['required'];
  if (Array.isArray(required) && required.includes(name)) return undefined;
  const { [name]: _left, ...rest }: JsonObject = inner;
  return wrapped(creating, rest);
}
