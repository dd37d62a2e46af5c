import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { api, diff, only, parameterOf, requestOf, responseOf } from './documents.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});
const CAT = object({ kind: text, lives: integer }, 'kind');
const DOG = object({ kind: text, tail: text }, 'kind');
const schemas = { Cat: CAT, Dog: DOG, Object: { type: 'object' }, Text: text };
const kind = { discriminator: { propertyName: 'kind' } };

/** What is told of two schemas: the rule without its side, and where it was. */
function told(
  of: (schema: JsonObject, version: string) => JsonObject,
  was: JsonObject,
  is: JsonObject,
  version = '3.1.0',
) {
  const whole = (schema: JsonObject): JsonObject => ({ ...of(schema, version), components: { schemas } });
  return diff(whole(was), whole(is)).changes.map(({ id }) =>
    id.replace(/^(request|response|parameter)-/, ''),
  );
}

describe('two schemas', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'an enum implies a limit',
      { type: 'string', enum: ['ab'] },
      { type: 'string', maxLength: 2 },
      ['enum-removed'],
    ],
    [
      'an enum does not imply it',
      { type: 'string', enum: ['ab'] },
      { type: 'string', maxLength: 1 },
      ['max-length-set', 'enum-removed'],
    ],
    [
      'steps are more than one',
      { type: 'number', multipleOf: 6 },
      { type: 'number', allOf: [{ multipleOf: 2 }, { multipleOf: 4 }] },
      ['multiple-of-changed'],
    ],
    [
      'steps were more than one',
      { type: 'number', allOf: [{ multipleOf: 2 }, { multipleOf: 4 }] },
      { type: 'number', multipleOf: 6 },
      ['multiple-of-changed'],
    ],
    [
      'one of two steps goes',
      { type: 'number', allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
      { type: 'number', multipleOf: 3 },
      ['multiple-of-unset'],
    ],
    [
      'a schema outside stays',
      { $ref: 'other.yaml', maxLength: 5 },
      { $ref: 'other.yaml', maxLength: 6 },
      ['max-length-increased'],
    ],
    [
      'a schema outside is another',
      { $ref: 'one.yaml' },
      { $ref: 'two.yaml' },
      ['outside-reference-changed'],
    ],
    ['a name of nothing is no name', { type: 'object' }, { type: 'object', required: [''] }, []],
    [
      'a name that is not declared',
      { type: 'object' },
      { type: 'object', required: ['a'] },
      ['undeclared-property-became-required'],
    ],
    [
      'constants may have labels',
      { type: 'string', enum: ['a', 'b'] },
      { oneOf: [{ const: 'a', 'x-label': 'A', title: 'A' }, { const: 'b' }] },
      [],
    ],
    [
      'a constant of another type is none',
      { type: 'string', enum: ['a', 'b'] },
      { oneOf: [{ const: 'a' }, { enum: ['b'], type: 'string' }] },
      [],
    ],
    ['a summary of a reference says nothing', ref('Text'), { ...ref('Text'), summary: 'Text.' }, []],
    ['a limit next to a reference counts', ref('Text'), { ...ref('Text'), maxLength: 5 }, ['max-length-set']],
    [
      'a closed part with a pattern shuts nothing out by name',
      { allOf: [{ additionalProperties: false, patternProperties: { '^a': {} } }, object({ a: text })] },
      { allOf: [{ additionalProperties: false, patternProperties: { '^a': {} } }, object({ a: integer })] },
      ['type-changed'],
    ],
    [
      'a closed part shuts out what it does not name',
      { allOf: [{ additionalProperties: false, properties: { b: text } }, object({ a: text, b: text })] },
      { allOf: [{ additionalProperties: false, properties: { b: text } }, object({ a: integer, b: text })] },
      [],
    ],
    [
      'no alternative is like another',
      { oneOf: [object({ a: text }), object({ b: text })] },
      { oneOf: [object({ c: text }), object({ d: text })] },
      ['one-of-removed', 'one-of-removed', 'one-of-added', 'one-of-added'],
    ],
    [
      'an alternative of half the names is like another',
      { oneOf: [object({ a: text, b: text }), object({ c: text, d: text })] },
      { oneOf: [object({ a: text, x: text }), object({ c: text, y: text })] },
      ['property-removed', 'property-removed', 'optional-property-added', 'optional-property-added'],
    ],
    [
      'an alternative is written out',
      { oneOf: [ref('Cat'), ref('Dog')], ...kind },
      { oneOf: [CAT, ref('Dog')], ...kind },
      [],
    ],
    ['an alternative has another name', { oneOf: [ref('Cat'), text] }, { oneOf: [CAT, text] }, []],
    ['a choice with null and a text', { oneOf: [CAT, { type: 'null' }] }, CAT, ['became-not-nullable']],
  ])('%s', (_, was, is, expected) => {
    const inOrder = (found: readonly string[]): readonly string[] => [...found].sort();
    expect(inOrder(told(requestOf, was, is))).toEqual(inOrder(expected));
    expect(inOrder(told(responseOf, was, is))).toEqual(inOrder(expected));
  });

  it('say that null is gone, also where there was nothing else', () => {
    const was = { enum: [null] };
    expect(told(requestOf, was, { type: 'string', enum: ['a'] })).toContain('became-not-nullable');
  });

  it('of 3.0 say nothing next to a reference', () => {
    expect(told(requestOf, ref('Text'), { ...ref('Text'), maxLength: 5 }, '3.0.3')).toEqual([]);
  });

  it('of alternatives that a request need not name any more are told by those with a name', () => {
    const was = { anyOf: [ref('Cat'), ref('Object'), DOG] };
    expect(told(requestOf, was, ref('Object')).filter((id) => id !== 'choice-dropped')).toEqual([
      'alternative-undocumented',
    ]);
    expect(told(responseOf, was, ref('Object'))).not.toContain('alternative-undocumented');
  });

  it('that depend on a property come and go', () => {
    const depends = { type: 'object', dependentSchemas: { a: { required: ['b'] } } };
    const place = '/paths/~1thing/post/requestBody/content/application~1json/schema';
    expect(only(diff(requestOf(depends), requestOf({ type: 'object' })))).toMatchObject({
      id: 'request-dependent-schema-removed',
      base: { pointer: `${place}/dependentSchemas/a` },
      revision: { pointer: place },
    });
    expect(only(diff(requestOf({ type: 'object' }), requestOf(depends)))).toMatchObject({
      id: 'request-dependent-schema-added',
      base: { pointer: place },
      revision: { pointer: `${place}/dependentSchemas/a` },
    });
  });
});

describe('the guess at a new name', () => {
  const guessed = (was: JsonObject, is: JsonObject): readonly (string | undefined)[] =>
    diff(responseOf(was), responseOf(is)).changes.flatMap(({ id, guess }) =>
      id.endsWith('removed') ? [guess] : [],
    );

  it('needs the same schema, and as much demand', () => {
    expect(guessed(object({ firstName: text }), object({ first_note: text }))).toEqual([
      'renamed to "first_note"',
    ]);
    expect(guessed(object({ firstName: text }), object({ first_note: integer }))).toEqual([undefined]);
    expect(guessed(object({ firstName: text }), object({ first_note: text }, 'first_note'))).toEqual([
      undefined,
    ]);
    expect(guessed(object({ firstName: text }, 'firstName'), object({ first_note: text }))).toEqual([
      undefined,
    ]);
  });

  it('needs a word in common, or no other candidate', () => {
    expect(guessed(object({ a1: text }), object({ b1: text }))).toEqual(['renamed to "b1"']);
    expect(guessed(object({ a1: text }), object({ b1: text, c1: text }))).toEqual([undefined]);
    expect(guessed(object({ a1: text, b1: text }), object({ c1: text }))).toEqual([undefined, undefined]);
    expect(guessed(object({ a1: text, noteText: text }), object({ c1: text, 'note-2': text }))).toEqual([
      undefined,
      'renamed to "note-2"',
    ]);
    expect(guessed(object({ noteA: text }), object({ noteB: text, noteC: text }))).toEqual([undefined]);
    expect(guessed(object({ x_a: text, y: text }), object({ x_b: text, z: text }))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a fix', () => {
  it('is for somebody who is affected', () => {
    const long = { type: 'string', maxLength: 9 };
    expect(only(diff(requestOf(text), requestOf(long))).fix).not.toBe('');
    expect(only(diff(requestOf(long), requestOf(text))).fix).toBe('');
    expect(only(diff(parameterOf(integer), parameterOf(text)))).toMatchObject({
      wire: 'safe',
      typescript: 'breaks',
    });
    expect(only(diff(parameterOf(integer), parameterOf(text))).fix).not.toBe('');
    expect(only(diff(api({ operationId: 'a' }), api({ operationId: 'b' }))).fix).not.toBe('');
  });
});

describe('an object in a cookie', () => {
  it('is not its properties', () => {
    const cookie = (name: string, schema: JsonObject): JsonObject =>
      api({ parameters: [{ name, in: 'cookie', schema }] });
    const { changes } = diff(cookie('filter', object({ page: text })), cookie('page', text));
    expect(changes.map(({ id }) => id)).toEqual(['parameter-removed', 'parameter-optional-added']);
  });
});
