import {
  isObject,
  lookUp,
  readSchemaError,
  schemaReader,
  type Api,
  type Json,
  type JsonObject,
  type JsonSchema,
  type MediaTypeDescriptor,
  type RawSchemaError,
  type SchemaError,
} from 'specwright/contract';
import openapi from '../../../generated/openapi.json' with { type: 'json' };
import { operations } from '../../../generated/operations.ts';
import * as validators from '../../../generated/validators.js';

type Validate = ((value: unknown) => boolean) & { errors?: readonly RawSchemaError[] | null };

const byName = new Map<string, Validate>(Object.entries(validators));
const document: JsonObject = openapi;

/** The document as the package holds it, byte for byte. */
export const documentText = `${JSON.stringify(document, null, 2)}\n`;

/** The Task Routing API as generated: validators compiled ahead, nothing to parse. */
export const builtinApi: Api = {
  document,
  operations: Object.values(operations),
  basePath: () => '',
  schemaOf: schemaReader(document),
  validate: ({ validator }, value) => (validator === undefined ? [] : run(validator, value)),
};

/** The schema of the body that an operation takes. */
export function requestSchema(operation: string): JsonSchema {
  const content = requestMedia(operation);
  return (content && builtinApi.schemaOf(content)) ?? {};
}

/** The documented examples of the body that an operation takes, by name. */
export function requestExamples(operation: string): JsonObject {
  const at = (requestMedia(operation)?.schema ?? '').replace(/schema$/, 'examples');
  const examples = lookUp(document, `#${at}`);
  return isObject(examples) ? examples : {};
}

function requestMedia(operation: string): MediaTypeDescriptor | undefined {
  return builtinApi.operations.find(({ id }) => id === operation)?.requestBody?.content[0];
}

function run(name: string, value: Json): readonly SchemaError[] {
  const validate = byName.get(name);
  if (validate === undefined || validate(value)) return [];
  return (validate.errors ?? []).map(readSchemaError);
}
