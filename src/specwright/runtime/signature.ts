import { bounded } from './bounded.ts';
import { timeLeft, type Call } from './call.ts';
import type { WireRequest } from './exchange.ts';
import type { Failure } from './outcome.ts';
import type { Operation } from './operation.ts';

/** Credentials other than the token, as they go over the wire. */
export interface Signature {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly cookies: readonly (readonly [string, string])[];
}

/** Gives the credentials of an operation; `undefined` where it needs none. */
export type Sign = (operation: Operation) => Signature | undefined | Promise<Signature | undefined>;

type Signed = Signature | Failure | undefined;

/** Asks for the credentials of one attempt, within the time of its call. Not a promise where they are at hand. */
export function sign(call: Call, ask: Sign): Signed | Promise<Signed> {
  try {
    const given = ask(call.operation);
    return given instanceof Promise ? wait(call, given) : given;
  } catch (cause) {
    return { failure: 'secret', cause };
  }
}

async function wait(call: Call, pending: Promise<Signature | undefined>): Promise<Signed> {
  const given = await bounded(async () => ({ signature: await pending }), timeLeft(call), call.signal);
  if ('signature' in given) return given.signature;
  // A function of the caller rejected.
  return given.failure === 'connection' ? { ...given, failure: 'secret' } : given;
}

/** A request with credentials that no hook has seen. */
export function signed(request: WireRequest, { headers, query, cookies }: Signature): WireRequest {
  const own = request.headers['cookie'];
  if (query.length === 0 && cookies.length === 0)
    return { ...request, headers: { ...request.headers, ...headers } };
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  const url = search && `${request.url}${request.url.includes('?') ? '&' : '?'}${search}`;
  const cookie = [...(own ? [own] : []), ...cookies.map((pair) => pair.join('='))].join('; ');
  return {
    ...request,
    ...(url && { url }),
    headers: { ...request.headers, ...headers, ...(cookie && { cookie }) },
  };
}
