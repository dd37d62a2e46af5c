import { type Json, type JsonSchema, canonicalText, isObject, own, typeOf } from '../../../base/json.ts';
import { hasFormat, isStringFormat } from '../infer/formats.ts';

/**
 * Whether a value is valid against a schema of the kind this stage writes. The document is checked
 * by a real validator later; this one only keeps examples and defaults from contradicting their schema.
 */
export function fits(value: Json, schema: JsonSchema): boolean {
  return (
    fitsType(value, schema['type']) &&
    fitsEnum(value, schema['enum']) &&
    fitsLimits(value, schema) &&
    fitsParts(value, schema) &&
    fitsChoices(value, schema)
  );
}

function fitsType(value: Json, type: Json | undefined): boolean {
  if (type === undefined) return true;
  const names = Array.isArray(type) ? type : [type];
  const actual = typeOf(value);
  return names.includes(actual) || (actual === 'integer' && names.includes('number'));
}

function fitsEnum(value: Json, values: Json | undefined): boolean {
  if (!Array.isArray(values)) return true;
  if (!isObject(value) && !Array.isArray(value)) return values.includes(value);
  const text = canonicalText(value);
  return values.some((known) => canonicalText(known) === text);
}

function fitsLimits(value: Json, schema: JsonSchema): boolean {
  if (typeof value === 'number') return fitsNumber(value, schema);
  if (typeof value === 'string') return fitsText(value, schema);
  if (!Array.isArray(value)) return true;
  const { minItems, maxItems } = schema;
  return (
    !(typeof minItems === 'number' && value.length < minItems) &&
    !(typeof maxItems === 'number' && value.length > maxItems)
  );
}

function fitsNumber(value: number, schema: JsonSchema): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === 'number' && value < minimum) return false;
  if (typeof maximum === 'number' && value > maximum) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  return !(typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum);
}

function fitsText(text: string, schema: JsonSchema): boolean {
  const { minLength, maxLength, pattern, format } = schema;
  const length = [...text].length;
  if (typeof minLength === 'number' && length < minLength) return false;
  if (typeof maxLength === 'number' && length > maxLength) return false;
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text.slice(0, 1000))) return false;
  return !(typeof format === 'string' && isStringFormat(format) && !hasFormat(text, format));
}

function fitsParts(value: Json, schema: JsonSchema): boolean {
  if (Array.isArray(value)) {
    const { items } = schema;
    return !isObject(items) || value.every((item) => fits(item, items));
  }
  return !isObject(value) || fitsObject(value, schema);
}

function fitsObject(value: { [key: string]: Json }, schema: JsonSchema): boolean {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  if (!required.every((name) => typeof name === 'string' && Object.hasOwn(value, name))) return false;
  return Object.keys(value).every((key) => fitsProperty(key, own(value, key) ?? null, schema));
}

function fitsProperty(key: string, value: Json, schema: JsonSchema): boolean {
  const declared = isObject(schema['properties']) ? own(schema['properties'], key) : undefined;
  const patterns = isObject(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(key)).map(([, part]) => part);
  const parts = [...(declared === undefined ? [] : [declared]), ...matching];
  if (parts.length === 0) return fitsRest(value, schema['additionalProperties']);
  return parts.every((part) => !isObject(part) || fits(value, part));
}

function fitsRest(value: Json, rest: Json | undefined): boolean {
  return isObject(rest) ? fits(value, rest) : rest !== false;
}

function fitsChoices(value: Json, schema: JsonSchema): boolean {
  const { allOf, anyOf, oneOf } = schema;
  if (Array.isArray(allOf) && !allOf.every((part) => !isObject(part) || fits(value, part))) return false;
  if (Array.isArray(anyOf) && !anyOf.some((part) => isObject(part) && fits(value, part))) return false;
  return !Array.isArray(oneOf) || oneOf.filter((part) => isObject(part) && fits(value, part)).length === 1;
}
