import type { Json, JsonObject, JsonPointer } from '../../base/json.ts';
import type { OpenApiDocument } from '../stages.ts';
import type { Node } from '../document-nodes.ts';

/** One place that breaks a rule, and the values its sentence needs. */
export interface Violation {
  readonly at: JsonPointer;
  readonly args: Readonly<Record<string, Json>>;
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

/** A rule; its id is the name of its file. */
export interface LintRule {
  readonly id: string;
  /** Severity where the settings name none. `off`: only documents that ask for it. */
  readonly severity: 'error' | 'warning' | 'off';
  readonly check: (subject: LintSubject) => Iterable<Violation> | Promise<Iterable<Violation>>;
}
