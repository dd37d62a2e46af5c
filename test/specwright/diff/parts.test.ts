import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { compareContext } from '../../../src/specwright/diff/comparison.ts';
import { compareDocuments } from '../../../src/specwright/diff/compare-documents.ts';
import { documentOf, entriesOf, pointerOf, resolve } from '../../../src/specwright/diff/document.ts';
import { sameJson } from '../../../src/specwright/diff/equal.ts';
import { diffDocuments } from '../../../src/specwright/diff/diff.ts';
import {
  isDay,
  isStability,
  promisesNothing,
  stabilityStep,
} from '../../../src/specwright/diff/lifecycle.ts';
import { renamedIn, shapeOf } from '../../../src/specwright/diff/match-paths.ts';
import { matchMediaTypes } from '../../../src/specwright/diff/operation/media-types.ts';
import { placeName } from '../../../src/specwright/diff/place-name.ts';
import { sameProse } from '../../../src/specwright/diff/same-prose.ts';
import {
  integerLimit,
  type Limit,
  type LimitKeyword,
  limitsOf,
  tighter,
} from '../../../src/specwright/diff/schema/limits.ts';
import { keeps } from '../../../src/specwright/diff/schema/merge-values.ts';
import { takes } from '../../../src/specwright/diff/schema/pattern-names.ts';
import { coveredTypes, mergeTypes, typesOf } from '../../../src/specwright/diff/schema/types.ts';
import { basePath, serversOf } from '../../../src/specwright/diff/servers.ts';
import { titleOf } from '../../../src/specwright/diff/title.ts';
import { responseOf } from './documents.ts';

const limit = (value: number, exclusive = false): Limit => ({ value, exclusive, pointer: '' });

describe('limits', () => {
  const read = (schema: JsonObject, openapi = '3.1.0') =>
    limitsOf(documentOf({ openapi }), schema, '/s').map(([keyword, { value, exclusive, pointer }]) => [
      keyword,
      value,
      exclusive,
      pointer,
    ]);

  it.each<[JsonObject, string, readonly (readonly [string, number, boolean, string])[]]>([
    [{ maximum: 9 }, '3.1.0', [['maximum', 9, false, '/s/maximum']]],
    [{ minimum: 0 }, '3.1.0', [['minimum', 0, false, '/s/minimum']]],
    [{ exclusiveMaximum: 9 }, '3.1.0', [['maximum', 9, true, '/s/exclusiveMaximum']]],
    [{ exclusiveMinimum: 1 }, '3.1.0', [['minimum', 1, true, '/s/exclusiveMinimum']]],
    [{ exclusiveMinimum: 1 }, '3.0.3', []],
    [{ maximum: 9, exclusiveMaximum: true }, '3.0.3', [['maximum', 9, true, '/s/maximum']]],
    [{ maximum: 9, exclusiveMaximum: false }, '3.0.3', [['maximum', 9, false, '/s/maximum']]],
    [{ exclusiveMaximum: true }, '3.0.3', []],
    [{ maximum: 9, exclusiveMaximum: 9 }, '3.1.0', [['maximum', 9, true, '/s/exclusiveMaximum']]],
    [{ maximum: 8, exclusiveMaximum: 9 }, '3.1.0', [['maximum', 8, false, '/s/maximum']]],
    [{ minimum: 1, exclusiveMinimum: 1 }, '3.1.0', [['minimum', 1, true, '/s/exclusiveMinimum']]],
    [{ minimum: 2, exclusiveMinimum: 1 }, '3.1.0', [['minimum', 2, false, '/s/minimum']]],
    [{ minLength: 0, minItems: 0, minProperties: 0, minContains: 1 }, '3.1.0', []],
    [
      { minLength: 1, minItems: 1, minProperties: 1, minContains: 0 },
      '3.1.0',
      [
        ['minLength', 1, false, '/s/minLength'],
        ['minItems', 1, false, '/s/minItems'],
        ['minProperties', 1, false, '/s/minProperties'],
        ['minContains', 0, false, '/s/minContains'],
      ],
    ],
    [{ maxLength: 0, maxItems: '3' }, '3.1.0', [['maxLength', 0, false, '/s/maxLength']]],
  ])('%j of %s', (schema, version, expected) => {
    expect(read(schema, version)).toEqual(expected);
  });

  it.each<[LimitKeyword, Limit, Limit]>([
    ['maximum', limit(8), limit(9)],
    ['minimum', limit(9), limit(8)],
    ['maxLength', limit(8), limit(9)],
    ['minLength', limit(9), limit(8)],
    ['maximum', limit(9, true), limit(9)],
    ['minimum', limit(9, true), limit(9)],
    ['maximum', limit(8), limit(9, true)],
  ])('%s: %j is tighter than %j', (keyword, one, other) => {
    expect(tighter(keyword, one, other)).toBe(one);
    expect(tighter(keyword, other, one)).toBe(one);
  });

  it.each<[LimitKeyword, Limit, Limit]>([
    ['maximum', limit(10, true), limit(9)],
    ['maximum', limit(9.5, true), limit(9)],
    ['maximum', limit(9.5), limit(9.5)],
    ['minimum', limit(0, true), limit(1)],
    ['minimum', limit(0.5, true), limit(1)],
    ['maxLength', limit(9, true), limit(9, true)],
  ])('%s %j means %j to integers', (keyword, one, other) => {
    expect(integerLimit(keyword, one)).toEqual(other);
  });

  it.each<[Json, LimitKeyword, Limit, boolean]>([
    [9, 'maximum', limit(9), true],
    [9, 'maximum', limit(9, true), false],
    [8, 'maximum', limit(9, true), true],
    [10, 'maximum', limit(9), false],
    [9, 'minimum', limit(9), true],
    [10, 'minimum', limit(9), true],
    [8, 'minimum', limit(9), false],
    ['9', 'maximum', limit(9), false],
    ['💡💡', 'maxLength', limit(2), true],
    ['abc', 'maxLength', limit(2), false],
    ['abc', 'minLength', limit(2), true],
    ['a', 'minLength', limit(2), false],
    [9, 'minLength', limit(1), false],
    [[1, 2], 'maxItems', limit(2), true],
    [[1, 2], 'minItems', limit(3), false],
    ['ab', 'maxItems', limit(2), false],
    [{ a: 1 }, 'maxProperties', limit(1), true],
    [{ a: 1 }, 'minProperties', limit(2), false],
    [[1], 'maxProperties', limit(1), false],
    [[1], 'maxContains', limit(1), false],
  ])('%j keeps %s %j: %j', (member, keyword, one, expected) => {
    expect(keeps(member, keyword, one)).toBe(expected);
  });
});

describe('types', () => {
  const of = (openapi: string, schema: JsonObject) => {
    const { names, nullable } = typesOf(documentOf({ openapi }), schema);
    return [names && [...names], nullable];
  };

  it.each<[string, JsonObject, readonly string[] | undefined, boolean]>([
    ['3.1.0', {}, undefined, false],
    ['3.1.0', { type: 'string' }, ['string'], false],
    ['3.1.0', { type: ['string', 'null', 1] }, ['string'], true],
    ['3.1.0', { type: 'null' }, [], true],
    ['3.1.0', { type: 'string', nullable: true }, ['string'], false],
    ['3.1.0', { nullable: true }, undefined, false],
    ['3.1.0', { type: {} }, undefined, false],
    ['3.0.3', { type: 'string', nullable: true }, ['string'], true],
    ['3.0.3', { type: 'string' }, ['string'], false],
    ['3.0.3', { nullable: true }, undefined, true],
    ['3.0.3', {}, undefined, false],
  ])('%s %j', (version, schema, names, nullable) => {
    expect(of(version, schema)).toEqual([names, nullable]);
  });

  it.each<
    [
      readonly (readonly [names: readonly string[] | undefined, nullable: boolean])[],
      readonly string[] | undefined,
      boolean,
    ]
  >([
    [[], undefined, false],
    [[[undefined, false]], undefined, false],
    [[[undefined, true]], undefined, true],
    [
      [
        [['string'], true],
        [['string'], true],
      ],
      ['string'],
      true,
    ],
    [
      [
        [['string'], true],
        [['string'], false],
      ],
      ['string'],
      false,
    ],
    [
      [
        [['string'], false],
        [undefined, true],
      ],
      ['string'],
      true,
    ],
    [
      [
        [['string'], true],
        [undefined, false],
      ],
      ['string'],
      true,
    ],
    [
      [
        [['string', 'integer'], false],
        [['number', 'boolean'], false],
      ],
      ['integer'],
      false,
    ],
    [
      [
        [['number', 'string'], false],
        [['integer'], false],
      ],
      ['integer'],
      false,
    ],
    [
      [
        [['string'], false],
        [['object'], false],
      ],
      [],
      false,
    ],
    [
      [
        [['string'], false],
        [['integer'], false],
      ],
      [],
      false,
    ],
  ])('%j together are %j, null %j', (all, names, nullable) => {
    const given = all.map(([listed, isNull]) => ({
      ...(listed && { names: new Set(listed) }),
      nullable: isNull,
    }));
    const merged = mergeTypes(given);
    expect([merged.names && [...merged.names], merged.nullable]).toEqual([names, nullable]);
  });

  it.each<[readonly string[] | undefined, readonly string[] | undefined, boolean, boolean]>([
    [['string'], undefined, false, true],
    [undefined, undefined, false, true],
    [undefined, ['string'], false, false],
    [['string'], ['string', 'number'], false, true],
    [['string', 'number'], ['string'], false, false],
    [['integer'], ['number'], false, true],
    [['number'], ['integer'], false, false],
    [['boolean'], ['number'], true, false],
    [['number'], ['string'], false, false],
    [['number', 'boolean'], ['string'], true, true],
    [['object'], ['string'], true, false],
    [['array'], ['string'], true, false],
    [['number'], ['boolean'], true, false],
  ])('%j are covered by %j, as text %j: %j', (types, by, asText, expected) => {
    expect(coveredTypes(types && new Set(types), by && new Set(by), asText)).toBe(expected);
  });
});

describe('a pattern of a stranger', () => {
  it.each<[string, string, boolean | undefined]>([
    ['^x-', 'x-a', true],
    ['^x-', 'ax-', false],
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'aBc', false],
    ['^\\d{2,3}$', '12', true],
    ['^\\d{2,3}$', '1234', false],
    ['a*b*', 'x', true],
    ['a*b*c*', 'x', undefined],
    ['a+b{1,}c*', 'x', undefined],
    ['^(a|b)$', 'a', undefined],
    ['^[z-a]$', 'a', undefined],
    ['a'.repeat(200), 'a'.repeat(200), true],
    ['a'.repeat(201), 'a', undefined],
    ['a', 'a'.repeat(201), undefined],
  ])('%s takes %s: %j', (pattern, text, expected) => {
    expect(takes(pattern, text)).toBe(expected);
  });
});

describe('paths', () => {
  it('have a shape without names', () => {
    expect(['/a/{id}/{x}', '/a', '/{}'].map(shapeOf)).toEqual(['/a/{}/{}', '/a', '/{}']);
  });

  it('have parameters counted from the end', () => {
    expect([...renamedIn('/{tenant}/a/{id}', '/a/{key}')]).toEqual([['id', 'key']]);
    expect([...renamedIn('/a/{key}', '/{tenant}/a/{key}')]).toEqual([]);
    expect([...renamedIn('/a/{x}/{y}', '/a/{y}/{x}')]).toEqual([
      ['y', 'x'],
      ['x', 'y'],
    ]);
  });

  it('follow the path of their server', () => {
    expect(['https://a.example/v1/b', 'HTTP://a.example', '/v1', ''].map(basePath)).toEqual([
      '/v1/b',
      '',
      '/v1',
      '',
    ]);
  });

  it('are at the nearest servers that are listed', () => {
    const on = (url: string): JsonObject => ({ servers: [{ url }] });
    expect(serversOf({}, on('https://a.example/'), on('https://b.example'))).toEqual(['https://a.example']);
    expect(serversOf({ servers: [] }, {})).toEqual(['']);
    expect(serversOf({ servers: [1, {}] })).toEqual(['']);
    expect(serversOf({ servers: [{ url: 'https://a.example/a b/' }] })).toEqual(['https://a.example/a b']);
    const variables = { v: { default: 'v2' }, w: {} };
    expect(serversOf({ servers: [{ url: '/{v}/{w}/{x}', variables }] })).toEqual(['/v2/{w}/{x}']);
  });
});

describe('media types', () => {
  it.each<[readonly string[], readonly string[], readonly (readonly [string, string, string])[]]>([
    [['a/b'], ['A/B'], [['a/b', 'A/B', 'same']]],
    [['a/b; v=1'], ['a/b'], [['a/b; v=1', 'a/b', 'parameters']]],
    [['a/b'], ['a/b; v=1'], [['a/b', 'a/b; v=1', 'parameters']]],
    [['a/b; v=1'], ['a/b; V="1"'], [['a/b; v=1', 'a/b; V="1"', 'same']]],
    [['a/b; v=1'], ['a/b; v=2'], [['a/b; v=1', 'a/b; v=2', 'changed']]],
    [['a/b'], ['a/b; charset=latin1'], [['a/b', 'a/b; charset=latin1', 'changed']]],
    [['a/b'], ['a/b; charset=UTF-8'], [['a/b', 'a/b; charset=UTF-8', 'parameters']]],
    [['a/b'], ['a/*'], [['a/b', 'a/*', 'widened']]],
    [['a/b'], ['*/*'], [['a/b', '*/*', 'widened']]],
    [['a/*'], ['a/b'], [['a/*', 'a/b', 'narrowed']]],
    [['a/b'], ['a/c+b'], [['a/b', 'a/c+b', 'narrowed']]],
    [['a/c+b'], ['a/b'], [['a/c+b', 'a/b', 'widened']]],
    [['a/b'], ['x/c+b'], []],
    [['a/b'], ['a/cb'], []],
    [['a'], ['a/b'], []],
    [
      ['a/*', 'a/b'],
      ['a/b', 'a/c'],
      [
        ['a/b', 'a/b', 'same'],
        ['a/*', 'a/c', 'narrowed'],
      ],
    ],
  ])('%j and %j', (base, revision, expected) => {
    const { matched, gone, come } = matchMediaTypes(base, revision);
    expect(matched).toEqual(expected);
    expect(gone).toEqual(base.filter((one) => !expected.some(([was]) => was === one)));
    expect(come).toEqual(revision.filter((one) => !expected.some(([, is]) => is === one)));
  });
});

describe('prose', () => {
  const table = '| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |';
  it.each<[string | undefined, string | undefined, boolean]>([
    [undefined, undefined, true],
    [undefined, 'a', false],
    ['a', undefined, false],
    [undefined, '', false],
    ['a  b', 'a\nb', true],
    [' a ', 'a', true],
    ['a b', 'ab', false],
    ['a\n\nb', 'a\r\nb', true],
    [table, '| b | a |\n| - | - |\n| 4 | 3 |\n| 2 | 1 |', true],
    [table, table.replace('4', '5'), false],
    [`Before.\n${table}`, `Before.\n\n${table}\n`, true],
    [`Before.\n${table}`, table, false],
    [`${table}\nAfter.`, `${table}\n\nAfter.`, true],
    ['| a \\| b |', '| b | a |', false],
    ['|---|', '', true],
    ['---', '', false],
  ])('%j says what %j says: %j', (one, other, expected) => {
    expect(sameProse(one, other)).toBe(expected);
  });
});

describe('announcements', () => {
  it.each<[Json | undefined, boolean]>([
    ['2026-01-31', true],
    ['2026-12-01T10:00:00Z', true],
    ['2026-13-01', false],
    ['2026-00-01', false],
    ['2026-01-32', false],
    ['2026-01-00', false],
    ['2026-01-20', true],
    ['2026-1-20', false],
    ['on 2026-01-20', false],
    ['2026-01-20 10:00', false],
    [20_260_120, false],
    [undefined, false],
  ])('%j is a day: %j', (value, expected) => {
    expect(isDay(value)).toBe(expected);
  });

  it('promise more or less', () => {
    expect(['draft', 'alpha', 'beta', 'stable', 'good', 1].map(isStability)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(stabilityStep('draft', 'alpha')).toBeGreaterThan(0);
    expect(stabilityStep('stable', 'beta')).toBeLessThan(0);
    expect(stabilityStep(undefined, 'stable')).toBe(0);
    expect(stabilityStep('beta', undefined)).toBeGreaterThan(0);
    expect(stabilityStep('good', 1)).toBe(0);
    expect(['draft', 'alpha', 'beta', undefined].map(promisesNothing)).toEqual([true, true, false, false]);
  });
});

describe('the name of a place', () => {
  it.each([
    ['', 'the document'],
    ['/info/title', 'info/title'],
    ['/components/schemas/Task', 'Task'],
    ['/components/schemas/Task/properties/note/maxLength', 'Task.note'],
    ['/components/schemas/Task/properties/type', 'Task.type'],
    ['/components/schemas/Task/items/items/allOf/0/properties/a/oneOf/1/type', 'Task.items.items.a'],
    ['/components/schemas/Task/additionalProperties/x-note', 'Task'],
    ['/components/schemas/Task/properties/0', 'Task.0'],
    ['/components', 'components'],
    ['/paths/~1a/get/responses/200/content/a~1b/schema/properties/note', 'note'],
    ['/paths/~1a/get/responses/200/content/a~1b/schema', 'answer 200'],
    ['/paths/~1a/get/responses', 'answer'],
    ['/paths/~1a/get/requestBody/content/a~1b/schema/type', 'the body'],
    ['/paths/~1a/get/parameters/0/schema', 'the parameter'],
    ['/paths/~1a/get', 'the operation'],
    ['/webhooks/a/post/requestBody', 'the body'],
    ['/components/schemas/Task/properties/note#string', 'Task.note'],
  ])('%s is %s', (pointer, expected) => {
    expect(placeName(pointer)).toBe(expected);
  });
});

describe('the sentence of a change', () => {
  const places = { base: '/components/schemas/A', revision: '/components/schemas/B/properties/b' };
  it('names the place where it was, or where it is new', () => {
    expect(titleOf({ id: 'request-all-of-removed', ...places })).toContain('A');
    expect(titleOf({ id: 'request-all-of-added', ...places })).toContain('B.b');
    expect(titleOf({ id: 'request-all-of-removed', revision: places.revision })).toContain('B.b');
  });

  it('shows values as they are, and cuts long ones', () => {
    const changed = (was: Json | undefined, is: Json | undefined) =>
      titleOf({
        id: 'request-default-changed',
        ...places,
        ...(was !== undefined && { was }),
        ...(is !== undefined && { is }),
      });
    expect(changed('a', 5)).toContain('"a"');
    expect(changed('a', 5)).toMatch(/ 5\b/);
    expect(changed({ a: 1 }, [true])).toContain('{"a":1}');
    expect(changed({ a: 1 }, [true])).toContain('[true]');
    expect(changed(undefined, null)).toMatch(/nothing.*nothing/);
    expect(changed('{is}', 'x')).toContain('"{is}"');
    expect(changed('x\n y', 1)).toContain('"x y"');
    expect(changed('x'.repeat(78), 1)).toContain(`"${'x'.repeat(78)}"`);
    expect(changed('x'.repeat(79), 1)).toContain(`"${'x'.repeat(76)}...`);
    expect(changed('x'.repeat(79), 1)).not.toContain('x'.repeat(77));
  });
});

describe('equal values', () => {
  const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);
  it.each<[Json | undefined, Json | undefined, boolean]>([
    [1, 1, true],
    [1, '1', false],
    [null, {}, false],
    [{}, null, false],
    [[], {}, false],
    [{}, [], false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, { a: 2 }, false],
    [undefined, undefined, true],
    [undefined, null, false],
    [nested(501), nested(501), true],
    [nested(502), nested(502), false],
  ])('%j and %j: %j', (one, other, expected) => {
    expect(sameJson(one, other)).toBe(expected);
  });

  it('differ where what they refer to does', () => {
    const value: Json = [{ $ref: '#/a' }];
    expect(sameJson(value, value, () => true)).toBe(false);
    expect(sameJson(value, value, (ref) => ref !== '#/a')).toBe(true);
    expect(sameJson({ $ref: 1 }, { $ref: 1 }, () => true)).toBe(true);
    expect(sameJson('a', 'a', () => true)).toBe(true);
    expect(sameJson(null, null, () => true)).toBe(true);
  });
});

describe('references', () => {
  const document = documentOf({
    openapi: '3.1.0',
    a: { $ref: '#/b' },
    b: { $ref: '#/c' },
    c: 1,
    d: { $ref: '#/e' },
    e: { $ref: '#/d' },
    f: { $ref: '#/nowhere' },
    g: { $ref: 'other.yaml#/a' },
    'h i': 2,
    j: { $ref: '#/h%20i' },
  });
  it.each([
    ['a', '/c'],
    ['c', '/c'],
    ['d', '/d'],
    ['f', '/f'],
    ['g', '/g'],
    ['j', '/h i'],
  ])('%s leads to %s', (key, pointer) => {
    expect(resolve(document, { value: document.root[key] ?? null, pointer: `/${key}` }).pointer).toBe(
      pointer,
    );
  });

  it('are pointers, whatever percent signs they have', () => {
    expect(['#/a%20b', '#/100%', '#/a'].map(pointerOf)).toEqual(['/a b', '/100%', '/a']);
  });

  it('are read by the version of the document', () => {
    expect(['3.0.3', '3.1.0', '3.2.0', ''].map((openapi) => documentOf({ openapi }).dialect)).toEqual([
      '3.0',
      '3.1',
      '3.1',
      '3.1',
    ]);
    expect(documentOf({}).dialect).toBe('3.1');
  });

  it('have entries with places', () => {
    const part = { value: { a: { 'x/y': 1 }, b: [1] }, pointer: '/p' };
    expect(entriesOf(part, 'a')).toEqual([['x/y', { value: 1, pointer: '/p/a/x~1y' }]]);
    expect(entriesOf(part, 'b')).toEqual([]);
    expect(entriesOf(part, 'c')).toEqual([]);
  });
});

describe('what only samples show', () => {
  const object = (properties: JsonObject): JsonObject => responseOf({ type: 'object', properties });
  const text = { type: 'string' };
  const told = (
    was: JsonObject,
    is: JsonObject,
    base: boolean | undefined,
    revision: boolean | undefined,
  ): readonly unknown[] => {
    const sampled = { base: () => base, revision: () => revision };
    const { changes } = diffDocuments(object(was), object(is), { today: '2026-06-01', sampled });
    return changes.map(({ id, level, inferred }) => [id.replace('response-', ''), level, inferred]);
  };

  it('weighs a step less, where both sides that have it know no better', () => {
    const other = { a: { type: 'integer' } };
    expect(told({ a: text }, other, true, true)).toEqual([['type-changed', 'warning', true]]);
    expect(told({ a: text }, other, true, false)).toEqual([['type-changed', 'breaking', undefined]]);
    expect(told({ a: text }, other, false, true)).toEqual([['type-changed', 'breaking', undefined]]);
    expect(told({ a: text }, other, undefined, undefined)).toEqual([['type-changed', 'breaking', undefined]]);
  });

  it('is looked for on the side that has it', () => {
    expect(told({}, { a: text }, false, true)).toEqual([['optional-property-added', 'info', true]]);
    expect(told({ a: text }, {}, true, false)).toEqual([['property-removed', expect.anything(), true]]);
    expect(told({ a: text }, {}, false, true)).toEqual([['property-removed', expect.anything(), undefined]]);
  });

  it('is no longer documented', () => {
    const described = { a: { ...text, description: 'A.' } };
    expect(told(described, { a: text }, false, true)).toEqual([
      ['no-longer-documented', 'warning', undefined],
    ]);
    expect(told(described, { a: text }, true, true)).toEqual([['description-changed', 'info', true]]);
    expect(told(described, { a: text }, false, false)).toEqual([['description-changed', 'info', undefined]]);
  });
});

describe('what is looked into', () => {
  const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const answer = (schema: Json): JsonObject => ({
    get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
  });
  const FIRST = '/paths/~1A/get/responses/200/content/application~1json/schema';
  const schemas: JsonObject = {
    A: { type: 'string' },
    B: { type: 'string' },
    C: { type: 'object', properties: { a: ref('A') } },
    D: { type: 'array', prefixItems: [ref('C')] },
    E: { type: 'object', properties: { e: ref('E'), b: ref('B') } },
    F: { type: 'object', properties: { f: { $ref: `#${FIRST}` } } },
  };
  const of = (changed: JsonObject = {}, openapi = '3.1.0'): JsonObject => ({
    openapi,
    info: { title: 'Test', version: '1' },
    paths: Object.fromEntries(Object.keys(schemas).map((name) => [`/${name}`, answer(ref(name))])),
    components: { schemas: { ...schemas, ...changed } },
  });
  const looked = (base: JsonObject, revision: JsonObject): readonly string[] => {
    const comparison = compareContext(base, revision, { today: '2026-06-01' });
    compareDocuments(comparison);
    return [...comparison.views.base.keys()].sort();
  };
  const at = (name: string): string => `/components/schemas/${name}`;

  it('is what changed, and what refers to it, however far', () => {
    const changed = of({ A: { type: 'integer' } });
    expect(looked(of(), changed)).toEqual([at('A'), at('C'), at('D'), at('F')]);
  });

  it('is nothing where nothing changed, but for what is referred to outside of the components', () => {
    expect(looked(of(), of())).toEqual([at('F')]);
  });

  it('is all where the documents are read another way', () => {
    expect(looked(of({}, '3.0.3'), of())).toEqual(['A', 'B', 'C', 'D', 'E', 'F'].map(at));
  });
});
