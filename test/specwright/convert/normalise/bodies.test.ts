import type { Json } from '../../../../src/specwright/base/json.ts';
import { describe, expect, test } from 'vitest';
import { requestOf } from './support.ts';

const raw = (text: Json, language?: string): Json => ({
  mode: 'raw',
  raw: text,
  ...(language === undefined ? {} : { options: { raw: { language } } }),
});

const bodyOf = (body: Json, header: Json = []) => requestOf({ body, header }).body;
const type = (value: string): Json => [{ key: 'Content-Type', value }];

describe('JSON', () => {
  test('is recognised without language or header', () => {
    expect(bodyOf(raw('{"a":1}'))).toMatchObject({
      mode: 'raw',
      mediaType: 'application/json',
      json: { a: 1 },
      text: '{"a":1}',
    });
  });

  test('tolerates comments and trailing commas, and keeps the comments with their fields', () => {
    const text = `{
      // who asks
      "id": 1, // a number
      "tags": [
        "x", /* first */
      ],
    }`;
    const body = bodyOf(raw(text, 'json'));
    expect(body?.json).toEqual({ id: 1, tags: ['x'] });
    expect(body?.comments).toEqual([
      { pointer: '/id', text: 'who asks' },
      { pointer: '/id', text: 'a number' },
      { pointer: '/tags/0', text: 'first' },
    ]);
  });

  test('tolerates variables without quotes and says where they stood', () => {
    const body = bodyOf(
      raw('{ "id": {{id}}, "n": -{{x}}.5, "list": [{{a}}, "{{b}}"], {{key}}: {{$timestamp}} }'),
    );
    expect(body?.json).toEqual({
      id: '{{id}}',
      n: '-{{x}}.5',
      list: ['{{a}}', '{{b}}'],
      '{{key}}': '{{$timestamp}}',
    });
    expect(body?.bare).toEqual(['/id', '/n', '/list/0', '/{{key}}']);
  });

  test('braces inside strings are no variables', () => {
    expect(bodyOf(raw('{"a":"{{x}} \\" {{y}}","b":1}'))).toMatchObject({
      json: { a: '{{x}} " {{y}}', b: 1 },
    });
  });

  test('keeps `__proto__` a key like any other, in tolerant reading too', () => {
    const body = bodyOf(raw('{"__proto__":{"x":1}, "a": {{b}} }'));
    expect(Object.keys(body?.json ?? {})).toEqual(['__proto__', 'a']);
    expect('x' in {}).toBe(false);
  });

  test('wins over a careless header, not over a precise one', () => {
    expect(bodyOf(raw('{"a":1}'), type('text/plain'))?.mediaType).toBe('application/json');
    expect(bodyOf(raw('{"a":1}'), type('application/x-www-form-urlencoded'))?.mediaType).toBe(
      'application/json',
    );
    expect(bodyOf(raw('{"a":1}'), type('application/vnd.api+json; charset=utf-8'))?.mediaType).toBe(
      'application/vnd.api+json',
    );
    expect(bodyOf(raw('[]'), type('application/json-patch+json'))?.mediaType).toBe(
      'application/json-patch+json',
    );
  });

  test('that is broken stays text of the type it claims', () => {
    const body = bodyOf(raw('{"a": ', 'json'));
    expect(body).toMatchObject({ mediaType: 'application/json', text: '{"a": ' });
    expect(body).not.toHaveProperty('json');
  });

  test('that nests beyond reason is text', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(bodyOf(raw(deep))).not.toHaveProperty('json');
  });

  test('given as an object is written out', () => {
    expect(bodyOf({ mode: 'raw', raw: { a: 1 } })).toMatchObject({
      json: { a: 1 },
      mediaType: 'application/json',
    });
  });
});

describe('other raw text', () => {
  test('XML is told by its text, its language or its header', () => {
    expect(bodyOf(raw('<?xml version="1.0"?><a/>'))?.mediaType).toBe('application/xml');
    expect(bodyOf(raw('<Envelope><Body/></Envelope>'))?.mediaType).toBe('application/xml');
    expect(bodyOf(raw('<a/>'), type('text/xml; charset=utf-8'))?.mediaType).toBe('text/xml');
  });

  test('a form typed as text becomes a form', () => {
    expect(bodyOf(raw('a=1&b=x%20y'), type('application/x-www-form-urlencoded'))).toMatchObject({
      mode: 'urlencoded',
      fields: [
        { name: 'a', value: '1' },
        { name: 'b', value: 'x y' },
      ],
    });
  });

  test('plain text is plain text, empty text is no body', () => {
    expect(bodyOf(raw('hello'))?.mediaType).toBe('text/plain');
    expect(bodyOf(raw('  '))).toBeUndefined();
    expect(bodyOf({})).toBeUndefined();
    expect(bodyOf(null)).toBeUndefined();
  });

  test('a header that is a variable or nonsense decides nothing', () => {
    expect(bodyOf(raw('{"a":1}'), type('{{type}}'))?.mediaType).toBe('application/json');
    expect(bodyOf(raw('hello'), type('json'))?.mediaType).toBe('text/plain');
  });
});

describe('forms, files, GraphQL', () => {
  test('urlencoded and multipart fields keep description, switch, file and type', () => {
    const formdata = [
      {
        key: 'doc',
        type: 'file',
        src: '/tmp/x.pdf',
        contentType: 'application/pdf',
        description: 'The *file*',
      },
      { key: 'note', value: 'hi', type: 'text', disabled: true },
      { key: '', value: 'nameless' },
    ];
    expect(bodyOf({ mode: 'formdata', formdata })).toMatchObject({
      mediaType: 'multipart/form-data',
      fields: [
        { name: 'doc', kind: 'file', mediaType: 'application/pdf', description: 'The *file*' },
        { name: 'note', value: 'hi', disabled: true },
      ],
    });
    expect(bodyOf({ mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] })?.mediaType).toBe(
      'application/x-www-form-urlencoded',
    );
    expect(bodyOf({ mode: 'formdata', formdata: [] })).toBeUndefined();
  });

  test('a file is its media type', () => {
    expect(bodyOf({ mode: 'file', file: { src: 'a.png' } }, type('image/png'))).toMatchObject({
      mode: 'file',
      mediaType: 'image/png',
    });
    expect(bodyOf({ mode: 'file', file: {} })?.mediaType).toBe('application/octet-stream');
  });

  test('GraphQL is JSON with query and variables', () => {
    const graphql = { query: 'query Q($id: ID!) { a(id: $id) }', variables: '{"id": 1}', operationName: 'Q' };
    expect(bodyOf({ mode: 'graphql', graphql })).toMatchObject({
      mediaType: 'application/json',
      json: { query: graphql.query, variables: { id: 1 }, operationName: 'Q' },
    });
  });

  test('a body without mode is read by the key that is filled', () => {
    expect(bodyOf({ raw: '{"a":1}' })?.json).toEqual({ a: 1 });
  });

  test('a body that is switched off says so', () => {
    expect(bodyOf({ mode: 'raw', raw: '{"a":1}', disabled: true })?.disabled).toBe(true);
  });
});
