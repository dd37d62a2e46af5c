import {
  changeWhen,
  type Change as GeneralChange,
  type Fault as GeneralFault,
  type When as GeneralWhen,
} from 'specwright/sandbox';
import type { Core } from '../core.ts';
import type { Exchange, OperationId } from '../exchange.ts';

/** The kinds of ways in which a server can break the contract. */
export const faultGroups = [
  'schema',
  'media-type',
  'status',
  'error-code',
  'auth',
  'negative-input',
  'boundaries',
  'state',
  'http',
  'timing',
  'security',
] as const;

/** One of {@link faultGroups}. */
export type FaultGroup = (typeof faultGroups)[number];

/** One way in which a server can break the contract, as if one line of it were wrong. */
export type Fault = GeneralFault<Exchange, Core, string, FaultGroup>;

/** Makes one answer out of another. */
export type Change = GeneralChange<Exchange, Core>;

/** Which answers a fault touches. */
export type When = GeneralWhen<OperationId>;

/** The steps that a fault overrides. */
export type StepsOf = NonNullable<Fault['steps']>;

/** What a fault breaks, which answers it touches, and what it makes of them. */
export type WrongAnswer = readonly [breaks: string, when: When, change: Change];

/** Faults of one group that change answers, by name. */
export function wrongAnswers(group: FaultGroup, table: Readonly<Record<string, WrongAnswer>>): Fault[] {
  return Object.entries(table).map(([name, [promise, when, change]]) => ({
    name,
    group,
    breaks: promise,
    reply: changeWhen(when, change),
  }));
}

/** Faults of one group that override steps, by name. */
export function wrongSteps(
  group: FaultGroup,
  table: Readonly<Record<string, readonly [breaks: string, steps: StepsOf]>>,
): Fault[] {
  return Object.entries(table).map(([name, [promise, steps]]) => ({ name, group, breaks: promise, steps }));
}

/** An entry of {@link wrongSteps}. */
export function breaks(promise: string, steps: StepsOf): readonly [string, StepsOf] {
  return [promise, steps];
}

/** An entry of {@link wrongAnswers}. */
export function alters(promise: string, when: When, change: Change): WrongAnswer {
  return [promise, when, change];
}
