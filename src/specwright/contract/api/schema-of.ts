import type { JsonObject, JsonSchema } from '../../base/json.ts';
import { inlineSchema } from '../../openapi/inline.ts';
import { lookUp } from '../../openapi/reference.ts';
import type { MediaTypeDescriptor } from '../../openapi/operation.ts';

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
