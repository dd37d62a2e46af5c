import type { JsonObject } from '../../../src/specwright/base/json.ts';

/** Two schemas that differ in one respect. Each is compared both ways round, where it is sent and where it is received. */
export type Pair = readonly [title: string, one: JsonObject, other: JsonObject];

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const integer = { type: 'integer' } as const;
const truth = { type: 'boolean' } as const;
const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...rest,
});
const cat = object({ kind: { const: 'cat' }, lives: integer }, { required: ['kind'] });
const dog = object({ kind: { const: 'dog' }, tricks: integer }, { required: ['kind'] });
const bird = object({ kind: { const: 'bird' }, wings: integer }, { required: ['kind'] });
const by = (mapping?: JsonObject, propertyName = 'kind'): JsonObject => ({
  discriminator: { propertyName, ...(mapping && { mapping }) },
});

export const pairs: readonly Pair[] = [
  // types
  ['text and number', text, number],
  ['integer and number', integer, number],
  ['one type and two', text, { type: ['string', 'number'] }],
  ['two types and two others', { type: ['string', 'number'] }, { type: ['string', 'boolean'] }],
  ['a type and none', text, {}],
  ['null and not, by the type list', text, { type: ['string', 'null'] }],
  ['null and not, by a choice', text, { anyOf: [text, { type: 'null' }] }],
  ['integer and number or null', integer, { type: ['number', 'null'] }],
  ['a list and its element', text, { type: 'array', items: text }],
  ['object and anything', object({ a: text }), {}],
  // enumerations and constants
  ['a member more', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }],
  ['another member', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a', 'c'] }],
  ['an enumeration and any text', text, { type: 'string', enum: ['a', 'b'] }],
  ['a constant and an enumeration', { const: 'a' }, { enum: ['a', 'b'] }],
  ['two constants', { const: 'a' }, { const: 'b' }],
  ['an enumeration with null', { enum: ['a', null] }, { enum: ['a'] }],
  ['numbers in an enumeration', { type: 'integer', enum: [1, 2] }, { type: 'integer', enum: [1, 2, 3] }],
  ['members in another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
  // limits
  ['a minimum', number, { type: 'number', minimum: 1 }],
  ['a higher minimum', { type: 'number', minimum: 1 }, { type: 'number', minimum: 2 }],
  ['a lower maximum', { type: 'number', maximum: 9 }, { type: 'number', maximum: 8 }],
  ['a bound that is in or out', { type: 'number', minimum: 1 }, { type: 'number', exclusiveMinimum: 1 }],
  [
    'a bound below which nothing is',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 0 },
  ],
  ['both bounds', { type: 'number', minimum: 1, maximum: 5 }, { type: 'number', minimum: 2, maximum: 9 }],
  ['a step', number, { type: 'number', multipleOf: 2 }],
  ['a finer step', { type: 'number', multipleOf: 4 }, { type: 'number', multipleOf: 2 }],
  ['steps that do not divide', { type: 'number', multipleOf: 3 }, { type: 'number', multipleOf: 2 }],
  ['a longest text', text, { type: 'string', maxLength: 9 }],
  ['a shorter text', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 8 }],
  ['a shortest text', text, { type: 'string', minLength: 1 }],
  ['a least length of nothing', text, { type: 'string', minLength: 0 }],
  ['a pattern', text, { type: 'string', pattern: '^a' }],
  ['another pattern', { type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' }],
  ['a format', text, { type: 'string', format: 'date' }],
  ['another format', { type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }],
  ['a wider number format', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }],
  ['an encoding', text, { type: 'string', contentEncoding: 'base64' }],
  ['a media type', text, { type: 'string', contentMediaType: 'text/html' }],
  // lists
  ['fewer elements', { type: 'array', items: text }, { type: 'array', items: text, maxItems: 3 }],
  ['no empty list', { type: 'array', items: text }, { type: 'array', items: text, minItems: 1 }],
  ['each element once', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }],
  ['other elements', { type: 'array', items: text }, { type: 'array', items: number }],
  ['elements said and not said', { type: 'array' }, { type: 'array', items: text }],
  ['a first element', { type: 'array', items: text }, { type: 'array', prefixItems: [number], items: text }],
  [
    'two first elements',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text, text] },
  ],
  ['an element that must be there', { type: 'array' }, { type: 'array', contains: text }],
  // objects
  ['a property more', object({ a: text }), object({ a: text, b: text })],
  ['a required property more', object({ a: text }), object({ a: text, b: text }, { required: ['b'] })],
  ['required and not', object({ a: text }), object({ a: text }, { required: ['a'] })],
  [
    'a default makes up for it',
    object({ a: text }),
    object({ a: { ...text, default: 'x' } }, { required: ['a'] }),
  ],
  ['open and closed', object({ a: text }), object({ a: text }, { additionalProperties: false })],
  ['open and of one type', object({ a: text }), object({ a: text }, { additionalProperties: text })],
  [
    'further properties of two types',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: number }),
  ],
  [
    'a property of a closed object',
    object({ a: text }, { additionalProperties: false }),
    object({ a: text, b: text }, { additionalProperties: false }),
  ],
  ['names by a pattern', object({ a: text }), object({ a: text }, { patternProperties: { '^x-': text } })],
  ['names of a form', object({ a: text }), object({ a: text }, { propertyNames: { pattern: '^[a-z]+$' } })],
  [
    'one property asks for another',
    object({ a: text, b: text }),
    object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
  ],
  ['fewer properties', object({}), object({}, { maxProperties: 2 })],
  ['at least one property', object({}), object({}, { minProperties: 1 })],
  ['only read', object({ a: text }), object({ a: { ...text, readOnly: true } })],
  ['only written', object({ a: text }), object({ a: { ...text, writeOnly: true } })],
  [
    'required and only read',
    object({ a: text }),
    object({ a: { ...text, readOnly: true } }, { required: ['a'] }),
  ],
  ['a property inside a property', object({ a: object({ b: text }) }), object({ a: object({ b: number }) })],
  ['another name', object({ surname: text }), object({ lastName: text })],
  // notes
  ['a description', text, { ...text, description: 'words' }],
  ['another title', { ...text, title: 'one' }, { ...text, title: 'two' }],
  ['a default', text, { ...text, default: 'x' }],
  ['another default', { ...text, default: 'x' }, { ...text, default: 'y' }],
  ['deprecated', object({ a: text }), object({ a: { ...text, deprecated: true } })],
  ['an example', text, { ...text, examples: ['x'] }],
  ['an extension', text, { ...text, 'x-own': 1 }],
  // choices
  ['a branch more', { oneOf: [text, number] }, { oneOf: [text, number, truth] }],
  ['any of and one of', { anyOf: [text, number] }, { oneOf: [text, number] }],
  ['a choice and its only branch', { oneOf: [cat] }, cat],
  ['one object and a choice with it', cat, { oneOf: [cat, dog] }],
  ['branches in another order', { oneOf: [cat, dog] }, { oneOf: [dog, cat] }],
  [
    'a branch that changed inside',
    { oneOf: [cat, dog] },
    { oneOf: [cat, object({ kind: { const: 'dog' }, tricks: text }, { required: ['kind'] })] },
  ],
  ['another branch', { oneOf: [cat, dog] }, { oneOf: [cat, bird] }],
  ['a choice inside a property', object({ pet: { oneOf: [cat] } }), object({ pet: { oneOf: [cat, dog] } })],
  ['a choice with null', { oneOf: [cat, dog] }, { oneOf: [cat, dog, { type: 'null' }] }],
  // discriminators
  ['a discriminator', { oneOf: [cat, dog] }, { oneOf: [cat, dog], ...by() }],
  ['another discriminator', { oneOf: [cat, dog], ...by() }, { oneOf: [cat, dog], ...by(undefined, 'sort') }],
  [
    'a value in the mapping',
    { oneOf: [cat, dog], ...by({ c: '#/a' }) },
    { oneOf: [cat, dog], ...by({ c: '#/a', d: '#/b' }) },
  ],
  [
    'another target in the mapping',
    { oneOf: [cat, dog], ...by({ c: '#/a' }) },
    { oneOf: [cat, dog], ...by({ c: '#/b' }) },
  ],
  // all of, not, if
  ['a part more', { allOf: [object({ a: text })] }, { allOf: [object({ a: text }), object({ b: text })] }],
  ['a part written out', { allOf: [object({ a: text }), object({ b: text })] }, object({ a: text, b: text })],
  [
    'a part that demands',
    { allOf: [object({ a: text })] },
    { allOf: [object({ a: text }), { required: ['a'] }] },
  ],
  ['a part that limits', { allOf: [text] }, { allOf: [text, { maxLength: 5 }] }],
  ['parts at odds', { allOf: [text] }, { allOf: [text, number] }],
  ['something ruled out', text, { ...text, not: { enum: ['x'] } }],
  ['something else ruled out', { ...text, not: { enum: ['x'] } }, { ...text, not: { enum: ['y'] } }],
  [
    'a condition',
    object({ a: text }),
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; nobody awaits a schema
    object({ a: text }, { if: { required: ['a'] }, then: { required: ['b'] } }),
  ],
  // nothing allowed, anything allowed
  ['never and text', { not: {} }, text],
];
