import type { JsonObject } from '../../../specwright/base/json.ts';
import type { Reply } from '../exchange.ts';
import type { Mishap } from './disturbance.ts';

type Spoil = (reply: Reply) => Reply;

const spoilers: Readonly<Record<Mishap, Spoil>> = {
  drop: (reply) => ({ ...reply, delivery: { kind: 'drop' } }),
  truncate: (reply) => ({ ...reply, delivery: { kind: 'truncate' } }),
  hang: (reply) => ({ ...reply, delivery: { kind: 'hang' } }),
  'html-502': badGateway,
  'wrong-type': (reply) => changeBody(reply, (body) => changeFirst(body)),
  'missing-field': (reply) => changeBody(reply, (body) => Object.fromEntries(Object.entries(body).slice(1))),
  malformed: (reply) =>
    reply.body === undefined ? reply : { ...reply, body: `${reply.body.slice(0, -1)},}` },
  empty: ({ status, headers }) => ({ status, headers }),
};

/** Spoils an answer in one of the ways that servers and proxies have. */
export function spoil(reply: Reply, mishap: Mishap): Reply {
  return spoilers[mishap](reply);
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

/** The same answer with another JSON object in it; answers without one stay as they are. */
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
