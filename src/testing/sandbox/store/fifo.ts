/**
 * First in, first out. A `Map` or `Set` would do, were it not that reading the first entry of one
 * that loses its first entries all the time becomes slow.
 */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Takes the first item out; `undefined` where there is none. */
  shift(): Item | undefined {
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head * 2 > this.#items.length) this.#compact();
    return item;
  }

  /** Drops the items that do not pass. */
  keep(passes: (item: Item) => boolean): void {
    this.#items = this.#items.filter((item) => item !== undefined && passes(item));
    this.#head = 0;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
