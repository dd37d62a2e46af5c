import type { Json, JsonObject } from '../../../base/json.ts';
import { formatsOf, type StringFormat } from './formats.ts';

/**
 * What all samples of one place have in common. A shape grows by one sample at a time and never
 * depends on their order; it keeps the scalar values, so that documented limits can be checked
 * against every one of them.
 */
export interface Shape {
  /** Samples seen. */
  total: number;
  nulls: number;
  booleans: Set<boolean>;
  numbers: Set<number>;
  strings: Set<string>;
  /** Formats that every text seen so far has; `undefined` before the first text. */
  formats: readonly StringFormat[] | undefined;
  arrays: number;
  fewestItems: number;
  mostItems: number;
  items: Shape | undefined;
  objects: number;
  properties: Map<string, Shape>;
  /** The sets of names that objects have, by the names joined, and how many objects have them. */
  keySets: Map<string, KeySet>;
  /** Samples where a variable stood: nothing is known of their type. */
  unknowns: number;
  /** Deeper than anyone documents: not described any further. */
  cut: boolean;
}

interface KeySet {
  readonly keys: readonly string[];
  count: number;
}

/** Marks a value that nobody knows in a sample. No text on the wire begins with a NUL. */
export const UNKNOWN = '\u0000?';
/** Marks a place where a sample has no value, only words for one: it shows that the field exists. */
export const BLANK = '\u0000-';

/** Nesting past this depth is not described. */
const DEEPEST = 80;

export function emptyShape(): Shape {
  return {
    total: 0,
    nulls: 0,
    booleans: new Set(),
    numbers: new Set(),
    strings: new Set(),
    formats: undefined,
    arrays: 0,
    fewestItems: Infinity,
    mostItems: 0,
    items: undefined,
    objects: 0,
    properties: new Map(),
    keySets: new Map(),
    unknowns: 0,
    cut: false,
  };
}

/** The shape of some samples. */
export function shapeOf(samples: Iterable<Json>): Shape {
  const shape = emptyShape();
  for (const sample of samples) addSample(shape, sample);
  return shape;
}

/** Takes one more sample into a shape. */
function addSample(shape: Shape, sample: Json, depth = 0): void {
  shape.total += 1;
  if (sample === BLANK) return;
  if (sample === UNKNOWN) shape.unknowns += 1;
  else if (sample === null) shape.nulls += 1;
  else if (typeof sample === 'boolean') shape.booleans.add(sample);
  else if (typeof sample === 'number') shape.numbers.add(sample);
  else if (typeof sample === 'string') addText(shape, sample);
  else if (depth >= DEEPEST) shape.cut = true;
  else if (Array.isArray(sample)) addArray(shape, sample, depth);
  else addObject(shape, sample, depth);
}

function addText(shape: Shape, text: string): void {
  if (shape.strings.has(text)) return;
  shape.strings.add(text);
  if (shape.formats?.length === 0) return;
  const found = formatsOf(text);
  shape.formats = shape.formats === undefined ? found : shape.formats.filter((name) => found.includes(name));
}

function addArray(shape: Shape, sample: readonly Json[], depth: number): void {
  shape.arrays += 1;
  shape.fewestItems = Math.min(shape.fewestItems, sample.length);
  shape.mostItems = Math.max(shape.mostItems, sample.length);
  if (sample.length === 0) return;
  shape.items ??= emptyShape();
  for (const item of sample) addSample(shape.items, item, depth + 1);
}

function addObject(shape: Shape, sample: JsonObject, depth: number): void {
  shape.objects += 1;
  addKeys(shape, Object.keys(sample), 1);
  for (const [key, value] of Object.entries(sample)) {
    let property = shape.properties.get(key);
    if (property === undefined) shape.properties.set(key, (property = emptyShape()));
    addSample(property, value, depth + 1);
  }
}

function addKeys(shape: Shape, keys: readonly string[], count: number): void {
  const joined = keys.join('\n');
  const known = shape.keySets.get(joined);
  if (known !== undefined) known.count += count;
  else shape.keySets.set(joined, { keys, count });
}

/** Takes all samples of another shape into a shape. */
export function addShape(shape: Shape, other: Shape): void {
  shape.total += other.total;
  shape.nulls += other.nulls;
  shape.unknowns += other.unknowns;
  for (const value of other.booleans) shape.booleans.add(value);
  for (const value of other.numbers) shape.numbers.add(value);
  addTexts(shape, other);
  addContainers(shape, other);
  shape.cut ||= other.cut;
}

function addTexts(shape: Shape, other: Shape): void {
  for (const value of other.strings) shape.strings.add(value);
  if (other.formats === undefined) return;
  const { formats } = other;
  shape.formats =
    shape.formats === undefined ? formats : shape.formats.filter((name) => formats.includes(name));
}

function addContainers(shape: Shape, other: Shape): void {
  shape.arrays += other.arrays;
  shape.fewestItems = Math.min(shape.fewestItems, other.fewestItems);
  shape.mostItems = Math.max(shape.mostItems, other.mostItems);
  if (other.items !== undefined) addShape((shape.items ??= emptyShape()), other.items);
  shape.objects += other.objects;
  for (const { keys, count } of other.keySets.values()) addKeys(shape, keys, count);
  for (const [key, value] of other.properties) {
    let property = shape.properties.get(key);
    if (property === undefined) shape.properties.set(key, (property = emptyShape()));
    addShape(property, value);
  }
}

/** Every scalar value of the samples, `null` left out. */
export function scalarsOf(shape: Shape): (string | number | boolean)[] {
  return [...shape.strings, ...shape.numbers, ...shape.booleans];
}
