import { fromEntries, objectAt } from '../base/json.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { OperationDescriptor } from '../openapi/operation.ts';
import { ValidationSchemas } from '../openapi/validation-schemas.ts';
import { HEADER } from './header.ts';
import { literal } from './literal.ts';
import type { OutputFile } from './output-file.ts';
import { listValidators } from './validator-list.ts';

/** `schemas.ts`: the same schemas that `validators.js` was compiled from, as data for a runtime that reads them. */
export function emitSchemas(
  document: OpenApiDocument,
  descriptors: readonly OperationDescriptor[],
): OutputFile {
  const schemas = new ValidationSchemas(document);
  const entries = listValidators(descriptors).map(({ name, schema }) => [name, schemas.at(schema)] as const);
  const content = `${HEADER}
/** A JSON Schema without what only people read; references name one of {@link definitions}. */
type Schema = boolean | { readonly [keyword: string]: unknown };

/** What the schemas refer to. */
export const definitions: Readonly<Record<string, Schema>> = ${literal(objectAt(schemas.shared(), '$defs'))};

/** Schemas by the name of their validator. */
export const schemas: Readonly<Record<string, Schema>> = ${literal(fromEntries(entries))};
`;
  return { path: 'schemas.ts', content };
}
