import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from '../../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { convertCollection, type Conversion } from '../../../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../../../src/specwright/convert/problem.ts';
import { describeOpenApi } from '../../../../src/specwright/openapi/describe.ts';
import { collection, folder, request } from './collections.ts';

const table =
  '| Field | Type | Required | Description |\n|---|---|---|---|\n| size | number | yes | Between 1 and 9 |\n| kind | string | no | One of `a`, `b` |';
const base: JsonObject = {
  ...collection(
    folder(
      'Things',
      request({
        name: 'Make',
        method: 'POST',
        url: 'https://{{host}}/things/:id?x=1',
        body: { size: 3, kind: 'a', tags: [{ n: 1 }] },
        responses: [
          { code: 201, body: { id: 'x' } },
          { code: 400, body: { errorCode: 4, errorMessage: 'm' } },
        ],
      }),
      request({
        name: 'Read',
        url: {
          raw: 'https://a.example/t/:id',
          host: ['a', 'example'],
          path: ['t', ':id'],
          variable: [{ key: 'id', value: '1' }],
        },
        auth: { type: 'bearer', bearer: [{ key: 'token', value: 'x' }] },
      }),
    ),
  ),
  variable: [
    { key: 'host', value: '{{other}}' },
    { key: 'other', value: '{{host}}' },
  ],
  description: table,
};

const strangers: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  null,
  true,
  0,
  -1,
  1e300,
  '',
  ' ',
  '{{',
  '}}',
  '{',
  '}',
  '{a}{b}',
  ':',
  '/',
  '//',
  '?',
  '#',
  '%',
  '%zz',
  '*/',
  '`',
  '${x}',
  '\ud800',
  '\u0000',
  '__proto__',
  'constructor',
  '<table><tr><td>',
  table,
  'http://',
  'https://<tenant>/x',
  '{"a":',
  [],
  {},
  [[[]]],
  [null],
  { key: null },
  { item: [] },
  JSON.parse('{"__proto__": {"x": 1}}'),
);

/** Places of every value inside a value. */
function placesOf(value: Json, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, entry]) => placesOf(entry, [...place, key]))];
}

type Change = (value: Json) => Json | undefined;

function changeAt(value: Json, place: readonly string[], change: Change): Json | undefined {
  const [step, ...rest] = place;
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, entry]): [string, Json][] => {
    const changed = key === step ? changeAt(entry, rest, change) : entry;
    return changed === undefined ? [] : [[key, changed]];
  });
  return Array.isArray(value) ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
}

const change: fc.Arbitrary<Change> = fc.oneof(
  strangers.map(
    (stranger): Change =>
      () =>
        stranger,
  ),
  fc.constant<Change>(() => undefined),
  fc.constant<Change>((value) => [value, value]),
  strangers.map(
    (stranger): Change =>
      (value) =>
        typeof value === 'string' && typeof stranger === 'string' ? value + stranger : { wrapped: value },
  ),
);

/** The base with a few places changed. */
const mutated: fc.Arbitrary<Json> = fc
  .array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 4 })
  .map((changes) =>
    changes.reduce<Json>((value, [choice, how]) => {
      const places = placesOf(value);
      return changeAt(value, places[choice % places.length] ?? [], how) ?? {};
    }, base),
  );

async function convertOrRefuse(input: Json): Promise<Conversion | undefined> {
  try {
    return await convertCollection(JSON.stringify(input));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    expect(error.message).toMatch(/\w+ \w+/);
    return undefined;
  }
}

describe('a collection with anything in any place', () => {
  it(
    'is refused in a sentence or becomes a valid document with every operation',
    { timeout: 120_000 },
    async () => {
      const validator = new Validator();
      await fc.assert(
        fc.asyncProperty(mutated, async (input) => {
          const conversion = await convertOrRefuse(input);
          if (conversion === undefined) return;
          const { value, problems, collection: canonical } = conversion;
          expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(await validator.validate(structuredClone(value))).toMatchObject({ valid: true });
          expect(describeOpenApi(value)).toHaveLength(canonical.operations.length);
          expect(JSON.stringify(value)).not.toMatch(/"x-|\\ud[89a-f]/);
          expect({}).not.toHaveProperty('x');
        }),
        { numRuns: 300 },
      );
    },
  );
});
