import type { OpenApiDocument } from '../../openapi/document.ts';
import { ConversionError, type ConversionProblem } from '../problem.ts';
import type { Settings } from '../settings.ts';
import { LINT_RULES, settingsProblem } from './rules.ts';
import { lintSubject } from './subject.ts';

/**
 * Checks an OpenAPI document against every lint rule.
 *
 * @param document - an OpenAPI 3.1 document; it stays as it is
 * @param settings - severities by rule id, see {@link Settings}
 * @returns a problem with the code `lint-<rule id>` for each violation
 * @throws ConversionError where the settings name a rule that does not exist
 *
 * @example
 * const problems = await lintDocument(document, { 'no-html': 'error' });
 */
export async function lintDocument(
  document: OpenApiDocument,
  settings: NonNullable<Settings['lint']> = {},
): Promise<readonly ConversionProblem[]> {
  rejectUnknownRules(Object.keys(settings));
  const subject = lintSubject(document);
  const problems: ConversionProblem[] = [];
  for (const rule of LINT_RULES) {
    const setting = Object.hasOwn(settings, rule.id) ? settings[rule.id] : undefined;
    const severity = typeof setting === 'object' ? setting.severity : (setting ?? rule.severity);
    if (severity !== 'off') problems.push(...(await rule.apply(subject, severity)));
  }
  return problems;
}

function rejectUnknownRules(ids: readonly string[]): void {
  const known = LINT_RULES.map(({ id }) => id);
  const unknown = ids.find((id) => !known.some((one) => one === id));
  if (unknown === undefined) return;
  throw new ConversionError(settingsProblem('lint-rule-unknown', '/lint', { rule: unknown, known }));
}
