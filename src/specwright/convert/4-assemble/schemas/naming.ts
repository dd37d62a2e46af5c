import { pascalCase, singular } from '../../../base/names.ts';

/**
 * How good a name is: lower is better. A name its author gave beats one made of a property, which beats
 * one made of the operation. A `weak` name makes a component only where the shape recurs.
 */
export const RANK = { hint: 0, property: 1, resource: 2, root: 3, generic: 4, weak: 5 } as const;

export type Rank = (typeof RANK)[keyof typeof RANK];

export interface Candidate {
  readonly name: string;
  readonly rank: Rank;
  /** Taken where another shape has the name. */
  readonly fallback?: string;
  /** Better than `name` where several operations use the shape. */
  readonly shared?: { readonly name: string; readonly operation: string };
}

/** What a schema's own name is made of, handed down from the outside in. */
export interface NameContext {
  readonly candidate: Candidate;
  /** Prefix for the names of inner schemas that say nothing by themselves. */
  readonly prefix: string;
  /** The property of the schema and the prefix there: an element of a list is named after the list. */
  readonly property?: { readonly prefix: string; readonly name: string };
  /** Noun of the path, for the elements of a list that has no name. */
  readonly resource?: string;
  /** Part of a composition: it is not a shape of its own, unless its author named it. */
  readonly part?: true;
}

/** Property names that say nothing without the object they belong to. */
const GENERIC = new Set(
  (
    'attributes body code content contents data date details entries entry fields id info item items key kind links ' +
    'list meta metadata mode name node nodes object objects option options order params parameters payload properties ' +
    'records relationships response result results rows self settings source state status target type types unit value values'
  ).split(' '),
);

/** Name of a schema at a property or, for `element`, of each element of the list there. */
export function propertyContext(prefix: string, property: string, element: boolean): NameContext {
  const own = pascalCase(element ? singular(property) : property);
  const long = prefix + (own === '' ? 'Value' : own);
  const candidate = propertyCandidate(own, long, property, prefix);
  return {
    candidate,
    prefix: candidate.rank === RANK.property ? own : long,
    property: { prefix, name: property },
  };
}

function propertyCandidate(own: string, long: string, property: string, prefix: string): Candidate {
  if (!/^[A-Za-z]/.test(own)) return { name: long, rank: RANK.weak };
  if (GENERIC.has(property.toLowerCase()))
    return { name: long, rank: RANK.generic, shared: { name: own, operation: prefix } };
  return { name: own, rank: RANK.property, fallback: long };
}

export function weakContext(name: string): NameContext {
  return { candidate: { name, rank: RANK.weak }, prefix: name };
}

/** The noun of a path: its last fixed segment that is not a version, in the singular. `/v1/users/{id}` -> `User`. */
export function resourceOf(path: string): string | undefined {
  const fixed = path.split('/').filter((segment) => segment !== '' && !isVariableOrVersion(segment));
  const name = pascalCase(singular(fixed.at(-1) ?? ''));
  return /^[A-Za-z]/.test(name) ? name : undefined;
}

function isVariableOrVersion(segment: string): boolean {
  return /[{}]/.test(segment) || /^v\d+(\.\d+)*$/i.test(segment);
}
