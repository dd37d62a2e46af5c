import type { Exchange } from '../exchange/exchange.ts';
import type { ApiRequest } from './request.ts';
import type { Expectation } from './expectation.ts';
import type { Session } from './session.ts';

/** Where cases come from; also the first part of their ids. */
export const sources = [
  'token',
  'examples',
  'errors',
  'positive',
  'negative',
  'auth',
  'http',
  'wire',
  'workflow',
  'random',
] as const;
export type Source = (typeof sources)[number];

/** What a case may do to the target: read, touch tasks of its own, or touch everything a service holds. */
export type Impact = 'reads' | 'own' | 'service';

/**
 * When a case runs. `first`: before all others, one by one. `together`: beside others. `alone`: after those,
 * one by one, because it touches what others rely on. `last`: at the end, because it invalidates credentials.
 */
export type Turn = 'first' | 'together' | 'alone' | 'last';

/** What there is to say of a case. */
export interface CaseInfo {
  /** `source/name`, unique, the same in every run. */
  readonly id: string;
  readonly source: Source;
  /** What is tried, in words. */
  readonly title: string;
  /** `operationId` of the operation in the center; absent where there is none. */
  readonly operation?: string;
  readonly impact: Impact;
  readonly turn: Turn;
  /** Set where the other cases rely on it: it runs in every selection of cases. */
  readonly essential?: true;
}

/** Something to try on the target. `T` is what the suite adds to the session. */
export interface Case<T = unknown> extends CaseInfo {
  /** What the case lacks at this target; `undefined` when it can run. */
  missing?(session: Session<T>): Lack | undefined;
  run(probe: Probe<T>): Promise<void>;
}

/** Why a case is left out. */
export interface Lack {
  readonly reason: string;
  /** What would add it, as the command line calls it: `--profile`. */
  readonly option?: string;
}

/** What a case works with. */
export interface Probe<T = unknown> {
  readonly session: Session<T>;
  /** Sends a request; every check looks at the answer, in the light of the expectation. */
  send(request: ApiRequest, expectation: Expectation): Promise<Exchange>;
  /** Counts a transition of the suite's state model as covered. */
  passed(transition: string): void;
  /** A probe whose findings are kept apart and judged by the caller: for search and shrinking. */
  apart(): Trial<T>;
}

/** A probe whose findings count only if the caller keeps them. */
export interface Trial<T = unknown> {
  readonly probe: Probe<T>;
  flawed(): boolean;
  keep(): void;
}

/** Thrown by a case that finds out while running that it cannot go on. It counts as skipped. */
export class Skip extends Error {
  override readonly name = 'Skip';
  /** What would let the case go on, as the command line calls it. */
  readonly option: string | undefined;

  constructor(message: string, option?: string) {
    super(message);
    this.option = option;
  }
}

/** Thrown where going on could do harm: no further request is sent, and the contract counts as broken. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
}

/** Whether a case gave up. Asked by name: a suite may come with a copy of this package of its own. */
export function isSkip(error: unknown): error is Skip {
  return error instanceof Error && error.name === 'Skip';
}

/** Whether a case asks for the end of the run; by name, for the same reason. */
export function isStopRun(error: unknown): error is StopRun {
  return error instanceof Error && error.name === 'StopRun';
}
