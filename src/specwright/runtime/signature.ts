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

/** What puts the credentials into a request; `undefined` where there are none. */
export type Signed = ((request: WireRequest) => WireRequest) | Failure | undefined;

/** Asks for the credentials of one attempt, within the time of its call. */
export async function sign(call: Call, ask: Sign): Promise<Signed> {
  const given = await within(call, ask);
  return given && 'headers' in given ? (request) => signed(request, given) : given;
}

async function within(call: Call, ask: Sign): Promise<Signature | Failure | undefined> {
  try {
    const pending = ask(call.operation);
    if (!(pending instanceof Promise)) return pending;
    const given = await bounded(async () => ({ signature: await pending }), timeLeft(call), call.signal);
    if ('signature' in given) return given.signature;
    // A function of the caller rejected.
    return given.failure === 'connection' ? { ...given, failure: 'secret' } : given;
  } catch (cause) {
    return { failure: 'secret', cause };
  }
}

/** A request with credentials that no hook has seen. */
function signed(request: WireRequest, { headers, query, cookies }: Signature): WireRequest {
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
