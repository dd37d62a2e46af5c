import { readFramedBody, readHead, type MessageHead, type ReadMessage } from '../transports/message.ts';
import type { MessageMemo } from './message-memo.ts';

/** A stream that holds more than this without an end of message is not followed any further. */
const MOST_HELD = 8 * 1024 * 1024;

/** Takes messages off one direction of a connection, as their bytes come in. */
export class MessageReader {
  #held: Buffer[] = [];
  #size = 0;
  #lost = false;
  readonly #isBodiless: (head: MessageHead) => boolean;
  readonly #memo: MessageMemo | undefined;

  /**
   * @param isBodiless - whether a message has no body whatever its head says
   * @param memo - messages seen before; only for streams in which `isBodiless` looks at the head alone
   */
  constructor(isBodiless: (head: MessageHead) => boolean, memo?: MessageMemo) {
    this.#isBodiless = isBodiless;
    this.#memo = memo;
  }

  /** The messages that are complete with these bytes. */
  read(bytes: Buffer): readonly ReadMessage[] {
    if (this.#lost) return [];
    const key = this.#size === 0 ? this.#memo?.keyOf(bytes) : undefined;
    const known = key === undefined ? undefined : this.#memo?.get(key);
    if (known !== undefined) return [known];
    const messages = this.#readAll(bytes);
    const [only] = messages;
    if (key !== undefined && only !== undefined && messages.length === 1 && this.#size === 0)
      this.#memo?.set(key, only);
    return messages;
  }

  #readAll(bytes: Buffer): readonly ReadMessage[] {
    this.#held.push(bytes);
    this.#size += bytes.length;
    if (this.#size > MOST_HELD) this.#lose();
    const messages: ReadMessage[] = [];
    for (let message = this.#next(); message !== undefined; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): ReadMessage | undefined {
    if (this.#size === 0) return undefined;
    const all = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
    if (all === undefined) return undefined;
    this.#held = [all];
    const head = readHead(all);
    if (head === undefined) return undefined;
    const bodiless = this.#isBodiless(head);
    const framed = readFramedBody(all, head, bodiless, false);
    if (!framed.complete) return undefined;
    const rest = all.subarray(framed.end);
    this.#held = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    return { head, body: framed.body };
  }

  #lose(): void {
    this.#lost = true;
    this.#held = [];
    this.#size = 0;
  }
}
