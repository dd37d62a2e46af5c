import fc from '../../fast-check.ts';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { Records } from '../../../src/specwright/sandbox/document/records.ts';

const collections = ['/rooms', '/rooms/1/talks', '/rooms/2/talks'];
const collection = fc.constantFrom(...collections);
const key = fc.constantFrom('1', '2', '3');
const name = fc.constantFrom<string | number | boolean | null>('a', 'b', 1, true, null);
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), collection, key, name }),
  fc.record({ kind: fc.constant('delete' as const), collection, key }),
  fc.record({ kind: fc.constant('below' as const), key }),
  fc.record({ kind: fc.constant('clear' as const) }),
);

test('records are found by a value as a search through all of them finds them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const records = new Records();
      const found = (where: string, value: string | number | boolean | null): string[] =>
        [...records.keysWith(where, 'name', value)].sort();
      const searched = (where: string, value: string | number | boolean | null): string[] =>
        records.keys(where).filter((one) => records.get(where, one)?.['name'] === value);
      for (const one of steps) {
        if (one.kind === 'set') records.set(one.collection, one.key, { name: one.name });
        else if (one.kind === 'delete') records.delete(one.collection, one.key);
        else if (one.kind === 'below') records.deleteBelow(`/rooms/${one.key}`);
        else records.clear();
        for (const where of collections)
          for (const value of ['a', 'b', 1, true, null])
            expect(found(where, value)).toEqual(searched(where, value).sort());
      }
    }),
  );
});

test('the oldest records make room where all of them take too many bytes', () => {
  const records = new Records();
  const megabyte: JsonObject = { text: 'x'.repeat(500_000), parts: [{ text: 'y'.repeat(500_000) }] };
  for (let count = 1; count <= 100; count += 1) records.set('/files', `${count}`, { ...megabyte, count });
  expect(records.count('/files')).toBeGreaterThan(30);
  expect(records.count('/files')).toBeLessThan(100);
  expect(records.get('/files', '1')).toBeUndefined();
  expect([...records.keysWith('/files', 'count', 1)]).toEqual([]);
  expect([...records.keysWith('/files', 'count', 100)]).toEqual(['100']);
});
