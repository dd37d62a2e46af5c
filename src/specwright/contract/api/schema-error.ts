import type { SchemaError } from './api.ts';

/** The part of an ajv error that is read, from a compiled-ahead validator or from ajv itself. */
export interface RawSchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

/** Params under which ajv names the property that is missing or too much. */
const PROPERTY_PARAMS = ['missingProperty', 'additionalProperty', 'unevaluatedProperty', 'propertyName'];

export function readSchemaError(raw: RawSchemaError): SchemaError {
  const property = PROPERTY_PARAMS.map((name) => raw.params[name]).find((value) => typeof value === 'string');
  return {
    at: raw.instancePath,
    keyword: raw.keyword,
    message: describe(raw),
    schemaPath: raw.schemaPath,
    ...(typeof property === 'string' && { property }),
  };
}

function describe(raw: RawSchemaError): string {
  const message = raw.message ?? `does not meet "${raw.keyword}"`;
  const extra = raw.params['additionalProperty'] ?? raw.params['unevaluatedProperty'];
  if (typeof extra === 'string') return `${message}: "${extra}"`;
  const allowed = raw.params['allowedValues'];
  return Array.isArray(allowed)
    ? `${message}: ${allowed.map((value) => JSON.stringify(value)).join(', ')}`
    : message;
}
