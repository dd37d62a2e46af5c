import { isErrorCode, Refusal } from '../api/error-codes.ts';
import type { ErrorCode } from '../api/error-codes.ts';
import { refuse, tokenError } from '../api/replies.ts';
import type { Core } from '../core.ts';
import type { Exchange, OperationId, Reply } from '../exchange.ts';
import type { Disturbance } from './disturbance.ts';
import { drawLatency } from './latency.ts';
import { leaveUnqueued } from './leave-unqueued.ts';
import { spoil } from './spoil.ts';

/** Name of the request header that provokes a code for one request. */
export const errorHeader = 'x-sandbox-error-code';

/** The header as an answer to `operation`, and what comes of it. */
interface Effect {
  /** An answer instead of the work. */
  before?(): Reply | undefined;
  /** A change of the answer after the work. */
  after?(reply: Reply): Reply;
}

interface Pending {
  readonly disturbance: Disturbance;
  left: number;
}

/** The trouble to come, oldest first; each request meets at most one of them. */
export class Disturbances {
  #pending: Pending[] = [];

  add(disturbance: Disturbance): void {
    const left = disturbance.times ?? (disturbance.share === undefined ? 1 : Number.POSITIVE_INFINITY);
    this.#pending.push({ disturbance, left });
  }

  clear(): void {
    this.#pending = [];
  }

  /** What is still to come. */
  list(): (Disturbance & { readonly left: number })[] {
    return this.#pending.map(({ disturbance, left }) => ({ ...disturbance, left }));
  }

  /** What happens to this request; `undefined` for most. */
  take(core: Core, exchange: Exchange): Effect | undefined {
    const asked = core.settings.errorHeader ? exchange.request.header(errorHeader) : undefined;
    if (asked !== undefined && isErrorCode(Number(asked)))
      return effect(core, exchange, { errorCode: codeOf(asked) });
    if (this.#pending.length === 0) return undefined;
    const found = this.#pending.find((pending) => hits(core, pending.disturbance, exchange.operationId));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#pending = this.#pending.filter((pending) => pending !== found);
    return effect(core, exchange, found.disturbance);
  }
}

function codeOf(text: string): ErrorCode {
  const code = Number(text);
  return isErrorCode(code) ? code : 13;
}

function hits(core: Core, { operation, share }: Disturbance, id: OperationId): boolean {
  return (operation === undefined || operation === id) && (share === undefined || core.random.next() < share);
}

function effect(core: Core, exchange: Exchange, disturbance: Disturbance): Effect {
  const { errorCode, mishap, leavesRecord } = disturbance;
  const late = (reply: Reply): Reply => addHeaders(core, delayed(core, reply, disturbance), disturbance);
  if (errorCode === undefined)
    return { after: (reply) => late(mishap === undefined ? reply : spoil(reply, mishap)) };
  const failure = (): Reply => late(failed(core, exchange, errorCode));
  if (leavesRecord !== true) return { before: failure };
  return {
    after: (reply) => {
      leaveUnqueued(core, reply);
      return failure();
    },
  };
}

function failed(core: Core, { operationId }: Exchange, errorCode: ErrorCode): Reply {
  if (operationId !== 'getAccessToken') return refuse(core, new Refusal(errorCode, [], 'provoked'));
  const { status } = new Refusal(errorCode);
  const error = status === 401 ? 'invalid_client' : status < 500 ? 'invalid_request' : 'server_error';
  return { ...tokenError(status, error, 'Provoked.'), errorCode };
}

function delayed(core: Core, reply: Reply, { latency }: Disturbance): Reply {
  return latency === undefined ? reply : { ...reply, delay: drawLatency(latency, core.random) };
}

function addHeaders(core: Core, reply: Reply, { retryAfter }: Disturbance): Reply {
  if (retryAfter === undefined) return reply;
  const value = retryAfter === 'date' ? new Date(core.clock.now() + 1000).toUTCString() : `${retryAfter}`;
  return { ...reply, headers: { ...reply.headers, 'Retry-After': value } };
}
