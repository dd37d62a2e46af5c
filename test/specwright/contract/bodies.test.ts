import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { mediaTypeDocumented } from '../../../src/specwright/contract/checks/media-type-documented.ts';
import { undocumentedProperties } from '../../../src/specwright/contract/checks/undocumented-properties.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import type { Answer } from '../../../src/specwright/contract/exchange/exchange.ts';
import {
  documentOf,
  documentWith,
  expecting,
  foundBy,
  inShort,
  jsonContent,
  JSON_TYPE,
  textOf,
  type Seen,
} from './one-operation.ts';

const AT = '/paths/~1things/get/responses/200';
/** A document whose operation answers 200 with JSON of this schema. */
const answering = (schema: JsonObject, rest: JsonObject = {}): JsonObject =>
  documentWith({ 200: { description: 'Fine', content: jsonContent(schema, rest) } });
const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...rest,
});
const text = { type: 'string' };
const whole = { type: 'integer' };

describe('a body of another shape', () => {
  const shape = (schema: JsonObject, json: Json): readonly string[] =>
    inShort('body-schema', answering(schema), { answer: { json } });

  test.each<[string, JsonObject, Json, string[]]>([
    [
      'a wrong value is shown with its place',
      object({ size: whole }),
      { size: 'x' },
      [`/size must be integer | "x" | ${AT}/content | /size type`],
    ],
    [
      'a body of another type is one flaw',
      object({ size: whole }, { required: ['size'] }),
      [],
      [`the body must be object | [] | ${AT}/content | type`],
    ],
    ['null is a body', object({}), null, [`the body must be object | null | ${AT}/content | type`]],
    [
      'what an object lacks is one flaw, in the order of names',
      object({}, { required: ['size', 'id', 'name'] }),
      { name: 1 },
      [`the body must have id, size | {"name":1} | ${AT}/content | required id, size`],
    ],
    [
      'each object that lacks something is a flaw',
      { type: 'array', items: object({ a: whole }, { required: ['b', 'c'] }) },
      [{ a: 'x' }, { b: 1 }],
      [
        `/0/a must be integer | "x" | ${AT}/content | /*/a type`,
        `/0 must have b, c | {"a":"x"} | ${AT}/content | /* required b, c`,
        `/1 must have c | {"b":1} | ${AT}/content | /* required c`,
      ],
    ],
    [
      'of a value of another type the type alone counts',
      object({ kind: { type: 'string', enum: ['a', 'b'] }, size: { type: 'integer', minimum: 2 } }),
      { kind: 7, size: 1 },
      [
        `/kind must be string | 7 | ${AT}/content | /kind type`,
        `/size must be >= 2 | 1 | ${AT}/content | /size minimum`,
      ],
    ],
    [
      'numbers in names are no indexes',
      object({ '12': object({ a1: whole, '1a': whole }) }),
      { '12': { a1: '', '1a': '' } },
      [
        `/12/a1 must be integer | "" | ${AT}/content | /*/a1 type`,
        `/12/1a must be integer | "" | ${AT}/content | /*/1a type`,
      ],
    ],
    [
      'a list in a list',
      { type: 'array', items: { type: 'array', items: whole } },
      [[1], [2, 'x']],
      [`/1/1 must be integer | "x" | ${AT}/content | /*/* type`],
    ],
    [
      'a name with a percent sign is itself',
      object({ 'a%41/b': whole }),
      { 'a%41/b': 'x' },
      [`/a%41~1b must be integer | "x" | ${AT}/content | /a%41~1b type`],
    ],
    [
      'what the schema does not know is the affair of another check',
      object({}, { additionalProperties: false }),
      { odd: 1 },
      [],
    ],
    ['a right one', object({ size: whole }), { size: 1 }, []],
  ])('%s', (_words, schema, json, expected) => {
    expect(shape(schema, json)).toEqual(expected);
  });

  test('a long value is cut', () => {
    const shown = (length: number): string | undefined =>
      foundBy('body-schema', answering(whole), { answer: { json: textOf(length) } })[0]?.actual;
    expect(shown(198)).toBe(`"${textOf(198)}"`);
    expect(shown(199)).toBe(`"${textOf(199)}...`);
  });

  test('as a whole leaves nothing in it to be as expected', () => {
    const schema = object({ a: whole }, { required: ['b'] });
    const found = foundBy('body-schema', answering(schema), { answer: { json: { a: 'x' } } });
    expect(found.map(({ title, wholeBody }) => [title, wholeBody])).toEqual([
      ['get answers 200 with a body that is not as documented: /a must be integer', undefined],
      ['get answers 200 with a body that is not as documented: the body must have b', true],
    ]);
  });

  test('is judged by the schema of the media type that came, else by the first', () => {
    const content = { ...jsonContent(whole), 'application/hal+json': { schema: text } };
    const document = documentWith({ 200: { description: 'Fine', content } });
    const came = (type: string | undefined, json: Json): readonly string[] =>
      inShort('body-schema', document, {
        answer: { json, headers: type === undefined ? {} : { 'content-type': type } },
      });
    expect(came('application/hal+json', 1)).toHaveLength(1);
    expect(came('application/hal+json', 'x')).toEqual([]);
    expect(came('application/json', 'x')).toHaveLength(1);
    expect(came('text/plain', 'x')).toHaveLength(1);
    expect(came(undefined, 'x')).toHaveLength(1);
    expect(came(undefined, 1)).toEqual([]);
  });

  test('is none where no schema is documented', () => {
    const document = documentWith({ 200: { description: 'Fine', content: { 'application/json': {} } } });
    expect(inShort('body-schema', document, { answer: { json: 1 } })).toEqual([]);
    expect(
      inShort('body-schema', documentWith({ 200: { description: 'Fine' } }), { answer: { json: 1 } }),
    ).toEqual([]);
    expect(inShort('body-schema', answering(whole), { answer: { status: 404, json: 'x' } })).toEqual([]);
    expect(inShort('body-schema', answering(whole), { answer: { text: 'x', headers: JSON_TYPE } })).toEqual(
      [],
    );
  });

  test('where no code is published, any will do, and nothing else', () => {
    const refused = object({ errorCode: { type: 'integer', enum: [8] }, kind: { enum: ['a'] } });
    const document = documentWith({ 404: { description: 'Refused', content: jsonContent(refused) } });
    const look = (json: Json, accept: Expectation['accept']): readonly string[] =>
      foundBy('body-schema', document, {
        answer: { status: 404, json },
        expectation: { accept, because: '' },
      }).map(({ key }) => key);
    const anyCode = [{ statuses: [404], reading: 'r' }];
    expect(look({ errorCode: 7 }, anyCode)).toEqual([]);
    expect(look({ errorCode: 7 }, [{ statuses: [404] }])).toEqual(['body-schema /errorCode enum']);
    expect(look({ errorCode: '7' }, anyCode)).toEqual(['body-schema /errorCode type']);
    expect(look({ kind: 'b' }, anyCode)).toEqual(['body-schema /kind enum']);
  });
});

describe('a documented body that did not come', () => {
  const content = jsonContent(whole);
  const document = documentWith({
    200: { description: 'Fine', content },
    204: { description: 'Gone', content },
    '4XX': { description: 'Refused', content: { 'application/problem+json': { schema: object({}) } } },
    500: { description: 'Failed', content: { 'text/plain': {} } },
  });
  const look = (seen: Seen): readonly string[] => inShort('body-schema', document, seen);

  test('is found with its media type', () => {
    expect(look({})).toEqual([`application/json | an empty body | ${AT} | empty`]);
    expect(look({ answer: { status: 404 } })).toEqual([
      'application/problem+json | an empty body | /paths/~1things/get/responses/4XX | empty',
    ]);
    expect(foundBy('body-schema', document, {}).map(({ title }) => title)).toEqual([
      'get answers 200 without the documented body',
    ]);
  });

  test('is none where none can come, or nothing is known of it', () => {
    expect(look({ answer: { status: 204 } })).toEqual([]);
    expect(look({ answer: { status: 500 } })).toEqual([]);
    expect(look({ request: { method: 'HEAD', operation: 'get' } })).toEqual([]);
    expect(look({ answer: { text: '1' } })).toEqual([]);
  });
});

describe('a body where none is documented', () => {
  const withBody = { description: 'Fine', content: jsonContent(object({})) };
  const none = { description: 'Nothing' };
  const one = (method: string, responses: JsonObject, rest: JsonObject = {}): JsonObject =>
    documentOf({ '/things': { [method]: { operationId: 'it', responses } }, ...rest });
  const look = (document: JsonObject, method: string, seen: Seen['answer']): readonly string[] =>
    inShort('empty-body', document, { request: { method }, answer: { text: 'abc', ...seen } });

  test('is found with its length and its beginning', () => {
    const document = one('post', { 200: none, 201: withBody });
    expect(look(document, 'POST', {})).toEqual([
      'no body | 3 characters: abc | /paths/~1things/post/responses/200 | body',
    ]);
    expect(look(document, 'POST', { text: textOf(130) })).toEqual([
      `no body | 130 characters: ${textOf(120)} | /paths/~1things/post/responses/200 | body`,
    ]);
    expect(look(document, 'POST', { text: '' })).toEqual([]);
    expect(look(document, 'POST', { status: 201 })).toEqual([]);
    expect(look(document, 'POST', { status: 404 })).toEqual([]);
    expect(look(document, 'PUT', {})).toEqual([]);
  });

  test('was left out where other bodies of its kind were, or where a GET answers with success', () => {
    expect(look(one('post', { 200: none, 404: withBody }), 'POST', {})).toEqual([]);
    expect(look(one('post', { 201: withBody, 404: none }), 'POST', { status: 404 })).toEqual([]);
    expect(look(one('post', { 404: none, 409: withBody }), 'POST', { status: 404 })).toHaveLength(1);
    expect(look(one('get', { 200: none, 201: withBody }), 'GET', {})).toEqual([]);
    expect(look(one('get', { 204: none, 200: withBody }), 'GET', { status: 204 })).toHaveLength(1);
    expect(look(one('get', { 205: none, 200: withBody }), 'GET', { status: 205 })).toHaveLength(1);
    expect(look(one('get', { 404: none, 409: withBody }), 'GET', { status: 404 })).toHaveLength(1);
    const elsewhere = { '/others': { get: { operationId: 'other', responses: { 200: withBody } } } };
    expect(look(one('post', { 200: none }, elsewhere), 'POST', {})).toHaveLength(1);
    expect(look(one('post', { 200: none }), 'POST', {})).toEqual([]);
  });

  test('may be a token', () => {
    const document = one('post', { 200: none, 201: withBody });
    expect(look(document, 'POST', { json: { access_token: 'a', token_type: 'Bearer' } })).toEqual([]);
    expect(look(document, 'POST', { json: { access_token: 'a' } })).toHaveLength(1);
  });
});

describe('a media type that the document does not list', () => {
  const document = documentWith({
    200: { description: 'Fine', content: { ...jsonContent(whole), 'text/plain': {} } },
    204: { description: 'Nothing' },
  });
  const look = (seen: Seen['answer']): readonly string[] =>
    inShort('media-type-documented', document, { answer: { text: '1', ...seen } });

  test('is found with those that it lists', () => {
    expect(look({ headers: { 'content-type': 'text/html; a=b' } })).toEqual([
      `application/json or text/plain | text/html; a=b | ${AT}/content | text/html; a=b`,
    ]);
    expect(look({ headers: {} })).toEqual([
      `application/json or text/plain | no Content-Type header | ${AT}/content | none`,
    ]);
    expect(look({ headers: { 'content-type': 'text/plain' } })).toEqual([]);
    expect(look({ text: '', headers: { 'content-type': 'text/html' } })).toEqual([]);
    expect(look({ status: 204, headers: { 'content-type': 'text/html' } })).toEqual([]);
    expect(look({ status: 404, headers: { 'content-type': 'text/html' } })).toEqual([]);
  });

  test('is suggested', () => {
    const seen = { actual: '', title: '', spec: AT };
    expect(mediaTypeDocumented.suggest?.({ ...seen, contentType: 'Text/HTML; a=b' })).toEqual({
      target: AT,
      update: { 'text/html': { schema: {} } },
    });
    expect(mediaTypeDocumented.suggest?.(seen)).toEqual({
      target: AT,
      update: { 'application/octet-stream': { schema: {} } },
    });
  });
});

describe('a body that is not what its media type says', () => {
  const look = (answer: Partial<Answer>): readonly string[] =>
    inShort('media-type-honest', answering({}), { answer });
  const typed = (type: string): Record<string, string> => ({ 'content-type': type });

  test('is found with what is wrong with it', () => {
    expect(look({ text: '{', defect: 'no JSON', headers: JSON_TYPE })).toEqual([
      `application/json | no JSON | ${AT} | body`,
    ]);
    expect(look({ text: '{', defect: 'no UTF-8', headers: {} })).toEqual([
      `text in UTF-8 | no UTF-8 | ${AT} | body`,
    ]);
    expect(look({ text: '{' })).toEqual([]);
  });

  test('as a problem has the status of its answer', () => {
    const problem = (status: Json, type = 'application/problem+json'): readonly string[] =>
      look({ status: 404, json: { status }, headers: typed(type) });
    expect(problem(422)).toEqual(['404, as RFC 9457 (section 3.1.2) asks | 422 | - | problem status']);
    expect(problem(404)).toEqual([]);
    expect(problem('422')).toEqual([]);
    expect(problem(422, 'application/json')).toEqual([]);
    expect(look({ status: 404, json: { status: 422 }, headers: {} })).toEqual([]);
    expect(look({ status: 404, text: 'x', headers: typed('application/problem+json') })).toEqual([]);
  });

  test.each([
    ['application/json; charset=latin1', 'latin1'],
    ['application/json;charset = "UTF-16"', 'UTF-16'],
    ['application/json; charset=utf-8', undefined],
    ['application/json; charset=US-ASCII', undefined],
    ['application/json; charset=UTF8', undefined],
    ['application/json', undefined],
    ['text/html; charset=latin1', undefined],
  ])('labelled %s has the charset %s', (type, charset) => {
    expect(look({ json: 1, headers: typed(type) })).toEqual(
      charset === undefined
        ? []
        : [`UTF-8, the only encoding of JSON between systems | ${type} | ${AT} | charset ${charset}`],
    );
  });

  test('outside the contract is that of the server', () => {
    const found = foundBy('media-type-honest', answering({}), {
      request: { url: 'http://things.test/else' },
      answer: { status: 404, text: '{', defect: 'no JSON', headers: JSON_TYPE },
    });
    expect(found.map(({ title }) => title)).toEqual([
      'the server answers 404 with a body that is not what its Content-Type says',
    ]);
  });
});

describe('properties that the document does not name', () => {
  const found = (schema: JsonObject, json: Json, strict = false): readonly string[] =>
    foundBy('undocumented-properties', answering(schema), { answer: { json }, bench: { strict } }).map(
      ({ severity, actual, key }) =>
        `${severity} ${actual} | ${key.slice('undocumented-properties '.length)}`,
    );
  const closed = (properties: JsonObject): JsonObject => object(properties, { additionalProperties: false });
  const id = { id: text };

  test.each<[string, JsonObject, Json, string[]]>([
    ['in an open object', object(id), { id: 'a', odd: 1 }, ['warning "odd" in the body | /odd']],
    ['in a closed object', closed(id), { id: 'a', odd: 1 }, ['error "odd" in the body | /odd']],
    [
      'in an object closed to what was not looked at',
      object(id, { unevaluatedProperties: false }),
      { odd: 1 },
      ['error "odd" in the body | /odd'],
    ],
    [
      'in a closed object alone, where there is one',
      object({ a: closed(id), b: object(id) }),
      { a: { odd: 1 }, b: { odd: 2 } },
      ['error "odd" in /a | /a/odd'],
    ],
    [
      'in the entries of a list',
      { type: 'array', items: object(id) },
      [{ id: 'a' }, { odd: 1 }],
      ['warning "odd" in /1 | /*/odd'],
    ],
    [
      'deep inside',
      object({ a: object({ b: object(id) }) }),
      { a: { b: { odd: 1 } } },
      ['warning "odd" in /a/b | /a/b/odd'],
    ],
    [
      'in none of the parts',
      {
        allOf: [object(id), object({ b: whole })],
        anyOf: [object({ c: whole })],
        oneOf: [object({ d: whole })],
      },
      { id: 'a', b: 1, c: 1, d: 1, odd: 1 },
      ['warning "odd" in the body | /odd'],
    ],
    ['in a part of a part of the body', object({ a: {} }), { a: { odd: 1 } }, []],
    ['in an object that names none', { type: 'object' }, { odd: 1 }, []],
    [
      'in an object whose names have a pattern',
      object(id, { patternProperties: { '^x': {} } }),
      { odd: 1 },
      [],
    ],
    [
      'in an object whose further values are described',
      object(id, { additionalProperties: text }),
      { odd: 'x' },
      [],
    ],
    [
      'in an object that says it is open',
      object(id, { additionalProperties: true }),
      { odd: 1 },
      ['warning "odd" in the body | /odd'],
    ],
    [
      'in an object of which a part describes further values',
      { allOf: [object(id), { additionalProperties: text }] },
      { odd: 'x' },
      [],
    ],
    ['of which the schema says only that they may be there', object({ a: true }), { a: { odd: 1 } }, []],
    ['in a text', object(id), 'odd', []],
    ['in null', object(id), null, []],
    ['nowhere', object(id), { id: 'a' }, []],
    [
      'like names of the prototype',
      object(id),
      { constructor: 1 },
      ['warning "constructor" in the body | /constructor'],
    ],
  ])('%s', (_words, schema, json, expected) => {
    expect(found(schema, json)).toEqual(expected);
    expect(found(schema, json, true)).toEqual(expected.map((line) => line.replace('warning', 'error')));
  });

  const pin = { type: ['string', 'null'], writeOnly: true };
  test.each<[string, JsonObject, Json, string[]]>([
    ['in the body', object({ pin }), { pin: '1234' }, ['error "pin" in the body | /pin write-only']],
    [
      'in a list',
      object({ a: { type: 'array', items: object({ pin }) } }),
      { a: [{}, { pin: '1234' }] },
      ['error "pin" in /a/1 | /a/*/pin write-only'],
    ],
    ['that is null', object({ pin }), { pin: null }, []],
    [
      'that is not for requests alone',
      object({ pin: { type: 'string', writeOnly: false } }),
      { pin: '1' },
      [],
    ],
    [
      'beside one that nobody documented',
      object({ pin }),
      { pin: '1234', odd: 1 },
      ['error "pin" in the body | /pin write-only', 'warning "odd" in the body | /odd'],
    ],
    [
      'in a closed object',
      object({ pin }, { additionalProperties: false }),
      { pin: '1234', odd: 1 },
      ['error "pin" in the body | /pin write-only', 'error "odd" in the body | /odd'],
    ],
    [
      'in an object with names of any kind',
      object({ pin }, { patternProperties: { '^x': {} } }),
      { pin: '1234', odd: 1 },
      ['error "pin" in the body | /pin write-only'],
    ],
  ])('or names for requests alone: %s', (_words, schema, json, expected) => {
    expect(found(schema, json)).toEqual(expected);
  });

  test('are findings that point to the body', () => {
    expect(
      foundBy('undocumented-properties', answering(object({ pin })), {
        answer: { json: { pin: 'x', odd: 1 } },
      }),
    ).toEqual([
      {
        check: 'undocumented-properties',
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get answers 200 with "pin", which is write-only',
        expected: 'no "pin": the document has it in requests alone (`writeOnly`)',
        actual: '"pin" in the body',
        spec: `${AT}/content`,
        key: 'undocumented-properties /pin write-only',
      },
      {
        check: 'undocumented-properties',
        severity: 'warning',
        operation: 'get',
        case: 'case',
        title: 'get answers 200 with the undocumented property "odd"',
        expected: 'documented properties alone',
        actual: '"odd" in the body',
        spec: `${AT}/content`,
        key: 'undocumented-properties /odd',
      },
    ]);
  });

  test('are looked for in the media type that came, else in the first', () => {
    const content = {
      ...jsonContent(object(id)),
      'application/hal+json': { schema: object({ odd: whole }) },
    };
    const document = documentWith({ 200: { description: 'Fine', content }, 204: { description: 'Nothing' } });
    const odd = (headers: Record<string, string>, status = 200): number =>
      foundBy('undocumented-properties', document, { answer: { status, json: { odd: 1 }, headers } }).length;
    expect(odd({ 'content-type': 'application/hal+json' })).toBe(0);
    expect(odd(JSON_TYPE)).toBe(1);
    expect(odd({})).toBe(1);
    expect(odd({}, 204)).toBe(0);
    expect(odd({}, 404)).toBe(0);
  });

  test('are suggested by their names', () => {
    const seen = {
      actual: '',
      title: 'get answers 200 with the undocumented property "odd one"',
      spec: `${AT}/content`,
    };
    expect(undocumentedProperties.suggest?.(seen)).toEqual({
      target: AT,
      update: { content: { 'application/json': { schema: { properties: { 'odd one': {} } } } } },
    });
    expect(undocumentedProperties.suggest?.({ ...seen, title: 'no name' })).toMatchObject({
      update: { content: { 'application/json': { schema: { properties: { '': {} } } } } },
    });
  });
});

describe('values unlike the published samples', () => {
  const found = (samples: readonly Json[], json: Json): readonly string[] => {
    const examples = Object.fromEntries(samples.map((value, index) => [`e${index}`, { value }]));
    return inShort('like-the-samples', answering({}, { examples }), { answer: { json } });
  };
  const line = (expected: string, actual: string, key: string): string[] => [
    `${expected} | ${actual} | ${AT} | ${key}`,
  ];
  const uuid = '8f0d2c4e-7a31-4f6b-9d55-1c2e3f405162';
  const hex = '0123456789abcdef';

  test.each<[string, Json[], Json, string[]]>([
    ['another type', ['a'], 1, line('string', '1', ' number')],
    ['none of several types', ['a', null], 1, line('string or null', '1', ' number')],
    ['one of several types', ['a', 1], 2, []],
    ['a fraction is a number', [1], 1.5, []],
    ['null', [1], null, line('number', 'null', ' null')],
    ['a property', [{ a: 'x' }], { a: 1 }, line('string', '1', '/a number')],
    ['a property of some samples', [{ a: 'x' }, {}], { a: 1 }, line('string', '1', '/a number')],
    ['a property of no sample', [{ a: 'x' }], { b: 1 }, []],
    ['deep inside', [{ a: { b: [] } }], { a: { b: 1 } }, line('array', '1', '/a/b number')],
    ['an entry', [[1], ['a']], [true], line('number or string', 'true', '/* boolean')],
    ['an entry where no sample has one', [[]], [true], []],
    [
      'an entry where a sample is no list',
      [{ a: [1] }, { a: 'x' }],
      { a: ['x'] },
      line('number', '"x"', '/a/* string'),
    ],
    ['digits', ['17', '4'], 'a', line('digits', '"a"', ' text of another form')],
    ['digits and more', ['17'], '12a', line('digits', '"12a"', ' text of another form')],
    ['more and digits', ['17'], 'a12', line('digits', '"a12"', ' text of another form')],
    ['other digits', ['17'], '123', []],
    ['texts of two forms', ['17', 'a'], 'b', []],
    ['texts of two forms, the plain one first', ['a', '17'], 'b', []],
    ['a text where samples have another type too', ['17', null], 'b', []],
    ['another UUID', [uuid], uuid.replace('8f', 'A7'), []],
    ['a UUID in capital letters', [uuid.toUpperCase()], uuid, []],
    ['no UUID', [uuid], 'a', line('a UUID', '"a"', ' text of another form')],
    ['a UUID and more', [uuid], `${uuid}0`, line('a UUID', `"${uuid}0"`, ' text of another form')],
    ['more and a UUID', [uuid], `0${uuid}`, line('a UUID', `"0${uuid}"`, ' text of another form')],
    ['digits for a UUID', [uuid], '17', line('a UUID', '"17"', ' digits')],
    [
      'no hexadecimal digits',
      [hex],
      `${hex.slice(1)}g`,
      line('16 hexadecimal digits', `"${hex.slice(1)}g"`, ' text of another form'),
    ],
    [
      'a letter before',
      [hex],
      `g${hex.slice(1)}`,
      line('16 hexadecimal digits', `"g${hex.slice(1)}"`, ' text of another form'),
    ],
    ['one more', [hex], `${hex}0`, line('16 hexadecimal digits', `"${hex}0"`, ' 17 hexadecimal digits')],
    ['as many others', [hex], hex.toUpperCase().replace('0', 'f'), []],
    ['fifteen of them are a word', [hex.slice(1)], 'word', []],
    ['a word of sixteen letters', ['abcdefghijklmnop'], 'word', []],
  ])('%s', (_words, samples, json, expected) => {
    expect(found(samples, json)).toEqual(expected);
  });

  test('are shown by their beginning', () => {
    expect(found([1], textOf(200))).toEqual(line('number', `"${textOf(119)}`, ' string'));
    expect(
      foundBy('like-the-samples', answering({}, { example: 1 }), { answer: { json: 'x' } }).map(
        ({ title }) => title,
      ),
    ).toEqual(['get answers 200 with string at the top, where every published sample shows number']);
  });

  test('are looked for in the media type that came, else in the first', () => {
    const content = {
      ...jsonContent({}, { example: 1 }),
      'application/hal+json': { schema: {}, example: 'a' },
    };
    const document = documentWith({ 200: { description: 'Fine', content }, 204: { description: 'Nothing' } });
    const look = (headers: Record<string, string>, json: Json | undefined, status = 200): number =>
      foundBy('like-the-samples', document, {
        answer: { status, text: 'x', headers, ...(json !== undefined && { json }) },
      }).length;
    expect(look(JSON_TYPE, 'a')).toBe(1);
    expect(look({ 'content-type': 'application/hal+json' }, 'a')).toBe(0);
    expect(look({}, 'a')).toBe(1);
    expect(look({}, undefined)).toBe(0);
    expect(look({}, 'a', 204)).toBe(0);
    expect(look({}, 'a', 404)).toBe(0);
    expect(found([], 'a')).toEqual([]);
  });
});

describe('the state of things', () => {
  const schema = object({ size: whole, id: text, note: text });
  const document = answering(schema);
  const look = (
    state: Expectation['state'],
    answer: Seen['answer'] = { json: { id: '17', size: 2 } },
    seen: Seen = {},
  ) =>
    foundBy(state?.claim ?? '', document, {
      answer,
      expectation: expecting(200, state === undefined ? {} : { state }),
      ...seen,
    });
  const claim = 'state-after-call';

  test.each([
    'state-after-call',
    'refusal-changes-nothing',
    'repeat-changes-nothing',
    'linked-records',
  ] as const)('%s is shown field by field, and folds by the field', (each) => {
    expect(
      look({
        claim: each,
        fields: { size: [{ value: 3 }, { value: 4 }], id: [{ value: '17' }], note: [{ value: 'x' }] },
      }),
    ).toEqual([
      {
        check: each,
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get shows size 2 where 3 or 4 is expected',
        expected: 'size 3 or 4, because so it is',
        actual: '2',
        spec: AT,
        key: 'state size',
      },
      {
        check: each,
        severity: 'error',
        operation: 'get',
        case: 'case',
        title: 'get shows note (absent) where "x" is expected',
        expected: 'note "x", because so it is',
        actual: '(absent)',
        spec: AT,
        key: 'state note',
      },
    ]);
  });

  test('is looked at in an answer with 200 and JSON', () => {
    const fields = { size: [{ value: 3 }] };
    expect(look({ claim, fields }, { status: 201, json: { size: 2 } })).toEqual([]);
    expect(look({ claim, fields }, { text: 'x' })).toEqual([]);
    expect(look({ claim, fields }, { json: { size: 3 } })).toEqual([]);
    expect(look({ claim, fields }, { json: null })).toHaveLength(1);
    expect(
      foundBy('linked-records', document, {
        answer: { json: {} },
        expectation: expecting(200, { state: { claim, fields } }),
      }),
    ).toEqual([]);
    expect(foundBy(claim, document, { answer: { json: {} }, expectation: expecting(200) })).toEqual([]);
    expect(foundBy(claim, document, { answer: { json: {} } })).toEqual([]);
  });

  test('of a value that its schema rules out is left to another check', () => {
    const fields = { size: [{ value: 3 }], id: [{ value: 'x' }] };
    expect(look({ claim, fields }, { json: { size: 'big', id: '17' } }).map(({ key }) => key)).toEqual([
      'state id',
    ]);
  });

  test('is shown by its beginning', () => {
    const [finding] = look({ claim, fields: { note: [{ value: 'x' }] } }, { json: { note: textOf(200) } });
    expect(finding?.actual).toBe(`"${textOf(119)}`);
  });

  test('outside the contract is that of the server', () => {
    const fields = { size: [{ value: 3 }] };
    const [finding] = look({ claim, fields, fresh: { id: new Set(['17']) } }, undefined, {
      request: { url: 'http://things.test/else' },
    });
    expect(finding).toMatchObject({ title: 'the server gives a new record the id of an old one' });
    const [stale] = look({ claim, fields }, undefined, { request: { url: 'http://things.test/else' } });
    expect(stale).toMatchObject({ title: 'the server shows size 2 where 3 is expected' });
    expect(stale).not.toHaveProperty('spec');
  });

  test('gives a new record an id of its own', () => {
    const fresh = (...known: string[]) =>
      look({ claim, fields: {}, fresh: { id: new Set(known), size: new Set(['2']) } }).map(
        ({ title, expected, actual, key }) => [title, expected, actual, key],
      );
    expect(fresh('16', '17')).toEqual([
      [
        'get gives a new record the id of an old one',
        'a id of its own, because so it is',
        '"17"',
        'state-after-call id not new',
      ],
    ]);
    expect(fresh('16')).toEqual([]);
  });

  test('may rest on a reading, which is an observation', () => {
    const observed = (fields: NonNullable<Expectation['state']>['fields'], json: Json = { size: 2 }) =>
      inShort('other-reading', document, {
        answer: { json },
        expectation: expecting(200, { state: { claim, fields } }),
      });
    const size = [{ value: 3 }, { value: 2, reading: 'lazy' }];
    expect(observed({ id: [{ value: undefined }], size })).toEqual([
      `one of several readings, for the publication is silent | size 2 | ${AT} | lazy size 2`,
    ]);
    expect(observed({ size: [{ value: 2 }, { value: 2, reading: 'lazy' }] })).toEqual([]);
    expect(observed({ size }, { size: 4 })).toEqual([]);
    expect(
      inShort('other-reading', document, {
        answer: { text: 'x' },
        expectation: expecting(200, {
          state: { claim, fields: { size: [{ value: undefined, reading: 'lazy' }] } },
        }),
      }),
    ).toEqual([]);
  });
});

describe('another reading of what is not published', () => {
  const document = documentWith({ default: { description: 'Any' } });
  const look = (status: number, rest: Partial<Expectation>, seen: Seen = {}) =>
    foundBy('other-reading', document, { answer: { status }, expectation: expecting(400, rest), ...seen });

  test('is found by the answer that it allows', () => {
    const accept = [{ statuses: [400] }, { statuses: [404], reading: 'lazy' }];
    expect(look(404, { accept })).toEqual([
      {
        check: 'other-reading',
        severity: 'info',
        operation: 'get',
        case: 'case',
        title: 'get lazy',
        expected: 'one of several readings, for the publication is silent',
        actual: '404',
        spec: '/paths/~1things/get/responses/default',
        reading: 'lazy',
        key: 'other-reading lazy 404',
      },
    ]);
    expect(look(400, { accept })).toEqual([]);
    expect(look(404, { accept }, { bench: { exact: true } })).toEqual([]);
    expect(foundBy('other-reading', document, { answer: { status: 404 } })).toEqual([]);
  });

  test.each([
    [199, 0],
    [200, 1],
    [299, 1],
    [300, 0],
  ])('is found where a violation is tolerated with %i: %i', (status, count) => {
    expect(look(status, { tolerated: 'lazy' })).toHaveLength(count);
  });

  test('outside the contract is that of the server', () => {
    const request = { url: 'http://things.test/else' };
    expect(look(200, { tolerated: 'lazy' }, { request }).map(({ title }) => title)).toEqual([
      'the server lazy',
    ]);
  });
});
