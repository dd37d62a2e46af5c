import { own } from '../../../base/json.ts';
import { lintRule, type Violation } from '../rule.ts';

/** Every operation has an id, and no two have the same. */
export const operationIdsUnique = lintRule({
  id: 'operation-ids-unique',
  severity: 'error',
  sentence: ({ id, other }: { id: string | null; other: string | null }) =>
    id === null
      ? 'The operation has no operationId.'
      : `The operationId \`${id}\` is also that of ${String(other)}.`,
  fix: 'Give each operation an id of its own.',
  *check({ operations }): Generator<Violation<{ id: string | null; other: string | null }>> {
    const seen = new Map<string, string>();
    for (const { operation, at } of operations) {
      const id = own(operation, 'operationId');
      if (typeof id !== 'string' || id === '') yield { at, args: { id: null, other: null } };
      else if (seen.has(id)) yield { at, args: { id, other: seen.get(id) ?? '' } };
      else seen.set(id, at);
    }
  },
});
