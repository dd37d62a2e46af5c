/** What a value costs beside its texts: a field, an entry, a number. */
const NODE = 16;

/** Roughly how many bytes plain data takes in memory: two for each character, and something for each value. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return NODE + 2 * value.length;
  if (typeof value !== 'object' || value === null) return NODE;
  let bytes = NODE;
  for (const [key, entry] of Object.entries(value)) bytes += key.length + bytesOf(entry);
  return bytes;
}
