import { PipelineError, type Problem, type StageResult } from '../problem.ts';
import type { LintSetting, OpenApiDocument, Settings } from '../stages.ts';
import type { LintRule, LintSubject } from './rule.ts';
import { lintRules } from './rules.ts';
import { lintSubject } from './subject.ts';

/**
 * Sixth stage: holds the document against every rule. The document stays as it is; each violation is a
 * problem with the code `lint-<rule id>`.
 * @throws PipelineError where the settings name a rule that does not exist.
 */
export async function lint(
  document: OpenApiDocument,
  { lint: severities = {} }: Pick<Settings, 'lint'>,
): Promise<StageResult<OpenApiDocument>> {
  rejectUnknownRules(Object.keys(severities));
  const subject = lintSubject(document);
  const problems: Problem[] = [];
  for (const rule of lintRules) problems.push(...(await applyRule(rule, subject, severities[rule.id])));
  return { value: document, problems };
}

async function applyRule(
  rule: LintRule,
  subject: LintSubject,
  setting: LintSetting | undefined,
): Promise<readonly Problem[]> {
  const severity = typeof setting === 'object' ? setting.severity : (setting ?? rule.severity);
  if (severity === 'off') return [];
  const violations = [...(await rule.check(subject))];
  return violations.map(({ at, args }): Problem => ({ code: `lint-${rule.id}`, severity, at, args }));
}

function rejectUnknownRules(ids: readonly string[]): void {
  const known = lintRules.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new PipelineError({
    code: 'lint-rule-unknown',
    severity: 'error',
    at: '/lint',
    args: { rule: unknown, known },
  });
}
