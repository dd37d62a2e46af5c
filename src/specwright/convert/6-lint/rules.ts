import { error, problemsOf, type CodesOf } from '../../base/problem.ts';
import { errorCodesListed } from './rules/error-codes-listed.ts';
import { examplesValid } from './rules/examples-valid.ts';
import { noBodyWhereNoneIsSent } from './rules/no-body-where-none-is-sent.ts';
import { noHtml } from './rules/no-html.ts';
import { noSecrets } from './rules/no-secrets.ts';
import { noTwinPaths } from './rules/no-twin-paths.ts';
import { operationIdsUnique } from './rules/operation-ids-unique.ts';
import { pathParametersDeclared } from './rules/path-parameters-declared.ts';
import { referencesResolve } from './rules/references-resolve.ts';
import { securityDeclared } from './rules/security-declared.ts';
import { structure } from './rules/structure.ts';

/** Every rule. A new one is a file in `rules/` and a line here. */
export const LINT_RULES = [
  structure,
  referencesResolve,
  operationIdsUnique,
  pathParametersDeclared,
  noTwinPaths,
  securityDeclared,
  noBodyWhereNoneIsSent,
  examplesValid,
  noHtml,
  noSecrets,
  errorCodesListed,
] as const;

export type LintRuleId = (typeof LINT_RULES)[number]['id'];

export type LintCode = CodesOf<typeof settingsProblem> | `lint-${LintRuleId}`;

/** Problems of the settings. */
export const settingsProblem = problemsOf({
  'lint-rule-unknown': error(
    ({ rule, known }: { rule: string; known: readonly LintRuleId[] }) =>
      `The settings name a lint rule \`${rule}\` that does not exist. Expected one of: ${known.join(', ')}.`,
  ),
});
