import type { Json, JsonObject, JsonSchema } from '../../../../src/specwright/base/json.ts';
import type { Problem } from '../../../../src/specwright/base/problem.ts';
import type { Provenance } from '../../../../src/specwright/convert/facts.ts';
import {
  type FieldFacts,
  type FieldNode,
  fieldNode,
} from '../../../../src/specwright/convert/3-enrich/fields/field.ts';
import { shapeOf } from '../../../../src/specwright/convert/3-enrich/infer/shape.ts';
import {
  emptyNotes,
  type SchemaContext,
} from '../../../../src/specwright/convert/3-enrich/schema/context.ts';
import { writeSchema } from '../../../../src/specwright/convert/3-enrich/schema/write.ts';

export interface Written {
  readonly schema: JsonSchema;
  readonly problems: readonly Problem[];
  readonly codes: readonly string[];
  readonly provenance: readonly Provenance[];
}

/** A documented field. */
export function documented(
  name: string,
  facts: FieldFacts = {},
  { children = [], ...more }: Partial<Omit<FieldNode, 'children'>> & { children?: readonly FieldNode[] } = {},
): FieldNode {
  const inside = new Map(children.map((child) => [child.name, child]));
  return fieldNode(name, { at: `/docs/${name}`, facts, ...more, children: inside });
}

/** The schema that samples and the documentation of their field give. */
export function written(
  samples: readonly Json[],
  node?: FieldNode,
  context: Partial<SchemaContext> = {},
): Written {
  const notes = emptyNotes();
  const schema = writeSchema(samples.length === 0 ? undefined : shapeOf(samples), node, {
    pointer: '/body',
    sampleAt: '/sample',
    name: node?.name ?? 'it',
    inferRequired: true,
    closed: false,
    fractions: new Set(),
    defaultWords: new Set(),
    notes,
    write: writeSchema,
    ...context,
  });
  const { problems, provenance } = notes;
  return { schema, problems, codes: problems.map(({ code }) => code), provenance };
}

/** The schema of a field called "it", and the codes of what was reported. */
export function said(samples: readonly Json[], facts: FieldFacts): readonly [JsonObject, ...string[]] {
  const { schema, codes } = written(samples, documented('it', facts));
  return [schema, ...codes];
}
