import type { JsonObject, JsonSchema } from '../../../base/json.ts';
import { UniqueNames } from '../../../base/names.ts';
import { mergeAlike } from './merge-alike.ts';
import { RANK, type Candidate } from './naming.ts';
import type { Shape } from './registry.ts';

/**
 * Gives every shape its name, points its places there, and returns the components.
 * A shape with no name worth having that is used once goes back to its place.
 */
export function finishComponents(
  shapes: readonly Shape[],
  renames: Readonly<Record<string, string>>,
): JsonObject {
  const [kept, inlined] = partition(
    mergeAlike(shapes),
    (shape) => chosen(shape).rank !== RANK.weak || shape.sites.size > 1,
  );
  const named = nameShapes(kept, renames);
  for (const [shape, name] of named) point(shape, name);
  for (const shape of inlined) inline(shape);
  const entries = [...named].map(([shape, name]): [string, JsonSchema] => [name, shape.body]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function partition<T>(members: readonly T[], test: (member: T) => boolean): readonly [T[], T[]] {
  return [members.filter(test), members.filter((member) => !test(member))];
}

/** The best names go first, the most used shape first among equals, so that a clash falls on the rarer one. */
function nameShapes(
  shapes: readonly Shape[],
  renames: Readonly<Record<string, string>>,
): ReadonlyMap<Shape, string> {
  const wanted = shapes.map((shape) => ({ shape, candidate: chosen(shape) }));
  wanted.sort(
    (a, b) =>
      a.candidate.rank - b.candidate.rank ||
      b.shape.sites.size - a.shape.sites.size ||
      a.shape.index - b.shape.index,
  );
  const names = new ComponentNames(renames);
  return new Map(wanted.map(({ shape, candidate }) => [shape, names.claim(candidate)]));
}

class ComponentNames {
  readonly #names = new UniqueNames();
  readonly #renames: ReadonlyMap<string, string>;

  /** New names that people chose are taken from the start: no shape gets one by chance. */
  constructor(renames: Readonly<Record<string, string>>) {
    this.#renames = new Map(Object.entries(renames));
    for (const name of this.#renames.values()) this.#names.claim(name);
  }

  claim({ name, fallbacks = [] }: Candidate): string {
    const free = [name, ...fallbacks].find((one) => !this.#names.has(one));
    const given = this.#names.claim(free ?? fallbacks[0] ?? name);
    return this.#renames.get(given) ?? given;
  }
}

/** The name of the best rank that was proposed most often; several operations agree on their shared name. */
function chosen({ candidates }: Shape): Candidate {
  const best = Math.min(...candidates.map(({ rank }) => rank));
  const counts = new Map<string, { candidate: Candidate; count: number }>();
  for (const candidate of candidates.filter(({ rank }) => rank === best)) {
    const known = counts.get(candidate.name);
    counts.set(candidate.name, { candidate: known?.candidate ?? candidate, count: (known?.count ?? 0) + 1 });
  }
  const ranked = [...counts.values()].sort((a, b) => b.count - a.count);
  const first = ranked[0]?.candidate ?? { name: 'Unnamed', rank: RANK.weak };
  return sharedName(ranked.map(({ candidate }) => candidate)) ?? first;
}

/** What several operations use gets the name of what they have in common, in the shortest words. */
function sharedName(candidates: readonly Candidate[]): Candidate | undefined {
  const shared = candidates.flatMap((candidate) => candidate.shared ?? []);
  if (new Set(shared.map(({ operation }) => operation)).size < 2) return undefined;
  const [name] = shared.map((one) => one.name).sort((a, b) => a.length - b.length);
  const [first] = candidates;
  if (name === undefined) return undefined;
  return { name, rank: RANK.resource, ...(first && { fallbacks: [first.name, ...(first.fallbacks ?? [])] }) };
}

/** Where all places describe the shape in the same words, the words belong to the shape. */
function point({ body, sites }: Shape, name: string): void {
  const descriptions = new Set([...sites].map((site) => site['description']));
  const [common] = descriptions;
  for (const site of sites) {
    site['$ref'] = `#/components/schemas/${name}`;
    if (descriptions.size === 1) delete site['description'];
  }
  if (descriptions.size === 1 && common !== undefined) Object.assign(body, { description: common, ...body });
}

function inline({ body, sites }: Shape): void {
  for (const site of sites) {
    const { $ref: _reference, ...kept } = site;
    for (const keyword of Object.keys(site)) delete site[keyword];
    Object.assign(site, body, kept);
  }
}
