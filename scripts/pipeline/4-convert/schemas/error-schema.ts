import { pascalCase, wordsOf } from '../../../../src/describe/names.ts';
import type { JsonSchema } from '../../../../src/json.ts';
import { isObject, own, ownObject } from '../../json-value.ts';
import { extract } from './extract.ts';
import { RANK } from './naming.ts';
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
 * The schema of an error response: the envelope all errors share, and beside it the codes that may come
 * with this operation and status. `{ errorCode: enum, errorMessage }` -> `allOf: [Error]` + `errorCode: QueueTaskErrorCode400`.
 */
export function extractError(schema: JsonSchema, place: ErrorPlace, registry: ShapeRegistry): JsonSchema {
  const found = findCodes(schema);
  if (found === undefined) return extract(schema, envelopeContext(place), registry);
  const { name, codes, envelope } = found;
  const context = { candidate: codeCandidate(place, name), prefix: place.operation };
  const { description: _description, ...values } = codes;
  return {
    allOf: [extract(envelope, envelopeContext(place), registry)],
    properties: Object.fromEntries([[name, registry.register(values, context.candidate)]]),
  };
}

function envelopeContext({ operation }: ErrorPlace) {
  const candidate = { name: 'Error', rank: RANK.resource, fallback: `${operation}Error` };
  return { candidate, prefix: 'Error' };
}

/** One set of codes for a status in several operations is named after the status alone. */
function codeCandidate({ operation, status }: ErrorPlace, property: string) {
  const word = pascalCase(wordsOf(property));
  const suffix = (word.startsWith('Error') ? word : `Error${word}`) + status.toUpperCase();
  return { name: operation + suffix, rank: RANK.root, shared: suffix };
}

interface Codes {
  readonly name: string;
  /** Schema of the code property. */
  readonly codes: JsonSchema;
  /** The whole schema, its code property any value of the same type. */
  readonly envelope: JsonSchema;
}

function findCodes(schema: JsonSchema): Codes | undefined {
  const properties = ownObject(schema, 'properties') ?? {};
  for (const [name, codes] of Object.entries(properties)) {
    if (!CODE_PROPERTY.test(name) || !isObject(codes) || !Array.isArray(own(codes, 'enum'))) continue;
    const { enum: _values, 'x-schema-name': _hint, ...open } = codes;
    const envelope = { ...schema, properties: { ...properties, [name]: open } };
    return { name, codes, envelope };
  }
  return undefined;
}
