import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { requestContent, responseContent, type MediaTypeAt } from '../document/content.ts';
import type { DocumentView } from '../document/document-view.ts';
import { operationKey } from '../document/match.ts';
import { Counter, type Tally } from '../figure.ts';
import { object } from '../raw/values.ts';
import { label, type FigureContext, type Pair } from './context.ts';

/** Secrets in examples are replaced: a placeholder equals any text. */
function isPlaceholder(value: Json): boolean {
  return typeof value === 'string'
    ? /^redacted|^0{3,}|redacted-|00000000/.test(value)
    : value === 0 || value === 0.5;
}

function equal(kept: Json | undefined, saved: Json | undefined): boolean {
  if (kept === undefined || saved === undefined) return false;
  if (typeof saved !== 'object' || saved === null) {
    return (
      kept === saved || isPlaceholder(kept) || (typeof kept === 'string' && /redacted-|0{12}/.test(kept))
    );
  }
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept) !== Array.isArray(saved)) return false;
  const left = Object.entries(kept);
  const right = Object.keys(saved);
  const lookUp: JsonObject = Object.fromEntries(Object.entries(saved));
  return left.length === right.length && left.every(([key, value]) => equal(value, lookUp[key]));
}

function examplesOf(view: DocumentView, content: readonly MediaTypeAt[]): Json[] {
  return content.flatMap(({ value }) => {
    const named = Object.values(object(value['examples'])).map((example) => view.follow(example)['value']);
    return [value['example'], ...named].filter((example) => example !== undefined);
  });
}

/** Pairs whose operation documents more than one request. */
function shared(pairs: readonly Pair[]): Pair[] {
  const counts = new Map<string, number>();
  const keyOf = ({ request, operation }: Pair): string => operation?.pointer ?? operationKey(request);
  for (const pair of pairs) counts.set(keyOf(pair), (counts.get(keyOf(pair)) ?? 0) + 1);
  return pairs.filter((pair) => (counts.get(keyOf(pair)) ?? 0) > 1);
}

export function mergedBodiesKept({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of shared(pairs)) {
    const { json } = pair.request;
    if (json === undefined) continue;
    const examples =
      pair.operation === undefined ? [] : examplesOf(view, requestContent(view, pair.operation));
    counter.count(
      examples.some((example) => equal(example, json)),
      () => label(pair),
    );
  }
  return counter;
}

export function mergedResponsesKept({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of shared(pairs)) {
    for (const response of pair.request.responses) {
      if (response.json === undefined || response.status === 204 || response.status === 205) continue;
      const content =
        pair.operation === undefined ? [] : responseContent(view, pair.operation, response.status);
      const kept = examplesOf(view, content).some((example) => equal(example, response.json));
      counter.count(kept, () => `${label(pair)} response ${response.name} ${String(response.status)}`);
    }
  }
  return counter;
}
