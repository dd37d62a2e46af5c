import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { expect, test } from 'vitest';
import type { Change } from '../../../src/specwright/diff/change.ts';
import { diff, parameterOf, requestOf, responseOf } from './documents.ts';
import { pairs } from './schema-pairs.ts';

const SIDES = { sent: requestOf, parameter: parameterOf, received: responseOf };

/** Everything that is told of a pair, both ways round: `docs/version-bump.md` explains the words. */
function told(title: string, one: JsonObject, other: JsonObject): string {
  const lines = Object.entries(SIDES).flatMap(([side, of]) => [
    ...diff(of(one), of(other)).changes.map((change) => `  ${side.padEnd(9)} -> ${line(change)}`),
    ...diff(of(other), of(one)).changes.map((change) => `  ${side.padEnd(9)} <- ${line(change)}`),
  ]);
  return [title, ...(lines.length > 0 ? lines : ['  nothing'])].join('\n');
}

function line({ id, level, base, revision, was, is, wire, typescript, guess = '' }: Change): string {
  const place = (base ?? revision)?.pointer.replace(/^.*?\/schema(?=\/|$)/, '') ?? '';
  const values = JSON.stringify([was ?? null, is ?? null]);
  return [`${level} ${id}`, place, values, `wire ${wire}, TypeScript ${typescript}`, guess]
    .filter((part) => part !== '')
    .join(' ');
}

/** One text for all pairs, so that a change of the rules is read as a whole before it is taken over with `-u`. */
test('what is told of two schemas', async () => {
  const text = pairs.map(([title, one, other]) => told(title, one, other)).join('\n\n');
  await expect(`${text}\n`).toMatchFileSnapshot('schema-pairs.txt');
});

test.each(pairs)('a schema equals itself: %s', (_title, one, other) => {
  for (const of of Object.values(SIDES)) {
    expect(diff(of(one), of(structuredClone(one))).changes).toEqual([]);
    expect(diff(of(other), of(structuredClone(other))).changes).toEqual([]);
  }
});
