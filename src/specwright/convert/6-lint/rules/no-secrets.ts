import { secretKindIn } from '../../../base/secrets/find-secrets.ts';
import { lintRule, type Violation } from '../rule.ts';
import { pointerOf, textsOf } from '../../document-nodes.ts';

/** No credential is shorter. */
const SHORTEST = 8;

/** No value looks like a live credential. The value itself is never repeated in the problem. */
export const noSecrets = lintRule({
  id: 'no-secrets',
  severity: 'warning',
  sentence: ({ kind }: { kind: string }) => `A value looks like ${kind}.`,
  fix: 'Replace it in the collection, and revoke it if it is real.',
  *check({ document }): Generator<Violation<{ kind: string }>> {
    for (const { text, step } of textsOf(document)) {
      const kind = text.length < SHORTEST ? undefined : secretKindIn(text);
      if (kind !== undefined) yield { at: pointerOf(step), args: { kind: kind.what } };
    }
  },
});
