import type { Steps } from '../api/steps/steps.ts';
import type { Core } from '../core.ts';
import type { Exchange, Reply } from '../exchange.ts';

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
export interface Fault {
  /** Stable, kebab-case, unique. */
  readonly name: string;
  readonly group: FaultGroup;
  /** What it breaks: the promise that no longer holds. */
  readonly breaks: string;
  /** True where only bytes on a socket show it. */
  readonly wireOnly?: true;
  /** Steps of the server done differently. */
  readonly steps?: (base: Steps, core: Core) => Partial<Steps>;
  /** Answers sent differently. */
  readonly reply?: (reply: Reply, exchange: Exchange, core: Core) => Reply | undefined;
  /** Answers to requests outside the six operations sent differently. */
  readonly outside?: (reply: Reply) => Reply;
}
