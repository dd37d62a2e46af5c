import type { Shape } from '../infer/shape.ts';
import { plainName } from '../schema/objects.ts';

/** An object somewhere in the samples: its names and the way to it from the root. */
export interface Spot {
  readonly path: readonly string[];
  /** Names of its properties. */
  readonly keys: readonly string[];
  /** Names of its properties in plain spelling. */
  readonly names: ReadonlySet<string>;
}

/** So many objects of a sample are looked through for the names of a table. */
const MOST = 600;

/** Every object in a shape, the outermost first; elements of arrays have the name of the array. */
export function spotsOf(root: Shape | undefined): readonly Spot[] {
  const spots: Spot[] = [];
  const queue: { path: readonly string[]; shape: Shape }[] =
    root === undefined ? [] : [{ path: [], shape: root }];
  for (let index = 0; index < queue.length && spots.length < MOST; index += 1) {
    const next = queue[index];
    if (next === undefined) break;
    if (next.shape.items !== undefined) queue.push({ path: next.path, shape: next.shape.items });
    if (next.shape.properties.size === 0) continue;
    const keys = [...next.shape.properties.keys()];
    spots.push({ path: next.path, keys, names: new Set(keys.map(plainName)) });
    for (const [key, shape] of next.shape.properties) {
      if (shape.objects > 0 || shape.items !== undefined) queue.push({ path: [...next.path, key], shape });
    }
  }
  return spots;
}

/** The object that has most of the names; the outermost of equals. */
export function bestSpot(
  spots: readonly Spot[],
  names: readonly string[],
): { spot: Spot; hits: number } | undefined {
  let best: { spot: Spot; hits: number } | undefined;
  for (const spot of spots) {
    const hits = names.filter((name) => spot.names.has(plainName(name))).length;
    if (hits > (best?.hits ?? 0)) best = { spot, hits };
  }
  return best;
}
