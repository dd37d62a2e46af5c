import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../generated/types.ts';
import type { Call, Shared } from './call.ts';
import { publishedUrl } from './operation-traits.ts';
import type { Ending } from './outcome.ts';
import type { TokenSource } from './token.ts';
import type { WireRequest } from './attempt.ts';
import { send } from './transport.ts';
import type { Settings } from './options.ts';

/** openapi-fetch over the generated paths. */
export type Api = Client<paths>;

/** What a call hands through openapi-fetch to the transport, in the options of its one request. */
export interface CallSlot {
  readonly call: Call;
  /** Absent for the token request itself. */
  readonly tokens?: TokenSource;
  /** How it ended: openapi-fetch's own result knows nothing of retries. */
  ending?: Ending;
}

/** openapi-fetch makes a `Request` for every call, which costs more than all else it does: this is one on paper. */
class PlainRequest {
  declare readonly method: string;
  declare readonly headers: Headers;
  declare readonly body: string | null;
  declare readonly slot: CallSlot;
  readonly url: string;

  constructor(url: string, init: object) {
    this.url = url;
    Object.assign(this, init);
  }
}

/** The body again, which the attempt has read, as its time covers it to the end. */
function reread(ending: Ending): Response {
  // Caught where the call is settled, which looks at the ending.
  if (!ending.response) throw new Error('no reply');
  const { response, text, json } = ending;
  return Object.assign(response, {
    text: async () => text,
    json: async () => json ?? JSON.parse(text),
  });
}

async function viaTransport(
  shared: Shared,
  { method, url, headers, body, slot }: PlainRequest,
): Promise<Response> {
  const type = headers.get('content-type');
  const request: WireRequest = {
    method,
    url: publishedUrl(slot.call.info.operation, url),
    headers: { ...shared.headers, ...(type && { 'content-type': type }) },
    body,
    redirect: 'manual',
  };
  slot.ending = await send(shared, slot.call, request, slot.tokens);
  return reread(slot.ending);
}

/** openapi-fetch with our transport below it; `shared` is complete by the time of the first call. */
export function createApi(settings: Settings, shared: () => Shared): Api {
  return createFetchClient<paths>({
    baseUrl: settings.baseUrl,
    // What openapi-fetch builds here it only hands to the `fetch` below; its types ask for the DOM class.
    Request: PlainRequest as unknown as typeof Request,
    fetch: (request) => viaTransport(shared(), request as unknown as PlainRequest),
  });
}
