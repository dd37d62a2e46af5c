import { own } from '../../../base/json.ts';
import { lookUp } from '../../../openapi/reference.ts';
import type { LintRule, Violation } from '../rule.ts';
import { pointerOf } from '../../document-nodes.ts';

/** Every `$ref` leads to a place inside the document. */
export const referencesResolve: LintRule = {
  id: 'references-resolve',
  severity: 'error',
  *check({ document, nodes }): Generator<Violation> {
    for (const { object, step } of nodes) {
      const reference = own(object, '$ref');
      if (typeof reference !== 'string') continue;
      if (lookUp(document, reference) === undefined) yield { at: pointerOf(step), args: { reference } };
    }
  },
};
