import { fromEntries, isObject, objectAt, own, ownString, type Json, type JsonObject } from '../base/json.ts';
import { identifier, UniqueNames } from '../base/names.ts';
import { parsePointer, pointerTo } from '../base/pointer.ts';
import { FILES_KEY } from './data-keys.ts';
import { lookThrough } from './reference.ts';

/** What is at a place: one thing of a kind, a list of them, or a map by names. */
interface Place {
  readonly kind: string;
  readonly shape: 'one' | 'list' | 'map';
}

const PARAMETER = 'schema:schema content:map/mediaType examples:map/example';

/** The places inside of each kind of thing: https://spec.openapis.org/oas/v3.1.0#schema. */
const PARTS: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  document: places('paths:map/pathItem webhooks:map/pathItem components:components'),
  components: places(
    'schemas:map/schema responses:map/response parameters:map/parameter examples:map/example requestBodies:map/requestBody ' +
      'headers:map/header securitySchemes:map/securityScheme links:map/link callbacks:map/callback pathItems:map/pathItem',
  ),
  pathItem: places(
    'parameters:list/parameter get:operation put:operation post:operation delete:operation options:operation ' +
      'head:operation patch:operation trace:operation',
  ),
  operation: places(
    'parameters:list/parameter requestBody:requestBody responses:map/response callbacks:map/callback',
  ),
  callback: places('*:pathItem'),
  requestBody: places('content:map/mediaType'),
  response: places('headers:map/header content:map/mediaType links:map/link'),
  parameter: places(PARAMETER),
  header: places(PARAMETER),
  mediaType: places('schema:schema examples:map/example encoding:map/encoding'),
  encoding: places('headers:map/header'),
  schema: places(
    'properties:map/schema patternProperties:map/schema dependentSchemas:map/schema $defs:map/schema ' +
      'definitions:map/schema items:schema additionalProperties:schema not:schema if:schema then:schema else:schema ' +
      'contains:schema propertyNames:schema unevaluatedItems:schema unevaluatedProperties:schema allOf:list/schema ' +
      'anyOf:list/schema oneOf:list/schema prefixItems:list/schema discriminator:discriminator',
  ),
};

function places(text: string): Readonly<Record<string, Place>> {
  const entries = text.split(' ').map((part): [string, Place] => {
    const [key = '', ...rest] = part.split(':');
    const [kind = '', shape] = rest.join(':').split('/').reverse();
    return [key, { kind, shape: shape === 'map' || shape === 'list' ? shape : 'one' }];
  });
  return Object.fromEntries(entries);
}

/** Where components of a kind stand; what has no such place is written out where it is referred to. */
const SECTIONS: Readonly<Record<string, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
};

/**
 * A document of several files as one: what is under {@link FILES_KEY} becomes components where it is referred
 * to; path items, and whole sections that are references, are written out in their places.
 */
export function asOneFile(document: JsonObject): JsonObject {
  return own(document, FILES_KEY) === undefined ? document : new Joiner(document).join();
}

class Joiner {
  readonly #document: JsonObject;
  readonly #names = new Map<string, UniqueNames>();
  /** What has become a component, by section and name. */
  readonly #added = new Map<string, Map<string, Json>>();
  /** Where references lead that led into files. */
  readonly #moved = new Map<string, string>();

  constructor(document: JsonObject) {
    this.#document = document;
  }

  join(): JsonObject {
    const { [FILES_KEY]: _files, components = {}, ...rest } = this.#document;
    const sections = isObject(components) ? this.#sections(components) : {};
    const whole = this.#visit({ ...rest, components: sections }, { kind: 'document', shape: 'one' });
    if (!isObject(whole)) return rest;
    const stated = objectAt(whole, 'components');
    const grown = [...this.#added].map(([section, added]): [string, Json] => [
      section,
      { ...objectAt(stated, section), ...fromEntries(added) },
    ]);
    return { ...whole, components: { ...stated, ...fromEntries(grown) } };
  }

  /** The stated components: those that lead into a file are made of it, and keep their names. */
  #sections(components: JsonObject): JsonObject {
    const sections = Object.entries(components).map(([section, stated]): [string, Json] => {
      const names = new UniqueNames();
      this.#names.set(section, names);
      const entries = Object.entries(this.#written(stated)).map(([name, value]): [string, Json] => {
        names.claim(name);
        const reference = ownString(value, '$ref');
        if (!leadsIntoFile(reference) || this.#moved.has(reference)) return [name, value];
        this.#moved.set(reference, `#${pointerTo('components', section, name)}`);
        return [name, this.#written(value)];
      });
      return [section, fromEntries(entries)];
    });
    return fromEntries(sections);
  }

  /** What a reference into a file leads to; anything else as it is. */
  #written(value: Json): JsonObject {
    const reference = ownString(value, '$ref');
    const target = leadsIntoFile(reference) ? lookThrough(this.#document, reference) : value;
    return isObject(target) ? target : {};
  }

  /** @param open - references that are being written out around this value */
  #visit(value: Json, place: Place | undefined, open: ReadonlySet<string> = new Set()): Json {
    if (place === undefined) return value;
    const { kind, shape } = place;
    if (Array.isArray(value))
      return shape === 'list' ? value.map((item) => this.#visit(item, { kind, shape: 'one' }, open)) : value;
    if (!isObject(value)) return value;
    const reference = ownString(value, '$ref');
    if (leadsIntoFile(reference)) return this.#follow(value, reference, place, open);
    if (kind === 'discriminator') return this.#discriminator(value);
    const parts = PARTS[kind] ?? {};
    const inner = (key: string): Place | undefined =>
      shape === 'map' ? { kind, shape: 'one' } : Object.hasOwn(parts, key) ? parts[key] : parts['*'];
    return fromEntries(
      Object.entries(value).map(([key, item]): [string, Json] => [key, this.#visit(item, inner(key), open)]),
    );
  }

  #follow(value: JsonObject, reference: string, place: Place, open: ReadonlySet<string>): Json {
    const section = place.shape === 'one' ? SECTIONS[place.kind] : undefined;
    if (section !== undefined) return { ...value, $ref: this.#component(reference, place.kind, section) };
    const target = lookThrough(this.#document, reference);
    // A circle holds nothing that could be written out.
    if (target === undefined || open.has(reference)) return place.shape === 'list' ? [] : {};
    const { $ref: _reference, ...siblings } = value;
    const shown = place.kind === 'pathItem' && place.shape === 'one' ? pathItemOf(target) : target;
    const written = isObject(shown) ? { ...shown, ...siblings } : shown;
    return this.#visit(written, place, new Set([...open, reference]));
  }

  /** The component that is made of what a reference leads to. */
  #component(reference: string, kind: string, section: string): string {
    const known = this.#moved.get(reference);
    if (known !== undefined) return known;
    const names = this.#names.get(section) ?? new UniqueNames();
    this.#names.set(section, names);
    const name = names.claim(nameOf(reference));
    const moved = `#${pointerTo('components', section, name)}`;
    this.#moved.set(reference, moved);
    const added = this.#added.get(section) ?? new Map<string, Json>();
    this.#added.set(section, added.set(name, {}));
    added.set(name, this.#visit(lookThrough(this.#document, reference) ?? {}, { kind, shape: 'one' }));
    return moved;
  }

  #discriminator(value: JsonObject): JsonObject {
    const mapping = Object.entries(objectAt(value, 'mapping')).map(([key, to]): [string, Json] => {
      const reference = typeof to === 'string' ? to : undefined;
      return [key, leadsIntoFile(reference) ? this.#component(reference, 'schema', 'schemas') : to];
    });
    return mapping.length === 0 ? value : { ...value, mapping: fromEntries(mapping) };
  }
}

/** A file may hold one path item, and others beside its members. */
function pathItemOf(value: Json): Json {
  if (!isObject(value)) return value;
  const isMember = (key: string): boolean =>
    Object.hasOwn(PARTS['pathItem'] ?? {}, key) || /^(\$ref|summary|description|servers|x-.*)$/.test(key);
  return fromEntries(Object.entries(value).filter(([key]) => isMember(key)));
}

function leadsIntoFile(reference: string | undefined): reference is string {
  return reference?.startsWith(`#/${FILES_KEY}/`) === true;
}

/** `schemas/pet.yaml` gives `pet`, `common.yaml#/components/schemas/Pet` gives `Pet`. */
function nameOf(reference: string): string {
  const [, path = '', ...inside] = parsePointer(reference.slice(1));
  const last = inside.at(-1) ?? path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  return /^[\w.-]+$/.test(last) ? last : identifier(last);
}
