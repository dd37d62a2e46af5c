import {
  type JsonObject,
  type JsonSchema,
  isObject,
  objectAt,
  omit,
  ownList,
  ownObject,
} from '../../../base/json.ts';
import { mergeAnnotations } from './annotations.ts';
import { eachSubschema } from './keywords.ts';
import { RANK } from './naming.ts';
import type { Shape } from './registry.ts';
import { structureOf } from './structure.ts';

/**
 * One shape per thing. Merged are shapes that differ only in what samples made required, shapes of errors of which
 * one leaves out properties of the other, and the levels of a tree. What documentation calls required stays apart.
 */
export function mergeAlike(shapes: readonly Shape[]): readonly Shape[] {
  const merging = new Merging(shapes);
  for (const shape of shapes) merging.add(shape);
  return merging.kept();
}

class Merging {
  readonly #byReference: ReadonlyMap<string, Shape>;
  readonly #byStructure = new Map<string, Shape>();
  readonly #errors: Shape[] = [];
  readonly #kept = new Set<Shape>();

  constructor(shapes: readonly Shape[]) {
    this.#byReference = new Map(shapes.map((shape) => [String(shape.index), shape]));
  }

  kept(): readonly Shape[] {
    return [...this.#kept];
  }

  /** Inner shapes come first: what they were merged into is known when the outer ones are compared. */
  add(shape: Shape): void {
    const level = this.#innerLevel(shape);
    if (level !== undefined) {
      this.#merge(shape, level);
      level.candidates.splice(0, level.candidates.length, ...shape.candidates);
      return;
    }
    const alike = shape.isStated ? undefined : this.#alike(shape);
    if (alike !== undefined && mergeAnnotations(alike.body, shape.body)) this.#merge(shape, alike);
    else this.#keep(shape);
  }

  #keep(shape: Shape): void {
    this.#kept.add(shape);
    if (shape.isStated) return;
    this.#byStructure.set(withoutRequired(shape.body), shape);
    if (isErrorShape(shape)) this.#errors.push(shape);
  }

  #alike(shape: Shape): Shape | undefined {
    const equal = this.#byStructure.get(withoutRequired(shape.body));
    if (equal !== undefined || !isErrorShape(shape)) return equal;
    return this.#errors.find((other) => sameName(shape, other) && isCompatible(shape.body, other.body));
  }

  /** `children` of a tree: a shape inside a property that has the same properties, and nothing but itself below. */
  #innerLevel(shape: Shape): Shape | undefined {
    for (const [name, property] of Object.entries(objectAt(shape.body, 'properties'))) {
      const inner = this.#byReference.get(String(elementOf(property)?.['$ref']));
      if (
        inner === undefined ||
        inner.isStated ||
        shape.isStated ||
        inner === shape ||
        !this.#kept.has(inner)
      )
        continue;
      const below = elementOf(objectAt(inner.body, 'properties')[name]);
      const isEnd =
        below !== undefined && (Object.keys(below).length === 0 || below['$ref'] === String(inner.index));
      if (!isEnd || restOf(shape.body, name) !== restOf(inner.body, name)) continue;
      if (Object.keys(below).length === 0) {
        below['$ref'] = String(inner.index);
        inner.sites.add(below);
      }
      return inner;
    }
    return undefined;
  }

  #merge(from: Shape, into: Shape): void {
    this.#forgetSites(from.body);
    const properties = { ...objectAt(into.body, 'properties') };
    for (const [name, property] of Object.entries(objectAt(from.body, 'properties'))) {
      if (Object.hasOwn(properties, name)) continue;
      properties[name] = property;
      this.#rememberSites({ properties: { [name]: property } });
    }
    if (Object.keys(properties).length > 0) into.body['properties'] = properties;
    const required = ownList(into.body, 'required').filter((name) =>
      ownList(from.body, 'required').includes(name),
    );
    if (required.length > 0) into.body['required'] = required;
    else delete into.body['required'];
    for (const site of from.sites) {
      site['$ref'] = String(into.index);
      into.sites.add(site);
    }
    into.candidates.push(...from.candidates);
  }

  #forgetSites(schema: JsonSchema): void {
    eachSubschema(schema, (inner) => {
      this.#byReference.get(String(inner['$ref']))?.sites.delete(inner);
      this.#forgetSites(inner);
    });
  }

  #rememberSites(schema: JsonSchema): void {
    eachSubschema(schema, (inner) => {
      if (inner['$ref'] !== undefined) this.#byReference.get(String(inner['$ref']))?.sites.add(inner);
      this.#rememberSites(inner);
    });
  }
}

function elementOf(property: JsonObject[string] | undefined): JsonSchema | undefined {
  return isObject(property) && property['type'] === 'array' ? ownObject(property, 'items') : undefined;
}

function withoutRequired(body: JsonSchema): string {
  return structureOf(omit(body, 'required'));
}

/** A schema without one of its properties. */
function restOf(body: JsonSchema, name: string): string {
  return withoutRequired({ ...body, properties: omit(objectAt(body, 'properties'), name) });
}

/** A part of the envelope that errors share. */
function isErrorShape({ candidates }: Shape): boolean {
  return candidates.every(
    ({ name, rank }) => name.startsWith('Error') && rank !== RANK.root && rank !== RANK.hint,
  );
}

function sameName(one: Shape, other: Shape): boolean {
  return one.candidates[0]?.name === other.candidates[0]?.name;
}

/** The properties of one are among those of the other, and what both have is the same. */
function isCompatible(one: JsonSchema, other: JsonSchema): boolean {
  const [a, b] = [objectAt(one, 'properties'), objectAt(other, 'properties')];
  const [few, many] = Object.keys(a).length <= Object.keys(b).length ? [a, b] : [b, a];
  const isWithin = Object.entries(few).every(([name, property]) => {
    const known = many[name];
    return isObject(property) && isObject(known) && structureOf(property) === structureOf(known);
  });
  const frame = (schema: JsonSchema): string => withoutRequired(omit(schema, 'properties'));
  return isWithin && Object.keys(few).length > 0 && frame(one) === frame(other);
}
