/** Longest body that is read, in bytes as they arrive after decompression. */
export const MOST_BODY_BYTES = 16 * 1024 * 1024;

/** Thrown where a body is longer than anybody should keep in memory. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';

  constructor() {
    super(`the body is longer than ${MOST_BODY_BYTES / 1024 / 1024} MiB`);
  }
}

/** Reads a body to its end. @throws BodyTooLong as soon as it is too long: the rest is not read. */
export async function readBounded(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw new BodyTooLong();
    kept.push(chunk);
  }
  return Buffer.concat(kept);
}
