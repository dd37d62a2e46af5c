import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { api, parameterOf, requestOf, responseOf } from './documents.ts';

/** `breaking`; `warn`: a warning or breaking; `ok`: not breaking; `none`: nothing on the wire. */
export type Verdict = 'breaking' | 'warn' | 'ok' | 'none';

export interface WirePair {
  readonly name: string;
  readonly base: JsonObject;
  readonly revision: JsonObject;
  readonly verdict: Verdict;
}

/** A change of a schema, and what it does to requests and to answers; the way back has its own verdicts. */
interface SchemaChange {
  readonly name: string;
  readonly was: Json;
  readonly is: Json;
  readonly request: Verdict;
  readonly response: Verdict;
  readonly back?: readonly [request: Verdict, response: Verdict];
  readonly components?: JsonObject;
  readonly versions?: readonly [string, string];
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const CAT = object({ kind: { const: 'cat' }, lives: whole }, 'kind');
const DOG = object({ kind: { const: 'dog' }, tail: text }, 'kind');
const NAMED = { Cat: CAT, Dog: DOG };
const tagged = (mapping?: JsonObject, ...names: string[]): JsonObject => ({
  oneOf: names.map(ref),
  discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
});
const PETS = {
  Cat: object({ kind: text, lives: whole }, 'kind'),
  Dog: object({ kind: text, tail: text }, 'kind'),
  Fish: object({ kind: text, fins: whole }, 'kind'),
};
const TO_CAT = '#/components/schemas/Cat';
const TO_DOG = '#/components/schemas/Dog';

const SCHEMAS: readonly SchemaChange[] = [
  // one meaning, other words
  {
    name: 'allOf split in three',
    was: object({ a: text, b: text, c: text }, 'a'),
    is: { allOf: [object({ a: text }, 'a'), object({ b: text }), object({ c: text })] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'multipleOf 1 of an integer',
    was: whole,
    is: { type: 'integer', multipleOf: 1 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'multipleOf 0.5 of an integer',
    was: whole,
    is: { type: 'integer', multipleOf: 0.5 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'uniqueItems of a list of one',
    was: { type: 'array', items: {}, maxItems: 1 },
    is: { type: 'array', items: {}, maxItems: 1, uniqueItems: true },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'a write-only property is gone from answers',
    was: object({ a: text, secret: { type: 'string', writeOnly: true } }),
    is: object({ a: text }),
    request: 'warn',
    response: 'none',
    back: ['ok', 'none'],
  },
  {
    name: 'a read-only property is gone from requests',
    was: object({ a: text, id: { type: 'string', readOnly: true } }),
    is: object({ a: text }),
    request: 'none',
    response: 'warn',
    back: ['none', 'ok'],
  },
  {
    name: 'allOf nested in allOf',
    was: { allOf: [object({ a: text }), object({ b: text })] },
    is: { allOf: [{ allOf: [object({ a: text }), { allOf: [object({ b: text })] }] }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'allOf of a reference, inlined',
    was: { allOf: [ref('Cat'), object({ owner: text })] },
    is: { allOf: [CAT, object({ owner: text })] },
    components: NAMED,
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'allOf with an optional mixin',
    was: ref('Cat'),
    is: { allOf: [ref('Cat'), object({ owner: text })] },
    components: NAMED,
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'allOf with a mixin that requires',
    was: ref('Cat'),
    is: { allOf: [ref('Cat'), object({ owner: text }, 'owner')] },
    components: NAMED,
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'breaking'],
  },
  {
    name: 'required beside allOf',
    was: { allOf: [object({ a: text, b: text })] },
    is: { allOf: [object({ a: text, b: text })], required: ['a'] },
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'breaking'],
  },
  {
    name: 'a limit in another branch of allOf',
    was: { allOf: [{ type: 'string', maxLength: 5 }, { pattern: '^a' }] },
    is: { allOf: [{ type: 'string' }, { pattern: '^a', maxLength: 5 }] },
    request: 'none',
    response: 'none',
  },
  {
    name: 'a stricter limit wins in allOf',
    was: { type: 'integer', maximum: 10 },
    is: { allOf: [{ type: 'integer', maximum: 10 }, { maximum: 20 }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum as anyOf of const',
    was: object({ p: { enum: ['a', 'b'] } }),
    is: object({ p: { anyOf: [{ const: 'a' }, { const: 'b' }] } }),
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum as oneOf of const with a new member',
    was: { enum: ['a', 'b'] },
    is: { oneOf: [{ const: 'a' }, { const: 'b' }, { const: 'c' }] },
    request: 'ok',
    response: 'warn',
    back: ['breaking', 'ok'],
  },
  {
    name: 'const as an enum of one',
    was: { type: 'string', const: 'a' },
    is: { type: 'string', enum: ['a'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'boolean as enum of both',
    was: { type: 'boolean' },
    is: { enum: [false, true] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'boolean that is only true',
    was: { type: 'boolean' },
    is: { type: 'boolean', enum: [true] },
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'warn'],
  },
  {
    name: 'type list as anyOf',
    was: { type: ['string', 'integer'] },
    is: { anyOf: [text, whole] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'null as a type and as an alternative',
    was: { type: ['string', 'null'] },
    is: { anyOf: [text, { type: 'null' }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'nullable of 3.0 as a type of 3.1',
    was: object({ a: { type: 'string', nullable: true } }),
    is: object({ a: { type: ['string', 'null'] } }),
    versions: ['3.0.3', '3.1.0'],
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'nullable that goes between 3.0 and 3.1',
    was: object({ a: { type: 'string', nullable: true } }),
    is: object({ a: text }),
    versions: ['3.0.3', '3.1.0'],
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'exclusive limits of 3.0 and 3.1',
    was: { type: 'number', minimum: 0, exclusiveMinimum: true },
    is: { type: 'number', exclusiveMinimum: 0 },
    versions: ['3.0.3', '3.1.0'],
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'exclusive limit of 3.0 that becomes inclusive',
    was: { type: 'number', minimum: 0, exclusiveMinimum: true },
    is: { type: 'number', minimum: 0 },
    versions: ['3.0.3', '3.1.0'],
    request: 'ok',
    response: 'warn',
  },
  {
    name: 'base64 in a property of 3.0 and 3.1',
    was: object({ file: { type: 'string', format: 'byte' } }),
    is: object({ file: { type: 'string', contentEncoding: 'base64' } }),
    versions: ['3.0.3', '3.1.0'],
    request: 'none',
    response: 'none',
  },
  {
    name: 'base64 that becomes plain text',
    was: object({ file: { type: 'string', contentEncoding: 'base64' } }),
    is: object({ file: text }),
    request: 'warn',
    response: 'warn',
  },
  {
    name: 'limits that int32 implies',
    was: { type: 'integer', format: 'int32' },
    is: { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'limits narrower than int32',
    was: { type: 'integer', format: 'int32' },
    is: { type: 'integer', format: 'int32', minimum: 0 },
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'warn'],
  },
  {
    name: 'a length that every enum member has',
    was: { type: 'string', enum: ['ab', 'abc'] },
    is: { type: 'string', enum: ['ab', 'abc'], minLength: 2 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'a length that one enum member exceeds',
    was: { type: 'string', enum: ['ab', 'abcd'] },
    is: { type: 'string', enum: ['ab', 'abcd'], maxLength: 3 },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'a pattern that every enum member fits',
    was: { enum: ['ab', 'ac'] },
    is: { enum: ['ab', 'ac'], pattern: '^a' },
    request: 'none',
    response: 'none',
  },
  // alternatives
  {
    name: 'one object, then it or another with a tag',
    was: CAT,
    is: { oneOf: [CAT, DOG] },
    request: 'ok',
    response: 'breaking',
    back: ['breaking', 'ok'],
  },
  {
    name: 'a named object, then it or another with a tag',
    was: ref('Cat'),
    is: { oneOf: [ref('Cat'), ref('Dog')] },
    components: NAMED,
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'a tagged member is new',
    was: { oneOf: [ref('Cat'), ref('Dog')] },
    is: { oneOf: [ref('Cat'), ref('Dog'), object({ kind: { const: 'fish' } }, 'kind')] },
    components: NAMED,
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'a named member goes that another would take',
    was: { oneOf: [ref('Cat'), ref('Any')] },
    is: { oneOf: [ref('Any')] },
    components: { Cat: CAT, Any: { type: 'object', required: ['other'] } },
    request: 'warn',
    response: 'ok',
  },
  {
    name: 'a named member of anyOf goes',
    was: { anyOf: [ref('Cat'), ref('Dog')] },
    is: { anyOf: [ref('Cat')] },
    components: NAMED,
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'breaking'],
  },
  {
    name: 'anyOf to oneOf of disjoint types',
    was: { anyOf: [text, whole] },
    is: { oneOf: [text, whole] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'anyOf to oneOf of overlapping numbers',
    was: { anyOf: [whole, { type: 'number' }] },
    is: { oneOf: [whole, { type: 'number' }] },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'oneOf members in another order',
    was: { oneOf: [ref('Cat'), ref('Dog')] },
    is: { oneOf: [ref('Dog'), ref('Cat')] },
    components: NAMED,
    request: 'none',
    response: 'none',
  },
  {
    name: 'two inline members get an optional property each',
    was: { oneOf: [CAT, DOG] },
    is: {
      oneOf: [
        object({ kind: { const: 'cat' }, lives: whole, age: whole }, 'kind'),
        object({ kind: { const: 'dog' }, tail: text, age: whole }, 'kind'),
      ],
    },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'two inline members get a required property each',
    was: { oneOf: [CAT, DOG] },
    is: {
      oneOf: [
        object({ kind: { const: 'cat' }, lives: whole, age: whole }, 'kind', 'age'),
        object({ kind: { const: 'dog' }, tail: text, age: whole }, 'kind', 'age'),
      ],
    },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'text, then text or a list with at least two',
    was: text,
    is: { oneOf: [text, { type: 'array', items: text, minItems: 2 }] },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'text becomes a list with at least two',
    was: text,
    is: { type: 'array', items: text, minItems: 2 },
    request: 'breaking',
    response: 'breaking',
    back: ['breaking', 'breaking'],
  },
  // discriminators
  {
    name: 'the default mapping written out',
    was: tagged(undefined, 'Cat', 'Dog'),
    is: tagged({ Cat: TO_CAT, Dog: TO_DOG }, 'Cat', 'Dog'),
    components: PETS,
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'a mapping by name and by reference',
    was: tagged({ cat: 'Cat', dog: 'Dog' }, 'Cat', 'Dog'),
    is: tagged({ cat: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    components: PETS,
    request: 'none',
    response: 'none',
  },
  {
    name: 'a mapping swapped',
    was: tagged({ cat: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    is: tagged({ cat: TO_DOG, dog: TO_CAT }, 'Cat', 'Dog'),
    components: PETS,
    request: 'breaking',
    response: 'breaking',
  },
  {
    name: 'a mapping with another word',
    was: tagged({ cat: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    is: tagged({ kitty: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    components: PETS,
    request: 'breaking',
    response: 'breaking',
  },
  {
    name: 'a mapping that goes',
    was: tagged({ c: TO_CAT, d: TO_DOG }, 'Cat', 'Dog'),
    is: tagged(undefined, 'Cat', 'Dog'),
    components: PETS,
    request: 'breaking',
    response: 'breaking',
  },
  {
    name: 'a second word for one schema',
    was: tagged({ cat: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    is: tagged({ cat: TO_CAT, kitty: TO_CAT, dog: TO_DOG }, 'Cat', 'Dog'),
    components: PETS,
    request: 'ok',
    response: 'warn',
    back: ['breaking', 'ok'],
  },
  {
    name: 'another property tells them apart',
    was: tagged(undefined, 'Cat', 'Dog'),
    is: { ...tagged(undefined, 'Cat', 'Dog'), discriminator: { propertyName: 'type' } },
    components: PETS,
    request: 'breaking',
    response: 'breaking',
  },
  // objects
  {
    name: 'a property moves into patternProperties',
    was: { ...object({ 'x-a': text }), additionalProperties: false },
    is: { type: 'object', patternProperties: { '^x-': text }, additionalProperties: false },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'a property moves into a pattern of another type',
    was: object({ 'x-a': text }),
    is: { type: 'object', patternProperties: { '^x-': whole } },
    request: 'breaking',
    response: 'breaking',
  },
  {
    name: 'a read-only property goes',
    was: object({ id: { ...text, readOnly: true }, a: text }),
    is: object({ a: text }),
    request: 'ok',
    response: 'warn',
  },
  {
    name: 'a write-only property changes its type',
    was: object({ key: { ...text, writeOnly: true } }),
    is: object({ key: { ...whole, writeOnly: true } }),
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'a read-only property changes its type',
    was: object({ id: { ...text, readOnly: true } }),
    is: object({ id: { ...whole, readOnly: true } }),
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'a required read-only property is new',
    was: object({ a: text }),
    is: object({ a: text, id: { ...text, readOnly: true } }, 'id'),
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'a required write-only property is new',
    was: object({ a: text }),
    is: object({ a: text, key: { ...text, writeOnly: true } }, 'key'),
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'a closed object opens',
    was: { ...object({ a: text }), additionalProperties: false },
    is: object({ a: text }),
    request: 'ok',
    response: 'ok',
    back: ['breaking', 'ok'],
  },
  {
    name: 'a nested property becomes required',
    was: object({ in: object({ a: text }) }),
    is: object({ in: object({ a: text }, 'a') }),
    request: 'breaking',
    response: 'ok',
    back: ['ok', 'breaking'],
  },
  {
    name: 'an item type widens in a list in an object',
    was: object({ list: { type: 'array', items: whole } }),
    is: object({ list: { type: 'array', items: { type: 'number' } } }),
    request: 'ok',
    response: 'breaking',
    back: ['breaking', 'ok'],
  },
  // spellings and small steps
  {
    name: 'allOf closed parts become open whole',
    was: { allOf: [{ type: 'object', properties: { a: text }, additionalProperties: false }, {}] },
    is: { type: 'object', properties: { a: text }, additionalProperties: false },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'closed in one allOf branch shuts other',
    was: {
      allOf: [
        { type: 'object', properties: { a: text } },
        { type: 'object', properties: { b: text } },
      ],
    },
    is: {
      allOf: [
        { type: 'object', properties: { a: text }, additionalProperties: false },
        { type: 'object', properties: { b: text } },
      ],
    },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'ref inline',
    was: { $ref: '#/components/schemas/X' },
    is: { type: 'object', properties: { a: text }, required: ['a'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: { X: { type: 'object', properties: { a: text }, required: ['a'] } },
  },
  {
    name: 'ref chain',
    was: { $ref: '#/components/schemas/Y' },
    is: { $ref: '#/components/schemas/X' },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: {
      X: { type: 'object', properties: { a: text }, required: ['a'] },
      Y: { $ref: '#/components/schemas/X' },
    },
  },
  {
    name: 'oneOf single unwrap',
    was: { oneOf: [{ $ref: '#/components/schemas/X' }] },
    is: { $ref: '#/components/schemas/X' },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: { X: { type: 'object', properties: { a: text } } },
  },
  {
    name: 'anyOf ref or null to nullable type',
    was: { anyOf: [text, { type: 'null' }] },
    is: { type: ['string', 'null'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'oneOf const with descriptions',
    was: { type: 'string', enum: ['a', 'b'] },
    is: {
      oneOf: [
        { const: 'a', title: 'A', description: 'x' },
        { const: 'b', title: 'B' },
      ],
    },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum inside type list null',
    was: { type: ['string', 'null'], enum: ['a', null] },
    is: { oneOf: [{ enum: ['a'] }, { type: 'null' }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum order',
    was: { enum: ['a', 'b'] },
    is: { enum: ['b', 'a'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum number 1 vs 1.0',
    was: { type: 'number', enum: [1, 2] },
    is: { type: 'number', enum: [2, 1] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'integer to enum of ints subset',
    was: whole,
    is: { type: 'integer', enum: [1, 2] },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'int32 to int64',
    was: { type: 'integer', format: 'int32' },
    is: { type: 'integer', format: 'int64' },
    request: 'ok',
    response: 'warn',
  },
  { name: 'int to number', was: whole, is: { type: 'number' }, request: 'ok', response: 'breaking' },
  {
    name: 'nested oneOf flattened',
    was: {
      oneOf: [
        { $ref: '#/components/schemas/A' },
        { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] },
      ],
    },
    is: {
      oneOf: [
        { $ref: '#/components/schemas/A' },
        { $ref: '#/components/schemas/B' },
        { $ref: '#/components/schemas/C' },
      ],
    },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' } }, required: ['k'] },
      C: { type: 'object', properties: { k: { const: 'c' } }, required: ['k'] },
    },
  },
  {
    name: 'anyOf nested flattened',
    was: { anyOf: [text, { anyOf: [whole, { type: 'boolean' }] }] },
    is: { anyOf: [text, whole, { type: 'boolean' }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'type list grows',
    was: { type: ['string'] },
    is: { type: ['string', 'integer'] },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'oneOf types to type list',
    was: { oneOf: [text, { type: 'boolean' }] },
    is: { type: ['string', 'boolean'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'number oneOf integer,string to type list number',
    was: { oneOf: [whole, text] },
    is: { type: ['integer', 'string'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'branch renamed same content',
    was: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
    is: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' }, x: text }, required: ['k'] },
      C: { type: 'object', properties: { k: { const: 'b' }, x: text }, required: ['k'] },
    },
  },
  {
    name: 'branch renamed and optional prop added',
    was: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
    is: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] },
    request: 'ok',
    response: 'ok',
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' }, x: text }, required: ['k'] },
      C: { type: 'object', properties: { k: { const: 'b' }, x: text, y: text }, required: ['k'] },
    },
  },
  {
    name: 'branch renamed and required added',
    was: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
    is: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] },
    request: 'breaking',
    response: 'ok',
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' }, x: text }, required: ['k'] },
      C: { type: 'object', properties: { k: { const: 'b' }, x: text, y: text }, required: ['k', 'y'] },
    },
  },
  {
    name: 'branch renamed and type changed',
    was: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
    is: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] },
    request: 'breaking',
    response: 'breaking',
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' }, x: text }, required: ['k'] },
      C: { type: 'object', properties: { k: { const: 'b' }, x: whole }, required: ['k'] },
    },
  },
  {
    name: 'tag value enum single to const',
    was: {
      oneOf: [
        { type: 'object', properties: { k: { enum: ['a'] } }, required: ['k'] },
        { type: 'object', properties: { k: { enum: ['b'] } }, required: ['k'] },
      ],
    },
    is: {
      oneOf: [
        { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
        { type: 'object', properties: { k: { const: 'b' } }, required: ['k'] },
      ],
    },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'tag added to existing two',
    was: {
      oneOf: [
        { type: 'object', properties: { a: text }, required: ['a'] },
        { type: 'object', properties: { b: text }, required: ['b'] },
      ],
    },
    is: {
      oneOf: [
        { type: 'object', properties: { a: text, k: { const: 'a' } }, required: ['a', 'k'] },
        { type: 'object', properties: { b: text, k: { const: 'b' } }, required: ['b', 'k'] },
      ],
    },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'minLength 0',
    was: text,
    is: { type: 'string', minLength: 0 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'minItems 0',
    was: { type: 'array', items: text },
    is: { type: 'array', items: text, minItems: 0 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'uniqueItems false',
    was: { type: 'array', items: text },
    is: { type: 'array', items: text, uniqueItems: false },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'additionalProperties true explicit',
    was: { type: 'object', properties: { a: text } },
    is: { type: 'object', properties: { a: text }, additionalProperties: true },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'additionalProperties {} explicit',
    was: { type: 'object', properties: { a: text } },
    is: { type: 'object', properties: { a: text }, additionalProperties: {} },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'required empty',
    was: { type: 'object', properties: { a: text } },
    is: { type: 'object', properties: { a: text }, required: [] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'default on required prop',
    was: { type: 'object', properties: { a: text }, required: ['a'] },
    is: { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'default changed on required prop',
    was: { type: 'object', properties: { a: { type: 'string', default: 'y' } }, required: ['a'] },
    is: { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'default changed optional prop',
    was: { type: 'object', properties: { a: { type: 'string', default: 'y' } } },
    is: { type: 'object', properties: { a: { type: 'string', default: 'x' } } },
    request: 'warn',
    response: 'ok',
  },
  {
    name: 'maximum exclusive int',
    was: { type: 'integer', maximum: 9 },
    is: { type: 'integer', exclusiveMaximum: 10 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'minimum -> exclusive for integer',
    was: { type: 'integer', minimum: 1 },
    is: { type: 'integer', exclusiveMinimum: 0 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'minimum beyond enum',
    was: { type: 'integer', enum: [1, 2] },
    is: { type: 'integer', enum: [1, 2], minimum: 0 },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum to const via allOf',
    was: { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] },
    is: { const: 'b' },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'allOf required merging',
    was: {
      allOf: [
        { type: 'object', properties: { a: text }, required: ['a'] },
        { type: 'object', properties: { b: text }, required: ['b'] },
      ],
    },
    is: { type: 'object', properties: { a: text, b: text }, required: ['a', 'b'] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'allOf required lost',
    was: {
      allOf: [
        { type: 'object', properties: { a: text }, required: ['a'] },
        { type: 'object', properties: { b: text }, required: ['b'] },
      ],
    },
    is: { type: 'object', properties: { a: text, b: text }, required: ['a'] },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'allOf oneOf distributes',
    was: {
      allOf: [
        { type: 'object', properties: { a: text } },
        { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
      ],
    },
    is: {
      oneOf: [
        { allOf: [{ type: 'object', properties: { a: text } }, { $ref: '#/components/schemas/A' }] },
        { allOf: [{ type: 'object', properties: { a: text } }, { $ref: '#/components/schemas/B' }] },
      ],
    },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: {
      A: { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
      B: { type: 'object', properties: { k: { const: 'b' } }, required: ['k'] },
    },
  },
  {
    name: 'oneOf beside properties moved into branches',
    was: {
      type: 'object',
      properties: { a: text },
      oneOf: [
        { type: 'object', properties: { k: { const: 'a' } }, required: ['k'] },
        { type: 'object', properties: { k: { const: 'b' } }, required: ['k'] },
      ],
    },
    is: {
      oneOf: [
        { type: 'object', properties: { a: text, k: { const: 'a' } }, required: ['k'] },
        { type: 'object', properties: { a: text, k: { const: 'b' } }, required: ['k'] },
      ],
    },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'object freeform to map',
    was: { type: 'object' },
    is: { type: 'object', additionalProperties: text },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'map value widen',
    was: { type: 'object', additionalProperties: whole },
    is: { type: 'object', additionalProperties: { type: 'number' } },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'array of refs item inline',
    was: { type: 'array', items: { $ref: '#/components/schemas/X' } },
    is: { type: 'array', items: { type: 'object', properties: { a: text } } },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
    components: { X: { type: 'object', properties: { a: text } } },
  },
  {
    name: 'prefixItems add',
    was: { type: 'array', prefixItems: [text] },
    is: { type: 'array', prefixItems: [text, whole] },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'read-only becomes required',
    was: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
    is: { type: 'object', properties: { id: { type: 'string', readOnly: true } }, required: ['id'] },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'read-only required to optional',
    was: { type: 'object', properties: { id: { type: 'string', readOnly: true } }, required: ['id'] },
    is: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'write-only required to optional',
    was: { type: 'object', properties: { p: { type: 'string', writeOnly: true } }, required: ['p'] },
    is: { type: 'object', properties: { p: { type: 'string', writeOnly: true } } },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'write-only prop removed',
    was: { type: 'object', properties: { p: { type: 'string', writeOnly: true } } },
    is: { type: 'object', properties: {} },
    request: 'warn',
    response: 'ok',
  },
  {
    name: 'prop becomes readOnly',
    was: { type: 'object', properties: { p: text } },
    is: { type: 'object', properties: { p: { type: 'string', readOnly: true } } },
    request: 'warn',
    response: 'ok',
  },
  {
    name: 'prop becomes writeOnly',
    was: { type: 'object', properties: { p: text }, required: ['p'] },
    is: { type: 'object', properties: { p: { type: 'string', writeOnly: true } }, required: ['p'] },
    request: 'ok',
    response: 'breaking',
  },
  {
    name: 'readOnly via ref siblings',
    was: { type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } },
    is: {
      type: 'object',
      properties: { id: { allOf: [{ $ref: '#/components/schemas/Id' }], readOnly: true } },
    },
    request: 'warn',
    response: 'ok',
    components: { Id: text },
  },
  {
    name: 'boolean const both',
    was: { anyOf: [{ const: true }, { const: false }] },
    is: { type: 'boolean' },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'boolean oneOf enum true/false',
    was: { oneOf: [{ enum: [true] }, { enum: [false] }] },
    is: { type: 'boolean' },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'enum with null vs nullable enum',
    was: { enum: ['a', null] },
    is: { anyOf: [{ enum: ['a'] }, { type: 'null' }] },
    request: 'none',
    response: 'none',
    back: ['none', 'none'],
  },
  {
    name: 'string to const or string',
    was: text,
    is: { anyOf: [{ const: 'a' }, text] },
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'anyOf subsumed branch dropped',
    was: { anyOf: [{ const: 'a' }, text] },
    is: text,
    request: 'ok',
    response: 'ok',
  },
  {
    name: 'format uri added',
    was: text,
    is: { type: 'string', format: 'uri' },
    request: 'breaking',
    response: 'ok',
  },
  {
    name: 'base64url vs base64',
    was: { type: 'string', contentEncoding: 'base64' },
    is: { type: 'string', contentEncoding: 'base64url' },
    request: 'warn',
    response: 'warn',
  },
];

function schemaPairs({
  name,
  was,
  is,
  components,
  versions,
  ...verdicts
}: SchemaChange): readonly WirePair[] {
  const [old, fresh] = versions ?? ['3.1.0', '3.1.0'];
  const rest = components === undefined ? {} : { components: { schemas: components } };
  const way = (
    label: string,
    one: Json,
    other: Json,
    first: string,
    second: string,
    [request, response]: readonly [Verdict, Verdict],
  ): WirePair[] => [
    {
      name: `${name}${label}, sent`,
      base: { ...requestOf(one, first), ...rest },
      revision: { ...requestOf(other, second), ...rest },
      verdict: request,
    },
    {
      name: `${name}${label}, received`,
      base: { ...responseOf(one, first), ...rest },
      revision: { ...responseOf(other, second), ...rest },
      verdict: response,
    },
  ];
  return [
    ...way('', was, is, old, fresh, [verdicts.request, verdicts.response]),
    ...(verdicts.back === undefined ? [] : way(', back', is, was, fresh, old, verdicts.back)),
  ];
}

const done = { description: 'done' };
const json = (schema: Json, type = 'application/json'): JsonObject => ({ content: { [type]: { schema } } });
const answers = (responses: JsonObject): JsonObject => api({ responses });
const error = { description: 'error', ...json(object({ code: whole }, 'code')) };
const otherError = { description: 'error', ...json(object({ message: text }, 'message')) };
const withHeader = (header: JsonObject): JsonObject => answers({ 204: { ...done, headers: header } });
const at = (
  server: string | undefined,
  path: string,
  own?: { item?: string; operation?: string },
): JsonObject => {
  const servers = (url: string | undefined): JsonObject => (url === undefined ? {} : { servers: [{ url }] });
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    ...servers(server),
    paths: {
      [path]: { ...servers(own?.item), get: { ...servers(own?.operation), responses: { 204: done } } },
    },
  };
};
const secured = (schemes: JsonObject, ...security: string[]): JsonObject =>
  api({ security: security.map((name) => ({ [name]: [] })) }, { components: { securitySchemes: schemes } });
const key = (name: string, where = 'header'): JsonObject => ({ type: 'apiKey', in: where, name });
const parameters = (...list: JsonObject[]): JsonObject => api({ parameters: list });
const query = (name: string, schema: Json, rest: JsonObject = {}): JsonObject => ({
  name,
  in: 'query',
  schema,
  ...rest,
});
const pair = (name: string, base: JsonObject, revision: JsonObject, verdict: Verdict): WirePair => ({
  name,
  base,
  revision,
  verdict,
});

const PAIRS: readonly WirePair[] = [
  pair(
    'a prefix moves from the server to the path',
    at('https://a.example/v1', '/x'),
    at('https://a.example', '/v1/x'),
    'none',
  ),
  pair(
    'a prefix moves from the path to the server',
    at('https://a.example', '/v1/x'),
    at('https://a.example/v1', '/x'),
    'none',
  ),
  pair(
    'the server moves into the operation',
    at('https://a.example', '/x'),
    at(undefined, '/x', { operation: 'https://a.example' }),
    'none',
  ),
  pair(
    'the server moves into the path item',
    at('https://a.example', '/x'),
    at(undefined, '/x', { item: 'https://a.example' }),
    'none',
  ),
  pair(
    'another host of one operation',
    at('https://a.example', '/x', { operation: 'https://b.example' }),
    at('https://a.example', '/x', { operation: 'https://c.example' }),
    'warn',
  ),
  pair(
    'another host of one path',
    at('https://a.example', '/x'),
    at('https://a.example', '/x', { item: 'https://b.example' }),
    'warn',
  ),
  pair(
    'a slash at the end of a server',
    at('https://a.example/v1/', '/x'),
    at('https://a.example/v1', '/x'),
    'none',
  ),
  pair(
    'a path gets a slash at its end',
    at('https://a.example', '/x'),
    at('https://a.example', '/x/'),
    'breaking',
  ),
  pair(
    'a path loses its slash at the end',
    at('https://a.example', '/x/'),
    at('https://a.example', '/x'),
    'breaking',
  ),
  pair(
    'a path parameter is renamed',
    at('https://a.example', '/x/{a}'),
    at('https://a.example', '/x/{b}'),
    'none',
  ),
  pair(
    '404 as default said it',
    answers({ 204: done, default: error }),
    answers({ 204: done, 404: error, default: error }),
    'ok',
  ),
  pair(
    '404 other than default said',
    answers({ 204: done, default: error }),
    answers({ 204: done, 404: otherError, default: error }),
    'breaking',
  ),
  pair(
    '404 other than 4XX said',
    answers({ 204: done, '4XX': error }),
    answers({ 204: done, 404: otherError, '4XX': error }),
    'breaking',
  ),
  pair(
    '404 goes, default says the same',
    answers({ 204: done, 404: error, default: error }),
    answers({ 204: done, default: error }),
    'ok',
  ),
  pair(
    '404 goes, 4XX says other',
    answers({ 204: done, 404: error }),
    answers({ 204: done, '4XX': otherError }),
    'breaking',
  ),
  pair(
    '200 to 2XX',
    answers({ 200: { ...done, ...json(text) } }),
    answers({ '2XX': { ...done, ...json(text) } }),
    'warn',
  ),
  pair(
    '2XX to 200',
    answers({ '2XX': { ...done, ...json(text) } }),
    answers({ 200: { ...done, ...json(text) } }),
    'ok',
  ),
  pair(
    '2XX to 200 with another body',
    answers({ '2XX': { ...done, ...json(text) } }),
    answers({ 200: { ...done, ...json(whole) } }),
    'breaking',
  ),
  pair('200 to 202', answers({ 200: done }), answers({ 202: done }), 'breaking'),
  pair(
    'the version of a request media type',
    api({ requestBody: json(text, 'application/json; version=1') }),
    api({ requestBody: json(text, 'application/json; version=2') }),
    'breaking',
  ),
  pair(
    'the version of an answer media type',
    answers({ 200: { ...done, ...json(text, 'application/vnd.a+json;version=1') } }),
    answers({ 200: { ...done, ...json(text, 'application/vnd.a+json;version=2') } }),
    'breaking',
  ),
  pair(
    'case and spaces in a media type',
    api({ requestBody: json(text, 'application/json;charset=utf-8') }),
    api({ requestBody: json(text, 'Application/JSON; charset=UTF-8') }),
    'none',
  ),
  pair(
    'charset of an answer',
    answers({ 200: { ...done, ...json(text, 'text/plain; charset=utf-8') } }),
    answers({ 200: { ...done, ...json(text, 'text/plain; charset=iso-8859-1') } }),
    'warn',
  ),
  pair(
    'a request media type is new',
    api({ requestBody: json(text) }),
    api({
      requestBody: { content: { 'application/json': { schema: text }, 'text/plain': { schema: text } } },
    }),
    'ok',
  ),
  pair(
    'a header schema as content',
    withHeader({ 'X-A': { schema: whole } }),
    withHeader({ 'X-A': { content: { 'text/plain': { schema: whole } } } }),
    'ok',
  ),
  pair(
    'a header with content changes its type',
    withHeader({ 'X-A': { content: { 'application/json': { schema: whole } } } }),
    withHeader({ 'X-A': { content: { 'application/json': { schema: text } } } }),
    'breaking',
  ),
  pair(
    'a header in another case',
    withHeader({ 'X-A': { schema: text } }),
    withHeader({ 'x-a': { schema: text } }),
    'none',
  ),
  pair(
    'a required header goes',
    withHeader({ 'X-A': { required: true, schema: text } }),
    answers({ 204: done }),
    'breaking',
  ),
  pair(
    'a header parameter in another case',
    parameters({ name: 'X-A', in: 'header', schema: text }),
    parameters({ name: 'x-a', in: 'header', schema: text }),
    'none',
  ),
  pair(
    'a query parameter in another case',
    parameters(query('A', text)),
    parameters(query('a', text)),
    'breaking',
  ),
  pair(
    'a security scheme is renamed',
    secured({ a: key('X-Key') }, 'a'),
    secured({ b: key('X-Key') }, 'b'),
    'none',
  ),
  pair(
    'the header of a key in another case',
    secured({ a: key('X-Key') }, 'a'),
    secured({ a: key('x-key') }, 'a'),
    'none',
  ),
  pair(
    'the query name of a key in another case',
    secured({ a: key('Key', 'query') }, 'a'),
    secured({ a: key('key', 'query') }, 'a'),
    'breaking',
  ),
  pair(
    'bearer in another case',
    secured({ a: { type: 'http', scheme: 'Bearer' } }, 'a'),
    secured({ a: { type: 'http', scheme: 'bearer' } }, 'a'),
    'none',
  ),
  pair(
    'bearer to basic',
    secured({ a: { type: 'http', scheme: 'bearer' } }, 'a'),
    secured({ a: { type: 'http', scheme: 'basic' } }, 'a'),
    'breaking',
  ),
  pair(
    'explode on a text',
    parameterOf(text, { explode: true }),
    parameterOf(text, { explode: false }),
    'none',
  ),
  pair(
    'explode on a list',
    parameterOf({ type: 'array', items: text }),
    parameterOf({ type: 'array', items: text }, { explode: false }),
    'breaking',
  ),
  pair(
    'style on a path scalar',
    api({ parameters: [{ name: 'p', in: 'header', schema: text, style: 'simple' }] }),
    api({ parameters: [{ name: 'p', in: 'header', schema: text }] }),
    'none',
  ),
  pair(
    'a default on a required parameter',
    parameterOf(whole, { required: true }),
    parameterOf({ ...whole, default: 1 }, { required: true }),
    'ok',
  ),
  pair(
    'another default on an optional parameter',
    parameterOf({ ...whole, default: 1 }),
    parameterOf({ ...whole, default: 2 }),
    'warn',
  ),
  pair(
    'another default on a required parameter',
    parameterOf({ ...whole, default: 1 }, { required: true }),
    parameterOf({ ...whole, default: 2 }, { required: true }),
    'ok',
  ),
  pair(
    'an exploded object as its parameters',
    parameters(query('f', object({ a: text, b: whole }))),
    parameters(query('a', text), query('b', whole)),
    'none',
  ),
  pair(
    'an exploded object through allOf',
    parameters(query('f', { allOf: [object({ a: text }), object({ b: whole })] })),
    parameters(query('f', object({ a: text, b: whole }))),
    'none',
  ),
  pair(
    'an exploded object loses a property',
    parameters(query('f', object({ a: text, b: whole }))),
    parameters(query('f', object({ a: text }))),
    'warn',
  ),
  pair(
    'a text parameter becomes a list',
    parameterOf(text),
    parameterOf({ type: 'array', items: text }),
    'ok',
  ),
  pair(
    'a text parameter becomes a list of at least two',
    parameterOf(text),
    parameterOf({ type: 'array', items: text, minItems: 2 }),
    'breaking',
  ),
  pair(
    'an int parameter gets the limits of int32',
    parameterOf({ type: 'integer', format: 'int32' }),
    parameterOf({ type: 'integer', format: 'int32', maximum: 2147483647 }),
    'none',
  ),
  pair(
    'an optional parameter becomes required',
    parameterOf(text),
    parameterOf(text, { required: true }),
    'breaking',
  ),
  pair(
    'a parameter moves from the item to the operation',
    {
      ...api({}),
      paths: { '/thing': { parameters: [query('a', text)], get: { responses: { 204: done } } } },
    },
    {
      ...api({}),
      paths: { '/thing': { get: { parameters: [query('a', text)], responses: { 204: done } } } },
    },
    'none',
  ),
  pair(
    'an operation of 3.2 goes',
    {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { query: { responses: { 204: done } } } },
    },
    { openapi: '3.2.0', info: { title: 'T', version: '1' }, paths: { '/x': {} } },
    'breaking',
  ),
  pair(
    'an additional operation of 3.2 goes',
    {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { additionalOperations: { COPY: { responses: { 204: done } } } } },
    },
    { openapi: '3.2.0', info: { title: 'T', version: '1' }, paths: { '/x': { additionalOperations: {} } } },
    'breaking',
  ),
  pair(
    'an additional operation of 3.2 asks for more',
    {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { additionalOperations: { COPY: { responses: { 204: done } } } } },
    },
    {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          additionalOperations: {
            COPY: { parameters: [query('a', text, { required: true })], responses: { 204: done } },
          },
        },
      },
    },
    'breaking',
  ),
  pair(
    'binary of 3.0 as no schema of 3.1',
    {
      ...api(
        { requestBody: json({ type: 'string', format: 'binary' }, 'application/octet-stream') },
        {},
        '3.0.3',
      ),
    },
    api({ requestBody: { content: { 'application/octet-stream': {} } } }),
    'none',
  ),
  pair(
    'binary in a form of 3.0 and 3.1',
    api(
      { requestBody: json(object({ f: { type: 'string', format: 'binary' } }), 'multipart/form-data') },
      {},
      '3.0.3',
    ),
    api({
      requestBody: json(
        object({ f: { type: 'string', contentMediaType: 'application/octet-stream' } }),
        'multipart/form-data',
      ),
    }),
    'none',
  ),
  pair(
    'a body becomes required',
    api({ requestBody: json(text) }),
    api({ requestBody: { ...json(text), required: true } }),
    'breaking',
  ),
];

export const WIRE_PAIRS: readonly WirePair[] = [...PAIRS, ...SCHEMAS.flatMap(schemaPairs)];
