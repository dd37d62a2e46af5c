import type { JsonSchema } from '../../../base/json.ts';
import { mergeAnnotations } from './annotations.ts';
import { eachSubschema } from './keywords.ts';
import type { Candidate } from './naming.ts';
import { structureOf } from './structure.ts';

/** Stay where the schema is used, beside `$ref`: they say something of the place, not of the shape. */
const SITE_KEYWORDS = new Set(['description', 'default', 'deprecated', 'readOnly', 'writeOnly']);

/** A shape that may become a component, the places that use it, and the names it could have. */
export interface Shape {
  readonly index: number;
  /** The schema without what belongs to the places; sites inside it are other shapes. */
  readonly body: JsonSchema;
  /** `{ $ref, ...site keywords }` objects where the shape is used; `$ref` is final once names are known. */
  readonly sites: Set<JsonSchema>;
  readonly candidates: Candidate[];
  /** Documentation says what is required. */
  isStated: boolean;
}

/** Collects shapes: equal structure is one shape, unless two descriptions of one thing contradict each other. */
export class ShapeRegistry {
  readonly #byStructure = new Map<string, Shape[]>();
  readonly #shapes: Shape[] = [];
  readonly #shapeOf = new Map<JsonSchema, Shape>();

  /** Registers one use of a schema whose inner schemas are registered already; returns what takes its place. */
  register(schema: JsonSchema, candidate: Candidate): JsonSchema {
    const { body, kept } = split(schema);
    const shape = this.#find(body);
    shape.isStated ||= schema['x-required-stated'] === true;
    // Equal for uses of one shape and different for others, so that outer structures compare rightly.
    const site: JsonSchema = { $ref: String(shape.index), ...kept };
    shape.sites.add(site);
    shape.candidates.push(candidate);
    this.#shapeOf.set(site, shape);
    return site;
  }

  /** In the order of first use; an inner shape comes before the outer one. */
  shapes(): readonly Shape[] {
    return this.#shapes;
  }

  #find(body: JsonSchema): Shape {
    const structure = structureOf(body);
    const alike = this.#byStructure.get(structure) ?? [];
    const known = alike.find((shape) => mergeAnnotations(shape.body, body));
    if (known) {
      this.#forgetSites(body);
      return known;
    }
    const shape: Shape = {
      index: this.#shapes.length,
      body,
      sites: new Set(),
      candidates: [],
      isStated: false,
    };
    this.#shapes.push(shape);
    this.#byStructure.set(structure, [...alike, shape]);
    return shape;
  }

  /** The places inside a body that is represented by another one are not in the document. */
  #forgetSites(schema: JsonSchema): void {
    eachSubschema(schema, (inner) => {
      this.#shapeOf.get(inner)?.sites.delete(inner);
      this.#forgetSites(inner);
    });
  }
}

function split(schema: JsonSchema): { body: JsonSchema; kept: JsonSchema } {
  const entries = Object.entries(schema).filter(
    ([keyword]) => keyword !== 'x-schema-name' && keyword !== 'x-required-stated',
  );
  const kept = entries.filter(([keyword]) => SITE_KEYWORDS.has(keyword));
  if (kept.length === 0) return { body: Object.fromEntries(entries), kept: {} };
  return {
    body: Object.fromEntries(entries.filter(([keyword]) => !SITE_KEYWORDS.has(keyword))),
    kept: Object.fromEntries(kept),
  };
}
