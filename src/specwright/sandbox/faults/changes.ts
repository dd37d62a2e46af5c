import { type Json, type JsonObject, omit } from '../../base/json.ts';
import { changeBody } from '../disturb/break-reply.ts';
import type { Delivery, Reply } from '../exchange.ts';

/** Changes of an answer that faults are made of. */
type SimpleChange = (reply: Reply) => Reply;

/** Changes the JSON object in an answer. */
export function editBody(change: (body: JsonObject) => Json): SimpleChange {
  return (reply) => changeBody(reply, change);
}

/** Leaves a field out. */
export function dropField(name: string): SimpleChange {
  return editBody((fields) => omit(fields, name));
}

/** Sets a field. */
export function setField(name: string, value: (old: Json | undefined) => Json): SimpleChange {
  return editBody((fields) => ({ ...fields, [name]: value(fields[name]) }));
}

/** Sends another status. */
export function sendStatus(status: number): SimpleChange {
  return (reply) => ({ ...reply, status });
}

/** Sends no body. */
export function sendNothing(status?: number): SimpleChange {
  return (reply) => ({ status: status ?? reply.status, headers: reply.headers });
}

/** Says another media type, or none, where there is a body. */
export function sayMediaType(stated?: string): SimpleChange {
  return (reply) =>
    reply.body === undefined
      ? reply
      : {
          ...reply,
          headers: {
            ...omit(reply.headers, 'Content-Type'),
            ...(stated !== undefined && { 'Content-Type': stated }),
          },
        };
}

/** Changes the text of a body, if there is one, and says another media type where one is given. */
export function editText(change: (body: string) => string, stated?: string): SimpleChange {
  return (reply) => {
    if (reply.body === undefined) return reply;
    const headers = stated === undefined ? reply.headers : { ...reply.headers, 'Content-Type': stated };
    return { ...reply, headers, body: change(reply.body) };
  };
}

/** Breaks the delivery. */
export function deliver(delivery: Delivery): SimpleChange {
  return (reply) => ({ ...reply, delivery });
}

/** Holds the answer back. */
export function holdBack(milliseconds: number): SimpleChange {
  return (reply) => ({ ...reply, delay: (reply.delay ?? 0) + milliseconds });
}
