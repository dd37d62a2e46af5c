import type { JsonPointer, JsonSchema } from '../../../base/json.ts';
import type { FieldNode } from '../fields/field.ts';
import type { Shape } from '../infer/shape.ts';
import type { ConversionProblem } from '../../problem.ts';
import type { Provenance } from '../../facts.ts';

/** What a schema is written with: where it is, what is asked, and where notes go. */
export interface SchemaContext {
  /** Place of the schema inside its operation. */
  readonly pointer: JsonPointer;
  /** Place of the first sample in the collection. */
  readonly sampleAt: JsonPointer;
  /** Name of the field described; `''` for a whole body. */
  readonly name: string;
  /** Samples may make a property required. Not so for partial updates. */
  readonly inferRequired: boolean;
  /** Documented objects take no undeclared properties. */
  readonly closed: boolean;
  /** Names that are documented somewhere as numbers with a fraction. */
  readonly fractions: ReadonlySet<string>;
  /** Words that hold by default, as some description says. */
  readonly defaultWords: ReadonlySet<string>;
  readonly notes: Notes;
  /** Writes the schema of a part. */
  readonly write: SchemaWriter;
}

/** Writes one schema from samples and documentation. */
type SchemaWriter = (
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
) => JsonSchema;

/** Where problems and origins are gathered. */
export interface Notes {
  readonly problems: ConversionProblem[];
  readonly provenance: Provenance[];
}

export function emptyNotes(): Notes {
  return { problems: [], provenance: [] };
}
