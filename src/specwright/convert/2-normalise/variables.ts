import { type Json, type JsonObject, isObject, own, ownText, textOf } from '../../base/json.ts';

/** `{{name}}` without braces inside: of nested ones the innermost comes first, as Postman resolves them. */
const reference = /\{\{([^{}]*)\}\}/g;

/** Longer results come from variables that multiply each other; no host or value is that long. */
const maxLength = 20_000;
const maxPasses = 20;

function declared(value: Json | undefined): ReadonlyMap<string, string> {
  const entries = isObject(value) ? Object.entries(value).map(fromEntry) : Array.isArray(value) ? value : [];
  const out = new Map<string, string>();
  for (const entry of entries) {
    if (!isObject(entry) || own(entry, 'disabled') === true || own(entry, 'enabled') === false) continue;
    const name = (ownText(entry, 'key') ?? ownText(entry, 'id') ?? ownText(entry, 'name'))?.trim();
    const text = textOf(own(entry, 'value')) ?? textOf(own(entry, 'default'));
    if (name !== undefined && text !== undefined) out.set(name, text.trim());
  }
  return out;
}

function fromEntry([key, value]: readonly [string, Json]): JsonObject {
  return { key, value: isObject(value) ? (own(value, 'value') ?? null) : value };
}

/** Variables in sight of a request: those of its own, of its folders, of the collection. */
export class Variables {
  readonly #own: ReadonlyMap<string, string>;
  readonly #outer: Variables | undefined;

  constructor(value: Json | undefined, outer?: Variables) {
    this.#own = declared(value);
    this.#outer = outer;
  }

  /** The same scope where nothing is declared, so that deep folders cost nothing. */
  with(value: Json | undefined): Variables {
    const inner = new Variables(value, this);
    return inner.#own.size === 0 ? this : inner;
  }

  /** The declared text, other variables in it resolved; absent where undeclared, empty, or a cycle. */
  value(name: string): string | undefined {
    const resolved = this.resolve(`{{${name}}}`);
    return resolved === '' || resolved.includes(`{{${name}}}`) ? undefined : resolved;
  }

  /** Replaces what is known; what is not, or refers to itself, stays `{{name}}`. */
  resolve(text: string): string {
    let current = text;
    for (let pass = 0; pass < maxPasses && current.includes('{{'); pass += 1) {
      const next = current.replace(reference, (whole, name: string) => this.#lookUp(name.trim()) ?? whole);
      if (next === current) return next;
      if (next.length > maxLength + text.length) return text;
      current = next;
    }
    return current.includes('{{') && current.length > text.length * 4 ? text : current;
  }

  #lookUp(name: string): string | undefined {
    const found = this.#own.get(name);
    if (found === undefined) return this.#outer === undefined ? undefined : this.#outer.#lookUp(name);
    return found === '' || found === `{{${name}}}` ? undefined : found;
  }
}
