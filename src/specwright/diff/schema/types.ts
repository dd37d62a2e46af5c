import { type JsonObject, own } from '../../base/json.ts';
import { isTrue } from '../is-true.ts';
import type { Document } from '../document.ts';

export interface Types {
  /** Absent: any. */
  readonly names?: ReadonlySet<string>;
  readonly nullable: boolean;
}

/** What one schema object says of types, null apart. */
export function typesOf(document: Document, schema: JsonObject): Types {
  const written = own(schema, 'type');
  const listed = typeof written === 'string' ? [written] : Array.isArray(written) ? written : [];
  const names = listed.filter((name): name is string => typeof name === 'string');
  if (names.length === 0) return { nullable: document.dialect === '3.0' && isTrue(schema, 'nullable') };
  const nullable = names.includes('null') || (document.dialect === '3.0' && isTrue(schema, 'nullable'));
  return { names: new Set(names.filter((name) => name !== 'null')), nullable };
}

/** All of them apply: types that each allows. An outer `nullable: true` without a type speaks for the whole. */
export function mergeTypes(all: readonly Types[]): Types {
  const typed = all.filter((types) => types.names !== undefined);
  const outer = all.some((types) => types.names === undefined && types.nullable);
  let names: ReadonlySet<string> | undefined;
  for (const types of typed) names = names === undefined ? types.names : both(names, types.names);
  const nullable = outer || (typed.length > 0 && typed.every((types) => types.nullable));
  return names === undefined ? { nullable } : { names, nullable };
}

function both(one: ReadonlySet<string>, other: ReadonlySet<string> | undefined): ReadonlySet<string> {
  if (other === undefined) return one;
  const shared = new Set<string>();
  for (const name of one) {
    if (other.has(name)) shared.add(name);
    else if (name === 'integer' && other.has('number')) shared.add('integer');
    else if (name === 'number' && other.has('integer')) shared.add('integer');
  }
  return shared;
}

/**
 * Whether every value of the first types is one of the second.
 * `asText`: the value goes over the wire as text (a parameter, a form, plain text), where any scalar is a string.
 */
export function coveredTypes(
  types: ReadonlySet<string> | undefined,
  by: ReadonlySet<string> | undefined,
  asText: boolean,
): boolean {
  if (by === undefined) return true;
  if (types === undefined) return false;
  return [...types].every(
    (name) =>
      by.has(name) ||
      (name === 'integer' && by.has('number')) ||
      (asText && by.has('string') && name !== 'object' && name !== 'array'),
  );
}
