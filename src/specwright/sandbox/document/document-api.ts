import { isObject, jsonOf, ownList, ownString, type JsonSchema } from '../../base/json.ts';
import { nothingHere, otherMethod, type Api } from '../engine.ts';
import { plainReply, type ApiRequest, type Reply } from '../exchange.ts';
import { oneOf, type Fields } from '../fields.ts';
import type { Disturbance } from '../disturb/disturbance.ts';
import { PathRouter } from '../path-router.ts';
import { retryAfterHeader, takeOne, type Allowance } from '../rate-limit.ts';
import type { ApiDocument, ApiOperation } from '../../openapi/api-document.ts';
import { pairedExample, type DocumentedReplies } from './documented-reply.ts';
import { isConditional, tagSchema, withTag } from './entity-tags.ts';
import type { DocumentExchange } from './document-exchange.ts';
import type { DocumentCore } from './document-steps.ts';
import type { ReadRequest } from './read-request.ts';
import { isGrant } from './token-endpoint.ts';

/** Trouble to come: for the next requests, or for a share of all of them. */
export interface DocumentDisturbance extends Disturbance {
  /** Refuse with this status, in the documented shape; nothing is done. */
  readonly status?: number;
}

/** What a disturbance can do only here. */
export const STATUS_FIELD: Fields = {
  status: oneOf([400, 401, 402, 403, 404, 405, 409, 410, 412, 422, 423, 429, 500, 501, 502, 503, 504]),
};

/** Answers good requests to operations that it knows, with what it keeps; `undefined` leaves them to the document. */
export interface Memory {
  answer(operation: ApiOperation, read: ReadRequest, request: ApiRequest): Reply | undefined;
}

const STATUSES = {
  unauthorized: [401, 403],
  forbidden: [403, 401],
  'unsupported-media': [415, 400, 422],
  invalid: [400, 422],
} as const;

/** Most callers whose allowance is kept. */
const MOST_CALLERS = 10_000;

/** The operations of a document, for the engine. */
export class DocumentApi implements Api<DocumentExchange, DocumentDisturbance> {
  readonly #core: DocumentCore;
  readonly #router = new PathRouter<ApiOperation>();
  readonly #replies: DocumentedReplies;
  readonly #memory: Memory;
  readonly #allowances = new Map<string, Allowance>();
  /** Which operations send a tag, and in what form. */
  readonly #tags: ReadonlyMap<ApiOperation, { readonly schema: JsonSchema; readonly isConditional: boolean }>;

  constructor(document: ApiDocument, core: DocumentCore, replies: DocumentedReplies, memory: Memory) {
    this.#core = core;
    this.#replies = replies;
    this.#memory = memory;
    const base = basePath(document);
    this.#tags = new Map(
      document.operations.flatMap((operation) => {
        const conditional = isConditional(operation);
        const schema = tagSchema(operation) ?? (conditional ? {} : undefined);
        return schema === undefined ? [] : [[operation, { schema, isConditional: conditional }]];
      }),
    );
    for (const operation of document.operations) {
      this.#router.add(operation.method, operation.path, operation);
      if (base !== '') this.#router.add(operation.method, base + operation.path, operation);
    }
  }

  match(request: ApiRequest): DocumentExchange | Reply {
    const route = this.#router.find(request.path);
    const token = this.#core.tokens.answer(request);
    const stated = route?.methods.get(request.method);
    if (token !== undefined && stated === undefined) return token;
    if (token?.status === 200 && stated !== undefined && isGrant(request))
      return this.#withToken(this.#replies.reply(request, this.#replies.successOf(stated)), token);
    if (route === undefined) return nothingHere();
    const method = request.method === 'HEAD' && !route.methods.has('HEAD') ? 'GET' : request.method;
    const operation = route.methods.get(method);
    if (operation === undefined) return this.#otherMethod(request.method, route.methods);
    return { request, operationId: operation.id, operation, params: route.params };
  }

  /** The documented answer of a token endpoint, with a token that works. */
  #withToken(reply: Reply, token: Reply): Reply {
    const [shown, made] = [jsonOf(reply.body ?? ''), jsonOf(token.body ?? '')];
    return isObject(shown) && isObject(made)
      ? uncached({ ...reply, body: JSON.stringify({ ...shown, ...made }) })
      : token;
  }

  /** 405 in the documented shape, where an operation of the path documents it. */
  #otherMethod(method: string, methods: ReadonlyMap<string, ApiOperation>): Reply {
    const plain = otherMethod(method, methods.keys());
    const told = [...methods.values()].find(({ responses }) =>
      responses.some(({ status }) => status === '405'),
    );
    if (plain.status !== 405 || told === undefined) return plain;
    const { Allow: allowed = '' } = plain.headers;
    const reply = this.#replies.refuse(told, [405], `the path allows ${allowed}`);
    return { ...reply, headers: { ...reply.headers, Allow: allowed } };
  }

  answer(exchange: DocumentExchange): Reply {
    const { operation, request } = exchange;
    const limited = this.#limit(exchange);
    if (limited !== undefined) return limited;
    const token = isGrant(request) ? this.#core.tokens.answer(request) : undefined;
    if (token !== undefined) return this.#replies.refuse(operation, [401, 400], token.reason ?? 'no token');
    const refused = this.#core.steps.refuseCaller(exchange);
    if (refused !== undefined) return this.#replies.refuse(operation, STATUSES[refused.kind], refused.reason);
    if (!this.#replies.isAcceptable(operation, request))
      return this.#replies.refuse(operation, [406], 'Accept allows none of the documented media types');
    const read = this.#core.steps.read(exchange);
    if ('kind' in read) return this.#replies.refuse(operation, STATUSES[read.kind], read.reason);
    return this.#tagged(exchange, this.#succeed(exchange, read));
  }

  #succeed({ operation, request }: DocumentExchange, read: ReadRequest): Reply {
    const remembered = this.#memory.answer(operation, read, request);
    if (remembered !== undefined) return remembered;
    const response = this.#replies.successOf(operation);
    const reply = this.#replies.reply(request, response, pairedExample(operation, response, read.body));
    return this.#core.tokens.isAt(request) ? uncached(reply) : reply;
  }

  /** A success with the entity tag that its operation documents; 304 to those who have it already. */
  #tagged({ operation, request }: DocumentExchange, reply: Reply): Reply {
    const { steps } = this.#core;
    const tagged = this.#tags.get(operation);
    if (reply.status >= 300 || tagged === undefined) return reply;
    const tag = reply.headers['ETag'] ?? steps.tag(reply.body ?? '', tagged.schema);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    return isRead && tagged.isConditional && steps.isUnchanged(request, tag)
      ? { status: 304, headers: { ETag: tag } }
      : withTag(reply, tag);
  }

  /** 429 for a caller who sends more than the rate limit allows. */
  #limit({ operation, request }: DocumentExchange): Reply | undefined {
    const { clock, settings } = this.#core;
    const { rateLimit } = settings;
    if (rateLimit === undefined) return undefined;
    const caller = request.header('authorization') ?? '';
    const { allowed, allowance } = takeOne(rateLimit, this.#allowances.get(caller), clock.now());
    if (this.#allowances.size >= MOST_CALLERS) this.#allowances.clear();
    this.#allowances.set(caller, allowance);
    if (allowed) return undefined;
    const reply = this.#replies.refuse(operation, [429, 503], 'the rate limit is reached');
    const retry = retryAfterHeader({ retryAfter: 'seconds', ...rateLimit }, clock.now());
    return { ...reply, headers: { ...reply.headers, ...retry } };
  }

  crash(): Reply {
    return plainReply(500, 'The sandbox failed; its request log says why.');
  }

  asked(): undefined {
    return undefined;
  }

  fail({ operation }: DocumentExchange, { status }: DocumentDisturbance): Reply | undefined {
    return status === undefined ? undefined : this.#replies.refuse(operation, [status], 'provoked');
  }
}

/** Answers with a token are not kept (RFC 6749, section 5.1). */
function uncached(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } };
}

/** The path of the first server: clients may send it or leave it out. */
function basePath({ root }: ApiDocument): string {
  const [server] = ownList(root, 'servers');
  const url = ownString(server, 'url') ?? '';
  const path = url
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return path.startsWith('/') ? path : '';
}
