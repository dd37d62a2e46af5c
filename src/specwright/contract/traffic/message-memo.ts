import type { ReadMessage } from '../transports/message.ts';

/** Messages that are kept, and the longest of them: traffic repeats itself in small ones. */
const MOST_KEPT = 500;
const LONGEST = 8 * 1024;

/**
 * Remembers messages by their bytes, so that what comes again need not be read again. The `Date` field, which
 * differs from second to second and says nothing, plays no part.
 */
export class MessageMemo {
  readonly #known = new Map<string, ReadMessage>();

  /** The name that bytes are known by; `undefined` where they are too long to be remembered. */
  keyOf(bytes: Buffer): string | undefined {
    return bytes.length > LONGEST ? undefined : withoutDate(bytes.toString('latin1'));
  }

  get(key: string): ReadMessage | undefined {
    return this.#known.get(key);
  }

  set(key: string, message: ReadMessage): void {
    this.#known.set(key, message);
    if (this.#known.size <= MOST_KEPT) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

function withoutDate(text: string): string {
  const start = text.indexOf('\r\nDate: ');
  const end = start < 0 ? -1 : text.indexOf('\r\n', start + 2);
  return end < 0 ? text : text.slice(0, start) + text.slice(end);
}
