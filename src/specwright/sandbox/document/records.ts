import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';

/** Most records kept in all, and most bytes of them, roughly; the oldest make room. */
const MAX_RECORDS = 100_000;
const MAX_BYTES = 128 * 1024 * 1024;

/** Most deleted records that are remembered; the oldest are forgotten. */
const MAX_DELETED = 10_000;

const NONE: ReadonlySet<string> = new Set();

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
  /** The keys of records by collection, property and value, for the properties that {@link keysWith} was asked for. */
  readonly #indexes = new Map<string, Map<string, Map<Json | undefined, Set<string>>>>();
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

  /** The keys of the records whose property has this text, number or boolean. */
  keysWith(collection: string, property: string, value: Json): ReadonlySet<string> {
    const records = this.#collections.get(collection);
    if (records === undefined) return NONE;
    const indexes = this.#indexes.get(collection) ?? new Map<string, Map<Json | undefined, Set<string>>>();
    this.#indexes.set(collection, indexes);
    if (!indexes.has(property)) {
      indexes.set(property, new Map());
      for (const [key, { record }] of records) this.#index(collection, key, record);
    }
    return indexes.get(property)?.get(value) ?? NONE;
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
    this.#forget(collection, key, old);
    const kept = { record, bytes: sizeOf(record), isAssumed: old?.isAssumed ?? isAssumed };
    records.set(key, kept);
    this.#index(collection, key, record);
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
      for (const [key, kept] of records) this.#forget(collection, key, kept);
      this.#collections.delete(collection);
      this.#indexes.delete(collection);
    }
  }

  clear(): void {
    this.#collections.clear();
    this.#deleted.clear();
    this.#indexes.clear();
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
    this.#forget(collection, key, records?.get(key));
    records?.delete(key);
  }

  #index(collection: string, key: string, record: JsonObject): void {
    for (const [name, keys] of this.#indexes.get(collection) ?? []) {
      const value = own(record, name);
      const known = keys.get(value) ?? new Set();
      keys.set(value, known.add(key));
    }
  }

  #forget(collection: string, key: string, kept: Kept | undefined): void {
    if (kept === undefined) return;
    for (const [name, keys] of this.#indexes.get(collection) ?? []) {
      const value = own(kept.record, name);
      const known = keys.get(value);
      known?.delete(key);
      if (known?.size === 0) keys.delete(value);
    }
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

/** Roughly the bytes of a value in memory. */
function sizeOf(value: Json): number {
  if (typeof value === 'string') return 2 * value.length + 24;
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + sizeOf(entry), 32);
  if (!isObject(value)) return 8;
  let size = 64;
  for (const name in value) size += 8 + 2 * name.length + sizeOf(value[name] ?? null);
  return size;
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
