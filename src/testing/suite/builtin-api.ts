import type { Json, JsonObject } from '../../specwright/base/json.ts';
import openapi from '../../../generated/openapi.json' with { type: 'json' };
import { operations } from '../../../generated/operations.ts';
import * as validators from '../../../generated/validators.js';
import type { Api, SchemaError } from '../../specwright/contract/api/api.ts';
import { readSchemaError, type RawSchemaError } from '../../specwright/contract/api/schema-error.ts';
import { schemaReader } from '../../specwright/contract/api/schema-of.ts';

type Validate = ((value: unknown) => boolean) & { errors?: readonly RawSchemaError[] | null };

const byName = new Map<string, Validate>(Object.entries(validators));
const document: JsonObject = openapi;

/** The Task Routing API as generated: validators compiled ahead, nothing to parse. */
export const builtinApi: Api = {
  document,
  operations: Object.values(operations),
  schemaOf: schemaReader(document),
  validate: ({ validator }, value) => (validator === undefined ? [] : run(validator, value)),
};

function run(name: string, value: Json): readonly SchemaError[] {
  const validate = byName.get(name);
  if (validate === undefined || validate(value)) return [];
  return (validate.errors ?? []).map(readSchemaError);
}
