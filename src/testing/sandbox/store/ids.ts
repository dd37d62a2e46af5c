import type { Random } from 'specwright/sandbox';

/** Makes internal ids: 24 lower-case hexadecimal digits, seconds first, then a part of this server, then a counter. */
export class Ids {
  readonly #server: string;
  #counter: number;

  constructor(random: Random) {
    this.#server = hex(Math.floor(random.next() * 0x100_0000_0000), 10);
    this.#counter = Math.floor(random.next() * 0x10_0000);
  }

  next(now: number): string {
    this.#counter = (this.#counter + 1) % 0x100_0000;
    return hex(Math.floor(now / 1000), 8) + this.#server + hex(this.#counter, 6);
  }
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0').slice(-length);
}
