import type { JsonObject } from '../../../src/specwright/base/json.ts';
import type { DocumentView } from '../document/document-view.ts';
import { parts, type FoundProperty } from '../document/schema-view.ts';
import { findField, operationOf } from '../facts/find-field.ts';
import type { Fact, FactKind } from '../facts/read-sheet.ts';
import { Counter, type Tally } from '../figure.ts';
import { list, object } from '../raw/values.ts';
import type { FigureContext } from './context.ts';

const keywords: Readonly<Record<string, readonly string[]>> = {
  min: ['minimum', 'exclusiveMinimum'],
  max: ['maximum', 'exclusiveMaximum'],
  minlen: ['minLength'],
  maxlen: ['maxLength'],
  maxitems: ['maxItems'],
};

const typesOf = (part: JsonObject): string[] => [part['type'], ...list(part['type'])].map(String);

const isOpen = (part: JsonObject): boolean =>
  ['type', 'enum', 'const', '$ref', 'properties', 'oneOf', 'anyOf', 'allOf'].every(
    (key) => part[key] === undefined,
  );

function hasValues(all: readonly JsonObject[], values: readonly string[]): boolean {
  if (values.join() === 'true,false' && all.some((part) => typesOf(part).includes('boolean'))) return true;
  const listed = all.flatMap((part) => [
    ...list(part['enum']),
    ...(part['const'] === undefined ? [] : [part['const']]),
  ]);
  const known = new Set(listed.filter((value) => value !== null).map(String));
  return known.size === values.length && values.every((value) => known.has(value));
}

function holds(view: DocumentView, { name, value }: Fact, { schema, required }: FoundProperty): boolean {
  const all = parts(view, schema);
  const inner = all.flatMap((part) => parts(view, part['items']));
  switch (name) {
    case 'field':
      return true;
    case 'type':
      return all.some(
        (part) =>
          typesOf(part).includes(value) || typesOf(part).includes(value === 'integer' ? 'number' : value),
      );
    case 'required':
      return required;
    case 'optional':
      return !required;
    case 'nullable':
      return all.some((part) => typesOf(part).includes('null') || isOpen(part));
    case 'enum':
      return [all, inner].some((place) => hasValues(place, value.split('|')));
    default:
      return [...all, ...inner].some((part) =>
        (keywords[name] ?? [name]).some(
          (keyword) => part[keyword] !== undefined && String(part[keyword]) === value,
        ),
      );
  }
}

function isStated(view: DocumentView, fact: Fact): boolean {
  const operation = operationOf(view, fact);
  if (operation === undefined) return false;
  if (fact.kind === 'status') return Object.hasOwn(object(operation.operation['responses']), fact.value);
  const places = findField(view, operation, fact);
  if (fact.kind === 'enum') {
    const all = places.flatMap(({ schema }) => parts(view, schema));
    if (hasValues(all, fact.value.split('|'))) return true;
  }
  return fact.name === 'optional'
    ? places.length > 0 && places.every((place) => holds(view, fact, place))
    : places.some((place) => holds(view, fact, place));
}

/** How many facts of a sheet the document states: those of a kind, or those that pass a test. */
export function factsStated(wanted: FactKind | ((fact: Fact) => boolean)) {
  return ({ view, facts }: FigureContext): Tally => {
    const counter = new Counter();
    for (const fact of facts) {
      if (typeof wanted === 'function' ? !wanted(fact) : fact.kind !== wanted) continue;
      counter.count(
        isStated(view, fact),
        () => `${fact.method} ${fact.path} ${fact.place} ${fact.field} ${fact.name} ${fact.value}`,
      );
    }
    return counter;
  };
}
