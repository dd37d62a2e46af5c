import type { Json, JsonObject } from '../../src/specwright/base/json.ts';
import { SchemaChecker } from './document/checker.ts';
import { DocumentView } from './document/document-view.ts';
import { Matcher } from './document/match.ts';
import { factsOf, type Fact } from './facts/read-sheet.ts';
import type { Tally } from './figure.ts';
import type { FigureContext } from './figures/context.ts';
import { typeErrors } from './figures/types.ts';
import { worstNames } from './figures/worst-names.ts';
import { validityErrors } from './figures/validity.ts';
import { readRaw } from './raw/read-raw.ts';
import { figures } from './registry.ts';

/** What was found out about one file. */
export interface FileReport {
  readonly file: string;
  readonly milliseconds: number;
  readonly requests: number;
  /** Why there is no document: a sentence for input that is not a collection. */
  readonly refused?: string;
  /** A failure that is not a sentence: always a fault. */
  readonly crashed?: string;
  readonly invalid: readonly string[];
  readonly untyped: readonly string[];
  readonly components: number;
  readonly references: number;
  /** Names that a person should look at. */
  readonly worstNames: readonly string[];
  readonly tallies: Readonly<Record<string, Tally>>;
}

export interface ConversionResult {
  readonly document: JsonObject;
  readonly milliseconds: number;
}

const expressible = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

function countReferences(document: Json): number {
  return JSON.stringify(document).split('"$ref":"#/components/schemas/').length - 1;
}

/** What the figures are computed from: the raw file and the document. */
export function contextOf(
  file: string,
  text: string,
  document: JsonObject,
  facts: readonly Fact[] = factsOf(file),
): FigureContext {
  const raw = readRaw(text);
  const view = new DocumentView(document);
  const matcher = new Matcher(view);
  const pairs = raw.requests
    .filter(({ method }) => expressible.has(method))
    .map((request) => ({ request, operation: matcher.find(request) }));
  return { file, raw, view, checker: new SchemaChecker(document), pairs, facts };
}

/** Compares a document with the collection that it was made from. */
export async function measure(
  file: string,
  text: string,
  { document, milliseconds }: ConversionResult,
): Promise<FileReport> {
  const context = contextOf(file, text, document);
  const components = document['components'];
  const schemas =
    typeof components === 'object' && components !== null && !Array.isArray(components)
      ? components['schemas']
      : undefined;
  return {
    file,
    milliseconds,
    requests: context.raw.requests.length,
    invalid: await validityErrors(document),
    untyped: await typeErrors(document),
    components: Object.keys(schemas ?? {}).length,
    references: countReferences(document),
    worstNames: worstNames(context),
    tallies: Object.fromEntries(figures.map(({ id, measure: count }) => [id, count(context)])),
  };
}
