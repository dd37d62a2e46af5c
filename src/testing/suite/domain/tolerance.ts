import type { Severity } from '../../../specwright/report/finding.ts';
import type { CheckContext } from '../../../specwright/contract/checks/check.ts';

/** Checks on the form of an answer. */
const FORM = new Set([
  'body-schema',
  'undocumented-properties',
  'media-type-documented',
  'error-envelope',
  'empty-body',
]);

/**
 * How grave a flaw is on a foreign server: what rests on a part of the document that nobody has published
 * is an observation there.
 */
export function soften(context: CheckContext, check: string, severity: Severity): Severity {
  if (context.operation?.id !== 'getAccessToken' || !FORM.has(check)) return severity;
  const status = context.exchange.answer?.status ?? 0;
  // The body of a refused token request is not published; OAuth allows further fields in an accepted one.
  return status >= 400 || check === 'undocumented-properties' ? 'info' : severity;
}
