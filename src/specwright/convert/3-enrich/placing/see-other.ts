import type { FieldSection, ReadText, Section, ValueSection } from '../docs/sections.ts';
import { targetOf } from '../docs/target.ts';
import { referencesIn } from '../fields/prose-reference.ts';
import { plainName } from '../schema/objects.ts';

/** The texts of operations by their names in plain spelling. */
export type TextsByName = ReadonlyMap<string, readonly ReadText[]>;

/** The texts of the operations that a text points to for its fields. */
function textsIn(
  text: string,
  known: TextsByName,
): { readonly texts: readonly ReadText[]; readonly side: 'request' | 'response' }[] {
  return referencesIn(text).flatMap(({ name, side }) => {
    const texts = known.get(plainName(name));
    return texts === undefined ? [] : [{ texts, side }];
  });
}

/** The tables of other operations that the texts of an operation take as their own. */
export function sectionsElsewhere(texts: readonly ReadText[], known: TextsByName): readonly Section[] {
  const own = new Set(texts);
  return texts.flatMap((text) =>
    textsIn(text.prose, known).flatMap(({ texts: others, side }) =>
      others
        .filter((other) => !own.has(other))
        .flatMap(({ sections }) => sections.filter((section) => isOn(section, side))),
    ),
  );
}

/** Whether a table lists fields of a request, or of a response. */
export function isOn(section: Section, side: 'request' | 'response'): section is FieldSection | ValueSection {
  if (section.kind !== 'fields' && section.kind !== 'values') return false;
  const kind = targetOf(section.headings, section.lead)?.kind;
  const isAnswer = kind === 'response' || kind === 'error' || kind === 'response-header';
  return isAnswer === (side === 'response') && !/^(?:path|query|header|cookie)$/.test(kind ?? '');
}
