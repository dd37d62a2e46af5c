import {
  fromEntries,
  isObject,
  own,
  ownList,
  ownNumber,
  ownObject,
  ownString,
  ownStrings,
  type Json,
  type JsonObject,
} from '../base/json.ts';
import { seededRandom, type Random } from '../base/random.ts';
import { resolve } from './reference.ts';
import { textMatching } from './text-matching.ts';

/** How a sample is made. */
export interface SampleOptions {
  /** Properties that are left out: `readOnly` ones of a request, `writeOnly` ones of an answer. */
  readonly without?: 'readOnly' | 'writeOnly';
  /** Whether examples and defaults of the schema are taken. Default: `true`. */
  readonly examples?: boolean;
  /** Chance for ids and patterns. Default: the same each time. */
  readonly random?: Random;
}

/** Schemas inside schemas beyond this depth are left out: a schema may contain itself. */
const DEEPEST = 6;

/** A value that fits a schema, every declared property filled in; `undefined` where nothing is known of it. */
export function sampleOf(document: JsonObject, schema: Json, options: SampleOptions = {}): Json | undefined {
  return new Sampler(document, options).sample(schema, 0);
}

class Sampler {
  readonly #document: JsonObject;
  readonly #without: SampleOptions['without'];
  readonly #examples: boolean;
  readonly #random: Random;

  constructor(document: JsonObject, { without, examples = true, random = seededRandom(1) }: SampleOptions) {
    this.#document = document;
    this.#without = without;
    this.#examples = examples;
    this.#random = random;
  }

  sample(schema: Json, depth: number): Json | undefined {
    const { value } = resolve(this.#document, schema, '');
    if (!isObject(schema) || depth > DEEPEST) return undefined;
    const stated = own(value, 'const') ?? ownList(value, 'enum')[0] ?? this.#exampleOf(value);
    if (stated !== undefined) return structuredClone(stated);
    const choices = [...ownList(value, 'oneOf'), ...ownList(value, 'anyOf')];
    const choice = choices.find((branch) => typeName(resolve(this.#document, branch, '').value) !== 'null');
    if (choice === undefined) return this.#ofType(value, depth);
    const chosen = this.sample(choice, depth + 1);
    if (!isObject(chosen) || own(value, 'properties') === undefined) return chosen;
    return { ...this.#object(value, depth), ...chosen };
  }

  #exampleOf(schema: JsonObject): Json | undefined {
    if (!this.#examples) return undefined;
    return own(schema, 'example') ?? ownList(schema, 'examples')[0] ?? own(schema, 'default');
  }

  #ofType(schema: JsonObject, depth: number): Json | undefined {
    switch (typeName(schema)) {
      case 'string':
        return this.#text(schema);
      case 'integer':
        return numberOf(schema, 1);
      case 'number':
        return numberOf(schema, 0);
      case 'boolean':
        return true;
      case 'array':
        return this.#list(schema, depth);
      case 'object':
        return this.#object(schema, depth);
      case 'null':
        return null;
      default:
        return undefined;
    }
  }

  #text(schema: JsonObject): string {
    const pattern = ownString(schema, 'pattern');
    const matching = pattern === undefined ? undefined : textMatching(pattern, this.#random);
    if (matching !== undefined) return matching;
    const format = ownString(schema, 'format') ?? '';
    if (format === 'uuid') return this.#uuid();
    const text = FORMATS.get(format) ?? 'text';
    if (FORMATS.has(format)) return text;
    const least = ownNumber(schema, 'minLength') ?? 0;
    const most = ownNumber(schema, 'maxLength') ?? Number.POSITIVE_INFINITY;
    return text.padEnd(Math.min(least, 10_000), 'x').slice(0, most);
  }

  #uuid(): string {
    const hex = this.#random.hex(32).toLowerCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #list(schema: JsonObject, depth: number): Json[] {
    const count = Math.min(
      Math.max(1, ownNumber(schema, 'minItems') ?? 1),
      ownNumber(schema, 'maxItems') ?? 10,
    );
    const item = this.sample(own(schema, 'items') ?? {}, depth + 1);
    if (item === undefined) return [];
    const isUnique = own(schema, 'uniqueItems') === true;
    return Array.from({ length: Math.min(count, 10) }, (_, index) =>
      isUnique ? distinct(item, index) : item,
    );
  }

  /** `undefined` where a required property would lie too deep: whoever can do without the object leaves it out. */
  #object(schema: JsonObject, depth: number): JsonObject | undefined {
    const found: [string, Json][] = [];
    const required = ownList(schema, 'required');
    for (const [name, property] of propertiesOf(this.#document, schema)) {
      const { value } = resolve(this.#document, property, '');
      if (this.#without !== undefined && own(value, this.#without) === true) continue;
      const sample = this.sample(property, depth + 1);
      if (sample !== undefined) found.push([name, sample]);
      else if (depth > 0 && required.includes(name) && saysSomething(value)) return undefined;
    }
    for (const branch of ownList(schema, 'allOf')) {
      const { value } = resolve(this.#document, branch, '');
      const chosen = hasChoices(value) ? this.sample(branch, depth + 1) : undefined;
      if (isObject(chosen)) found.push(...Object.entries(chosen));
    }
    return fromEntries([...found, ...this.#undeclared(schema, new Set(found.map(([name]) => name)), depth)]);
  }

  /** What an object needs beside its declared properties. */
  #undeclared(schema: JsonObject, known: ReadonlySet<string>, depth: number): readonly [string, Json][] {
    const declared = propertiesOf(this.#document, schema);
    const required = ownStrings(schema, 'required').filter((name) => !declared.has(name));
    const lacking = (ownNumber(schema, 'minProperties') ?? 0) - known.size - required.length;
    const invented = Array.from(
      { length: Math.max(0, Math.min(lacking, 10)) },
      (_, index) => `key${index + 1}`,
    );
    const names = [...required, ...invented].filter((name) => !known.has(name));
    if (names.length === 0) return [];
    const value = this.sample(own(schema, 'additionalProperties') ?? {}, depth + 1) ?? 'text';
    return names.map((name) => [name, value]);
  }
}

/** Texts of the formats of JSON Schema and OpenAPI. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['date-time', '2024-01-01T00:00:00Z'],
  ['date', '2024-01-01'],
  ['time', '00:00:00Z'],
  ['duration', 'P1D'],
  ['email', 'name@example.com'],
  ['idn-email', 'name@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['url', 'https://example.com/'],
  ['iri', 'https://example.com/'],
  ['uri-reference', '/'],
  ['byte', 'dGV4dA=='],
  ['json-pointer', '/a'],
  ['regex', '^a$'],
]);

/** The smallest number that the limits allow, from `least` on where they do not say. */
function numberOf(schema: JsonObject, least: number): number {
  const step = ownNumber(schema, 'multipleOf') ?? (typeName(schema) === 'integer' ? 1 : 0);
  const isExclusive = own(schema, 'exclusiveMinimum') === true;
  const inclusive = isExclusive ? undefined : ownNumber(schema, 'minimum');
  const exclusive = isExclusive ? ownNumber(schema, 'minimum') : ownNumber(schema, 'exclusiveMinimum');
  const most = ownNumber(schema, 'maximum') ?? Number.POSITIVE_INFINITY;
  let value = inclusive ?? (exclusive === undefined ? Math.min(least, most) : exclusive + (step || 0.5));
  if (step > 0) value = Math.ceil(value / step) * step;
  return exclusive !== undefined && value <= exclusive ? value + step : value;
}

function saysSomething(schema: JsonObject): boolean {
  return typeName(schema) !== undefined || hasChoices(schema);
}

function hasChoices(schema: JsonObject): boolean {
  return own(schema, 'oneOf') !== undefined || own(schema, 'anyOf') !== undefined;
}

function distinct(item: Json, index: number): Json {
  if (index === 0) return item;
  if (typeof item === 'number') return item + index;
  return typeof item === 'string' ? `${item}${index}` : item;
}

/** The type of a schema, `null` left aside; `object` where only its properties say so. */
export function typeName(schema: JsonObject): string | undefined {
  const type = own(schema, 'type');
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    return type.find((name): name is string => typeof name === 'string' && name !== 'null');
  }
  if (own(schema, 'properties') !== undefined) return 'object';
  const parts = ownList(schema, 'allOf').map((part) => (isObject(part) ? typeName(part) : undefined));
  return parts.find((part) => part !== undefined) ?? (parts.length > 0 ? 'object' : undefined);
}

/** Own properties and those of `allOf` branches. */
export function propertiesOf(document: JsonObject, schema: JsonObject, depth = 0): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const branch of depth > DEEPEST ? [] : ownList(schema, 'allOf')) {
    const { value } = resolve(document, branch, '');
    for (const entry of propertiesOf(document, value, depth + 1)) found.set(...entry);
  }
  const properties = ownObject(schema, 'properties') ?? {};
  for (const name of Object.keys(properties)) found.set(name, properties[name] ?? null);
  return found;
}

/** Whether `null` is a value of a schema, in the ways of OpenAPI 3.0 and 3.1. */
export function isNullable(schema: JsonObject): boolean {
  const type = own(schema, 'type');
  return (
    own(schema, 'nullable') === true ||
    (Array.isArray(type) && type.includes('null')) ||
    ownString(schema, 'type') === 'null'
  );
}
