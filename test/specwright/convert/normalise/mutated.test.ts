import type { Json } from '../../../../src/specwright/base/json.ts';
import * as fc from '../../../fast-check.ts';
import { expect, test } from 'vitest';
import { readSource } from '../../../../src/specwright/convert/1-read/read-source.ts';
import { normalise } from '../../../../src/specwright/convert/2-normalise/normalise.ts';
import { ConversionError } from '../../../../src/specwright/convert/problem.ts';
import { expectCanonical } from './holds.ts';
import { mutated } from './mutations.ts';
import { richCollection } from './rich-collection.ts';

function check(json: Json): void {
  try {
    const { value, problems } = normalise(readSource(JSON.stringify(json)).value);
    expectCanonical(value);
    for (const { message } of problems) expect(message).toMatch(/\.$/);
    expect(JSON.stringify(value)).not.toMatch(/\p{Surrogate}/u);
  } catch (cause) {
    if (!(cause instanceof ConversionError)) throw cause;
  }
}

test('the seed holds what it should', () => {
  check(richCollection);
  expect(
    normalise(readSource(JSON.stringify(richCollection)).value).value.operations.map(
      ({ method, path }) => `${method} ${path}`,
    ),
  ).toEqual(['POST /users/{id}', 'PUT /files/{fileId}', 'GET /files/{fileId}', 'POST /']);
});

test('a mutated collection is canonical or refused, never a crash', () => {
  fc.assert(fc.property(mutated(richCollection), check), { numRuns: 300 });
}, 120_000);

test('the input is left as it was, and the same input gives the same output', () => {
  const before = JSON.stringify(richCollection);
  const source = readSource(before).value;
  const first = JSON.stringify(normalise(source));
  expect(JSON.stringify(source.collection)).toBe(before);
  expect(JSON.stringify(normalise(source))).toBe(first);
});

test('v1 collections survive mutation too', () => {
  const v1: Json = {
    id: 'c',
    name: 'Old',
    order: ['r1'],
    folders: [
      { id: 'f1', name: 'F', order: ['r2'], folder: null },
      { id: 'f2', folder: 'f1', folders_order: ['f1'] },
    ],
    requests: [
      {
        id: 'r1',
        method: 'GET',
        url: 'https://h.example/:a?x=1',
        headers: 'A: 1\n',
        dataMode: 'params',
        data: [{ key: 'a', value: 'b' }],
        pathVariables: { a: '1' },
      },
      {
        id: 'r2',
        method: 'POST',
        url: 'h/{{b}}',
        dataMode: 'raw',
        rawModeData: ['{}'],
        currentHelper: 'oAuth1',
        helperAttributes: null,
        responses: [{ responseCode: { code: 200 }, text: '[]', request: '{"url":"x"}' }],
      },
    ],
  };
  fc.assert(fc.property(mutated(v1, 8), check), { numRuns: 150 });
}, 120_000);
