import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { ExchangeInit, FetchLike } from 'specwright/runtime';
import { Agent, type Dispatcher } from 'undici';

/** Options of {@link undiciFetch}. */
export interface UndiciOptions {
  /** Most connections to the tenant; calls beyond wait for one. @default 64 */
  readonly connections?: number;
  /** Your own agent, for a proxy or a certificate; `connections` is then its affair. */
  readonly dispatcher?: Dispatcher;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * A reply, and what undici calls as it comes in: a stream, a web stream over it, and a `Response` of its own cost more
 * than the whole call. The names of the methods are those that undici 6 and 7 call directly.
 */
class UndiciReply implements Dispatcher.DispatchHandler {
  status = 0;
  statusText = '';
  readonly url: string;
  readonly body = null;
  readonly #answered: (reply: UndiciReply) => void;
  readonly #failed: (error: Error) => void;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #most = Infinity;
  #rawHeaders: readonly Buffer[] = [];
  #headers: Headers | undefined;
  #decoder: Transform | undefined;
  #end: { readonly error?: Error } | undefined;
  #ended: () => void = () => {};
  #abort: (() => void) | undefined;
  #dropped = false;

  constructor(url: string, answered: (reply: UndiciReply) => void, failed: (error: Error) => void) {
    this.url = url;
    this.#answered = answered;
    this.#failed = failed;
  }

  get ok(): boolean {
    // What comes with less announces the reply, and is not shown.
    return this.status < 300;
  }

  /** Made where somebody asks for them. */
  get headers(): Headers {
    return (this.#headers ??= new Headers(pairsOf(this.#rawHeaders)));
  }

  /** The body, while it has at most so many bytes. */
  bytesUpTo(most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    this.#most = most;
    return new Promise((resolve, reject) => {
      this.#ended = () => {
        if (this.#size > most) {
          resolve(undefined);
          this.drop();
        } else if (this.#end?.error) reject(this.#end.error);
        else if (this.#end) resolve(Buffer.concat(this.#chunks));
      };
      this.#ended();
    });
  }

  /** Lets go of a reply that nobody reads. */
  drop(): void {
    this.#dropped = true;
    this.#abort?.();
  }

  onConnect(abort: () => void): void {
    this.#abort = abort;
    if (this.#dropped) abort();
  }

  onHeaders(status: number, headers: readonly Buffer[], _resume: () => void, statusText: string): boolean {
    // 100 and 103 announce the reply.
    if (status < 200) return true;
    this.status = status;
    this.statusText = statusText;
    this.#rawHeaders = headers;
    this.#decoder = DECODERS[codingOf(headers)]?.();
    this.#decoder
      ?.on('data', (chunk: Buffer) => this.#take(chunk))
      .on('end', () => this.#finish({}))
      .on('error', (error) => {
        this.#finish({ error });
        this.drop();
      });
    this.#answered(this);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#decoder) this.#decoder.write(chunk);
    else this.#take(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#decoder) this.#decoder.end();
    else this.#finish({});
  }

  onError(error: Error): void {
    this.#failed(error);
    this.#finish({ error });
    this.#decoder?.destroy();
  }

  #take(chunk: Uint8Array): void {
    this.#size += chunk.byteLength;
    if (this.#size <= this.#most) this.#chunks.push(chunk);
    else this.#ended();
  }

  #finish(end: { readonly error?: Error }): void {
    this.#end ??= end;
    this.#ended();
  }
}

function pairsOf(raw: readonly Buffer[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2)
    pairs.push([String(raw[at]).toLowerCase(), raw[at + 1]?.toString('latin1') ?? '']);
  return pairs;
}

/** How the body is coded; most replies are not, and no text is made of their headers. */
function codingOf(raw: readonly Buffer[]): string {
  const name = 'content-encoding';
  const at = raw.findIndex(
    (part, index) => part.length === name.length && index % 2 === 0 && String(part).toLowerCase() === name,
  );
  return at < 0 ? '' : String(raw[at + 1]).toLowerCase();
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
  return (url, init: ExchangeInit) =>
    new Promise<object>((resolve, reject) => {
      const { method = 'GET', headers, body } = init;
      const start = url.indexOf('/', url.indexOf('//') + 2);
      const reply = new UndiciReply(url, resolve, reject);
      if (init.stop) init.stop.hear(() => reply.drop());
      else if (init.signal?.aborted) reply.drop();
      else init.signal?.addEventListener('abort', () => reply.drop());
      agent.dispatch(
        {
          origin: url.slice(0, start),
          path: url.slice(start),
          method: method as Dispatcher.HttpMethod,
          headers: headers as Record<string, string>,
          body: body as string | null,
        },
        reply,
      );
      // It has what the client reads of a response.
    }) as Promise<Response>;
}
