import { placeholderFor } from './placeholder.ts';

/** Shorter strings, and plain words, occur in text for other reasons too. */
const minLength = 8;

/** Whether a string is random enough that finding it elsewhere means finding the secret again. */
export function isDistinctive(secret: string): boolean {
  if (secret.length < minLength) return false;
  if (secret.length >= 20 && !/\s/.test(secret) && /\d|[a-z][A-Z]/.test(secret)) return true;
  return /\d/.test(secret) && /[a-z]/i.test(secret) && !/\s/.test(secret);
}

const keyLength = 4;

function bucket(text: string, index: number): number {
  let hash = 0;
  for (let offset = 0; offset < keyLength; offset += 1)
    hash = (hash * 31 + text.charCodeAt(index + offset)) & 0xffff;
  return hash;
}

/** Replaces every known secret in a text, in time that does not grow with the number of secrets. */
export class Replacer {
  readonly #byStart = new Map<string, string[]>();
  readonly #filter = new Uint8Array(0x10000);

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      const start = secret.slice(0, keyLength);
      const list = this.#byStart.get(start);
      if (list === undefined) this.#byStart.set(start, [secret]);
      else list.push(secret);
      this.#filter[bucket(secret, 0)] = 1;
    }
    for (const list of this.#byStart.values()) list.sort((a, b) => b.length - a.length);
  }

  replace(text: string): string {
    if (this.#byStart.size === 0) return text;
    const parts: string[] = [];
    let from = 0;
    let index = 0;
    while (index <= text.length - minLength) {
      const secret = this.#at(text, index);
      if (secret === undefined) {
        index += 1;
        continue;
      }
      parts.push(text.slice(from, index), placeholderFor(secret));
      index += secret.length;
      from = index;
    }
    return from === 0 ? text : parts.join('') + text.slice(from);
  }

  #at(text: string, index: number): string | undefined {
    if (this.#filter[bucket(text, index)] !== 1) return undefined;
    const list = this.#byStart.get(text.slice(index, index + keyLength));
    return list?.find((secret) => text.startsWith(secret, index));
  }
}
