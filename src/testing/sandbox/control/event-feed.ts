import type { Core } from '../core.ts';
import type { Control } from './control.ts';

const interval = 500;
const shownRequests = 30;

/** Sends state and requests to the live pages, whenever something changed. */
export class EventFeed {
  readonly #core: Core;
  readonly #control: Control;
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #timer: NodeJS.Timeout | undefined;
  #last = '';

  constructor(core: Core, control: Control) {
    this.#core = core;
    this.#control = control;
  }

  /** A stream of server-sent events; it begins with how things stand. */
  subscribe(signal: AbortSignal): Response {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#listeners.add(controller);
        controller.enqueue(encode(this.describe()));
        signal.addEventListener('abort', () => this.#leave(controller), { once: true });
        this.#timer ??= setInterval(() => this.#publish(), interval).unref();
      },
      cancel: () => this.#sweep(),
    });
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    return new Response(stream, { headers });
  }

  /** Ends every stream. */
  close(): void {
    for (const controller of this.#listeners) this.#leave(controller);
  }

  /** State and requests as one JSON text. */
  describe(): string {
    const { rules: _, ...state } = this.#control.state();
    return JSON.stringify({ state, requests: this.#core.log.latest(shownRequests) });
  }

  #publish(): void {
    const text = this.describe();
    if (text === this.#last) return;
    this.#last = text;
    for (const controller of this.#listeners) {
      // A page that does not keep up misses some; the next one holds everything again.
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encode(text));
    }
  }

  #leave(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.#listeners.delete(controller)) controller.close();
    this.#sweep();
  }

  #sweep(): void {
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(`data: ${text}\n\n`);
}
