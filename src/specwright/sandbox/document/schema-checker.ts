import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { fromEntries, isObject, objectAt, own, setKey, type Json, type JsonSchema } from '../../base/json.ts';
import { parsePointer, pointerTo, valueAt } from '../../base/pointer.ts';

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

  /**
   * The value with whatever a schema does not allow replaced, or made where it is missing; as it is where that does
   * not help.
   *
   * @param left properties of the value that are not made
   */
  fitted(
    schema: JsonSchema,
    value: Json,
    sample: (schema: JsonSchema) => Json | undefined,
    left?: ReadonlySet<string>,
  ): Json {
    const validate = this.#validator(schema);
    if (validate === undefined) return value;
    let fitted: Json | undefined = value;
    for (let turn = 0; turn < MOST_REPAIRS && !validate(fitted); turn += 1) {
      // The last error is that of the whole, after those of its branches.
      const error = validate.errors?.at(-1);
      const isLeft =
        error?.instancePath === '' && left?.has(String(error.params['missingProperty'])) === true;
      fitted = error === undefined || isLeft ? undefined : repaired(fitted, error, sample);
      if (fitted === undefined) return value;
    }
    return fitted;
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
  const ajv = new Ajv2020({ strict: false, logger: false, unicodeRegExp: false, verbose: true });
  formats.default(ajv);
  return (schema) => ajv.compile(schema);
}

/** Errors of one value that are repaired. */
const MOST_REPAIRS = 100;

/** A copy without one error; `undefined` where nothing is known to put in its place. */
function repaired(
  value: Json,
  { instancePath, keyword, params, parentSchema }: ErrorObject,
  sample: (schema: JsonSchema) => Json | undefined,
): Json | undefined {
  const copy = structuredClone(value);
  const names = [...parsePointer(instancePath)];
  const here = valueAt(copy, instancePath);
  const schema: JsonSchema = { ...parentSchema };
  if (isObject(here) && keyword === 'additionalProperties') {
    delete here[String(params['additionalProperty'])];
    return copy;
  }
  if (isObject(here) && keyword === 'required') names.push(String(params['missingProperty']));
  const name = names.at(-1);
  const made =
    keyword === 'required'
      ? (sample(objectAt(objectAt(schema, 'properties'), name ?? '')) ?? null)
      : (asType(here, own(schema, 'type')) ?? sample(schema));
  if (made === undefined || name === undefined) return made;
  const owner = valueAt(copy, pointerTo(...names.slice(0, -1)));
  if (Array.isArray(owner)) owner[Number(name)] = made;
  else if (isObject(owner)) setKey(owner, name, made);
  return copy;
}

/** A number as text or the other way round, where the type says so. */
function asType(value: Json | undefined, type: Json | undefined): Json | undefined {
  if (type === 'string' && typeof value === 'number') return String(value);
  const isNumber = type === 'number' || type === 'integer';
  return isNumber && typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value)
    ? Number(value)
    : undefined;
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
