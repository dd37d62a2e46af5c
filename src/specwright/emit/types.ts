import { fromEntries, isObject, type Json } from '../base/json.ts';
import openapiTS, {
  astToString,
  type OpenAPI3,
  type SchemaObject,
  type TransformNodeOptions,
} from 'openapi-typescript';
import { isData, isMapKey } from '../openapi/data-keys.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { OutputFile } from './output-file.ts';
import { HEADER } from './header.ts';
import { withSafeNames } from './inherited-names.ts';
import { describeInProse, withoutMargin } from './descriptions-as-prose.ts';
import { patternPropertiesType } from './pattern-properties.ts';
import { sayAssertionsAsTypes } from './required-alternatives.ts';

/** `types.ts`: the document as TypeScript types, made by openapi-typescript. */
export async function emitTypes(document: OpenApiDocument): Promise<OutputFile> {
  const { document: safe, restore } = withSafeNames(sayAssertionsAsTypes(describeInProse(document)));
  const nodes = await openapiTS(asOpenApi(safe), {
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
function asOpenApi(document: Json): OpenAPI3 {
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(withoutQuotedReferences(document, false)));
  return copy;
}

/** It would follow a `$ref` in an example too. */
function withoutQuotedReferences(value: Json, isMap: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => withoutQuotedReferences(item, false));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): readonly [string, Json] | undefined => {
    if (isMap || !isData(key, inner)) return [key, withoutQuotedReferences(inner, !isMap && isMapKey(key))];
    return JSON.stringify(inner).includes('"$ref":') ? undefined : [key, inner];
  });
  return fromEntries(entries.filter((entry) => entry !== undefined));
}
