import type { JsonObject } from '../../base/json.ts';

/** Most records kept in all, and most bytes of them, roughly; the oldest make room. */
const MAX_RECORDS = 100_000;
const MAX_BYTES = 128 * 1024 * 1024;

/** Most deleted records that are remembered; the oldest are forgotten. */
const MAX_DELETED = 10_000;

interface Kept {
  readonly record: JsonObject;
  readonly bytes: number;
  /** Nobody created it: a change took for granted that it exists. */
  readonly isAssumed: boolean;
}

/** The records of all collections, by filled-in path and then by id, each in the order of its creation. */
export class Records {
  readonly #collections = new Map<string, Map<string, Kept>>();
  readonly #deleted = new Set<string>();
  #count = 0;
  #bytes = 0;

  get(collection: string, key: string): JsonObject | undefined {
    return this.#collections.get(collection)?.get(key)?.record;
  }

  list(collection: string): JsonObject[] {
    return [...(this.#collections.get(collection)?.values() ?? [])].map(({ record }) => record);
  }

  /** The oldest record of a collection. */
  first(collection: string): JsonObject | undefined {
    const [oldest] = this.#collections.get(collection)?.values() ?? [];
    return oldest?.record;
  }

  count(collection: string): number {
    return this.#collections.get(collection)?.size ?? 0;
  }

  keys(collection: string): string[] {
    return [...(this.#collections.get(collection)?.keys() ?? [])];
  }

  /** @param isAssumed whether a new record is one that a change took for granted */
  set(collection: string, key: string, record: JsonObject, isAssumed = false): void {
    const records = this.#collections.get(collection) ?? new Map<string, Kept>();
    this.#collections.set(collection, records);
    const old = records.get(key);
    this.#forget(old);
    const bytes = 2 * JSON.stringify(record).length + 100;
    const kept = { record, bytes, isAssumed: old?.isAssumed ?? isAssumed };
    records.set(key, kept);
    this.#deleted.delete(deletedName(collection, key));
    this.#count += 1;
    this.#bytes += kept.bytes;
    while (this.#count > 1 && (this.#count > MAX_RECORDS || this.#bytes > MAX_BYTES)) this.#makeRoom();
  }

  /** Deletes a record and remembers that, so that reads of it fail; one that was taken for granted is as before. */
  delete(collection: string, key: string): void {
    const isAssumed = this.#collections.get(collection)?.get(key)?.isAssumed === true;
    this.#drop(collection, key);
    if (isAssumed) return;
    this.#deleted.add(deletedName(collection, key));
    const [oldest] = this.#deleted;
    if (this.#deleted.size > MAX_DELETED && oldest !== undefined) this.#deleted.delete(oldest);
  }

  /** Whether a record was deleted and has not been created again. */
  wasDeleted(collection: string, key: string): boolean {
    return this.#deleted.has(deletedName(collection, key));
  }

  /** Collection and key of each deleted record, as plain data. */
  deleted(): [string, string][] {
    return [...this.#deleted].map((name) => {
      const [collection = '', key = ''] = name.split(/\n(.*)/s, 2);
      return [collection, key];
    });
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
    this.#deleted.clear();
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

  #drop(collection: string, key: string): void {
    const records = this.#collections.get(collection);
    this.#forget(records?.get(key));
    records?.delete(key);
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
    if (largest !== undefined && oldest !== undefined) this.#drop(largest[0], oldest);
  }
}

/** Collections are filled-in paths, which have no line breaks. */
function deletedName(collection: string, key: string): string {
  return `${collection}\n${key}`;
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

/** Whether something, perhaps read from a file, is what {@link Records.deleted} gives. */
export function isDeletedSnapshot(value: unknown): value is [string, string][] {
  return (
    Array.isArray(value) && value.every((entry: unknown) => isPair(entry) && typeof entry[1] === 'string')
  );
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
