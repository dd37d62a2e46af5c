import { appendPointer } from '../../base/pointer.ts';
import { ownObject, ownString } from '../../base/json.ts';
import { refOf } from '../document.ts';
import type { Pair } from './pair.ts';
import type { View } from './view.ts';

/** Which property distinguishes the schemas of a choice, and which value means which. */
export function compareDiscriminators(pair: Pair): void {
  const was = pair.base.discriminator;
  const is = pair.revision.discriminator;
  if (was === undefined && is === undefined) return;
  const places = { base: was?.pointer ?? pair.base.pointer, revision: is?.pointer ?? pair.revision.pointer };
  if (was === undefined || is === undefined) {
    pair.emit(was === undefined ? 'discriminator-added' : 'discriminator-removed', places);
    return;
  }
  const before = ownString(was.value, 'propertyName') ?? '';
  const after = ownString(is.value, 'propertyName') ?? '';
  if (before !== after) pair.emit('discriminator-property-changed', { ...places, was: before, is: after });
  compareMappings(pair, was, is);
}

type Discriminator = NonNullable<View['discriminator']>;

/** What a word means goes over the wire: another meaning, or another word for the same schema, is another contract. */
function compareMappings(pair: Pair, was: Discriminator, is: Discriminator): void {
  const before = wordsOf(pair.base, was);
  const after = wordsOf(pair.revision, is);
  const places = {
    base: appendPointer(was.pointer, 'mapping'),
    revision: appendPointer(is.pointer, 'mapping'),
  };
  const known = new Set(before.values());
  const gone = branchNames(pair.base);
  for (const name of branchNames(pair.revision)) gone.delete(name);
  for (const [word, target] of before) {
    const now = after.get(word);
    if (now === undefined) {
      // a schema that went altogether is reported as an alternative that went
      if (!gone.has(target)) pair.emit('discriminator-mapping-removed', { ...places, subject: word });
    } else if (now !== target)
      pair.emit('discriminator-mapping-changed', { ...places, subject: word, was: target, is: now });
  }
  for (const [word, target] of after)
    if (!before.has(word) && known.has(target))
      pair.emit('discriminator-mapping-added', { ...places, subject: word });
}

/** Schemas by the words that name them. A schema of the choice that no mapping names goes by its own name. */
function wordsOf(view: View, { value }: Discriminator): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [word, target] of Object.entries(ownObject(value, 'mapping') ?? {}))
    if (typeof target === 'string') words.set(word, nameOf(target));
  const mapped = new Set(words.values());
  for (const name of branchNames(view)) if (!mapped.has(name) && !words.has(name)) words.set(name, name);
  return words;
}

function branchNames({ groups }: View): Set<string> {
  const refs = groups.flatMap(({ branches }) => branches).flatMap(({ value }) => refOf(value) ?? []);
  return new Set(refs.map(nameOf));
}

/** A mapping names a component or refers to it. */
function nameOf(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1);
}
