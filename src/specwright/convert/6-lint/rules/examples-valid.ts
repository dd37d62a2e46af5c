import { invalidExamples } from '../../invalid-examples.ts';
import { lintRule } from '../rule.ts';

/** Every example of a media type, parameter or header fits its schema. */
export const examplesValid = lintRule({
  id: 'examples-valid',
  severity: 'error',
  sentence: ({ reason }: { reason: string }) =>
    `The example does not fit its schema: ${reason.replace(/\.$/, '')}.`,
  fix: 'Correct one of the two.',
  check: ({ document, nodes }) =>
    invalidExamples(document, nodes).map(({ at, reason }) => ({ at, args: { reason } })),
});
