import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchLike } from 'specwright/runtime';
import { Agent, request, type Dispatcher } from 'undici';

/** Options of {@link undiciFetch}. */
export interface UndiciOptions {
  /** Most connections to the tenant; calls beyond wait for one. @default 64 */
  readonly connections?: number;
  /** Your own agent, for a proxy or a certificate; `connections` is then its affair. */
  readonly dispatcher?: Dispatcher;
}

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** A reply whose body is read from Node's stream: a web stream over it costs more than the whole call. */
class UndiciResponse extends Response {
  readonly #stream: Readable;
  readonly #url: string;

  constructor({ statusCode, headers, body }: Dispatcher.ResponseData, url: string) {
    super(null, { status: statusCode, headers: pairsOf(headers) });
    this.#url = url;
    const decode = DECODERS[String(headers['content-encoding'] ?? '').toLowerCase()];
    this.#stream = decode ? decoded(body, decode()) : body;
  }

  override get url(): string {
    return this.#url;
  }

  /** The body, while it has at most so many bytes. */
  async bytesUpTo(most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.#stream as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      // Leaving the loop destroys the stream.
      if (size > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Lets go of a body that nobody reads. */
  drop(): void {
    this.#stream.on('error', () => {}).destroy();
  }
}

function pairsOf(headers: Dispatcher.ResponseData['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

/** An end of the body before its time must end the decoder too. */
function decoded(body: Readable, decoder: NodeJS.ReadWriteStream): Readable {
  const stream = decoder as unknown as Readable;
  body.on('error', (error) => stream.destroy(error));
  stream.on('close', () => body.destroy());
  body.pipe(decoder);
  return stream;
}

/**
 * A `fetch` on undici's own `request`, with a pool of connections: about twice as fast as Node's `fetch`. For Node.
 *
 * @example
 * import { undiciFetch } from 'bpcc-task-routing/undici'; // peer dependency: undici
 *
 * const client = createTaskRoutingClient({ ...options, fetch: undiciFetch() });
 */
export function undiciFetch({ connections = 64, dispatcher }: UndiciOptions = {}): FetchLike {
  const agent = dispatcher ?? new Agent({ connections, pipelining: 1 });
  return async (url, { method = 'GET', headers, body, signal }) => {
    const sent = {
      dispatcher: agent,
      method: method as Dispatcher.HttpMethod,
      headers: headers as Record<string, string>,
      body: body as string | null,
      signal: signal ?? null,
    };
    return new UndiciResponse(await request(url, sent), url);
  };
}
