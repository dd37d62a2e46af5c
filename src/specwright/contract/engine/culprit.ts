import type { Finding } from '../../report/finding.ts';

/**
 * Checks whose findings may as well come from a document that says too little: the server does something
 * harmless that nobody wrote down. Everything else breaks a promise, and is the server's.
 */
const MAY_BE_SPEC = new Set([
  'status-documented',
  'undocumented-properties',
  'media-type-documented',
  'error-code-allowed',
  'required-headers',
]);

/** What is more likely to be mended. */
export function culpritOf({ check }: Pick<Finding, 'check'>): 'server' | 'spec' {
  return MAY_BE_SPEC.has(check) ? 'spec' : 'server';
}
