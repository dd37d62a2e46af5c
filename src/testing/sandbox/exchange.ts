import type { Disturbance as GeneralDisturbance, Exchange as GeneralExchange } from 'specwright/sandbox';
import type { OperationId } from '../../../generated/operations.ts';
import type { ErrorCode } from './error-codes.ts';

export type { OperationId };

/** A request that was matched to an operation. */
export interface Exchange extends GeneralExchange {
  readonly operationId: OperationId;
  /** The decoded path parameter; empty for operations without one. */
  readonly taskId: string;
}

/** Trouble to come: for the next requests, or for a share of all of them. */
export interface Disturbance extends GeneralDisturbance {
  readonly operation?: OperationId;
  /** Answer with this code; nothing is done. */
  readonly errorCode?: ErrorCode;
  /** With `errorCode` and Queue Task: the record is made and not queued, as when the queue step fails. */
  readonly leavesRecord?: boolean;
}
