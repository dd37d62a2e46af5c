import { fromEntries, isObject, ownList, ownString, type Json, type JsonObject } from '../base/json.ts';
import openapiTS, {
  astToString,
  type OpenAPI3,
  type SchemaObject,
  type TransformNodeOptions,
} from 'openapi-typescript';
import { pointerTo } from '../base/pointer.ts';
import { isData, isMapKey } from '../openapi/data-keys.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { lookUp } from '../openapi/reference.ts';
import type { OutputFile } from './output-file.ts';
import { HEADER } from './header.ts';
import { withSafeNames } from './inherited-names.ts';
import { describeInProse, withoutMargin } from './descriptions-as-prose.ts';
import { patternPropertiesType } from './pattern-properties.ts';
import { sayAssertionsAsTypes } from './required-alternatives.ts';

/** `types.ts`: the document as TypeScript types, made by openapi-typescript. */
export async function emitTypes(document: OpenApiDocument): Promise<OutputFile> {
  const { document: safe, restore } = withSafeNames(sayAssertionsAsTypes(describeInProse(document)));
  const nodes = await openapiTS(asOpenApi(isObject(safe) ? safe : {}), {
    silent: true,
    // A default is the server's business: the caller may leave the field out.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: (schema: SchemaObject, options: TransformNodeOptions) =>
      patternPropertiesType(schema, options),
  });
  return { path: 'types.ts', content: `${HEADER}\n${restore(withoutMargin(astToString(nodes)))}` };
}

/** openapi-typescript validates its input itself; its type names the shape we hand over. */
function asOpenApi(document: JsonObject): OpenAPI3 {
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(new Tidier(document).tidy()));
  return copy;
}

/** Leaves out what openapi-typescript stops at although it changes no type. */
class Tidier {
  readonly #document: JsonObject;
  readonly #ids = new Set<string>();

  constructor(document: JsonObject) {
    this.#document = document;
  }

  tidy(): Json {
    return this.#visit(this.#document, false);
  }

  #visit(value: Json, isMap: boolean): Json {
    if (Array.isArray(value)) return value.map((item) => this.#visit(item, false));
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, inner]): readonly [string, Json] | undefined => {
      if (isMap) return [key, this.#visit(inner, false)];
      // A `$ref` in an example would be followed.
      if (isData(key, inner)) return JSON.stringify(inner).includes('"$ref":') ? undefined : [key, inner];
      if (key === 'operationId' && typeof inner === 'string')
        return this.#once(inner) ? [key, inner] : undefined;
      if (key === 'allOf' && Array.isArray(inner))
        return [key, inner.map((part) => this.#visit(this.#withoutChildren(part, value), false))];
      if (key === 'discriminator' && this.#isCircle(value)) return undefined;
      if (key === 'mapping') return [key, this.#leadingSomewhere(inner)];
      return [key, this.#visit(inner, isMapKey(key))];
    });
    return fromEntries(entries.filter((entry) => entry !== undefined));
  }

  /** A parent that is one of its children, each of which is all of the parent, would be a type inside of itself. */
  #withoutChildren(part: Json, child: JsonObject): Json {
    const parent = this.#target(part);
    if (!isObject(parent) || !this.#childrenOf(parent).includes(child)) return part;
    const { oneOf: _one, anyOf: _any, discriminator: _which, ...own } = parent;
    const conjuncts = ownList(own, 'allOf').filter((one) => unionIn(one).length === 0);
    return { ...own, allOf: conjuncts };
  }

  /** openapi-typescript makes every member of a union with a discriminator a child. */
  #isCircle(parent: JsonObject): boolean {
    return this.#childrenOf(parent).some((child) =>
      ownList(child, 'allOf').some((part) => this.#target(part) === parent),
    );
  }

  #childrenOf(parent: JsonObject): readonly (Json | undefined)[] {
    const unions = [parent, ...ownList(parent, 'allOf')].flatMap(unionIn);
    return unions.map((one) => this.#target(one));
  }

  #target(reference: Json): Json | undefined {
    return lookUp(this.#document, ownString(reference, '$ref') ?? '');
  }

  /** Whether an id is new: types of a second operation with it have a place in `paths` all the same. */
  #once(id: string): boolean {
    return this.#ids.size < this.#ids.add(id).size;
  }

  #leadingSomewhere(mapping: Json): Json {
    if (!isObject(mapping)) return mapping;
    const leads = Object.entries(mapping).flatMap(([value, to]): [string, Json][] => {
      if (typeof to !== 'string') return [];
      // The name of a schema will do as well.
      const reference = to.startsWith('#') ? to : `#${pointerTo('components', 'schemas', to)}`;
      return lookUp(this.#document, reference) === undefined ? [] : [[value, reference]];
    });
    return fromEntries(leads);
  }
}

function unionIn(schema: Json): readonly Json[] {
  return [...ownList(schema, 'oneOf'), ...ownList(schema, 'anyOf')];
}
