/* Values of a call that must be among those that a record holds: the person of an absence is a member of the team. */

import { isObject, own, ownString, type Json } from '../../base/json.ts';
import { wordsOf } from '../../base/names.ts';
import { stemOf, type Resource } from '../../openapi/resources.ts';
import { typeName } from '../../openapi/sample.ts';
import type { Bound } from './bound.ts';
import type { RequestMaker } from './request-maker.ts';

/** A property of a body whose value comes from a list of another record. */
export interface Drawn {
  readonly name: string;
  readonly of: Resource;
  readonly list: string;
  /** The property of an entry that the value is, where entries are records of their own. */
  readonly key?: string;
}

/** `hallId` of a screening, where cinemas hold their `halls`: the properties that name an entry of a list of some record. */
export function entriesOf(
  requests: RequestMaker,
  { operation, binding }: Bound,
  holders: readonly Resource[],
): readonly Drawn[] {
  return Object.keys(requests.properties(operation, binding.bodyWrapper)).flatMap((name): Drawn[] => {
    const words = wordsOf(name);
    if (words.length < 2 || !/^(id|uuid)$/i.test(words.at(-1) ?? '')) return [];
    const noun = stemOf(words.slice(0, -1).join(''));
    const found = listsOf(holders).flatMap(({ of, list, items }): Drawn[] => {
      const key = ['id', 'uuid'].find((one) => own(own(items, 'properties'), one) !== undefined);
      const isMeant = stemOf(list) === noun && of !== binding.resource;
      return key !== undefined && isMeant ? [{ name, of, list, key }] : [];
    });
    return found.slice(0, 1);
  });
}

/** The lists that records hold. */
function listsOf(holders: readonly Resource[]) {
  return holders.flatMap((of) =>
    [...of.properties].flatMap(([list, schema]) =>
      isObject(schema) && typeName(schema) === 'array' ? [{ of, list, items: own(schema, 'items') }] : [],
    ),
  );
}

/**
 * The properties of a call that the document says are among the values of a list of these records.
 *
 * @param holders the records that the call names, and those that they are below
 * @param settable what callers send of a new record of a kind
 */
export function drawnOf(
  requests: RequestMaker,
  { operation, binding }: Bound,
  holders: readonly Resource[],
  settable: (resource: Resource) => Json | undefined,
): readonly Drawn[] {
  const refusals = requests.refusals(operation, /^4/).map(({ text }) => text);
  const said = [requests.wordsOf(operation), ...refusals].join(' ');
  return Object.entries(requests.properties(operation, binding.bodyWrapper)).flatMap(([name, property]) => {
    const form = formOf(property);
    if (form === undefined) return [];
    const words = new Set(wordsOf(`${ownString(property, 'description') ?? ''} ${said}`).map(stemOf));
    const found = listsOf(holders).find(
      ({ of, list, items }) =>
        formOf(items) === form && words.has(stemOf(list)) && own(settable(of), list) !== undefined,
    );
    return found === undefined ? [] : [{ name, of: found.of, list: found.list }];
  });
}

/** What tells texts of one kind from others: their pattern or their format. */
function formOf(schema: Json | undefined): string | undefined {
  if (!isObject(schema) || typeName(schema) !== 'string') return undefined;
  const format = ownString(schema, 'format');
  return ownString(schema, 'pattern') ?? (format?.startsWith('date') === true ? undefined : format);
}
