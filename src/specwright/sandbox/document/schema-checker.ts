import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { fromEntries, isObject, type Json, type JsonSchema } from '../../base/json.ts';

type Ajv = typeof import('ajv/dist/2020.js');
type Formats = typeof import('ajv-formats');

/** Says what is wrong with a value; schemas are compiled when they are used first. */
export class SchemaChecker {
  readonly #compiled = new WeakMap<JsonSchema, ValidateFunction | undefined>();
  #compile: ((schema: JsonSchema) => ValidateFunction) | undefined;

  /** What a schema has against a value, in words; `undefined` where nothing. */
  complaint(schema: JsonSchema, value: Json, name: string): string | undefined {
    const validate = this.#validator(schema);
    if (validate === undefined || validate(value)) return undefined;
    const [first] = validate.errors ?? [];
    return first === undefined ? `${name} is invalid` : describe(first, name);
  }

  #validator(schema: JsonSchema): ValidateFunction | undefined {
    if (this.#compiled.has(schema)) return this.#compiled.get(schema);
    const validate = this.#tryToCompile(schema);
    this.#compiled.set(schema, validate);
    return validate;
  }

  /** A schema that cannot be compiled constrains nothing: lint reports it, and a sandbox has to serve. */
  #tryToCompile(schema: JsonSchema): ValidateFunction | undefined {
    this.#compile ??= loadAjv();
    try {
      return this.#compile(schema);
    } catch {
      return undefined;
    }
  }
}

/** ajv is loaded with the first schema: start-up stays quick, and those who build on the parts never need it. */
function loadAjv(): (schema: JsonSchema) => ValidateFunction {
  const require = createRequire(import.meta.url);
  const { Ajv2020 }: Ajv = require('ajv/dist/2020.js');
  const formats: Formats = require('ajv-formats');
  const ajv = new Ajv2020({ strict: false, logger: false, unicodeRegExp: false });
  formats.default(ajv);
  return (schema) => ajv.compile(schema);
}

function describe({ instancePath, message = 'is invalid', params }: ErrorObject, name: string): string {
  const place = instancePath
    .slice(1)
    .replaceAll('/', '.')
    .replace(/[^\w.\- ]/g, '?')
    .slice(0, 80);
  const values: unknown = params['allowedValues'];
  const allowed = Array.isArray(values) ? `: ${values.map(String).join(', ').slice(0, 200)}` : '';
  return `${place === '' ? name : `${name}.${place}`} ${message}${allowed}`;
}

/** The schema of a body as callers may send it: what is `readOnly` is not required. */
export function forCallers(schema: JsonSchema): JsonSchema {
  const result = fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(forCallersValue) : forCallersValue(value),
    ]),
  );
  const { properties, required } = schema;
  if (Array.isArray(required) && isObject(properties)) {
    result['required'] = required.filter((name) => {
      const property =
        typeof name === 'string' && Object.hasOwn(properties, name) ? properties[name] : undefined;
      return !isObject(property) || property['readOnly'] !== true;
    });
  }
  return result;
}

function forCallersValue(value: Json): Json {
  return isObject(value) ? forCallers(value) : value;
}
