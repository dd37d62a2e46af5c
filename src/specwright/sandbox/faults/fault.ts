import type { Exchange, Reply } from '../exchange.ts';

/** What a server does step by step, and what the steps work on. */
export interface Stepwise {
  steps: object;
}

/** One way in which a server can break the contract, as if one line of it were wrong. */
export interface Fault<
  E extends Exchange,
  C extends Stepwise,
  Name extends string = string,
  Group extends string = string,
> {
  /** Stable, kebab-case, unique. */
  readonly name: Name;
  readonly group: Group;
  /** What it breaks: the promise that no longer holds. */
  readonly breaks: string;
  /** True where only bytes on a socket show it. */
  readonly wireOnly?: true;
  /** Steps of the server that are overridden; `base` does what they did before. */
  readonly steps?: (base: C['steps'], core: C) => Partial<C['steps']>;
  /** Changes answers. */
  readonly reply?: Change<E, C>;
  /** Changes answers to requests outside the documented operations. */
  readonly outside?: (reply: Reply) => Reply;
}

/** Makes one answer out of another. */
export type Change<E extends Exchange, C> = (reply: Reply, exchange: E, core: C) => Reply;

/** Which answers a fault touches; what is absent does not matter. */
export interface When<OperationId extends string = string> {
  readonly operation?: OperationId;
  /** Every operation but this one. */
  readonly not?: OperationId;
  readonly status?: number;
  /** The application error code. */
  readonly code?: number;
  /** `true` for answers below 400, `false` for the others. */
  readonly success?: boolean;
}

/** The change, limited to the answers that are meant. */
export function changeWhen<E extends Exchange, C>(
  { operation, not, status, code, success }: When<E['operationId']>,
  change: Change<E, C>,
): Change<E, C> {
  return (reply, exchange, core) => {
    const isMeant =
      (operation === undefined || operation === exchange.operationId) &&
      not !== exchange.operationId &&
      (status === undefined || status === reply.status) &&
      (code === undefined || code === reply.errorCode) &&
      (success === undefined || success === reply.status < 400);
    return isMeant ? change(reply, exchange, core) : reply;
  };
}
