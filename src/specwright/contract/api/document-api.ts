import type { JsonObject } from '../../base/json.ts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { describeOpenApi } from '../../openapi/describe.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { refusalBranch } from '../../openapi/outcome.ts';
import type { Api, SchemaError } from './api.ts';
import { basePathReader } from './base-path.ts';
import { readSchemaError } from './schema-error.ts';
import { schemaReader } from './schema-of.ts';

/** Thrown when a document cannot serve as a contract. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly code = 'unusable-spec';
}

/**
 * Any OpenAPI 3 document as a contract: its schemas are compiled on first use.
 *
 * @param document - the parsed document
 * @param target - an address with a path of its own takes the place of the path in `servers`
 * @throws SpecError when it is not an OpenAPI 3 document or has no operation
 */
export function documentApi(document: JsonObject, target?: string | URL): Api {
  requireOpenApi3(document);
  const schemaOf = schemaReader(document);
  const operations = describeOpenApi(document).map((operation) => withCodes(operation, schemaOf));
  if (operations.length === 0) {
    throw new SpecError('The document has no operation under "paths"; there is nothing to verify.');
  }
  const basePath = basePathReader(document, target);
  return { document, operations, basePath, schemaOf, validate: compiler(schemaOf) };
}

/** An operation that knows, once it is asked, whether refusals come with a success. */
function withCodes(operation: OperationDescriptor, schemaOf: Api['schemaOf']): OperationDescriptor {
  let known: boolean | undefined;
  return {
    ...operation,
    get isCoded() {
      known ??= operation.responses
        .filter(({ status }) => status.startsWith('2'))
        .flatMap(({ content }) => content.map(schemaOf))
        .some((schema) => schema !== undefined && refusalBranch(schema) !== undefined);
      return known;
    },
  };
}

function requireOpenApi3(document: JsonObject): void {
  const version = document['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw new SpecError(
      'The document is not OpenAPI 3: its "openapi" field does not start with "3.". Convert it first.',
    );
  }
}

function compiler(read: Api['schemaOf']): Api['validate'] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajvFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  return (media, value): readonly SchemaError[] => {
    const schema = read(media);
    if (schema === undefined || media.schema === undefined) return [];
    const validate = compiled.get(media.schema) ?? compile(ajv, schema, media.schema);
    compiled.set(media.schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(readSchemaError);
  };
}

function compile(ajv: Ajv2020, schema: JsonObject, at: string): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (cause) {
    throw new SpecError(`The schema at ${at} cannot be compiled: ${String(cause)}. Fix the document.`, {
      cause,
    });
  }
}
