import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../../src/specwright/diff/findings.ts';
import { diffDocuments } from '../../../src/specwright/diff/diff.ts';
import { judge } from '../../../src/specwright/diff/judge.ts';
import { changesMarkdown } from '../../../src/specwright/diff/report-view.ts';
import { api, diff, only, requestOf } from './documents.ts';

const options = { today: '2026-01-01' };
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const answer = (schema: JsonObject): JsonObject => ({
  responses: { '200': { description: 'Done', content: { 'application/json': { schema } } } },
});

/** Operations `GET /0` to `GET /<length - 1>`; each schema refers to the next or, `upward`, to the one before. */
function chain(length: number, last: JsonObject, toNext: (index: number) => number | undefined): JsonObject {
  const paths: JsonObject = {};
  const schemas: JsonObject = {};
  for (let index = 0; index < length; index += 1) {
    const next = toNext(index);
    paths[`/${index}`] = { get: answer(ref(`S${index}`)) };
    schemas[`S${index}`] = {
      type: 'object',
      properties: next === undefined ? { end: last } : { next: ref(`S${next}`) },
    };
  }
  return { openapi: '3.1.0', info: { title: 'Chain', version: '1' }, paths, components: { schemas } };
}

describe('one change at the end of a chain of schemas', () => {
  const every = Array.from({ length: 40 }, (_, index) => `GET /${index}`);
  it.each<[string, (index: number) => number | undefined]>([
    ['each refers to the one before', (index) => (index === 0 ? undefined : index - 1)],
    ['each refers to the next', (index) => (index === 39 ? undefined : index + 1)],
  ])('is told once, with every operation in the order of the document: %s', (_, toNext) => {
    const base = chain(40, { type: 'string' }, toNext);
    const revision = chain(40, { type: 'integer' }, toNext);
    const { changes } = diffDocuments(base, revision, options);
    expect(changes.map(({ operations }) => operations)).toEqual([every]);
  });

  it('reaches through schemas that refer to one another in a circle', () => {
    const circle = (index: number): number => (index + 1) % 6;
    const base = chain(6, {}, circle);
    const revision = chain(6, {}, circle);
    const schemas = revision['components'] as { schemas: { S3: { properties: JsonObject } } };
    schemas.schemas.S3.properties['added'] = { type: 'string' };
    const { changes } = diffDocuments(base, revision, options);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.operations).toEqual(['GET /0', 'GET /1', 'GET /2', 'GET /3', 'GET /4', 'GET /5']);
  });

  it('goes on where it has come round', () => {
    const self = (end: string): JsonObject => ({
      type: 'object',
      properties: { again: ref('S0'), end: { type: end } },
    });
    const of = (end: string): JsonObject => ({
      ...chain(1, {}, () => undefined),
      components: { schemas: { S0: { type: 'object', properties: { one: self(end), two: { type: end } } } } },
    });
    const { changes } = diffDocuments(of('string'), of('integer'), options);
    expect(changes.map(({ base }) => base?.pointer)).toEqual([
      '/components/schemas/S0/properties/one/properties/end',
      '/components/schemas/S0/properties/two',
    ]);
  });
});

describe('Findings', () => {
  const delta = { id: 'response-property-removed', base: '/a', revision: '/b', subject: 'name' } as const;

  it('keeps a difference once, however often an operation meets it', () => {
    const findings = new Findings();
    const report = findings.report('GET /a');
    report(delta);
    report(delta);
    findings.report('GET /b')(delta);
    expect(findings.all()).toEqual([{ delta, operations: ['GET /a', 'GET /b'], draft: false }]);
  });

  it('leaves the operations out where the whole API is meant', () => {
    const findings = new Findings();
    findings.report(undefined)(delta);
    expect(findings.all()).toEqual([{ delta, operations: [], draft: false }]);
  });

  it('is a draft only while no other operation has it', () => {
    const findings = new Findings();
    findings.report('GET /a', true)(delta);
    expect(findings.all()[0]?.draft).toBe(true);
    expect(judge(findings)[0]?.level).toBe('info');
    findings.report('GET /b')(delta);
    expect(findings.all()[0]?.draft).toBe(false);
    expect(judge(findings)[0]?.level).toBe('warning');
  });

  it('joins equal differences of different schemas, in the order of the operations', () => {
    const findings = new Findings();
    const [a, b, c] = ['GET /a', 'GET /b', 'GET /c'].map((name) => findings.report(name));
    const equal = { ...delta };
    a?.(delta);
    c?.(delta);
    b?.(equal);
    c?.(equal);
    const changes = judge(findings);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.operations).toEqual(['GET /a', 'GET /b', 'GET /c']);
  });

  it('joins a draft and what is none to what is none', () => {
    const findings = new Findings();
    findings.report('GET /a', true)(delta);
    findings.report('GET /b')({ ...delta });
    expect(judge(findings).map(({ level }) => level)).toEqual(['warning']);
  });
});

describe('schemas that nest deep', () => {
  const nested = (leaf: Json, depth: number): Json =>
    depth === 0 ? leaf : { type: 'object', properties: { a: nested(leaf, depth - 1) } };

  it.each([149, 151, 1000])('report the change itself, %i levels down', (depth) => {
    const { id } = only(
      diff(requestOf(nested({ type: 'string' }, depth)), requestOf(nested({ type: 'integer' }, depth))),
    );
    expect(id).toBe('request-type-changed');
  });
});

describe('what cannot be decided', () => {
  const condition = (name: string): JsonObject =>
    JSON.parse(`{ "if": { "required": ["${name}"] }, "then": false }`) as JsonObject;

  it.each([
    ['a pattern', { type: 'string', pattern: '^(a|b)+$' }, { type: 'string', pattern: '^[ab]+$' }],
    ['a condition', condition('a'), condition('b')],
  ])('is said of %s, with the reason, and judged with care', (_what, was, is) => {
    const change = only(diff(requestOf(was), requestOf(is)));
    expect(change).toMatchObject({ level: 'breaking', undecided: expect.stringMatching(/may/) });
    expect(changesMarkdown([change])).toContain(`cannot be decided: ${change.undecided ?? ''}`);
  });

  it('is not said of what is decided', () => {
    const [change] = diff(requestOf({ type: 'string' }), requestOf({ type: 'integer' })).changes;
    expect(change).not.toHaveProperty('undecided');
  });
});

describe('one error code', () => {
  it('is one change for all operations, whichever schema of theirs lists it', () => {
    const answers = (codes: readonly number[]): JsonObject => ({
      429: {
        description: 'too many',
        content: {
          'application/json': {
            schema: { type: 'object', properties: { errorCode: { type: 'integer', enum: [...codes] } } },
          },
        },
      },
    });
    const document = (codes: readonly number[]): JsonObject => ({
      ...api({}),
      paths: { '/a': { get: { responses: answers(codes) } }, '/b': { get: { responses: answers(codes) } } },
    });
    expect(only(diff(document([12]), document([12, 15])))).toMatchObject({
      title: 'the error code 15 is new (429)',
      operations: ['GET /a', 'GET /b'],
    });
  });
});

describe('a description', () => {
  const table = (rows: readonly string[]): JsonObject =>
    requestOf({ type: 'string', description: ['Words.', '', ...rows].join('\n') });

  it('says the same with other columns, rows and alignment of a table', () => {
    const was = table(['| A | B |', '|---|---|', '| 1 | one |', '| 2 | two |']);
    const is = table(['| B   |  A |', '|:---|---:|', '| two | 2 |', '| one | 1 |']);
    expect(diff(was, is).changes).toEqual([]);
  });

  it('is told with its old and its new words', () => {
    const change = only(diff(table(['one two']), table(['one three'])));
    expect(change).toMatchObject({ was: 'Words.\n\none two', is: 'Words.\n\none three' });
  });
});
