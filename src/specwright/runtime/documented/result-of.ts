import type { Reply } from '../outcome.ts';

/** What a good reply gives to the caller, where that is not simply its JSON. */
export function resultOf(
  kind: 'text' | 'binary' | 'any' | 'stream',
  json: unknown,
  reply: Reply,
  signal: AbortSignal | undefined,
): unknown {
  const { text, response } = reply;
  if (kind === 'stream') return streamOf(response, signal);
  if (kind === 'text') return text;
  if (kind === 'binary') return blobOf(reply);
  if (text === '') return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (json !== undefined && (type === '' || /json/i.test(type))) return json;
  return /^$|text|xml|html|csv|json|javascript|urlencoded/i.test(type) ? text : blobOf(reply);
}

/** A stream that ends with the signal of its call. */
function streamOf(
  { body }: Response,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stream = body ?? new Blob([]).stream();
  return signal
    ? stream.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>(), { signal })
    : stream;
}

function blobOf({ bytes, response }: Reply): Blob {
  return new Blob(bytes ? [bytes] : [], { type: response.headers.get('content-type') ?? '' });
}
