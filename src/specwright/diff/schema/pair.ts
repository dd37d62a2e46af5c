import type { Json } from '../../base/json.ts';
import type { Delta } from '../change.ts';
import type { Comparison } from '../comparison.ts';
import type { SchemaTopic } from '../rules/schema-rules.ts';
import type { Mode } from './mode.ts';
import type { Result } from './result.ts';
import type { Site } from './site.ts';
import type { Placed, View } from './view.ts';

/** One pair of schemas under comparison, and how to report and to go deeper. */
export interface Pair {
  readonly comparison: Comparison;
  readonly mode: Mode;
  readonly base: View;
  readonly revision: View;
  readonly result: Result;
  /** Reports under the prefix of the mode: `emit('type-changed', ...)`. */
  emit(topic: SchemaTopic, delta: Omit<Delta, 'id'>): void;
  /** The same with the places and the values of a keyword, where a side states it. */
  emitValues(topic: SchemaTopic, was: Placed<Json> | undefined, is: Placed<Json> | undefined): void;
  /** Compares subschemas; what they give belongs to this pair too. */
  descend(base: Site, revision: Site): void;
  /** Whether the revision lets through whatever the base does. */
  covers(base: Site, revision: Site): boolean;
  /** Whether the base lets through whatever the revision does. */
  coveredBy(base: Site, revision: Site): boolean;
  /** Whether the two mean the same. */
  same(base: Site, revision: Site): boolean;
  /** What a subschema of one side means. */
  look(site: Site, side: 'base' | 'revision'): View;
  /** The parameter's own schema, written as `?a=1&a=2`: one value is a list of one. */
  readonly listForm: boolean;
}
