import type { SchemaChecker } from '../document/checker.ts';
import type { DocumentOperation, DocumentView } from '../document/document-view.ts';
import type { Fact } from '../facts/read-sheet.ts';
import type { RawCollection } from '../raw/read-raw.ts';
import type { RawRequest } from '../raw/raw-request.ts';

/** A request and the operation that documents it, where there is one. */
export interface Pair {
  readonly request: RawRequest;
  readonly operation: DocumentOperation | undefined;
}

/** What a figure is computed from. */
export interface FigureContext {
  readonly file: string;
  readonly raw: RawCollection;
  readonly view: DocumentView;
  readonly checker: SchemaChecker;
  /** Requests with a method that OpenAPI can hold. */
  readonly pairs: readonly Pair[];
  /** What people read in the published text of this API. */
  readonly facts: readonly Fact[];
}

export function label({ request }: Pair): string {
  return `${request.method} /${request.segments.join('/')} "${request.name}"`;
}
