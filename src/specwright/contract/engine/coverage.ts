import { type Json, isObject, own } from '../../base/json.ts';
import { describeBodies, propertyPaths } from './coverage-paths.ts';
import type { Api } from '../api/api.ts';
import { findResponse } from '../api/find.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { errorCodeOf } from './match-answer.ts';

/** The things that can be covered. */
export const coverageKinds = [
  'operation',
  'status',
  'errorCode',
  'parameter',
  'property',
  'transition',
] as const;
export type CoverageKind = (typeof coverageKinds)[number];

/** What was covered of one kind, by name. */
export interface KindCoverage {
  readonly covered: number;
  readonly total: number;
  /** Every name with the number of times it was seen. */
  readonly items: Readonly<Record<string, number>>;
}

/** Coverage of a run, as a whole and by kind. */
export interface Coverage {
  /** Share of all items that were seen, 0 to 100, with one decimal. */
  readonly percent: number;
  readonly kinds: Readonly<Record<CoverageKind, KindCoverage>>;
}

/** Counts what a run covers of all that the document names. */
export class CoverageCounter {
  readonly #api: Api;
  readonly #items: Record<CoverageKind, Map<string, number>>;
  #times = 1;

  constructor(api: Api, transitions: readonly string[]) {
    this.#api = api;
    this.#items = {
      operation: zeros(api.operations.map(({ id }) => id)),
      status: zeros(
        api.operations.flatMap(({ id, responses }) => responses.map(({ status }) => `${id} ${status}`)),
      ),
      errorCode: zeros(
        api.operations.flatMap(({ id, responses }) =>
          responses.flatMap(({ status, errorCodes }) => errorCodes.map((code) => `${id} ${status} ${code}`)),
        ),
      ),
      parameter: zeros(
        api.operations.flatMap(({ id, parameters }) => parameters.map(({ name }) => `${id} ${name}`)),
      ),
      property: zeros(api.operations.flatMap((operation) => describeBodies(api, operation))),
      transition: zeros(transitions),
    };
  }

  /** Counts what an exchange meets; `times`: it came so often. */
  exchange({ request, answer }: Exchange, times = 1): void {
    this.#times = times;
    const operation = this.#api.operations.find(({ id }) => id === request.operation);
    if (operation === undefined || answer === undefined) return;
    const { id } = operation;
    this.#meet('operation', id);
    const response = findResponse(operation, answer.status);
    if (response !== undefined) this.#meet('status', `${id} ${response.status}`);
    if (response !== undefined)
      this.#meet('errorCode', `${id} ${response.status} ${errorCodeOf(answer) ?? ''}`);
    const query = new URL(request.url).searchParams;
    for (const { name, in: place } of operation.parameters) {
      if (place === 'path' || query.has(name) || own(request.headers, name.toLowerCase()) !== undefined)
        this.#meet('parameter', `${id} ${name}`);
    }
    for (const path of propertyPaths(readRequest(request.body, request.headers['content-type'])))
      this.#meet('property', `${id} > ${path}`);
    if (answer.status < 300)
      for (const path of propertyPaths(answer.json)) this.#meet('property', `${id} < ${path}`);
  }

  transition(name: string): void {
    this.#times = 1;
    this.#meet('transition', name);
  }

  result(): Coverage {
    const items = this.#items;
    const kinds = {
      operation: summarise(items.operation),
      status: summarise(items.status),
      errorCode: summarise(items.errorCode),
      parameter: summarise(items.parameter),
      property: summarise(items.property),
      transition: summarise(items.transition),
    };
    const counts = Object.values(kinds);
    const total = counts.reduce((sum, kind) => sum + kind.total, 0);
    const covered = counts.reduce((sum, kind) => sum + kind.covered, 0);
    return { percent: total === 0 ? 100 : Math.round((covered / total) * 1_000) / 10, kinds };
  }

  /** Only what the document names counts: everything else is the affair of the checks. */
  #meet(kind: CoverageKind, name: string): void {
    const items = this.#items[kind];
    const count = items.get(name);
    if (count !== undefined) items.set(name, count + this.#times);
  }
}

function zeros(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name) => [name, 0]));
}

function summarise(items: ReadonlyMap<string, number>): KindCoverage {
  const covered = [...items.values()].filter((count) => count > 0).length;
  return { covered, total: items.size, items: Object.fromEntries(items) };
}

function readRequest(body: string | undefined, contentType: string | undefined): Json | undefined {
  if (body === undefined) return undefined;
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true)
    return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: Json = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    // Sent broken on purpose: it covers no property.
    return undefined;
  }
}
