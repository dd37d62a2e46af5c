import type { Json, JsonObject, JsonPointer } from '../../base/json.ts';
import type { Part } from '../document.ts';
import type { Limit, LimitKeyword } from './limits.ts';
import type { Site } from './site.ts';

/** `oneOf` or `anyOf`. */
export interface Group {
  readonly kind: 'oneOf' | 'anyOf';
  readonly branches: readonly Part[];
  readonly pointer: JsonPointer;
}

export interface Placed<T> {
  readonly value: T;
  readonly pointer: JsonPointer;
}

/** Subschemas that apply to a part of the value, or under a condition, and how ids of rules call them. */
export const APPLICATORS = [
  ['contains', 'contains'],
  ['propertyNames', 'property-names'],
  ['unevaluatedItems', 'unevaluated-items'],
  ['unevaluatedProperties', 'unevaluated-properties'],
  ['contentSchema', 'content-schema'],
  ['if', 'if'],
  ['then', 'then'],
  ['else', 'else'],
] as const;
export type Applicator = (typeof APPLICATORS)[number][0];
export type ApplicatorName = (typeof APPLICATORS)[number][1];

/**
 * What a schema means, whichever way it is written: references and `allOf` merged, the two spellings of
 * "may be null" made one, `const` an enum of one member, exclusive limits numbers, keywords that say
 * nothing (`minLength: 0`, `additionalProperties: true`) left out.
 */
export interface View {
  readonly site: Site;
  /** Where the first of its schema objects stands. */
  readonly pointer: JsonPointer;
  /** No value fits: `false`. */
  readonly never: boolean;
  /** Types other than null; absent: any. */
  readonly types?: ReadonlySet<string>;
  readonly typesAt: JsonPointer;
  /** Null fits although types are named. */
  readonly nullable: boolean;
  /** Members other than null. */
  readonly enum?: Placed<readonly Json[]>;
  /** The enum was written as `const`. */
  readonly constant: boolean;
  readonly format?: Placed<string>;
  readonly limits: ReadonlyMap<LimitKeyword, Limit>;
  readonly multiples: readonly Placed<number>[];
  readonly patterns: readonly Placed<string>[];
  readonly unique?: JsonPointer;
  readonly properties: ReadonlyMap<string, Site>;
  readonly required: ReadonlyMap<string, JsonPointer>;
  /** Absent: anything goes. */
  readonly additional?: Placed<false> | Site;
  readonly patternProperties: ReadonlyMap<string, Site>;
  readonly items?: Site;
  readonly prefixItems: readonly Site[];
  readonly applied: ReadonlyMap<Applicator, Site>;
  readonly nots: readonly Site[];
  readonly dependentRequired: ReadonlyMap<string, Placed<readonly string[]>>;
  readonly dependentSchemas: ReadonlyMap<string, Site>;
  readonly contentEncoding?: Placed<string>;
  readonly contentMediaType?: Placed<string>;
  readonly groups: readonly Group[];
  /** Branches of `allOf` written at the site itself, for "a branch was added". */
  readonly allOf: readonly Part[];
  readonly default?: Placed<Json>;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  readonly discriminator?: Placed<JsonObject>;
  readonly description?: Placed<string>;
  /** `x-` annotations. */
  readonly extensions: ReadonlyMap<string, Placed<Json>>;
  /** References that lead outside the document. */
  readonly outside: readonly string[];
}

export function isSite(value: Placed<false> | Site): value is Site {
  return 'parts' in value;
}
