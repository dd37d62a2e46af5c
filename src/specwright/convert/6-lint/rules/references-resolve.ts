import { own } from '../../../base/json.ts';
import { lookUp } from '../../../openapi/reference.ts';
import { lintRule, type Violation } from '../rule.ts';
import { pointerOf } from '../../document-nodes.ts';

/** Every `$ref` leads to a place inside the document. */
export const referencesResolve = lintRule({
  id: 'references-resolve',
  severity: 'error',
  sentence: ({ reference }: { reference: string }) => `The reference \`${reference}\` points to nothing.`,
  fix: 'Declare the target, or correct the reference.',
  *check({ document, nodes }): Generator<Violation<{ reference: string }>> {
    for (const { object, step } of nodes) {
      const reference = own(object, '$ref');
      if (typeof reference !== 'string') continue;
      if (lookUp(document, reference) === undefined) yield { at: pointerOf(step), args: { reference } };
    }
  },
});
