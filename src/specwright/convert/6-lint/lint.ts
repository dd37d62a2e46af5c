import type { OpenApiDocument } from '../../openapi/document.ts';
import { ConversionError, type ConversionProblem, type StageResult } from '../problem.ts';
import type { Settings } from '../settings.ts';
import { LINT_RULES, settingsProblem } from './rules.ts';
import { lintSubject } from './subject.ts';

/**
 * Sixth stage: checks the document against every rule. The document stays as it is; each violation is a
 * problem with the code `lint-<rule id>`.
 * @throws ConversionError where the settings name a rule that does not exist.
 */
export async function lint(
  document: OpenApiDocument,
  { lint: settings = {} }: Pick<Settings, 'lint'>,
): Promise<StageResult<OpenApiDocument>> {
  rejectUnknownRules(Object.keys(settings));
  const subject = lintSubject(document);
  const problems: ConversionProblem[] = [];
  for (const rule of LINT_RULES) {
    const setting = Object.hasOwn(settings, rule.id) ? settings[rule.id] : undefined;
    const severity = typeof setting === 'object' ? setting.severity : (setting ?? rule.severity);
    if (severity !== 'off') problems.push(...(await rule.apply(subject, severity)));
  }
  return { value: document, problems };
}

function rejectUnknownRules(ids: readonly string[]): void {
  const known = LINT_RULES.map(({ id }) => id);
  const unknown = ids.find((id) => !known.some((one) => one === id));
  if (unknown === undefined) return;
  throw new ConversionError(settingsProblem('lint-rule-unknown', '/lint', { rule: unknown, known }));
}
