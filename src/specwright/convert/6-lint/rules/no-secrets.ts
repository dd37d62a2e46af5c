import { secretKindIn } from '../../../base/secrets/find-secrets.ts';
import { pointerOf, textsOf } from '../../document-nodes.ts';
import type { LintRule, Violation } from '../rule.ts';

/** No credential is shorter. */
const SHORTEST = 8;

/** No value looks like a live credential. The problem never repeats the value itself. */
export const noSecrets: LintRule = {
  id: 'no-secrets',
  severity: 'warning',
  *check({ document }): Generator<Violation> {
    for (const { text, step } of textsOf(document)) {
      const kind = text.length < SHORTEST ? undefined : secretKindIn(text);
      if (kind !== undefined) yield { at: pointerOf(step), args: { kind: kind.what } };
    }
  },
};
