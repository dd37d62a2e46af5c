import type { Pair } from './pair.ts';

/**
 * Guesses which removed property is which added one: one of each with the same shape, both required or both not,
 * and names that share a word or are the only candidates.
 */
export function renamedProperties(pair: Pair): ReadonlyMap<string, string> {
  const { base, revision } = pair;
  const gone = [...base.properties].filter(([name]) => !revision.properties.has(name));
  const come = [...revision.properties].filter(([name]) => !base.properties.has(name));
  const found = new Map<string, string>();
  if (gone.length === 0 || gone.length > 20 || come.length > 20) return found;
  for (const [name, was] of gone) {
    const candidates = come.filter(
      ([other, is]) => base.required.has(name) === revision.required.has(other) && pair.same(was, is),
    );
    const alike = candidates.filter(([other]) => shareWord(name, other));
    const [best] =
      alike.length === 1 ? alike : candidates.length === 1 && gone.length === 1 ? candidates : [];
    if (best !== undefined) found.set(name, best[0]);
  }
  return found;
}

/** `taskNote` and `task_comment` share "task". */
function shareWord(one: string, other: string): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word));
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
}
