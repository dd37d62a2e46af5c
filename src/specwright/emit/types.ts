import type { Json } from '../base/json.ts';
import openapiTS, {
  astToString,
  type OpenAPI3,
  type SchemaObject,
  type TransformNodeOptions,
} from 'openapi-typescript';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { OutputFile } from './output-file.ts';
import { HEADER } from './header.ts';
import { withSafeNames } from './inherited-names.ts';
import { patternPropertiesType } from './pattern-properties.ts';
import { sayAssertionsAsTypes } from './required-alternatives.ts';

/** `types.ts`: the document as TypeScript types, made by openapi-typescript. */
export async function emitTypes(document: OpenApiDocument): Promise<OutputFile> {
  const { document: safe, restore } = withSafeNames(sayAssertionsAsTypes(document));
  const nodes = await openapiTS(asOpenApi(safe), {
    silent: true,
    // A default is the server's business: the caller may leave the field out.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: (schema: SchemaObject, options: TransformNodeOptions) =>
      patternPropertiesType(schema, options),
  });
  return { path: 'types.ts', content: `${HEADER}\n${restore(astToString(nodes))}` };
}

/** openapi-typescript validates its input itself; its type names the shape we hand over. */
function asOpenApi(document: Json): OpenAPI3 {
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(document));
  return copy;
}
