import type { JsonPointer, JsonType } from '../../../base/json.ts';
import type { Markdown } from '../../canonical-collection.ts';
import type { Provenance } from '../../facts.ts';

/** How documentation speaks of presence. `conditional` is recorded and never asserted. */
export type Presence = 'required' | 'optional' | 'conditional';

/** What documentation says of the value of one field. Texts are as printed; the schema writer gives them a type. */
export interface ValueFacts {
  /** Empty where nothing is said. */
  types?: readonly JsonType[];
  format?: string;
  /** Of the elements, where the value is an array. */
  items?: ValueFacts;
  /** Of the values, where the value is a map. */
  values?: ValueFacts;
  /** Name of another table or type that the type cell points to. */
  typeName?: string;
  /** Name of an operation whose fields it has: `see Add Contact input parameters`. */
  sameAs?: string;
  enum?: readonly string[];
  /** How sure it is that `enum` lists all values: 0 to 1. */
  enumConfidence?: number;
  default?: string;
  examples?: readonly string[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  /** The text is a list with commas; these are the values of its entries, where they are known. */
  joined?: { readonly enum?: readonly string[]; readonly enumConfidence?: number };
  nullable?: boolean;
  deprecated?: boolean;
  readOnly?: boolean;
}

/** What documentation says of one field. */
export interface FieldFacts extends ValueFacts {
  required?: Presence;
  description?: Markdown;
}

/** A documented field and, for objects and arrays of objects, the fields inside it. */
export interface FieldNode {
  readonly name: string;
  facts: FieldFacts;
  /** Fields of the object, or of each element of the array. */
  readonly children: Map<string, FieldNode>;
  /** The name means every key that begins with it: `custom_*`. */
  readonly prefix: boolean;
  /** Name that the documentation gives to the schema of the value, or of each element. */
  schemaName?: string;
  /** Only some of the fields are documented here: the object is on the way to them. */
  readonly partial?: boolean;
  readonly origin: Provenance['origin'];
  readonly at: JsonPointer;
  readonly confidence: number;
}

export function fieldNode(name: string, source: Partial<FieldNode> & { at: JsonPointer }): FieldNode {
  return {
    name,
    facts: source.facts ?? {},
    children: source.children ?? new Map(),
    prefix: source.prefix ?? false,
    origin: source.origin ?? 'table',
    at: source.at,
    confidence: source.confidence ?? 0.9,
    ...(source.schemaName === undefined ? {} : { schemaName: source.schemaName }),
    ...(source.partial === undefined ? {} : { partial: source.partial }),
  };
}
