import { isObject, own } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalOperation } from '../../canonical-collection.ts';
import type { MediaTypeFacts } from '../../facts.ts';
import type { ReadText, StatusSection } from '../docs/sections.ts';
import { statusesInProse } from '../docs/prose-statuses.ts';
import type { StatusRow } from '../docs/status-rows.ts';
import { pascalCase } from '../../../base/names.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import type { Envelope } from './envelope.ts';
import { isError, reasonOf } from './reasons.ts';

/** What is documented of one status of an operation. */
export interface StatusFacts {
  readonly description: string;
  /** The application's own codes that come with it. */
  readonly codes: readonly string[];
}

/** Completes the body of an error response: its shape where no sample shows one, and the codes it may carry. */
type BodyCompletion = (facts: MediaTypeFacts, context: SchemaContext) => MediaTypeFacts;

/** The documented outcomes of an operation. */
export interface ErrorFacts {
  readonly statuses: ReadonlyMap<string, StatusFacts>;
  readonly bodies: ReadonlyMap<string, BodyCompletion>;
}

/** What is known around the operations: who may answer with which codes, and in what shape. */
export interface ErrorScope {
  readonly envelope: Envelope | undefined;
  /**
   * Status and code of every documented error that a saved example shows, where the examples show most of them: an
   * operation answers with those that its own examples show. Empty where the examples show too little to say so.
   */
  readonly shownCodes: ReadonlySet<string>;
}

/** Outcomes of an operation: its own tables, then those of its folders and of the collection. */
export function errorFactsOf(
  operation: CanonicalOperation,
  ownTexts: readonly ReadText[],
  around: readonly ReadText[],
  scope: ErrorScope,
  isTokenRequest: boolean,
): ErrorFacts {
  const rows = [...ownRows(ownTexts), ...proseRows(ownTexts)];
  const general = isTokenRequest ? [] : generalRows(around, rows);
  const narrowed = narrow(operation, general, scope);
  const statuses = gather([...rows, ...narrowed]);
  const bodies = new Map<string, BodyCompletion>();
  for (const [status, facts] of statuses) {
    if (isError(status) && scope.envelope !== undefined && !isTokenRequest)
      bodies.set(status, completion(operation, status, facts, scope.envelope));
  }
  if (scope.envelope !== undefined && !isTokenRequest) addSaved(operation, bodies, scope.envelope);
  return { statuses, bodies };
}

function ownRows(texts: readonly ReadText[]): StatusRow[] {
  return texts.flatMap((text) => text.sections.filter(isStatuses)).flatMap((section) => section.rows);
}

/** Statuses that only a sentence names; a table is the better source. */
function proseRows(texts: readonly ReadText[]): StatusRow[] {
  const listed = new Set(ownRows(texts).map((row) => row.status));
  return texts.flatMap((text) => statusesInProse(text.prose)).filter((row) => !listed.has(row.status));
}

function isStatuses(section: ReadText['sections'][number]): section is StatusSection {
  return section.kind === 'statuses';
}

/** Errors that any operation may answer with; a code in the operation's own table is described there. */
function generalRows(around: readonly ReadText[], listed: readonly StatusRow[]): StatusRow[] {
  const known = new Set(listed.map((row) => `${row.status} ${row.code ?? ''}`));
  return ownRows(around).filter(
    (row) => isError(row.status) && !known.has(`${row.status} ${row.code ?? ''}`),
  );
}

/** Takes the codes away that examples of other operations show. A code without an example may come from any operation. */
function narrow(
  operation: CanonicalOperation,
  rows: readonly StatusRow[],
  scope: ErrorScope,
): readonly StatusRow[] {
  const { envelope, shownCodes } = scope;
  if (shownCodes.size === 0 || envelope === undefined) return rows;
  const seen = codesSeen(operation, envelope);
  if (seen.size === 0) return rows;
  return rows.filter((row) => {
    const code = `${row.status} ${row.code ?? ''}`;
    return row.code === undefined || seen.has(code) || !shownCodes.has(code);
  });
}

/** Status and code of every saved error of an operation. */
export function codesSeen(operation: CanonicalOperation, envelope: Envelope): Set<string> {
  const seen = new Set<string>();
  for (const { status, json } of operation.requests.flatMap((request) => request.responses)) {
    const code = isObject(json) ? own(json, envelope.codeName ?? '') : undefined;
    if (code !== undefined && status !== undefined) seen.add(`${status} ${String(code)}`);
  }
  return seen;
}

function gather(rows: readonly StatusRow[]): Map<string, StatusFacts> {
  const byStatus = new Map<string, StatusRow[]>();
  for (const row of rows) byStatus.set(row.status, [...(byStatus.get(row.status) ?? []), row]);
  return new Map([...byStatus].map(([status, group]) => [status, statusFacts(status, group)]));
}

function statusFacts(status: string, rows: readonly StatusRow[]): StatusFacts {
  const codes = [...new Set(rows.flatMap((row) => (row.code === undefined ? [] : [row.code])))];
  return { description: descriptionOf(status, rows), codes };
}

function descriptionOf(status: string, rows: readonly StatusRow[]): string {
  const lines = [...new Set(rows.map(lineOf).filter((line) => line !== ''))];
  if (lines.length <= 1) return lines[0] ?? '';
  return [`${reasonOf(status)}:`, '', ...lines.map((line) => `- ${line.replaceAll('\n', ' ')}`)].join('\n');
}

function lineOf(row: StatusRow): string {
  const words = [row.label, row.description].filter((text) => text !== undefined && text !== '').join(': ');
  return row.code === undefined || row.code === '' ? words : `\`${row.code}\` ${words}`.trim();
}

/** Saved errors without a documented status share the shape too. */
function addSaved(
  operation: CanonicalOperation,
  bodies: Map<string, BodyCompletion>,
  envelope: Envelope,
): void {
  for (const { status } of operation.requests.flatMap((request) => request.responses)) {
    const key = String(status ?? '');
    if (!isError(key) || bodies.has(key)) continue;
    bodies.set(key, completion(operation, key, { description: '', codes: [] }, envelope));
  }
}

function completion(
  operation: CanonicalOperation,
  status: string,
  facts: StatusFacts,
  envelope: Envelope,
): BodyCompletion {
  return (media, context) => {
    if (!/json/i.test(media.mediaType)) return media;
    const isShared = media.examples.every((example) => envelope.covers(example.value));
    if (!isShared || (media.examples.length === 0 && media.schema !== undefined && !envelope.isSure))
      return media;
    const base = envelope.schema(context);
    const codes = codesSchema(operation, status, facts, envelope);
    const schema = codes === undefined ? base : { allOf: [base, codes] };
    if (codes !== undefined) noteCodes(envelope, context);
    return media.examples.every((example) => fits(example.value, schema))
      ? { ...media, schema }
      : { ...media, schema: base };
  };
}

function noteCodes(envelope: Envelope, context: SchemaContext): void {
  const pointer = appendPointer(context.pointer, 'allOf', 1, 'properties', envelope.codeName ?? '');
  context.notes.provenance.push({ pointer, origin: 'table', at: envelope.at, confidence: 0.9 });
}

/** The codes that come with the status: an enumeration with a name of its own. */
function codesSchema(
  operation: CanonicalOperation,
  status: string,
  facts: StatusFacts,
  envelope: Envelope,
): MediaTypeFacts['schema'] {
  const { codeName } = envelope;
  if (codeName === undefined || facts.codes.length === 0) return undefined;
  const values = facts.codes.map((code) => (envelope.codesAreNumbers ? Number(code) : code));
  if (values.some((value) => typeof value === 'number' && !Number.isInteger(value))) return undefined;
  const name = pascalCase(`${operation.requests[0]?.name ?? ''} ${reasonOf(status)} ${codeName}`).replace(
    'ErrorError',
    'Error',
  );
  const type = envelope.codesAreNumbers ? 'integer' : 'string';
  return { type: 'object', properties: { [codeName]: { type, enum: values, 'x-schema-name': name } } };
}
