import type { Json, JsonObject } from '../../src/specwright/base/json.ts';

/** Kinds of field that API records are made of. */
export type FieldKind = 'text' | 'optional-text' | 'integer' | 'number' | 'flag' | 'choice' | 'time' | 'list';

export const CHOICES = ['CREATED', 'QUEUED', 'DEFERRED', 'COMPLETED'] as const;
const KINDS: readonly FieldKind[] = [
  'text',
  'integer',
  'choice',
  'flag',
  'time',
  'number',
  'optional-text',
  'list',
];

export interface RecordField {
  readonly name: string;
  readonly kind: FieldKind;
}

/** A flat record of `count` fields, the kinds taking turns. */
export function recordFields(count: number): RecordField[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `field${index}`,
    kind: KINDS[index % KINDS.length] ?? 'text',
  }));
}

/** JSON Schema 2020-12 of the record; undeclared properties are refused. */
export function recordSchema(fields: readonly RecordField[]): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.filter(({ kind }) => kind !== 'optional-text').map(({ name }) => name),
    properties: Object.fromEntries(fields.map(({ name, kind }) => [name, SCHEMA[kind]])),
  };
}

/** A record that fits the schema. */
export function sampleRecord(fields: readonly RecordField[]): JsonObject {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, SAMPLE[kind]]));
}

const SCHEMA: Readonly<Record<FieldKind, JsonObject>> = {
  text: { type: 'string', minLength: 1, maxLength: 100 },
  'optional-text': { type: ['string', 'null'] },
  integer: { type: 'integer', minimum: 0 },
  number: { type: 'number', minimum: 0.01, maximum: 100 },
  flag: { type: 'boolean' },
  choice: { type: 'string', enum: [...CHOICES] },
  time: { type: 'string', format: 'date-time' },
  list: { type: 'array', items: { type: 'string' } },
};

const SAMPLE: Readonly<Record<FieldKind, Json>> = {
  text: 'Call the customer back',
  'optional-text': null,
  integer: 42,
  number: 12.5,
  flag: true,
  choice: 'QUEUED',
  time: '2024-05-01T10:00:00.000Z',
  list: ['first', 'second', 'third'],
};

/** An OpenAPI document whose only operation answers with the record. */
export function recordDocument(schema: JsonObject): JsonObject {
  const response = { description: 'One record', content: { 'application/json': { schema } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Records', version: '1' },
    paths: { '/record': { get: { operationId: 'getRecord', responses: { '200': response } } } },
  };
}
