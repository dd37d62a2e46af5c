import type { Json, JsonObject } from '../../src/specwright/base/json.ts';
import { describe, expect, test } from 'vitest';
import { readSheet } from '../../scripts/corpus/facts/read-sheet.ts';
import { contextOf, measure } from '../../scripts/corpus/measure.ts';
import { worstNames } from '../../scripts/corpus/figures/worst-names.ts';
import { figures } from '../../scripts/corpus/registry.ts';
import { isGood, tableOf } from '../../scripts/corpus/report.ts';
import type { Tally } from '../../scripts/corpus/figure.ts';
import { collection, faithful, leaked, sheet } from './sample.ts';

const text = JSON.stringify(collection);

function tally(id: string, document: JsonObject): Tally {
  const figure = figures.find((candidate) => candidate.id === id);
  if (figure === undefined) throw new Error(`no figure ${id}`);
  return figure.measure(contextOf('pets.json', text, document, readSheet(sheet)));
}

/** Sets what lies at a path of keys, or takes it away. */
function set(root: JsonObject, keys: readonly string[], value?: Json): void {
  let holder: Json = root;
  for (const key of keys.slice(0, -1)) holder = (holder as { [key: string]: Json })[key] ?? null;
  const target = holder as { [key: string]: Json };
  const last = keys.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(target, last);
  else target[last] = value;
}

const post = ['paths', '/pets/{id}', 'post'];
const body = [...post, 'requestBody', 'content', 'application/json'];
const ok = [...post, 'responses', '200', 'content', 'application/json'];

/** For each figure, a way to break the document that this figure must notice. */
const breaks: Readonly<Record<string, (document: JsonObject) => void>> = {
  operations: (d) => set(d, post),
  query: (d) => set(d, [...post, 'parameters', '1', 'name'], 'other'),
  headers: (d) => set(d, [...post, 'parameters', '2', 'in'], 'query'),
  form: (d) => set(d, ['paths', '/login', 'put', 'requestBody']),
  'json-bodies': (d) => set(d, [...post, 'requestBody', 'content'], { '*/*': {} }),
  'merged-bodies': (d) => set(d, [...body, 'examples', 'second']),
  'merged-responses': (d) => set(d, [...ok, 'examples', 'first', 'value', 'name'], 'Max'),
  'responses-valid': (d) =>
    set(d, ['components', 'schemas', 'SavedPet', 'properties', 'id', 'type'], 'string'),
  'response-mutants': (d) => set(d, ['components', 'schemas', 'SavedPet', 'properties', 'name'], {}),
  'bodies-valid': (d) => set(d, [...body, 'schema'], {}),
  'body-mutants': (d) => set(d, ['components', 'schemas', 'Pet', 'properties', 'age'], {}),
  security: (d) => set(d, ['components', 'securitySchemes', 'bearer', 'scheme'], 'basic'),
  noauth: (d) => set(d, ['paths', '/login', 'put', 'security']),
  'table-types': (d) => {
    set(d, ['components', 'schemas', 'Pet', 'properties', 'age', 'type'], 'string');
    set(d, ['components', 'schemas', 'SavedPet', 'properties', 'age'], { type: 'string' });
  },
  'table-required': (d) => set(d, ['components', 'schemas', 'Pet', 'required']),
  'table-values': (d) => {
    set(d, ['components', 'schemas', 'Pet', 'properties', 'kind', 'enum']);
    set(d, ['components', 'schemas', 'SavedPet', 'properties', 'kind'], { type: 'string' });
  },
  'table-statuses': (d) => set(d, [...post, 'responses', '404']),
  'types-useful': (d) => set(d, [...ok, 'schema'], { type: 'object' }),
  secrets: (d) => set(d, ['info', 'description'], `Use ${leaked}.`),
  html: (d) => set(d, [...post, 'description'], 'Makes a <b>pet</b>.'),
  'no-content': (d) =>
    set(d, ['paths', '/login', 'put', 'responses', '204', 'content'], { 'text/plain': {} }),
  twins: (d) => set(d, ['paths', '/pets/{name}'], {}),
  verbs: (d) => set(d, [...post, 'operationId'], 'pets'),
  numbered: (d) => set(d, ['components', 'schemas', 'Pet2'], {}),
  'apart-by-required': (d) => {
    const { required: _required, ...pet } = (d as { components: { schemas: { Pet: JsonObject } } }).components
      .schemas.Pet;
    set(d, ['components', 'schemas', 'NewPet'], pet);
  },
  facts: (d) => set(d, [...ok, 'schema'], {}),
  'facts-plain': (d) => set(d, [...post, 'responses', '404']),
  'facts-field': (d) => set(d, [...post, 'parameters', '1', 'in'], 'header'),
  'facts-type': (d) => set(d, ['components', 'schemas', 'Pet', 'properties', 'name', 'type']),
  'facts-required': (d) => set(d, ['components', 'schemas', 'Pet', 'required']),
  'facts-enum': (d) => set(d, ['components', 'schemas', 'Pet', 'properties', 'kind', 'enum', '2'], 'bird'),
  'facts-bound': (d) => set(d, ['components', 'schemas', 'Pet', 'properties', 'age', 'minimum'], 1),
  'facts-default': (d) => set(d, [...post, 'parameters', '1', 'schema', 'default']),
  'facts-null': (d) => set(d, ['components', 'schemas', 'Pet', 'properties', 'age', 'type'], 'integer'),
  'facts-status': (d) => set(d, [...post, 'responses', '404']),
  shapes: (d) =>
    set(
      d,
      [...body, 'schema'],
      structuredClone((d as { components: { schemas: { Pet: Json } } }).components.schemas.Pet),
    ),
};

describe('each figure', () => {
  test.each(figures.map(({ id }) => id))('%s is full for a faithful document', (id) => {
    const { hit, total, misses } = tally(id, faithful());
    expect(misses).toEqual([]);
    expect(hit).toBe(total);
  });

  const counted = figures.filter(({ target }) => target !== 'none').map(({ id }) => id);
  test.each(counted)('%s has something to count in the sample', (id) => {
    expect(tally(id, faithful()).total).toBeGreaterThan(0);
  });

  test.each(figures.map(({ id }) => id))('%s falls when the document is broken there', (id) => {
    const document = faithful();
    const harm = breaks[id];
    expect(harm, `no way to break ${id}`).toBeTypeOf('function');
    harm?.(document);
    const { hit, total, misses } = tally(id, document);
    expect(hit).toBeLessThan(total);
    expect(misses.length).toBe(total - hit);
  });
});

describe('whole files', () => {
  const report = (document: JsonObject) => measure('pets.json', text, { document, milliseconds: 1 });

  test('a faithful document is valid, typed and good', async () => {
    const one = await report(faithful());
    expect([one.invalid, one.untyped]).toEqual([[], []]);
    expect(isGood([one])).toBe(true);
    expect(tableOf([one])).not.toContain('SHORT');
  });

  test('a document that breaks the schema, or a rule of Redocly, is not valid', async () => {
    const unsound = faithful();
    set(unsound, [...post, 'parameters', '0', 'in'], 'nowhere');
    expect((await report(unsound)).invalid.join()).toContain('schema:');
    const twice = faithful();
    set(twice, ['paths', '/login', 'put', 'operationId'], 'create');
    const broken = await report(twice);
    expect(broken.invalid.join()).toContain('operation-operationId-unique');
    expect(isGood([broken])).toBe(false);
    expect(tableOf([broken])).toMatch(/SHORT valid .* 0 of 1/);
  });

  test('types that do not compile are seen', async () => {
    const document = faithful();
    set(document, [...body, 'schema'], { $ref: '#/components/schemas/Missing' });
    expect((await report(document)).untyped).not.toEqual([]);
  });

  test('a crash counts against every file, a refusal does not', async () => {
    const one = await report(faithful());
    const refused = { ...one, tallies: {}, refused: 'no collection' };
    expect(isGood([one, refused])).toBe(true);
    expect(isGood([one, { ...one, tallies: {}, crashed: 'boom' }])).toBe(false);
  });
}, 120_000);

describe('names', () => {
  test('that no person would give come first', () => {
    const schemas = { Pet: {}, Pet2: {}, PetItem: {}, BeforeVariantAPet: {}, SavedPet: {} };
    const document = { ...faithful(), components: { schemas } };
    expect(worstNames(contextOf('pets.json', text, document))).toEqual([
      'Pet2',
      'BeforeVariantAPet',
      'PetItem',
    ]);
  });
});
