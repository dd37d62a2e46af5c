import { type Json, type JsonObject, isObject, setKey } from '../../../base/json.ts';
import { memo } from '../../../base/memo.ts';
import { KnownSecrets } from '../../../base/redact.ts';
import { hideSecrets } from '../../../base/secrets/find-secrets.ts';
import { isNamedSecret } from '../../../base/secrets/named-secrets.ts';
import type { NameStrength } from '../../../base/secrets/secret-names.ts';
import { secretNameStrength } from '../../../base/secrets/secret-names.ts';
import { SCHEME_PREFIX } from '../../../base/secrets/stands-for-secret.ts';
import { SecretCollector, strengthAt } from './collect.ts';
import { placeholderFor, placeholderNumber } from './placeholder.ts';

/** Half of a character pair is not a character: files in UTF-8 cannot hold it. */
const loneSurrogate = /\p{Surrogate}/gu;

function hide(value: string, strength: NameStrength | undefined): string {
  if (!isNamedSecret(strength, value)) return value;
  const prefix = SCHEME_PREFIX.exec(value)?.[0] ?? '';
  return prefix + placeholderFor(value.slice(prefix.length));
}

/** `"pin": 1234` in JSON text: a number, replaced by another number. */
const namedNumber = /(\\{0,8}"([\w .:-]{1,80}?)\\{0,8}"\s{0,20}:\s{0,20})(-?\d[\d.]{2,30})\b/g;

/** A number behind `token` is a secret; one behind `tokens` counts them. */
function isNumberSecret(name: string): boolean {
  return secretNameStrength(name) === 'sure' && !/s$/i.test(name);
}

function hideNumbers(text: string): string {
  return text.replace(namedNumber, (whole, before: string, name: string, digits: string) =>
    isNumberSecret(name) ? before + String(placeholderNumber(Number(digits))) : whole,
  );
}

/** A copy still to be made, and where it hangs. */
interface Pending {
  readonly value: Json;
  readonly strength: NameStrength | undefined;
  readonly holder: JsonObject | Json[];
  readonly key: string | number;
}

function put(holder: JsonObject | Json[], key: string | number, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else setKey(holder, String(key), value);
}

class CollectionRedactor {
  readonly #known: KnownSecrets;

  constructor(secrets: Iterable<string>) {
    this.#known = new KnownSecrets(secrets, { whole: true });
  }

  readonly #text = memo((text) => {
    const known = this.#known.replace(text.replace(loneSurrogate, '\ufffd'), placeholderFor);
    return hideNumbers(hideSecrets(known, placeholderFor));
  });

  #leaf(value: string | number | boolean | null, strength: NameStrength | undefined, key: string): Json {
    if (typeof value === 'string') return this.#text(hide(value, strength));
    return typeof value === 'number' && strength === 'sure' && isNumberSecret(key)
      ? placeholderNumber(value)
      : value;
  }

  #list(list: readonly Json[], strength: NameStrength | undefined, open: Pending[]): Json[] {
    const holder: Json[] = list.map(() => null);
    list.forEach((value, key) => open.push({ value, strength, holder, key }));
    return holder;
  }

  /** Keys keep their order: each is set before the values behind it are copied. */
  #object(object: JsonObject, inherited: NameStrength | undefined, open: Pending[]): JsonObject {
    const holder: JsonObject = {};
    for (const name of Object.keys(object)) {
      const value = object[name] ?? null;
      const strength = strengthAt(object, name, inherited);
      const key = this.#text(name);
      const isLeaf = typeof value !== 'object' || value === null;
      put(holder, key, isLeaf ? this.#leaf(value, strength, name) : null);
      if (!isLeaf) open.push({ value, strength, holder, key });
    }
    return holder;
  }

  /** Copies with a stack of its own: folders may nest by the thousand. */
  copy(root: JsonObject): JsonObject {
    const open: Pending[] = [];
    const result = this.#object(root, undefined, open);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { value, strength, holder, key } = next;
      if (Array.isArray(value)) put(holder, key, this.#list(value, strength, open));
      else if (isObject(value)) put(holder, key, this.#object(value, strength, open));
      else put(holder, key, this.#leaf(value, strength, String(key)));
    }
    return result;
  }
}

/** A value still to be looked at, and how much the names around it say. */
interface Unseen {
  readonly value: Json;
  readonly strength: NameStrength | undefined;
}

/** No secret that is looked for elsewhere is shorter. */
const SHORTEST = 8;

/** Every object, list and text of a document, with a stack of its own. */
function collect(root: Json): ReadonlySet<string> {
  const collector = new SecretCollector();
  const seen = new Set<string>();
  const text = (value: string): void => {
    if (value.length < SHORTEST || seen.has(value)) return;
    seen.add(value);
    collector.text(value);
  };
  const open: Unseen[] = [{ value: root, strength: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, strength } = next;
    if (typeof value === 'string') {
      collector.named(value, strength);
      text(value);
    } else if (Array.isArray(value)) {
      collector.list(value);
      for (const entry of value) open.push({ value: entry, strength });
    } else if (isObject(value)) {
      collector.object(value);
      for (const [key, entry] of Object.entries(value)) {
        text(key);
        open.push({ value: entry, strength: strengthAt(value, key, strength) });
      }
    }
  }
  return collector.secrets;
}

/**
 * The collection with every secret replaced by a placeholder of the same type and a like form, wherever
 * it is: known by the name of its field, by its own form, or because it is a secret elsewhere.
 */
export function redactSecrets(collection: JsonObject): JsonObject {
  return new CollectionRedactor(collect(collection)).copy(collection);
}
