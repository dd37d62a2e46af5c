import { lintRule, type Violation } from '../rule.ts';
import { pointerOf, textsOf } from '../../document-nodes.ts';

/** Forms that issuers of credentials gave them so that they can be found. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36,}/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}/],
  ['a Postman API key', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/],
  ['a signed JSON Web Token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
];

/** No credential is shorter. */
const SHORTEST = 15;

/** No value looks like a live credential. The value itself is never repeated in the problem. */
export const noSecrets = lintRule({
  id: 'no-secrets',
  severity: 'warning',
  sentence: ({ kind }: { kind: string }) => `A value looks like ${kind}.`,
  fix: 'Replace it in the collection, and revoke it if it is real.',
  *check({ document }): Generator<Violation<{ kind: string }>> {
    for (const { text, step } of textsOf(document)) {
      if (text.length < SHORTEST) continue;
      for (const [kind, form] of FORMS) if (form.test(text)) yield { at: pointerOf(step), args: { kind } };
    }
  },
});
