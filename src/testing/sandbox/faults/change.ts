import type { Json, JsonObject } from '../../../specwright/base/json.ts';
import { changeBody } from '../disturb/spoil.ts';
import type { Exchange, OperationId, Reply } from '../exchange.ts';
import type { Core } from '../core.ts';
import type { Fault, FaultGroup } from './fault.ts';

/** Which answers a fault touches; what is absent does not matter. */
export interface When {
  readonly operation?: OperationId;
  readonly status?: number;
  readonly code?: number;
  /** `true` for answers below 400, `false` for the others. */
  readonly success?: boolean;
  /** `false` for everything but the token endpoint. */
  readonly token?: boolean;
}

/** Makes one answer out of another. */
export type Change = (reply: Reply, exchange: Exchange, core: Core) => Reply;

/** Makes faults of one group that change the answers that are meant. */
export function wrongAnswers(group: FaultGroup) {
  return (name: string, breaks: string, when: When, change: Change): Fault => ({
    name,
    group,
    breaks,
    reply: (reply, exchange, core) =>
      isMeant(when, reply, exchange) ? change(reply, exchange, core) : reply,
  });
}

/** Makes faults of one group that do single steps differently. */
export function wrongSteps(group: FaultGroup) {
  return (name: string, breaks: string, steps: NonNullable<Fault['steps']>): Fault => ({
    name,
    group,
    breaks,
    steps,
  });
}

function isMeant(
  { operation, status, code, success, token }: When,
  reply: Reply,
  exchange: Exchange,
): boolean {
  return (
    (operation === undefined || operation === exchange.operationId) &&
    (status === undefined || status === reply.status) &&
    (code === undefined || code === reply.errorCode) &&
    (success === undefined || success === reply.status < 400) &&
    (token === undefined || token === (exchange.operationId === 'getAccessToken'))
  );
}

/** Changes the JSON object in an answer. */
export function editBody(change: (body: JsonObject) => Json): Change {
  return (reply) => changeBody(reply, change);
}

/** Leaves a field out. */
export function dropField(name: string): Change {
  return editBody((fields) => omit(fields, name));
}

/** Sets a field. */
export function setField(name: string, value: (old: Json | undefined) => Json): Change {
  return editBody((fields) => ({ ...fields, [name]: value(fields[name]) }));
}

/** Sends another status. */
export function sendStatus(sent: number): Change {
  return (reply) => ({ ...reply, status: sent });
}

/** Sends another application error code, and the status that goes with it where one is given. */
export function sendCode(errorCode: number, sent?: number): Change {
  return (reply) => ({
    ...changeBody(reply, (fields) => ({ ...fields, errorCode })),
    ...(sent !== undefined && { status: sent }),
  });
}

/** Sets a header. */
export function setHeader(name: string, value: (exchange: Exchange) => string): Change {
  return (reply, exchange) => ({ ...reply, headers: { ...reply.headers, [name]: value(exchange) } });
}

/** Says another media type, or none. */
export function sayMediaType(stated?: string): Change {
  return (reply) => ({
    ...reply,
    headers: {
      ...omit(reply.headers, 'Content-Type'),
      ...(stated !== undefined && { 'Content-Type': stated }),
    },
  });
}

/** An object without one of its fields. */
export function omit<Value>(fields: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).filter(([known]) => known !== name));
}

/** Holds the answer back. */
export function holdBack(milliseconds: number): Change {
  return (reply) => ({ ...reply, delay: (reply.delay ?? 0) + milliseconds });
}
