import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiRequest, Reply } from '../exchange.ts';

/** What failed in the words of `fetch`, with the reason as its cause. */
function networkError(reason: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(reason) });
}

/** A web request as the core reads it. */
export async function fromRequest(request: Request): Promise<ApiRequest> {
  const { pathname, search } = new URL(request.url);
  const body = request.body === null ? Buffer.alloc(0) : Buffer.from(await request.arrayBuffer());
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    body,
  };
}

/** Turns a reply into what `fetch` would give, or fails as `fetch` would. */
export async function toResponse(reply: Reply, request: Request): Promise<Response> {
  await holdBack(reply, request.signal);
  const kind = reply.delivery?.kind;
  if (kind === 'drop') throw networkError('the connection was closed');
  const bare = request.method === 'HEAD' || [204, 205, 304].includes(reply.status);
  const body = bare || reply.body === undefined ? null : bodyOf(reply, reply.body);
  return new Response(body, { status: reply.status, headers: reply.headers });
}

async function holdBack({ delay, delivery }: Reply, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (delivery?.kind === 'hang') await hang(signal);
  if (delay === undefined || delay <= 0) return;
  await sleep(delay, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function bodyOf({ delivery }: Reply, body: string): BodyInit {
  if (delivery?.kind === 'truncate') return truncated(body);
  return delivery?.kind === 'stall' ? stalled(body, delivery.milliseconds) : body;
}

function truncated(body: string): ReadableStream {
  const bytes = Buffer.from(body);
  let sent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (sent)
        controller.error(new TypeError('terminated', { cause: new Error('the connection was closed') }));
      else controller.enqueue(new Uint8Array(bytes.subarray(0, bytes.length / 2)));
      sent = true;
    },
  });
}

function stalled(body: string, milliseconds: number): ReadableStream {
  const bytes = Buffer.from(body);
  const half = Math.floor(bytes.length / 2);
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new Uint8Array(bytes.subarray(0, half)));
      await sleep(milliseconds);
      controller.enqueue(new Uint8Array(bytes.subarray(half)));
      controller.close();
    },
  });
}
