import { inlineSchema } from '../../describe/inline.ts';
import { lookUp } from '../../describe/reference.ts';
import type { JsonObject, JsonSchema } from '../../json.ts';
import type { MediaTypeDescriptor } from '../../operation.ts';

/** A look-up of schemas with references written out, each made once. */
export function schemaReader(document: JsonObject): (media: MediaTypeDescriptor) => JsonSchema | undefined {
  const known = new Map<string, JsonSchema>();
  return ({ schema }) => {
    if (schema === undefined) return undefined;
    const found = known.get(schema) ?? inlineSchema(document, lookUp(document, `#${schema}`));
    known.set(schema, found);
    return found;
  };
}
