import type { ApiOperation } from '../../openapi/api-document.ts';
import type { Exchange } from '../exchange.ts';

/** A request that was matched to an operation of the document. */
export interface DocumentExchange extends Exchange {
  readonly operation: ApiOperation;
  /** Values of the path parameters, still percent-encoded. */
  readonly params: readonly string[];
}
