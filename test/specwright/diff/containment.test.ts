import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from '../../fast-check.ts';
import { expect, it } from 'vitest';
import { diff, requestOf, told } from './documents.ts';

/* The verdict about a request, against what a validator says of every value that matters to these schemas. */

const words = fc.constantFrom('a', 'bb', 'ccc');
const low = fc.integer({ min: 0, max: 2 });
const high = fc.integer({ min: 3, max: 5 });

const scalar: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: low, maxLength: high }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constantFrom('integer', 'number'), minimum: low, exclusiveMaximum: high },
    { requiredKeys: ['type'] },
  ),
  fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'boolean', enum: [true, false] }, { const: true }),
  fc.record(
    {
      type: fc.constant('string'),
      enum: fc.uniqueArray(words, { minLength: 1 }),
      maxLength: high,
    },
    { requiredKeys: ['type', 'enum'] },
  ),
  fc
    .tuple(fc.constantFrom('oneOf', 'anyOf'), fc.uniqueArray(words, { minLength: 1 }))
    .map(([kind, members]) => ({ [kind]: members.map((member) => ({ type: 'string', const: member })) })),
  fc.constant<JsonObject>({ type: ['string', 'null'] }),
);

/** An object of two properties, written in one piece or as parts that all apply. */
const object: fc.Arbitrary<JsonObject> = fc
  .record({
    a: scalar,
    b: scalar,
    required: fc.subarray(['a', 'b']),
    form: fc.constantFrom('whole', 'parts', 'nested', 'wrapped'),
  })
  .map(({ a, b, required, form }) => {
    const whole = { type: 'object', properties: { a, b }, ...(required.length > 0 && { required }) };
    const parts = [
      { type: 'object', properties: { a } },
      { properties: { b } },
      ...(required.length > 0 ? [{ required }] : []),
    ];
    if (form === 'parts') return { allOf: parts };
    if (form === 'nested') return { allOf: [{ allOf: parts.slice(0, 2) }, ...parts.slice(2)] };
    return form === 'wrapped' ? { allOf: [whole] } : whole;
  });

const values: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  false,
  'a',
  'bb',
  'ccc',
  ...Array.from({ length: 7 }, (_, length) => 'x'.repeat(length)),
  ...Array.from({ length: 8 }, (_, index) => index - 1),
  ...Array.from({ length: 8 }, (_, index) => index - 0.5),
  [],
  {},
];

const instances = values.flatMap((a) =>
  values.map((b) => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) })),
);

const ajv = new Ajv2020({ strict: false });

function acceptedBy(schema: JsonObject): readonly JsonObject[] {
  const validate = ajv.compile(schema);
  return instances.filter((instance) => validate(instance));
}

it('breaks a request exactly where a value that was accepted is refused', () => {
  fc.assert(
    fc.property(object, object, (was, is) => {
      const before = acceptedBy(was);
      fc.pre(before.length > 0);
      const after = new Set(acceptedBy(is));
      const refused = before.find((instance) => !after.has(instance));
      const report = diff(requestOf(was), requestOf(is));
      expect([report.breaking, ...(report.breaking === (refused !== undefined) ? [] : told(report))]).toEqual(
        [refused !== undefined],
      );
    }),
    { numRuns: 400 },
  );
});
