import { bounded, type Stop } from './bounded.ts';
import type { Operation } from './operation.ts';
import type { FetchLike } from './options.ts';
import type { Outcome, Reply, Verdict } from './outcome.ts';

/** One request as it goes over the wire, the same for every attempt. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: NonNullable<RequestInit['body']> | null;
}

/** The API's own error code: the name of its member, or a function that finds it in the JSON of a reply. */
export type CodeReader = string | ((json: unknown, ok: boolean) => number | string | undefined);

/** Where the JSON of an error reply tells its code. */
export interface ReplyReader {
  readonly errorCode: CodeReader;
  readonly maxResponseBytes: number;
}

const decoder = new TextDecoder();

/** JSON, or `undefined`: what to make of text that is not JSON is the caller's decision. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a request goes to `fetch`. */
export interface ExchangeInit extends RequestInit {
  /** What a `fetch` may use in place of the signal, which is then not made. */
  readonly stop?: Stop;
}

/** Not written into the object: an accessor that is made anew costs more than all of the object. */
const SIGNAL: PropertyDescriptor & ThisType<{ readonly stop: Stop }> = {
  enumerable: true,
  configurable: true,
  get() {
    return this.stop.signal;
  },
};

/** A reply of a `fetch` that has a faster way to its body than a web stream. */
interface ReadableReply extends Response {
  bytesUpTo?(most: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  drop?(): void;
}

/** The body, counted while it streams in, after decompression; `undefined` where it exceeds the most. */
async function readBytes(
  response: ReadableReply,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (response.bytesUpTo) return response.bytesUpTo(most);
  const { body } = response;
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > most) {
      // What is left of it, and whether letting it go succeeds, changes nothing.
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(next.value);
  }
  const [first = new Uint8Array()] = chunks;
  return chunks.length > 1 ? joined(chunks, size) : first;
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A page in place of JSON is not cut short; it would come again. JSON that was announced, or a success that
 * announces nothing, and no JSON in it, is.
 */
function judge(
  response: Response,
  text: string,
  json: unknown,
  errorCode: number | string | undefined,
  { success, anyJson, reply }: Operation,
): Verdict {
  if (reply && response.ok && !errorCode) return 'good';
  if (json === undefined) {
    if (response.ok && success === undefined && text.trim() === '') return 'good';
    const type = response.headers.get('content-type') ?? '';
    return (response.ok ? !/html/i.test(type) : /json/i.test(type)) ? 'cut-short' : 'refused';
  }
  // Some servers send the code 0 along with a success.
  if (!response.ok || errorCode) return 'refused';
  if (!isRecord(json)) return anyJson ? 'good' : 'refused';
  for (const name of success ?? [])
    if (typeof json[name] !== 'string' || json[name] === '') return 'incomplete';
  return 'good';
}

function codeIn(json: unknown, ok: boolean, reader: CodeReader): number | string | undefined {
  if (typeof reader === 'function') return reader(json, ok);
  const code = isRecord(json) ? json[reader] : undefined;
  return typeof code === 'number' ? code : undefined;
}

/** Parses and judges a reply, once for all that is done with it. */
export function readReply(
  response: Response,
  text: string,
  operation: Operation,
  codeReader: CodeReader,
): Reply {
  const json = text ? parse(text) : undefined;
  const errorCode = codeIn(json, response.ok, codeReader);
  const verdict = judge(response, text, json, errorCode, operation);
  return { response, status: response.status, text, json, errorCode, verdict };
}

/**
 * One exchange on the wire, from the first byte sent to the last byte read. Never rejects. Ends when
 * the time is up or the signal says so, even over a `fetch` that ignores its signal.
 */
export function exchange(
  send: FetchLike,
  { url, method, headers, body }: WireRequest,
  operation: Operation,
  { errorCode, maxResponseBytes }: ReplyReader,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const work = async (own: Stop): Promise<Outcome> => {
    // A redirect would carry the token to another place.
    const init = { method, headers, body, redirect: 'manual', stop: own } satisfies ExchangeInit;
    const response: ReadableReply = await send(url, Object.defineProperty(init, 'signal', SIGNAL));
    // A fetch that ignores its signal came back late: nobody will read this body.
    if (own.stopped) await (response.drop?.() ?? response.body?.cancel());
    if (operation.reply === 'stream' && response.ok)
      return {
        response,
        status: response.status,
        text: '',
        json: undefined,
        errorCode: undefined,
        verdict: 'good',
      };
    const bytes = await readBytes(response, maxResponseBytes);
    if (!bytes) return { failure: 'too-large' };
    const reply = readReply(response, decoder.decode(bytes), operation, errorCode);
    return operation.reply ? { ...reply, bytes } : reply;
  };
  return bounded(work, timeoutMs, signal);
}
