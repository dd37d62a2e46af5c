import { gzipSync } from 'node:zlib';
import * as fc from '../../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import { readSource } from '../../../../src/specwright/convert/1-read/read-source.ts';
import { ConversionError, type ConversionProblem } from '../../../../src/specwright/convert/problem.ts';

const schema = (version: string): string =>
  `https://schema.getpostman.com/json/collection/v${version}/collection.json`;
const item = [{ name: 'One', request: { method: 'GET', url: 'https://api.example/one' } }];
const v21 = { info: { name: 'Demo', schema: schema('2.1.0') }, item };
const text = JSON.stringify(v21);

function problemOf(input: Uint8Array | string): ConversionProblem {
  try {
    readSource(input);
  } catch (cause) {
    if (cause instanceof ConversionError) return cause.problem;
    throw cause;
  }
  throw new Error('the input was read');
}

function utf16(value: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const units = mark ? `\uFEFF${value}` : value;
  const bytes = new DataView(new ArrayBuffer(units.length * 2));
  for (let index = 0; index < units.length; index += 1) {
    bytes.setUint16(index * 2, units.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(bytes.buffer);
}

describe('formats', () => {
  test('names v1 by its flat list of requests', () => {
    const v1 = { id: 'x', name: 'Old', requests: [{ url: 'https://api.example', method: 'GET' }] };
    expect(readSource(JSON.stringify(v1)).value.format).toBe('postman-v1');
  });

  test('names v2.0 and v2.1 by their schema', () => {
    expect(readSource(text).value.format).toBe('postman-v2.1');
    const v20 = { ...v21, info: { name: 'Demo', schema: schema('2.0.0') } };
    expect(readSource(JSON.stringify(v20)).value.format).toBe('postman-v2.0');
  });

  test('takes a collection without a schema for v2.1', () => {
    expect(readSource(JSON.stringify({ info: { name: 'Demo' }, item })).value.format).toBe('postman-v2.1');
  });

  test('names a Documenter export by the ids of its publication', () => {
    const published = { ...v21, info: { ...v21.info, publishedId: 'abc', owner: '1' } };
    expect(readSource(JSON.stringify(published)).value.format).toBe('documenter');
  });

  test('takes the wrapper of the Postman API off and remembers it', () => {
    const { value } = readSource(JSON.stringify({ collection: v21 }));
    expect(value.root).toBe('/collection');
    expect(value.collection).toEqual(v21);
  });
});

describe('bytes', () => {
  const bytes = new TextEncoder().encode(text);
  const variants: readonly (readonly [string, Uint8Array])[] = [
    ['plain UTF-8', bytes],
    ['UTF-8 with a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])],
    ['UTF-16 little endian', utf16(text, true, true)],
    ['UTF-16 big endian', utf16(text, false, true)],
    ['UTF-16 without a mark', utf16(text, true, false)],
    ['gzip', gzipSync(bytes)],
    ['gzip over UTF-16', gzipSync(utf16(text, true, true))],
  ];
  test.each(variants)('reads %s', (_, input) => {
    expect(readSource(input).value.collection).toEqual(v21);
  });

  test('reads text with a byte order mark', () => {
    expect(readSource(`\uFEFF${text}`).value.collection).toEqual(v21);
  });

  test('keeps `__proto__` a key like any other', () => {
    const { value } = readSource(
      '{"info":{"name":"x"},"__proto__":{"polluted":true},"item":[{"request":"https://a.example"}]}',
    );
    expect(Object.hasOwn(value.collection, '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  test('reads folders a thousand deep', () => {
    const depth = 1000;
    const deep = `{"info":{"name":"deep"},"item":[${'{"item":['.repeat(depth)}{"request":"https://a.example"}${']}'.repeat(depth)}]}`;
    expect(readSource(deep).value.format).toBe('postman-v2.1');
  });
});

describe('what is no collection', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['nothing', '', 'input-empty'],
    ['white space', ' \n\t', 'input-empty'],
    ['an HTML page', '<!DOCTYPE html><html><body></body></html>', 'html-instead-of-json'],
    ['XML', '<?xml version="1.0"?><a/>', 'xml-instead-of-json'],
    ['YAML', 'openapi: 3.1.0\ninfo: {}\n', 'yaml-instead-of-json'],
    ['broken gzip', new Uint8Array([0x1f, 0x8b, 1, 2, 3]), 'gzip-broken'],
    ['binary data', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8]), 'input-binary'],
    ['a cut file', text.slice(0, -20), 'json-truncated'],
    ['a slip in the JSON', text.replace('"GET",', '"GET"'), 'json-invalid'],
    ['brackets without end', '['.repeat(100_000), 'json-too-deep'],
    ['a list', '[1]', 'not-a-collection'],
    ['null', 'null', 'not-a-collection'],
    ['an OpenAPI document', '{"openapi":"3.1.0","paths":{}}', 'not-a-collection'],
    ['a collection without requests', JSON.stringify({ ...v21, item: [] }), 'collection-empty'],
    [
      'folders without requests',
      JSON.stringify({ ...v21, item: [{ name: 'f', item: [] }] }),
      'collection-empty',
    ],
    ['a v2 file without items', JSON.stringify({ info: v21.info }), 'collection-empty'],
    [
      'a schema yet to come',
      JSON.stringify({ ...v21, info: { schema: schema('9.0.0') } }),
      'schema-version-unknown',
    ],
  ];
  test.each(cases)('says so of %s', (_, input, code) => {
    const problem = problemOf(input);
    expect(problem.code).toBe(code);
    expect(problem.severity).toBe('error');
    expect(problem.message).toMatch(/^[A-Z][^\n]+\.$/);
  });

  test('names the line and column where JSON breaks', () => {
    expect(problemOf('{\n  "info": {},\n  "item" [] }').args).toMatchObject({ line: 3, column: 10 });
  });

  const looks: readonly (readonly [string, string])[] = [
    ['{"log":{"entries":[]}}', 'a HAR recording'],
    ['{"name":"x","values":[],"_postman_variable_scope":"environment"}', 'a Postman environment'],
    ['{"_type":"export","__export_format":4,"resources":[]}', 'an Insomnia export'],
    ['{"swagger":"2.0"}', 'a Swagger 2 document'],
    ['{"opencollection":"1.0.0","items":[]}', 'an OpenCollection (Bruno) file'],
    ['{"collections":[],"environments":[]}', 'a Postman data dump'],
    ['{"error":{"name":"AuthenticationError","message":"Invalid API Key"}}', 'a Postman API error'],
    ['{"__proto__":{"openapi":"3.0.0"}}', 'some other JSON object'],
  ];
  test.each([
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
      'git lfs pull',
    ],
    [
      'a Bruno request',
      'meta {\n  name: One\n}\n\nget {\n  url: https://a.example\n}\n',
      'Export Postman Collection',
    ],
    ['globals', '{"name":"g","values":[],"_postman_variable_scope":"globals"}', 'Postman globals'],
    ['an environment', '{"name":"e","values":[]}', 'variables, not requests'],
    ['a HAR recording', '{"log":{"entries":[]}}', 'Import the recording into Postman'],
    ['an Insomnia export', '{"_type":"export","resources":[]}', 'Import it into Postman'],
    ['an OpenCollection', '{"opencollection":"1.0.0"}', 'Export Postman Collection'],
  ])('%s is named, with what to use instead', (_name, input, words) => {
    expect(problemOf(input).message).toContain(words);
  });

  test.each(looks)('%s looks like %s', (input, looksLike) => {
    expect(problemOf(input).args['looksLike']).toBe(looksLike);
  });

  test('names the collection behind Documenter page data', () => {
    const page = {
      activeVersionTag: 'v2.0 beta',
      collection: { info: { owner: '42', publishedId: 'pub', schema: schema('2.0.0') }, statusCode: 200 },
    };
    const problem = problemOf(JSON.stringify(page));
    expect(problem.code).toBe('documenter-page-data');
    expect(problem.args['url']).toBe(
      'https://documenter.gw.postman.com/api/collections/42/pub?segregateAuth=true&versionTag=v2.0%20beta',
    );
  });
});

/** The sentence of the problem, or `read`. */
function outcomeOf(input: Uint8Array | string): string {
  try {
    return typeof readSource(input).value.collection === 'object' ? 'read' : 'nothing';
  } catch (cause) {
    if (cause instanceof ConversionError) return cause.message;
    throw cause;
  }
}

test('any bytes are read or refused with a problem that has a sentence', () => {
  const inputs = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ maxLength: 200 }),
    fc.json({ maxDepth: 5 }),
    fc.nat({ max: text.length }).map((end) => text.slice(0, end)),
  );
  fc.assert(
    fc.property(inputs, (input) => {
      expect(outcomeOf(input)).toMatch(/^read$|^[A-Z][^\n]+[.)]$/);
    }),
    { numRuns: 300 },
  );
});
