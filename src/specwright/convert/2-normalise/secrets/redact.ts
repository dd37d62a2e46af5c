import { type Json, type JsonObject, isObject } from '../../../base/json.ts';
import { isSecretEntry, schemePrefix, SecretCollector } from './collect.ts';
import { eachNamedSecret, namedNumber } from './named-in-text.ts';
import { mayHoldPattern, secretPatterns } from './patterns.ts';
import { isNoSecret, placeholderFor, placeholderNumber } from './placeholder.ts';
import { Replacer } from './replacer.ts';
import { isSecretName, mayNameSecret } from './secret-names.ts';

/** Half of a surrogate pair is not a character: files in UTF-8 cannot hold it. */
const loneSurrogate = /\p{Surrogate}/gu;

function hide(value: string): string {
  const prefix = schemePrefix.exec(value)?.[0] ?? '';
  const secret = value.slice(prefix.length);
  return isNoSecret(secret) ? value : prefix + placeholderFor(secret);
}

function hidePatterns(text: string): string {
  if (!mayHoldPattern.test(text)) return text;
  return secretPatterns.reduce(
    (clean, pattern) =>
      clean.replace(pattern, (whole: string, secret: string) =>
        isNoSecret(secret) ? whole : whole.replace(secret, () => placeholderFor(secret)),
      ),
    text,
  );
}

function hideNamed(text: string): string {
  if (!mayNameSecret.test(text)) return text;
  const places: { readonly start: number; readonly value: string }[] = [];
  eachNamedSecret(text, (value, start) => places.push({ start, value }));
  const parts: string[] = [];
  let from = 0;
  for (const { start, value } of places.sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    parts.push(text.slice(from, start), hide(value));
    from = start + value.length;
  }
  return (parts.join('') + text.slice(from)).replace(
    namedNumber,
    (whole, before: string, name: string, digits: string) =>
      isSecretName(name) ? before + String(placeholderNumber(Number(digits))) : whole,
  );
}

/** A copy still to be made, and where it hangs. */
interface Pending {
  readonly value: Json;
  readonly named: boolean;
  readonly holder: JsonObject | Json[];
  readonly key: string | number;
}

/** `__proto__` is a key like any other; plain assignment would set the prototype. */
function put(holder: JsonObject | Json[], key: string | number, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else if (key !== '__proto__') holder[key] = value;
  else Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Names, types and methods occur in a collection by the thousand. */
const maxCached = 64;

class Redactor {
  readonly #replacer: Replacer;
  readonly #clean = new Map<string, string>();

  constructor(secrets: Iterable<string>) {
    this.#replacer = new Replacer(secrets);
  }

  #scrub(text: string): string {
    return hideNamed(hidePatterns(this.#replacer.replace(text.replace(loneSurrogate, '\ufffd'))));
  }

  #text(text: string): string {
    if (text.length > maxCached) return this.#scrub(text);
    const known = this.#clean.get(text);
    if (known !== undefined) return known;
    const clean = this.#scrub(text);
    this.#clean.set(text, clean);
    return clean;
  }

  #leaf(value: string | number | boolean | null, named: boolean): Json {
    if (typeof value === 'string') return this.#text(named ? hide(value) : value);
    return named && typeof value === 'number' ? placeholderNumber(value) : value;
  }

  #list(list: readonly Json[], named: boolean, open: Pending[]): Json[] {
    const holder: Json[] = list.map(() => null);
    list.forEach((value, key) => open.push({ value, named, holder, key }));
    return holder;
  }

  /** Keys keep their order: each is set before the values behind it are copied. */
  #object(object: JsonObject, open: Pending[]): JsonObject {
    const holder: JsonObject = {};
    const isSecret = isSecretEntry(object);
    for (const key of Object.keys(object)) {
      const value = object[key] ?? null;
      const named = (isSecret && key === 'value') || isSecretName(key);
      const isLeaf = typeof value !== 'object' || value === null;
      put(holder, key, isLeaf ? this.#leaf(value, named) : null);
      if (!isLeaf) open.push({ value, named, holder, key });
    }
    return holder;
  }

  /** Copies with a stack of its own: folders may nest by the thousand. */
  copy(root: JsonObject): JsonObject {
    const open: Pending[] = [];
    const result = this.#object(root, open);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { value, named, holder, key } = next;
      if (Array.isArray(value)) put(holder, key, this.#list(value, named, open));
      else put(holder, key, isObject(value) ? this.#object(value, open) : this.#leaf(value, named));
    }
    return result;
  }
}

/** Every object, list and text of a document, with a stack of its own. */
function collect(root: Json): ReadonlySet<string> {
  const collector = new SecretCollector();
  const seen = new Set<string>();
  const text = (value: string): void => {
    if (value.length < 8 || seen.has(value)) return;
    if (value.length <= maxCached) seen.add(value);
    collector.text(value);
  };
  const open: Json[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') text(next);
    else if (Array.isArray(next)) {
      collector.list(next);
      for (const entry of next) open.push(entry);
    } else if (isObject(next)) {
      collector.object(next);
      for (const entry of Object.values(next)) open.push(entry);
    }
  }
  return collector.secrets;
}

/**
 * The collection with every secret replaced by a placeholder of the same type and a like form, wherever
 * it is: found by the name of its field, by its own form, or because it is a secret elsewhere.
 */
export function redactSecrets(collection: JsonObject): JsonObject {
  return new Redactor(collect(collection)).copy(collection);
}
