const INTERVAL = 500;

type Listener = ReadableStreamDefaultController<Uint8Array>;

/** Sends how things are to the live pages, whenever something changed. */
export class EventFeed {
  readonly #describe: () => string;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #last = '';

  /** @param describe how things are, as one line of text. */
  constructor(describe: () => string) {
    this.#describe = describe;
  }

  /** A stream of server-sent events; it begins with how things are. Who reads it ends it by canceling it. */
  subscribe(): Response {
    let own: Listener | undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#listeners.add(controller);
        controller.enqueue(encode(this.#describe()));
        this.#timer ??= setInterval(() => this.#publish(), INTERVAL).unref();
      },
      // A canceled stream is closed already: closing it again would throw.
      cancel: () => own && this.#forget(own),
    });
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    return new Response(stream, { headers });
  }

  /** Ends every stream. */
  close(): void {
    for (const listener of this.#listeners) {
      this.#forget(listener);
      listener.close();
    }
  }

  #publish(): void {
    const text = this.#describe();
    if (text === this.#last) return;
    this.#last = text;
    for (const listener of this.#listeners) {
      // A page that does not keep up misses some; the next one holds everything again.
      if ((listener.desiredSize ?? 0) > 0) listener.enqueue(encode(text));
    }
  }

  #forget(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(`data: ${text}\n\n`);
}
