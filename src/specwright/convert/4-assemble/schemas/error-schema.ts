import { type JsonSchema, isObject, own, ownList, ownObject } from '../../../base/json.ts';
import { pascalCase } from '../../../base/names.ts';
import { extract } from './extract.ts';
import { RANK, type Candidate, type NameContext } from './naming.ts';
import type { ShapeRegistry } from './registry.ts';

/** Property names under which APIs report their own error code. */
const CODE_PROPERTY = /^(error_?code|code|err_?code|errno|error_?number)$/i;

/** Where an error response stands, for the names of its parts. */
export interface ErrorPlace {
  /** Operation in Pascal case. */
  readonly operation: string;
  /** `400`, `4XX`, `default` */
  readonly status: string;
}

/**
 * The schema of an error response: the envelope all errors share, and with it the codes that may come
 * with this operation and status. `{ errorCode: enum, errorMessage }` -> `allOf: [Error]` + `errorCode: AddBookErrorCode400`.
 */
export function extractError(schema: JsonSchema, place: ErrorPlace, registry: ShapeRegistry): JsonSchema {
  const found = findCodes(schema);
  if (found) {
    const envelope = extract(
      withProperty(schema, found, open(found.codes)),
      envelopeContext(place),
      registry,
    );
    return {
      allOf: [envelope],
      properties: Object.fromEntries([[found.name, register(found, place, registry)]]),
    };
  }
  const parts = ownList(schema, 'allOf').map((part) =>
    isObject(part) ? nameCodes(part, place, registry) : part,
  );
  return extract(parts.length > 0 ? { ...schema, allOf: parts } : schema, envelopeContext(place), registry);
}

/** A part that lists the codes refers to them; every other part stays as it is. */
function nameCodes(part: JsonSchema, place: ErrorPlace, registry: ShapeRegistry): JsonSchema {
  const found = findCodes(part);
  return found ? withProperty(part, found, register(found, place, registry)) : part;
}

function envelopeContext({ operation }: ErrorPlace): NameContext {
  return {
    candidate: { name: 'Error', rank: RANK.resource, fallbacks: [`${operation}Error`] },
    prefix: 'Error',
    trail: [operation, 'Error'],
  };
}

function register({ name, codes }: Codes, place: ErrorPlace, registry: ShapeRegistry): JsonSchema {
  const { description: _description, 'x-schema-name': _hint, ...values } = codes;
  return registry.register(values, codeCandidate(place, name));
}

/** One set of codes for a status in several operations is named only after the status. */
function codeCandidate({ operation, status }: ErrorPlace, property: string): Candidate {
  const word = pascalCase(property);
  const suffix = (word.startsWith('Error') ? word : `Error${word}`) + pascalCase(status);
  return { name: operation + suffix, rank: RANK.root, shared: { name: suffix, operation } };
}

interface Codes {
  readonly name: string;
  /** Schema of the code property. */
  readonly codes: JsonSchema;
}

function findCodes(schema: JsonSchema): Codes | undefined {
  for (const [name, codes] of Object.entries(ownObject(schema, 'properties') ?? {})) {
    if (CODE_PROPERTY.test(name) && isObject(codes) && Array.isArray(own(codes, 'enum')))
      return { name, codes };
  }
  return undefined;
}

function withProperty(schema: JsonSchema, { name }: Codes, value: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...ownObject(schema, 'properties'), [name]: value } };
}

/** Any value of the same type. */
function open(codes: JsonSchema): JsonSchema {
  const { enum: _values, 'x-schema-name': _hint, ...rest } = codes;
  return rest;
}
