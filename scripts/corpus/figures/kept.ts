import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { isJson, requestContent } from '../document/content.ts';
import { operationKey } from '../document/match.ts';
import { propertyNames } from '../document/schema-view.ts';
import { Counter, type Tally } from '../figure.ts';
import { object } from '../raw/values.ts';
import { label, type FigureContext, type Pair } from './context.ts';

export function operationsKept({ pairs }: FigureContext): Tally {
  const counter = new Counter();
  const distinct = new Map(pairs.map((pair) => [operationKey(pair.request), pair]));
  for (const pair of distinct.values()) counter.count(pair.operation !== undefined, () => label(pair));
  return counter;
}

function parameterNames(pair: Pair, place: string): ReadonlySet<string> {
  const fold =
    place === 'query' ? (name: string): string => name : (name: string): string => name.toLowerCase();
  return new Set(
    (pair.operation?.parameters ?? [])
      .filter((parameter) => parameter['in'] === place)
      .map((parameter) => fold(String(parameter['name']))),
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (cause) {
    if (cause instanceof URIError) return name;
    throw cause;
  }
}

export function queryKept({ pairs }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    const names = parameterNames(pair, 'query');
    for (const name of pair.request.query) {
      counter.count(names.has(name) || names.has(decoded(name).trim()), () => `${label(pair)} query ${name}`);
    }
  }
  return counter;
}

/** OpenAPI ignores parameters of these names, and a client cannot set the last ones. */
const saidElsewhere = new Set([
  'authorization',
  'content-type',
  'accept',
  'content-length',
  'postman-token',
  'transfer-encoding',
]);

export function headersKept({ pairs }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    const names = parameterNames(pair, 'header');
    const cookies = parameterNames(pair, 'cookie');
    for (const name of pair.request.headers) {
      const folded = name.toLowerCase();
      if (saidElsewhere.has(folded)) continue;
      counter.count(
        names.has(folded) || (folded === 'cookie' && cookies.size > 0),
        () => `${label(pair)} header ${name}`,
      );
    }
  }
  return counter;
}

function schemaOf(mediaType: JsonObject): JsonObject {
  return object(mediaType['schema']);
}

export function formKeysKept({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    if (pair.request.form.length === 0) continue;
    const content = pair.operation === undefined ? [] : requestContent(view, pair.operation);
    const names = new Set(content.flatMap(({ value }) => [...propertyNames(view, schemaOf(value))]));
    for (const key of pair.request.form) counter.count(names.has(key), () => `${label(pair)} form ${key}`);
  }
  return counter;
}

export function jsonBodiesKept({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    if (pair.request.json === undefined) continue;
    const content = pair.operation === undefined ? [] : requestContent(view, pair.operation);
    counter.count(
      content.some(({ mediaType }) => isJson(mediaType)),
      () => label(pair),
    );
  }
  return counter;
}
