import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from '../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { definitions, schemas } from '../../generated/schemas.ts';
import { check } from '../../src/client/check.ts';
import { checkSchema, type Schema } from '../../src/specwright/runtime/index.ts';
import { task } from './fixtures.ts';

const sentences = (schema: Schema, value: unknown): readonly string[] =>
  (checkSchema(schema, value) ?? []).map(({ message }) => message);

describe('what is wrong with a request is said in a sentence per fact', () => {
  it.each<[object, readonly string[]]>([
    [{ ...task, serviceName: undefined }, ['serviceName or taskLaunchPointId is required']],
    [{ ...task, extTaskID: 'x' }, ['unknown field extTaskID; did you mean extTaskId?']],
    [{ ...task, priority: 101 }, ['priority must be from 0.01 to 100']],
    [{ ...task, priority: Number.NaN }, ['priority must be a number, not NaN']],
    [{ ...task, priority: '5' }, ['priority must be a number, not a text']],
    [{ ...task, order: 'random' }, ['order must be "fifo" or "lifo"']],
    [{ ...task, contactInfo: [] }, ['contactInfo must be an object, not a list']],
    [{ ...task, contactInfo: {} }, ['contactInfo.firstName is required']],
    [
      { serviceName: 's' },
      [
        'contactInfo is required unless extContactId, extCaseId or extTaskId is given',
        'caseInfo is required unless extCaseId or extTaskId is given',
        'taskInfo is required unless extTaskId is given',
      ],
    ],
  ])('%j', (body, expected) => {
    expect((check('queueTask', 'RequestBody', body) ?? []).map(({ message }) => message)).toEqual(expected);
  });

  it('an update without a change', () => {
    expect(check('updateTask', 'RequestBody', {})).toEqual([
      { path: '', message: 'serviceName or priority is required' },
    ]);
  });

  it('the path is the one of the field, also where it is missing', () => {
    expect(check('queueTask', 'RequestBody', { ...task, contactInfo: {} })).toMatchObject([
      { path: '/contactInfo/firstName' },
    ]);
  });

  it.each<[Schema, unknown, string]>([
    [{ type: 'string', minLength: 1 }, '', 'the body must have at least 1 character'],
    [{ type: 'array', maxItems: 1 }, [1, 2], 'the body must have at most 1 entry'],
    [{ properties: { a: { items: { format: 'email' } } } }, { a: ['x'] }, 'a[0] must be an email address'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 5, 'the body must be a text or null, not a number'],
    [{ not: { required: ['a', 'b'] } }, { a: 1, b: 1 }, 'a and b cannot be given together'],
    [
      { properties: { x: { anyOf: [{ required: ['a'] }, { required: ['b', 'c'] }] } } },
      { x: {} },
      'x: a or b and c is required',
    ],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'b is required with a'],
    [{ minimum: 3 }, 2, 'the body must be at least 3'],
    [{ exclusiveMaximum: 3 }, 3, 'the body must be less than 3'],
    [{ const: { a: 1 } }, { a: 2 }, 'the body must be {"a":1}'],
    [
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      'the body must not hold an entry twice',
    ],
    [{ properties: { a: false } }, { a: 1 }, 'a is not allowed'],
    [
      { oneOf: [{ type: 'number' }, { minimum: 1 }] },
      2,
      'the body fits more than one of the forms that exclude each other',
    ],
  ])('%j', (schema, value, expected) => {
    expect(sentences(schema, value)).toEqual([expected]);
  });

  it('a value is never quoted', () => {
    const secret = 'private@example';
    const body = {
      ...task,
      priority: secret,
      order: secret,
      contactInfo: { firstName: 'A', emails: [{ address: secret }] },
    };
    expect(JSON.stringify(check('queueTask', 'RequestBody', body))).not.toContain(secret);
  });

  it('many mistakes, deep values and circles end it', () => {
    const tree: Schema = { type: 'object', additionalProperties: { $ref: '#/$defs/tree' } };
    let deep: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    expect(checkSchema(tree, deep, { tree })).toBeUndefined();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(checkSchema(tree, circle, { tree })).toBeUndefined();
    expect(sentences({ enum: [{ a: 1 }] }, circle)).toHaveLength(1);
    expect(
      sentences(
        { items: { type: 'null' } },
        Array.from({ length: 10_000 }, () => 1),
      ),
    ).toHaveLength(21);
  });
});

/** Values that are near a schema: its own names, its limits, and other things. */
function near(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    'x',
    0,
    -1,
    101,
    1.5,
    true,
    [],
    {},
    '2026-02-29T10:00:00Z',
    'a@b.cd',
  );
  if (typeof schema === 'boolean' || depth > 6) return odd;
  const reference = schema['$ref'];
  if (typeof reference === 'string')
    return near(definitions[reference.split('/').at(-1) ?? ''] ?? true, depth + 1);
  const { properties, items, enum: choices, format, type, patternProperties } = schema;
  const weighted = (likely: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 60, arbitrary: likely }, { weight: 1, arbitrary: odd });
  if (Array.isArray(choices)) return weighted(fc.constantFrom(...choices));
  if (typeof properties === 'object' && properties !== null) {
    const members = Object.entries(properties).map(([name, own]) => [name, near(own, depth + 1)] as const);
    const custom = patternProperties ? { custom_x: odd } : {};
    const known = { ...Object.fromEntries(members), ...custom };
    const unknown = fc.record({ ...known, 'a field': odd }, { requiredKeys: [] });
    return weighted(fc.oneof({ weight: 9, arbitrary: fc.record(known, { requiredKeys: [] }) }, unknown));
  }
  if (typeof items === 'object' && items !== null)
    return weighted(fc.array(near({ ...items }, depth + 1), { maxLength: 3 }));
  if (format === 'date-time')
    return weighted(
      fc
        .tuple(
          fc.integer({ min: 0, max: 13 }),
          fc.integer({ min: 0, max: 32 }),
          fc.integer({ min: 20, max: 25 }),
          fc.constantFrom('59', '60', '61'),
          fc.constantFrom('Z', 'z', '+01:00', '-0530', '', '+24:00'),
          fc.constantFrom('T', ' ', 't', '_'),
        )
        .map(([month, day, hour, second, zone, between]) => {
          const two = (number: number): string => String(number).padStart(2, '0');
          return `2024-${two(month)}-${two(day)}${between}${two(hour)}:59:${second}${zone}`;
        }),
    );
  if (format === 'email')
    return weighted(fc.oneof(fc.emailAddress(), fc.constantFrom('a@b', '@b.c', 'a..b@c.de', 'a@b-.de')));
  return weighted(
    type === 'boolean'
      ? fc.boolean()
      : type === 'number' || type === 'integer'
        ? fc.integer({ min: -5, max: 105 })
        : fc.string({ maxLength: 4 }),
  );
}

describe('the verdict is that of an independent validator', () => {
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'shared', $defs: definitions });

  it.each(Object.entries(schemas).filter(([name]) => /RequestBody|Response200/.test(name)))(
    '%s',
    (_name, schema) => {
      const valid = ajv.compile(schema);
      const verdicts = { good: 0, bad: 0 };
      fc.assert(
        fc.property(near(schema), (value) => {
          const expected = valid(value);
          verdicts[expected ? 'good' : 'bad'] += 1;
          expect({ value, fits: checkSchema(schema, value, definitions) === undefined }).toEqual({
            value,
            fits: expected,
          });
        }),
        { numRuns: 300 },
      );
      expect(verdicts.good).toBeGreaterThan(0);
      expect(verdicts.bad).toBeGreaterThan(0);
    },
  );
});
