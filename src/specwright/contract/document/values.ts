import {
  canonicalText,
  isObject,
  objectAt,
  own,
  ownList,
  ownNumber,
  ownString,
  ownStrings,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
export { plain } from '../../base/names.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { wrapperPath } from '../../openapi/resources.ts';
import { isNullable, typeName } from '../../openapi/sample.ts';
import { samples } from '../schema/factors.ts';
import { documented, type Bound } from './bound.ts';

/** Values of one property that are tried. */
export const MOST_VALUES = 10;

/** What a body says about a call without choosing what the call does. */
const ABOUT =
  /reason|cause|comment|note|method|channel|condition|grade|currency|language|country|category|priority/i;

/** The one property that a body must have and that chooses among several texts, such as `action`. */
export function choiceIn(
  schema: JsonObject | undefined,
): { readonly name: string; readonly members: readonly string[] } | undefined {
  const choices = ownStrings(schema, 'required').flatMap((name) => {
    const members = ownList(own(own(schema, 'properties'), name), 'enum').filter(
      (member) => typeof member === 'string',
    );
    return members.length > 1 && !ABOUT.test(name) ? [{ name, members }] : [];
  });
  return choices.length === 1 ? choices[0] : branched(schema);
}

/** The property that has another value in each branch of a body: `to` of `{ to: 'assigned', contractorId }` and `{ to: 'cancelled' }`. */
function branched(
  schema: JsonObject | undefined,
): { readonly name: string; readonly members: readonly string[] } | undefined {
  const branches = [...ownList(schema, 'oneOf'), ...ownList(schema, 'anyOf')].filter(isObject);
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) return undefined;
  const onlyOf = (branch: JsonObject, name: string): Json | undefined => {
    const property = own(own(branch, 'properties'), name);
    const members = ownList(property, 'enum');
    return own(property, 'const') ?? (members.length === 1 ? members[0] : undefined);
  };
  for (const name of ownStrings(first, 'required')) {
    const members = branches.map((branch) => onlyOf(branch, name)).filter((one) => typeof one === 'string');
    if (members.length === branches.length && !ABOUT.test(name)) return { name, members };
  }
  return undefined;
}

/** Documented successes; all of them where none is documented. */
export function successes(operation: OperationDescriptor): number[] {
  const stated = documented(operation).filter((status) => status >= 200 && status < 300);
  return stated.length > 0 ? stated : Array.from({ length: 100 }, (_, index) => 200 + index);
}

export function hasStatus({ responses }: OperationDescriptor, ...statuses: readonly string[]): boolean {
  return responses.some(({ status }) => statuses.includes(status));
}

/** Whether a call creates what it does not find. */
export function isUpsert({ operation, binding }: Bound): boolean {
  return binding.role === 'replace' && hasStatus(operation, '201');
}

/** The schema of the record inside a body. */
export function innerSchema(schema: JsonObject | undefined, wrapper: string | undefined): JsonObject {
  return wrapperPath(wrapper).reduce<JsonObject>(
    (outer, name) => objectAt(objectAt(outer, 'properties'), name),
    schema ?? {},
  );
}

/** A body with the record where the operation wants it. */
export function wrapped(
  { binding: { bodyWrapper } }: Pick<Bound, 'binding'>,
  record: JsonObject,
): JsonObject {
  return bodyWrapper === undefined ? record : { [bodyWrapper]: record };
}

/** Whether a text names a property: in backticks, or plainly where the name cannot be another word. */
export function speaksOf(text: string, name: string): boolean {
  if (text.includes(`\`${name}\``)) return true;
  return /[a-z][A-Z]|_/.test(name) && /^\w+$/.test(name) && new RegExp(`\\b${name}\\b`).test(text);
}

/** A valid value other than the one that is there; `undefined` where the schema knows no other. */
export function otherValue(schema: Json | undefined, known: Json | undefined): Json | undefined {
  if (!isObject(schema)) return undefined;
  const type = typeName(schema);
  if (type === 'array') return otherList(schema, known);
  if (type === 'object' || schema['readOnly'] === true || own(schema, 'const') !== undefined)
    return undefined;
  const step = type === 'integer' || type === 'number' ? numberBeside(schema, known) : undefined;
  // All days move together, so that each end stays after its beginning.
  return [step, dayBeside(schema, known), ...samples(schema, [], () => undefined)].find(
    (value) => value !== undefined && value !== known,
  );
}

/** Another list of plain values; what has a format may name records. */
function otherList(schema: JsonObject, known: Json | undefined): Json | undefined {
  const items = own(schema, 'items');
  if (Array.isArray(known) && known.some(isObject)) {
    const changed = known.map((entry) => otherNumbers(items, entry));
    return canonicalText(changed) === canonicalText(known) ? undefined : changed;
  }
  const isPlain = isObject(items) && own(items, 'format') === undefined && schema['readOnly'] !== true;
  const lists = isPlain ? samples(schema, [], () => undefined).filter(Array.isArray) : [];
  return lists.find(
    (list) =>
      list.length === 1 && list.every(isScalar) && canonicalText(list) !== canonicalText(known ?? null),
  );
}

/** An entry of a list with other numbers, and without what only the server sets. */
function otherNumbers(schema: Json | undefined, entry: Json): Json {
  if (!isObject(entry)) return entry;
  const named = objectAt(schema, 'properties');
  const isClosed = own(schema, 'additionalProperties') === false;
  const changed = Object.entries(entry).flatMap(([name, value]): [string, Json][] => {
    const property = own(named, name);
    if ((property === undefined && isClosed) || own(property, 'readOnly') === true) return [];
    const isNumber = typeof value === 'number' && isObject(property);
    return [[name, (isNumber ? numberBeside(property, value) : undefined) ?? value]];
  });
  return Object.fromEntries(changed);
}

function numberBeside(schema: JsonObject, known: Json | undefined): number | undefined {
  const members = ownList(schema, 'enum').filter((member) => typeof member === 'number');
  if (members.length > 0) return members.find((member) => member !== known);
  const [least, most] = [ownNumber(schema, 'minimum') ?? 0, ownNumber(schema, 'maximum') ?? 1000];
  const step = ownNumber(schema, 'multipleOf') ?? 1;
  return [least + step, most - step, least].find(
    (value) => value !== known && value >= least && value <= most,
  );
}

function dayBeside(schema: JsonObject, known: Json | undefined): string | undefined {
  const format = own(schema, 'format');
  if ((format !== 'date' && format !== 'date-time') || typeof known !== 'string') return undefined;
  return known.replace(/^\d{4}/, (year) => String(Number(year) + 1));
}

/** Every kind of value that a property may have. */
export function valuesOf(schema: JsonObject): readonly Json[] {
  const all = samples(schema, [], () => undefined);
  const values = all.filter((value) => value !== null);
  return [...values, ...(isNullable(schema) || all.length > values.length ? [null] : [])];
}

/** Time passes, so that what comes next has a later time. */
export function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

export function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Whether the words of a property put a number out of bounds that its schema allows: "at most 100" of some. */
export function isOutOfWords(schema: Json | undefined, value: Json | undefined): boolean {
  const words = ownString(schema, 'description') ?? '';
  const beyond = (pattern: RegExp, isWrong: (bound: number) => boolean): boolean =>
    [...words.matchAll(pattern)].some(([, bound]) => isWrong(Number(bound)));
  return (
    typeof value === 'number' &&
    (beyond(
      /\b(?:at most|no more than|not more than|up to|maximum(?: of)?|below|under) (\d+)/gi,
      (most) => value > most,
    ) ||
      beyond(
        /\b(?:at least|no less than|not less than|minimum(?: of)?|above|over) (\d+)/gi,
        (least) => value < least,
      ))
  );
}

/** Properties whose values rules outside the schema decide: days, links, states. */
export function isRuled(name: string, schema: Json | undefined): boolean {
  const format = own(schema, 'format');
  return format === 'date' || format === 'date-time' || /ids?$|uuid$|status|state|phase/i.test(name);
}
