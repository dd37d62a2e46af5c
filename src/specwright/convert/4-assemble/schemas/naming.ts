import { pascalCase, singular, wordsOf } from '../../../base/names.ts';
import { beginsWithVerb } from '../../verbs.ts';

/**
 * How good a name is: lower is better. A name its author gave beats one made of a property, which beats
 * one made of the operation. A `weak` name makes a component only where the shape recurs.
 */
export const RANK = { hint: 0, property: 1, resource: 2, root: 3, generic: 4, weak: 5 } as const;

export type Rank = (typeof RANK)[keyof typeof RANK];

export interface Candidate {
  readonly name: string;
  readonly rank: Rank;
  /** Taken where another shape has the name, the shortest first. */
  readonly fallbacks?: readonly string[];
  /** Better than `name` where several operations use the shape. */
  readonly shared?: { readonly name: string; readonly operation: string };
}

/** What a schema's own name is made of, handed down from the outside in. */
export interface NameContext {
  readonly candidate: Candidate;
  /** Prefix for the names of inner schemas that say nothing by themselves. */
  readonly prefix: string;
  /** Names on the way from the operation to the schema: enough of them tell it from any other. */
  readonly trail: readonly string[];
  /** The property of the schema and what is around it: an element of a list is named after the list. */
  readonly property?: { readonly outer: Pick<NameContext, 'prefix' | 'trail'>; readonly name: string };
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
export function propertyContext(
  outer: Pick<NameContext, 'prefix' | 'trail'>,
  property: string,
  element: boolean,
): NameContext {
  const own = pascalCase(element ? singular(property) : property);
  const trail = [...outer.trail, own === '' ? 'Value' : own];
  const long = outer.prefix + (own === '' ? 'Value' : own);
  const candidate = propertyCandidate(own, long, property, { ...outer, trail });
  return {
    candidate,
    prefix: candidate.rank === RANK.property ? own : long,
    trail,
    property: { outer, name: property },
  };
}

function propertyCandidate(
  own: string,
  long: string,
  property: string,
  { prefix, trail }: Pick<NameContext, 'prefix' | 'trail'>,
): Candidate {
  const fallbacks = fallbacksOf(trail);
  if (!/^[A-Za-z]/.test(own)) return { name: long, rank: RANK.weak, fallbacks };
  if (GENERIC.has(property.toLowerCase()))
    return { name: long, rank: RANK.generic, fallbacks, shared: { name: own, operation: prefix } };
  return { name: uncounted(own), rank: RANK.property, fallbacks: [long, ...fallbacks] };
}

/** `Person1` of `person1` and `person2` -> `Person`: the number tells fields apart, not things. */
function uncounted(name: string): string {
  const plain = name.replace(/\d{1,3}$/, '');
  return plain.length < 3 ? name : plain;
}

/** Longer and longer names: the operation and the last step, then more and more of the steps between. */
export function fallbacksOf(trail: readonly string[]): readonly string[] {
  const [operation = ''] = trail;
  const last = trail.at(-1) ?? '';
  const lengths = trail.slice(2).map((_, index) => trail.slice(-(index + 3)).join(''));
  return [operation + last, ...lengths];
}

export function weakContext(
  name: string,
  { trail }: Pick<NameContext, 'trail'> = { trail: [] },
): NameContext {
  return { candidate: { name, rank: RANK.weak, fallbacks: fallbacksOf(trail) }, prefix: name, trail };
}

/** The noun of a path: its last fixed segment that is neither a version nor a verb, in the singular. `/v1/users/{id}/delete` -> `User`. */
export function resourceOf(path: string): string | undefined {
  const fixed = path.split('/').filter((segment) => segment !== '' && !isVariableOrVersion(segment));
  const noun = fixed.findLast((segment) => !beginsWithVerb(wordsOf(segment))) ?? fixed.at(-1);
  const name = pascalCase(singular(noun ?? ''));
  return /^[A-Za-z]/.test(name) ? name : undefined;
}

function isVariableOrVersion(segment: string): boolean {
  return /[{}]/.test(segment) || /^v\d+(\.\d+)*$/i.test(segment);
}
