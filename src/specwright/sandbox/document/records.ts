import type { JsonObject } from '../../base/json.ts';

/** Most records kept in all, and most bytes of them, roughly; the oldest make room. */
const MAX_RECORDS = 100_000;
const MAX_BYTES = 128 * 1024 * 1024;

interface Kept {
  readonly record: JsonObject;
  readonly bytes: number;
}

/** The records of all collections, by filled-in path and then by id, each in the order of its creation. */
export class Records {
  readonly #collections = new Map<string, Map<string, Kept>>();
  #count = 0;
  #bytes = 0;

  get(collection: string, key: string): JsonObject | undefined {
    return this.#collections.get(collection)?.get(key)?.record;
  }

  list(collection: string): JsonObject[] {
    return [...(this.#collections.get(collection)?.values() ?? [])].map(({ record }) => record);
  }

  set(collection: string, key: string, record: JsonObject): void {
    const records = this.#collections.get(collection) ?? new Map<string, Kept>();
    this.#collections.set(collection, records);
    this.#forget(records.get(key));
    const kept = { record, bytes: 2 * JSON.stringify(record).length + 100 };
    records.set(key, kept);
    this.#count += 1;
    this.#bytes += kept.bytes;
    while (this.#count > 1 && (this.#count > MAX_RECORDS || this.#bytes > MAX_BYTES)) this.#makeRoom();
  }

  delete(collection: string, key: string): boolean {
    const records = this.#collections.get(collection);
    this.#forget(records?.get(key));
    return records?.delete(key) ?? false;
  }

  /** Deletes what is kept below a path: the children of a record go with it. */
  deleteBelow(path: string): void {
    for (const [collection, records] of this.#collections) {
      if (!collection.startsWith(`${path}/`)) continue;
      for (const kept of records.values()) this.#forget(kept);
      this.#collections.delete(collection);
    }
  }

  clear(): void {
    this.#collections.clear();
    this.#count = 0;
    this.#bytes = 0;
  }

  /** How many records each collection holds. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#collections].map(([name, records]) => [name, records.size]));
  }

  /** Everything, as plain data. */
  snapshot(): [string, [string, JsonObject][]][] {
    return [...this.#collections].map(([name, records]) => [
      name,
      [...records].map(([key, { record }]) => [key, record]),
    ]);
  }

  #forget(kept: Kept | undefined): void {
    if (kept === undefined) return;
    this.#count -= 1;
    this.#bytes -= kept.bytes;
  }

  /** The oldest record of the largest collection goes. */
  #makeRoom(): void {
    const [largest] = [...this.#collections].sort(([, a], [, b]) => b.size - a.size);
    const [oldest] = largest?.[1].keys() ?? [];
    if (largest !== undefined && oldest !== undefined) this.delete(largest[0], oldest);
  }
}

/** Whether something, perhaps read from a file, is what {@link Records.snapshot} gives. */
export function isRecordsSnapshot(value: unknown): value is [string, [string, JsonObject][]][] {
  return (
    Array.isArray(value) &&
    value.every(
      (collection: unknown) =>
        isPair(collection) &&
        Array.isArray(collection[1]) &&
        collection[1].every((entry: unknown) => isPair(entry) && isJsonObject(entry[1])),
    )
  );
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
