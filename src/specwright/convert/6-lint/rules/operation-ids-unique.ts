import { own } from '../../../base/json.ts';
import type { LintRule, Violation } from '../rule.ts';

/** Every operation has an id, and no two have the same. */
export const operationIdsUnique: LintRule = {
  id: 'operation-ids-unique',
  severity: 'error',
  *check({ operations }): Generator<Violation> {
    const seen = new Map<string, string>();
    for (const { operation, at } of operations) {
      const id = own(operation, 'operationId');
      if (typeof id !== 'string' || id === '') yield { at, args: { id: null, other: null } };
      else if (seen.has(id)) yield { at, args: { id, other: seen.get(id) ?? '' } };
      else seen.set(id, at);
    }
  },
};
