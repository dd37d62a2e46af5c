import { emptyShape, type Shape } from './shape.ts';

/** Objects of one kind among objects of other kinds, and the names that all of them have. */
export interface Variant {
  readonly shape: Shape;
  readonly common: readonly string[];
}

/** More kinds than this, or more spellings of them, are loose data, not kinds. */
const MOST_KINDS = 6;
const MOST_KEY_SETS = 60;

/** A name in common can be chance; what no two of the kinds share tells them apart. */
const FEWEST_COMMON = 2;

interface Kind {
  readonly keys: Set<string>;
  count: number;
}

/**
 * The kinds of objects at one place, where no name occurs in two of them and each has names of
 * its own in all its samples; `undefined` where they are one kind.
 */
export function variantsOf(shape: Shape): readonly Variant[] | undefined {
  const { keySets } = shape;
  if (keySets.size < 2 || keySets.size > MOST_KEY_SETS) return undefined;
  const kinds = kindsOf(shape);
  if (kinds.length < 2 || kinds.length > MOST_KINDS) return undefined;
  const variants = kinds.map((kind) => variantOf(shape, kind));
  return variants.every(({ common }) => common.length >= FEWEST_COMMON) ? variants : undefined;
}

function kindsOf({ keySets }: Shape): readonly Kind[] {
  let kinds: Kind[] = [];
  for (const { keys, count } of keySets.values()) {
    const merged: Kind = { keys: new Set(keys), count };
    const isAlike = (kind: Kind): boolean => keys.some((key) => kind.keys.has(key));
    for (const kind of kinds.filter(isAlike)) {
      for (const key of kind.keys) merged.keys.add(key);
      merged.count += kind.count;
    }
    kinds = [...kinds.filter((kind) => !isAlike(kind)), merged];
  }
  return kinds.sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
}

/** The order of samples does not count: kinds are in the order of their names. */
function firstOf({ keys }: Kind): string {
  return [...keys].sort()[0] ?? '';
}

function variantOf({ properties }: Shape, { keys, count }: Kind): Variant {
  const own = [...properties].filter(([key]) => keys.has(key));
  const common = own.filter(([, { total }]) => total === count).map(([key]) => key);
  return { shape: { ...emptyShape(), total: count, objects: count, properties: new Map(own) }, common };
}
