import {
  readSchemaError,
  schemaReader,
  type Api,
  type Json,
  type JsonObject,
  type RawSchemaError,
  type SchemaError,
} from 'specwright/contract';
import openapi from '../../../generated/openapi.json' with { type: 'json' };
import { operations } from '../../../generated/operations.ts';
import * as validators from '../../../generated/validators.js';

type Validate = ((value: unknown) => boolean) & { errors?: readonly RawSchemaError[] | null };

const byName = new Map<string, Validate>(Object.entries(validators));
const document: JsonObject = openapi;

/** The Task Routing API as generated: validators compiled ahead, nothing to parse. */
export const builtinApi: Api = {
  document,
  operations: Object.values(operations),
  basePath: () => '',
  schemaOf: schemaReader(document),
  validate: ({ validator }, value) => (validator === undefined ? [] : run(validator, value)),
};

function run(name: string, value: Json): readonly SchemaError[] {
  const validate = byName.get(name);
  if (validate === undefined || validate(value)) return [];
  return (validate.errors ?? []).map(readSchemaError);
}
