import { invalidExamples } from '../../invalid-examples.ts';
import type { LintRule, Violation } from '../rule.ts';

/** Every example of a media type, parameter or header fits the schema beside it. */
export const examplesValid: LintRule = {
  id: 'examples-valid',
  severity: 'error',
  check: ({ document, nodes }) =>
    invalidExamples(document, nodes).map(({ at, reason }): Violation => ({ at, args: { reason } })),
};
