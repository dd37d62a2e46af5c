import type { Severity } from './finding.ts';

/*
 * What every format prints. The contract engine and the diff each turn their report into a view; a format knows
 * nothing else. All text in it is plain: `render` makes foreign text safe, a format adds its own mark-up.
 */

/** What a command reports, and how it was made. */
export interface ReportView {
  readonly title: string;
  /** Nothing fails the run. */
  readonly ok: boolean;
  /** The verdict in one sentence, the first thing that is read. */
  readonly headline: string;
  readonly meta: ReportMeta;
  readonly findings: readonly ViewFinding[];
  /** How the severities are called, for headings: "Breaking". */
  readonly headings: Readonly<Record<Severity, string>>;
  /** How many findings the formats for people show in full, and how many infos. Default: all. */
  readonly most?: { readonly serious: number; readonly info: number };
  /** Facts about the run as a whole: target, counts, what was skipped. */
  readonly facts: readonly Row[];
  /** What there is to see beside findings. */
  readonly sections: readonly ViewSection[];
  /** What ran, for JUnit. */
  readonly suites: readonly ViewSuite[];
  /** What can be found, for SARIF. */
  readonly rules: readonly ViewRule[];
  /** The machine format of the command, printed as JSON as it is. */
  readonly data: object;
}

export interface RenderOptions {
  /** For the format text. Default: no colours. */
  readonly colour?: boolean;
}

/** A label and a text. */
export type Row = readonly [label: string, text: string];

/** What a reader needs to know to repeat or to trust a report. */
export interface ReportMeta {
  readonly tool: { readonly name: string; readonly version: string };
  /** When it was made (RFC 3339). */
  readonly date: string;
  /** The documents it rests on. */
  readonly documents: readonly ViewDocument[];
  /** The server that was looked at. */
  readonly target?: string;
}

export interface ViewDocument {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A finding of a check, or a change of a document. */
export interface ViewFinding {
  /** Check or rule. */
  readonly id: string;
  readonly severity: Severity;
  /** How the area calls this severity: `observation`, `breaking`. */
  readonly label: string;
  /** The operation it is about; `and 3 more` belongs into `title`. */
  readonly operation?: string;
  /** What is wrong or different, in one sentence without a full stop. */
  readonly title: string;
  readonly details: readonly Row[];
  /** Preformatted text: a request as a shell command, an answer. */
  readonly blocks: readonly Row[];
  readonly places: readonly ViewPlace[];
  /** Equal in two reports for the same finding. */
  readonly key: string;
  readonly occurrences: number;
}

export interface ViewPlace {
  /** What the place is to the finding. Default: see. */
  readonly label?: string;
  /** A file, or a document under the name it was given. */
  readonly file: string;
  /** First line is 1. */
  readonly line?: number;
  /** JSON pointer. */
  readonly pointer?: string;
}

export interface ViewRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
}

export interface ViewSuite {
  readonly name: string;
  readonly cases: readonly ViewCase[];
}

export interface ViewCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason?: string;
  /** What failed it. */
  readonly failures: readonly ViewFinding[];
  /** Milliseconds. */
  readonly duration: number;
}

export interface ViewSection {
  readonly title: string;
  readonly blocks: readonly ViewBlock[];
}

/** `bars`: shares of a whole. A block with a summary can be folded. */
export type ViewBlock =
  | { readonly kind: 'bars'; readonly bars: readonly { name: string; covered: number; total: number }[] }
  | { readonly kind: 'list'; readonly summary?: string; readonly items: readonly string[] }
  | ViewTable;

export interface ViewTable {
  readonly kind: 'table';
  readonly summary?: string;
  readonly open?: boolean;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly ViewCell[])[];
  readonly note?: string;
}

export interface ViewCell {
  readonly text: string;
  readonly state?: 'good' | 'bad' | 'idle';
  /** More words, for who looks closely. */
  readonly hint?: string;
}

/** Everything but info: what a person has to look at. */
export function isSerious({ severity }: ViewFinding): boolean {
  return severity !== 'info';
}

/** `listPets: `, to go before a title that does not begin with the operation itself. */
export function operationPrefix({ operation, title }: Pick<ViewFinding, 'operation' | 'title'>): string {
  return operation === undefined || title.startsWith(`${operation} `) ? '' : `${operation}: `;
}

/** Where a finding is: `see  openapi.json:12 /paths/~1a`. */
export function placeRow({ label = 'see', file, line, pointer }: ViewPlace): Row {
  const at = line === undefined ? file : `${file}:${line}`;
  return [label, pointer === undefined ? at : `${at} ${pointer === '' ? '/' : pointer}`];
}

/** `made by specwright 1.0.0 on 2026-01-01T00:00:00Z`, and what it rests on. */
export function metaRows({ tool, date, documents, target }: ReportMeta): readonly Row[] {
  return [
    ['made', `${date} by ${tool.name} ${tool.version}`],
    ...documents.map(({ name, sha256 }): Row => ['document', `${name} (sha256 ${sha256.slice(0, 12)})`]),
    ...(target === undefined ? [] : [['target', target] satisfies Row]),
  ];
}
