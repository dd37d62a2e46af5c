import type { JsonObject, JsonPointer } from '../../base/json.ts';
import { onOneLine, type Problem, type ProblemArgs, type ProblemSeverity } from '../../base/problem.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Node } from '../document-nodes.ts';

/** One place that breaks a rule, and the values its sentence needs. */
export interface Violation<Args> {
  readonly at: JsonPointer;
  readonly args: Args;
}

/** An operation with its place in the document. */
export interface OperationPlace {
  readonly path: string;
  /** Lower case, as in the document. */
  readonly method: string;
  readonly pathItem: JsonObject;
  readonly operation: JsonObject;
  readonly at: JsonPointer;
}

/** What every rule looks at, read once. */
export interface LintSubject {
  readonly document: OpenApiDocument;
  readonly operations: readonly OperationPlace[];
  /** Every object of the document, samples left out. */
  readonly nodes: readonly Node[];
}

/** All that is said of a rule. */
interface RuleRecord<Id extends string, Args extends ProblemArgs> {
  /** The name of its file. */
  readonly id: Id;
  /** Severity where the settings name none. `off`: only documents that ask for it. */
  readonly severity: 'error' | 'warning' | 'off';
  readonly check: (subject: LintSubject) => Iterable<Violation<Args>> | Promise<Iterable<Violation<Args>>>;
  /** What is wrong. */
  readonly sentence: (args: Args) => string;
  /** What to do about it. */
  readonly fix: string;
}

/** A rule that can be applied. */
export interface LintRule<Id extends string> {
  readonly id: Id;
  readonly severity: 'error' | 'warning' | 'off';
  /** What to do about it. */
  readonly fix: string;
  /** A problem with the code `lint-<id>` for each violation. */
  readonly apply: (
    subject: LintSubject,
    severity: ProblemSeverity,
  ) => Promise<readonly Problem<`lint-${Id}`>[]>;
}

/** Defines a rule by one record: id, severity, check, sentence and fix. */
export function lintRule<const Id extends string, Args extends ProblemArgs>({
  id,
  severity: usual,
  check,
  sentence,
  fix,
}: RuleRecord<Id, Args>): LintRule<Id> {
  return {
    id,
    severity: usual,
    fix,
    apply: async (subject, severity) => {
      const violations = [...(await check(subject))];
      return violations.map(({ at, args }) => {
        const message = onOneLine(`${sentence(args)} ${fix}`);
        return { code: `lint-${id}` as const, severity, at, args, message };
      });
    },
  };
}
