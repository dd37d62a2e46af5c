import type { Random } from '../base/random.ts';
import type { Clock } from './clock.ts';
import type { Disturbance } from './disturb/disturbance.ts';
import { Disturbances, type Failing } from './disturb/disturbances.ts';
import { type ApiRequest, type Exchange, plainReply, type Reply } from './exchange.ts';
import type { Stepwise } from './faults/fault.ts';
import type { FaultSwitch } from './faults/fault-switch.ts';
import { drawLatency, type Latency } from './latency.ts';
import type { RequestLog } from './request-log.ts';

/** What every sandbox consists of. There are no globals: two sandboxes in one process share nothing. */
export interface EngineCore extends Stepwise {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  settings: { readonly latency?: Latency | undefined };
}

/** An API as the engine serves it. */
export interface Api<E extends Exchange, D extends Disturbance> extends Failing<E, D> {
  /** The operation that a request asks for, or the answer where there is none. */
  match(request: ApiRequest): E | Reply;
  /** Does the work of an operation. What it changes, it changes before it returns. */
  answer(exchange: E): Reply;
  /** The answer of a server that failed. */
  crash(): Reply;
}

/** Answers requests: finds the operation, lets trouble and faults have their way, keeps the log. */
export class Engine<E extends Exchange, C extends EngineCore, D extends Disturbance> {
  readonly core: C;
  readonly faults: FaultSwitch<E, C>;
  readonly disturbances: Disturbances<E, D>;
  readonly maxBodyBytes: number;
  readonly #api: Api<E, D>;

  constructor(core: C, api: Api<E, D>, faults: FaultSwitch<E, C>, maxBodyBytes: number) {
    this.core = core;
    this.faults = faults;
    this.disturbances = new Disturbances(core, api);
    this.maxBodyBytes = maxBodyBytes;
    this.#api = api;
  }

  /** Answers one request. Never throws. */
  handle(request: ApiRequest): Reply {
    const reply =
      request.body.length > this.maxBodyBytes ? tooLarge(this.maxBodyBytes) : this.#answerSafely(request);
    const { random, settings } = this.core;
    if (settings.latency === undefined) return reply;
    return { ...reply, delay: (reply.delay ?? 0) + drawLatency(settings.latency, random) };
  }

  /** Under a fault that lets bad input pass, later steps may meet what they cannot read: a server answers that too. */
  #answerSafely(request: ApiRequest): Reply {
    try {
      const matched = this.#api.match(request);
      if (!('operationId' in matched)) return this.#note(request, this.faults.changeOutside(matched));
      const reply = this.disturbances.disturb(matched, () => this.#api.answer(matched));
      return this.#note(request, this.faults.change(reply, matched), matched);
    } catch (error) {
      return this.#note(request, { ...this.#api.crash(), reason: `The sandbox failed: ${String(error)}` });
    }
  }

  #note(request: ApiRequest, reply: Reply, exchange?: Exchange): Reply {
    this.core.log.add({
      at: this.core.clock.now(),
      method: request.method,
      path: request.path,
      ...(exchange && { operation: exchange.operationId }),
      status: reply.status,
      ...(reply.errorCode !== undefined && { errorCode: reply.errorCode }),
      ...(reply.reason !== undefined && { reason: reply.reason }),
    });
    return reply;
  }
}

/** The answer to a body over the limit. */
export function tooLarge(limit: number): Reply {
  return plainReply(413, `The body is larger than ${limit} bytes.`);
}

/** The answer to a path that the API does not have. */
export function nothingHere(): Reply {
  return plainReply(404, 'There is nothing at this path.');
}

/** The answer to a method that the path does not have: 405 with `Allow`, or what `OPTIONS` asks for. */
export function otherMethod(
  method: string,
  methods: Iterable<string>,
  headers: Reply['headers'] = {},
): Reply {
  const known = new Set([...methods, 'OPTIONS']);
  if (known.has('GET')) known.add('HEAD');
  const allowed = [...known].sort().join(', ');
  if (method === 'OPTIONS') return { status: 204, headers: { ...headers, Allow: allowed } };
  return plainReply(405, `This path allows ${allowed}.`, { Allow: allowed });
}
