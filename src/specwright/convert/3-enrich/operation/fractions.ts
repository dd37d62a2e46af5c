import type { ReadText } from '../docs/sections.ts';

/** Names that a table calls numbers with a fraction: a whole number in a sample is then no proof of an integer. */
export function fractionNames(texts: readonly ReadText[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const section of texts.flatMap((text) => text.sections)) {
    if (section.kind !== 'fields') continue;
    for (const { name, facts } of section.rows) {
      if (facts.types?.includes('number') === true) names.add((name.path.at(-1) ?? '').toLowerCase());
    }
  }
  return names;
}
