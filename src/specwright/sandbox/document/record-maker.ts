import {
  fromEntries,
  isObject,
  own,
  ownList,
  ownString,
  setKey,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import { isNullable, sampleOf, typeName } from '../../openapi/sample.ts';
import type { Clock } from '../clock.ts';
import type { Resource } from '../../openapi/resources.ts';
import type { Records } from './records.ts';

/** Names of dates that a server sets, and of those that it sets with each change. */
const CREATED = /^(created|creation|registered|date_?added|added|inserted)/i;
const UPDATED = /^(updated|modified|changed|last_?(updated|modified|changed)|update)/i;

/** Makes records as the server of a document would: what callers send, and what only a server makes. */
export class RecordMaker {
  readonly #root: JsonObject;
  readonly #random: Random;
  readonly #clock: Clock;
  /** The last number of each collection. */
  readonly #last = new Map<string, number>();

  constructor(root: JsonObject, random: Random, clock: Clock) {
    this.#root = root;
    this.#random = random;
    this.#clock = clock;
  }

  /**
   * A new record.
   *
   * @param id the value of its id property; absent where there is none.
   */
  create(resource: Resource, sent: JsonObject, id?: Json): JsonObject {
    const made = [...resource.properties].flatMap(([name, schema]): [string, Json][] => {
      const value = this.#valueOf(resource, name, schema, sent, id);
      return value === undefined ? [] : [[name, value]];
    });
    const others = Object.entries(sent).filter(([name]) => resource.open && !resource.properties.has(name));
    return fromEntries([...made, ...others]);
  }

  /** A record after a change: what only a server sets stays, or gets a new date. */
  change(resource: Resource, old: JsonObject, sent: JsonObject, keepsOthers: boolean): JsonObject {
    const changed = keepsOthers
      ? fromEntries(Object.entries(old))
      : this.create(resource, sent, own(old, resource.idProperty));
    for (const [name, value] of Object.entries(sent)) {
      const schema = resource.properties.get(name);
      if (name === resource.idProperty || own(schema, 'readOnly') === true) continue;
      if (schema !== undefined || resource.open) setKey(changed, name, value);
    }
    for (const [name, schema] of resource.properties) {
      const stays = own(schema, 'readOnly') === true || CREATED.test(name);
      const kept = own(old, name);
      if (stays && kept !== undefined) setKey(changed, name, kept);
      if (UPDATED.test(name) && isDate(schema)) setKey(changed, name, this.#now(schema));
    }
    return changed;
  }

  /** A new id in the documented form: the next number, a UUID, or one like the examples. */
  newId(resource: Resource, collection: string, records: Records): Json {
    const schema = resource.properties.get(resource.idProperty) ?? {};
    const type = isObject(schema) ? typeName(schema) : undefined;
    if (type === 'integer' || type === 'number') {
      let next = this.#last.get(collection) ?? highest(records.keys(collection));
      do next += 1;
      while (records.get(collection, `${next}`) !== undefined || records.wasDeleted(collection, `${next}`));
      this.#last.set(collection, next);
      return next;
    }
    const format = ownString(schema, 'format');
    const pattern = ownString(schema, 'pattern');
    if (format !== undefined || pattern !== undefined) {
      return sampleOf(this.#root, schema, { examples: false, random: this.#random }) ?? '';
    }
    const shown =
      own(schema, 'example') ??
      ownList(schema, 'examples')[0] ??
      own(records.first(collection), resource.idProperty);
    return typeof shown === 'string' && /\d/.test(shown)
      ? this.#like(shown, records.count(collection))
      : this.#random.hex(24).toLowerCase();
  }

  /** A text of the same form: other digits and letters where the example has a run of them with a digit in it. */
  #like(shown: string, count: number): string {
    return shown.replaceAll(/[A-Za-z]*\d[A-Za-z\d]*/g, (run) => {
      const letters = /^[\da-f]+$/i.test(run) ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz';
      let made = '';
      for (const character of run) {
        const isDigit = character >= '0' && character <= '9';
        const letter = isDigit ? this.#random.integer(10) : letters[this.#random.integer(letters.length)];
        made += character >= 'A' && character <= 'Z' ? String(letter).toUpperCase() : letter;
      }
      // A short number would be drawn twice soon.
      return run.length < 4 ? `${made}${count + 1}` : made;
    });
  }

  #valueOf(
    resource: Resource,
    name: string,
    schema: Json,
    sent: JsonObject,
    id: Json | undefined,
  ): Json | undefined {
    if (name === resource.idProperty && id !== undefined) return id;
    const isReadOnly = own(schema, 'readOnly') === true;
    const given = own(sent, name);
    if (given !== undefined && !isReadOnly) return given;
    const standard = own(schema, 'default');
    if (standard !== undefined) return standard;
    if (isDate(schema) && (isReadOnly || CREATED.test(name) || UPDATED.test(name))) return this.#now(schema);
    if (isReadOnly || resource.required.has(name)) {
      if (isObject(schema) && isNullable(schema) && !isReadOnly) return null;
      return sampleOf(this.#root, schema, { without: 'writeOnly', random: this.#random });
    }
    return undefined;
  }

  #now(schema: Json): string {
    const now = new Date(this.#clock.now()).toISOString();
    return ownString(schema, 'format') === 'date' ? now.slice(0, 10) : now;
  }
}

function highest(keys: readonly string[]): number {
  return keys.map(Number).reduce((most, key) => (Number.isSafeInteger(key) && key > most ? key : most), 0);
}

function isDate(schema: Json): boolean {
  return ['date', 'date-time'].includes(ownString(schema, 'format') ?? '');
}
