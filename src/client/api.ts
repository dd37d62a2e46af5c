import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../generated/types.ts';
import { publishedUrl } from './operation-traits.ts';
import type { Outcome } from './outcome.ts';
import type { NoToken, TokenSource } from './token.ts';
import { send, type Call, type Shared } from './transport.ts';

/** openapi-fetch over the generated paths. */
export type Api = Client<paths>;

/** How the request of a call ended: beside openapi-fetch's own result, which knows nothing of retries. */
export type Ending = Outcome | NoToken;

/** What a call hands through openapi-fetch to the transport, in the options of its one request. */
export interface CallSlot {
  readonly call: Call;
  readonly tokens: TokenSource | undefined;
  ending: Ending | undefined;
}

/** openapi-fetch makes a `Request` for every call, which costs more than all else it does: this is one on paper. */
class PlainRequest {
  readonly url: string;
  readonly method: string = '';
  readonly body: string | undefined;
  readonly headers = new Headers();
  readonly slot: CallSlot | undefined;

  constructor(url: string, init: object) {
    this.url = url;
    Object.assign(this, init);
  }
}

/** The reply again: its body was read in full by the attempt, whose time covers it. */
function reread(ending: Ending): Response {
  if (!('response' in ending)) throw new Error('no reply');
  const { response, text, json } = ending;
  return Object.assign(response, {
    text: () => Promise.resolve(text),
    json: () => (json === undefined ? Promise.resolve(text).then(JSON.parse) : Promise.resolve(json)),
  });
}

async function viaTransport(shared: Shared, request: unknown): Promise<Response> {
  if (!(request instanceof PlainRequest) || !request.slot) throw new TypeError('a call without its slot');
  const { method, url, headers, body, slot } = request;
  const { call, tokens } = slot;
  const own = tokens ? shared.settings.headers : undefined;
  const type = headers.get('content-type');
  slot.ending = await send(
    shared,
    call,
    {
      method,
      url: publishedUrl(call.info.operation, url),
      headers: { ...own, accept: 'application/json', ...(type && { 'content-type': type }) },
      body,
    },
    tokens,
  );
  return reread(slot.ending);
}

/** openapi-fetch with our transport below it. */
export function createApi(shared: Shared): Api {
  return createFetchClient<paths>({
    baseUrl: shared.settings.baseUrl,
    // It is only built and handed to `fetch` below; the type asks for the whole DOM class.
    Request: PlainRequest as unknown as typeof Request,
    fetch: (request) => viaTransport(shared, request),
  });
}
