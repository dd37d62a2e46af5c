import { type JsonObject, omit } from '../../base/json.ts';
import type { Reply } from '../exchange.ts';
import type { Mishap } from './disturbance.ts';

const BREAKERS: Readonly<Record<Mishap, (reply: Reply) => Reply>> = {
  drop: (reply) => ({ ...reply, delivery: { kind: 'drop' } }),
  truncate: (reply) => ({ ...reply, delivery: { kind: 'truncate' } }),
  hang: (reply) => ({ ...reply, delivery: { kind: 'hang' } }),
  'html-502': badGateway,
  'wrong-type': (reply) => changeBody(reply, changeFirst),
  'missing-field': (reply) => changeBody(reply, (body) => omit(body, Object.keys(body)[0] ?? '')),
  malformed: (reply) =>
    reply.body === undefined ? reply : { ...reply, body: `${reply.body.slice(0, -1)},}` },
  empty: ({ status, headers }) => ({ status, headers }),
};

/** Breaks an answer in one of the ways that servers and proxies have. */
export function breakReply(reply: Reply, mishap: Mishap): Reply {
  return BREAKERS[mishap](reply);
}

/** The page that a proxy sends when nothing answers behind it. */
export function badGateway(): Reply {
  const title = '502 Bad Gateway';
  return {
    status: 502,
    headers: { 'Content-Type': 'text/html' },
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n</body>\n</html>\n`,
  };
}

/** The same answer with another value in place of its JSON object; answers without one stay as they are. */
export function changeBody(reply: Reply, change: (body: JsonObject) => unknown): Reply {
  if (reply.body === undefined || !reply.body.startsWith('{')) return reply;
  const body: JsonObject = JSON.parse(reply.body);
  return { ...reply, body: JSON.stringify(change(body)) };
}

function changeFirst(body: JsonObject): JsonObject {
  const [first] = Object.keys(body);
  if (first === undefined) return body;
  return { ...body, [first]: typeof body[first] === 'number' ? `${body[first]}` : 0 };
}
