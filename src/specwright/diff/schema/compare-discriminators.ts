import { appendPointer } from '../../base/pointer.ts';
import { ownObject, ownString } from '../../base/json.ts';
import type { Pair } from './pair.ts';

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

type Discriminator = NonNullable<Pair['base']['discriminator']>;

function compareMappings(pair: Pair, was: Discriminator, is: Discriminator): void {
  const before = ownObject(was.value, 'mapping') ?? {};
  const after = ownObject(is.value, 'mapping') ?? {};
  const places = {
    base: appendPointer(was.pointer, 'mapping'),
    revision: appendPointer(is.pointer, 'mapping'),
  };
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) pair.emit('discriminator-mapping-removed', { ...places, subject: key });
    else if (before[key] !== after[key]) {
      pair.emit('discriminator-mapping-changed', {
        ...places,
        subject: key,
        was: before[key] ?? null,
        is: after[key] ?? null,
      });
    }
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) pair.emit('discriminator-mapping-added', { ...places, subject: key });
  }
}
