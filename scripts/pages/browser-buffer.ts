class Bytes extends Uint8Array {
  override toString(): string {
    return new TextDecoder().decode(this);
  }
}

/** As much of Node's `Buffer` as the sandbox needs in a page. */
export const Buffer = {
  alloc: (length: number): Uint8Array => new Bytes(length),
  from: (content: string | ArrayLike<number>): Uint8Array =>
    new Bytes(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  concat: (parts: readonly Uint8Array[]): Uint8Array => new Bytes(parts.flatMap((part) => [...part])),
  byteLength: (text: string): number => new TextEncoder().encode(text).length,
};
