import { appendPointer } from '../../../base/pointer.ts';
import { own, ownObject } from '../../../base/json.ts';
import { resolve } from '../../../openapi/reference.ts';
import { lintRule, type Violation } from '../rule.ts';

/** HTTP sends no body with 1xx, 204, 205 and 304, so no content is described there. */
export const noBodyWhereNoneIsSent = lintRule({
  id: 'no-body-where-none-is-sent',
  severity: 'error',
  sentence: ({ status }: { status: string }) => `A body is described for status ${status}, which has none.`,
  fix: 'Remove the content, or correct the status.',
  *check({ document, operations }): Generator<Violation<{ status: string }>> {
    for (const { operation, at } of operations) {
      for (const [status, response] of Object.entries(ownObject(operation, 'responses') ?? {})) {
        if (!/^(1..|204|205|304)$/.test(status)) continue;
        const { value } = resolve(document, response, '');
        if (own(value, 'content') !== undefined)
          yield { at: appendPointer(at, 'responses', status), args: { status } };
      }
    }
  },
});
