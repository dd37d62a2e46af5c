import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { valueAt } from '../../../src/specwright/base/pointer.ts';
import type { Change } from '../../../src/specwright/diff/change.ts';
import { diff, parameterOf, requestOf, responseOf } from './documents.ts';
import { pairs } from './schema-pairs.ts';
import { WIRE_PAIRS } from './wire-pairs.ts';

/* The way back tells the same places and values, with the sides changed. */

/** These are told one way only: a status has a cover, an overlap or a word may have no opposite. */
const ONE_WAY = /-status-|-alternative-overlaps$|-alternative-undocumented$|-discriminator-mapping-/;

interface Seen {
  readonly at: readonly [was: string, is: string];
  readonly values: readonly [was: Json, is: Json];
}

function seenIn(changes: readonly Change[]): readonly Seen[] {
  return changes
    .filter(({ id }) => !ONE_WAY.test(id))
    .map(({ base, revision, was = null, is = null }) => ({
      at: [base?.pointer ?? '-', revision?.pointer ?? '-'],
      values: [was, is],
    }));
}

const turned = ({ at: [was, is], values: [before, after] }: Seen): Seen => ({
  at: [is, was],
  values: [after, before],
});

const listed = (seen: readonly Seen[]): readonly string[] => seen.map((one) => JSON.stringify(one)).sort();

/** Places of a document that neither lead to something nor are where it would be. */
function astray(document: JsonObject, seen: readonly Seen[], side: 0 | 1): readonly string[] {
  const pointers = seen.map(({ at }) => at[side]);
  return pointers.filter((pointer) =>
    [pointer, pointer.slice(0, pointer.lastIndexOf('/'))].every((at) => valueAt(document, at) === undefined),
  );
}

const documents = [
  ...pairs.flatMap(([title, one, other]) =>
    Object.entries({ sent: requestOf, parameter: parameterOf, received: responseOf }).map(
      ([side, of]) => [`${title}, ${side}`, of(one), of(other)] as const,
    ),
  ),
  ...WIRE_PAIRS.map(({ name, base, revision }) => [name, base, revision] as const),
];

describe('every change', () => {
  it.each(documents)('has the same places and values both ways round: %s', (_, one, other) => {
    const there = seenIn(diff(one, other).changes);
    const back = seenIn(diff(other, one).changes);
    expect(listed(back.map(turned))).toEqual(listed(there));
    expect([...astray(one, there, 0), ...astray(other, there, 1)]).toEqual([]);
  });
});
