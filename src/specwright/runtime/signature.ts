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

/** Asks for the credentials of one attempt, within the time of its call. */
export async function sign(
  call: Call,
  ask: (operation: Operation) => Signature | Promise<Signature>,
): Promise<Signature | Failure> {
  const given = await bounded(async () => ask(call.operation), timeLeft(call), call.signal);
  // A function of the caller threw.
  return 'failure' in given && given.failure === 'connection' ? { ...given, failure: 'secret' } : given;
}

/** A request with credentials that no hook has seen. */
export function signed(request: WireRequest, { headers, query, cookies }: Signature): WireRequest {
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  const url = search && `${request.url}${request.url.includes('?') ? '&' : '?'}${search}`;
  const own = request.headers['cookie'];
  const cookie = [...(own ? [own] : []), ...cookies.map((pair) => pair.join('='))].join('; ');
  return {
    ...request,
    ...(url && { url }),
    headers: { ...request.headers, ...headers, ...(cookie && { cookie }) },
  };
}
