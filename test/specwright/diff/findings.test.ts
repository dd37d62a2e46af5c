import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../../src/specwright/diff/findings.ts';
import { diffDocuments } from '../../../src/specwright/diff/diff.ts';
import { judge } from '../../../src/specwright/diff/judge.ts';

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
