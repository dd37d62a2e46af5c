import type { ReadText, Section } from '../docs/sections.ts';
import { subjectOf, targetOf } from '../docs/target.ts';
import type { FieldRow } from '../fields/rows.ts';
import type { KnownNames } from './draft.ts';
import { subjectKey, type TypeTable } from './link.ts';

/** Tables that define a type of their own, by the name in their heading. */
export function typeTables(text: ReadText): ReadonlyMap<string, TypeTable> {
  const types = new Map<string, TypeTable>();
  for (const section of text.sections) {
    if (section.kind !== 'fields' && section.kind !== 'values') continue;
    const subject = subjectOf(section.headings.at(-1) ?? '');
    if (subject !== undefined && !types.has(subjectKey(subject)))
      types.set(subjectKey(subject), { name: subject, section });
  }
  return types;
}

/** Names that type cells point to. */
export function referredTypes(texts: readonly ReadText[], names: KnownNames): ReadonlySet<string> {
  const referred = new Set<string>();
  for (const section of texts.flatMap((text) => text.sections)) {
    if (section.kind !== 'fields') continue;
    for (const row of section.rows) addReferred(row, referred);
  }
  for (const spot of [...names.body, ...names.response]) {
    for (const step of spot.path) referred.add(subjectKey(step));
  }
  return referred;
}

function addReferred(row: FieldRow, referred: Set<string>): void {
  const { typeName, items, values } = row.facts;
  for (const name of [typeName, items?.typeName, values?.typeName])
    if (name !== undefined) referred.add(subjectKey(name));
  for (const step of row.name.path) if (step !== '[]') referred.add(subjectKey(step));
}

/** A table whose heading names another field or type belongs there, not at a root. */
export function isSubjectTable(section: Section, referred: ReadonlySet<string>): boolean {
  return subjectAmong(section.headings, referred) !== undefined;
}

/** The subject of the nearest heading that has one; headings between may be about other things. */
export function subjectAmong(headings: readonly string[], referred: ReadonlySet<string>): string | undefined {
  for (const heading of headings.toReversed()) {
    const subject = subjectOf(heading);
    if (subject !== undefined && isReferred(subject, referred)) return subject;
    if (targetOf([heading], '') !== undefined) return undefined;
  }
  return undefined;
}

/** A dotted subject is known by its first name as well. */
function isReferred(subject: string, referred: ReadonlySet<string>): boolean {
  const first = subject.split('.')[0] ?? subject;
  return referred.has(lastKey(subject)) || (first !== subject && referred.has(lastKey(first)));
}

function lastKey(subject: string): string {
  return subjectKey(subject.replace(/\[\]/g, '').split('.').at(-1) ?? subject);
}
