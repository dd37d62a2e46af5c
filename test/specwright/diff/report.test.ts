import { describe, expect, it, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { pointerTo } from '../../../src/specwright/base/pointer.ts';
import type { Change } from '../../../src/specwright/diff/change.ts';
import { linesOf } from '../../../src/specwright/diff/locate.ts';
import {
  localReferences,
  outsideReferences,
  refersOutside,
} from '../../../src/specwright/diff/outside-references.ts';
import { placeName } from '../../../src/specwright/diff/place-name.ts';
import { applyPolicy, type Acceptance, type Policy } from '../../../src/specwright/diff/policy.ts';
import { changesMarkdown, diffView } from '../../../src/specwright/diff/report-view.ts';
import fc from '../../fast-check.ts';

const change: Change = {
  id: 'response-property-removed',
  level: 'breaking',
  direction: 'response',
  operation: 'GET /a',
  operations: ['GET /a'],
  base: { pointer: '/paths/~1a/get' },
  revision: { pointer: '/components/schemas/A' },
  title: 'note is gone',
  why: 'callers read it',
  fix: 'stop reading it',
  wire: 'breaks',
  typescript: 'breaks',
};
const added: Change = { ...change, id: 'response-property-names-added', level: 'info' };

describe('the line of a place', () => {
  const at = (text: string, ...pointers: string[]): readonly (number | undefined)[] => {
    const lines = linesOf(text, pointers);
    return pointers.map((pointer) => lines.get(pointer));
  };

  it('is that of the key, or of the entry of a list', () => {
    const text = '{\n"a": {\n"b": 1,\n"c": [\n1,\n{"d":\n2}]\n},\n"e": "x"\n}\n';
    expect(at(text, '', '/a', '/a/b', '/a/c', '/a/c/0', '/a/c/1', '/a/c/1/d', '/e')).toEqual([
      1, 2, 3, 4, 5, 6, 6, 9,
    ]);
    expect(at(text, '/e', '/a/c/1')).toEqual([9, 6]);
  });

  it('of what is not there is that of the last thing on its way', () => {
    const text = '{\n"a": {\n"b": 1\n},\n"c": []}';
    expect(at(text, '/a/x', '/a/b/x/y', '/c/0', '/z')).toEqual([2, 3, 5, 1]);
  });

  it('is found behind quotes, backslashes, braces in texts and a byte order mark', () => {
    expect(
      at('\ufeff{"a\\"]}": "\\\\",\r\n\t"b": ["}", {"c": "\\""}],\n"d": 1}', '/a"]}', '/b/1/c', '/d'),
    ).toEqual([1, 2, 3]);
    expect(at('[[1, [2]],\n{"a": {}},\n3]', '/0', '/1', '/2')).toEqual([1, 2, 3]);
    expect(at('{"a":\n[], "b":\n{"c": {}},\n"d": 1}', '/b', '/d')).toEqual([2, 4]);
  });

  it('ends where the text is cut', () => {
    for (const text of ['', '{', '{"a', '{"a":', '{"a": [', '{"a": {"b": 1', '["', '[1,'])
      expect(at(text, '/a/b', '/0')).toHaveLength(2);
  });

  it('is the line that a printed document has it on', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value, null, 1);
        // Printed so, every key and every entry has a line of its own, in the order of a walk.
        const places: string[] = [];
        const walk = (inner: unknown, pointer: string): void => {
          places.push(pointer);
          if (typeof inner !== 'object' || inner === null) return;
          for (const [key, entry] of Object.entries(inner)) walk(entry, pointer + pointerTo(key));
          if (Object.keys(inner).length > 0) places.push('end');
        };
        walk(value, '');
        const lines = linesOf(
          text,
          places.filter((place) => place !== 'end'),
        );
        for (const [index, place] of places.entries())
          if (place !== 'end') expect([place, lines.get(place)]).toEqual([place, index + 1]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('references', () => {
  const document: JsonObject = {
    a: { $ref: 'b.yaml#/x' },
    list: [{ $ref: 'b.yaml#/y' }, { $ref: 'a.json' }, { $ref: '#/here' }],
    example: { $ref: 'data.yaml' },
    properties: { example: { $ref: 'c.yaml' }, $ref: { type: 'string' } },
  };
  it('to other documents come once each, in order; what is data refers to nothing', () => {
    expect(outsideReferences(document)).toEqual(['a.json', 'b.yaml', 'c.yaml']);
    expect(localReferences(document)).toEqual(['#/here']);
  });
  it.each([
    ['{"$ref": "b.yaml"}', true],
    ["$ref: 'b.yaml'", true],
    ['$ref: b.yaml', true],
    ['{"$ref":"#/a"}', false],
    ["$ref: '#/a'", false],
    ['ref: b.yaml', false],
  ])('%s leads outside: %s', (text, expected) => {
    expect(refersOutside(text)).toBe(expected);
  });
});

test.each([
  ['', 'the document'],
  ['/info/title', 'info/title'],
  ['/type', 'the document'],
  ['/components', 'components'],
  ['/components/schemas/Task', 'Task'],
  ['/components/schemas/Task/properties/note/maxLength', 'Task.note'],
  ['/components/schemas/Task/properties/type', 'Task.type'],
  ['/components/schemas/Task/properties/tags/items/properties/items', 'Task.tags.items.items'],
  ['/components/schemas/Task/allOf/0/properties/a/anyOf/1/enum', 'Task.a'],
  ['/components/schemas/Task/patternProperties/^x/x-note', 'Task.^x'],
  ['/components/schemas/Task#dialect', 'Task'],
  ['/paths/~1a/get', 'the operation'],
  ['/paths/~1a/get/parameters/0/schema/type', 'the parameter'],
  ['/paths/~1a/get/parameters/0/schema/properties/a/type', 'a'],
  ['/paths/~1a/get/requestBody/content/json/schema', 'the body'],
  ['/paths/~1a/get/responses/200/content/json/schema', 'answer 200'],
  ['/paths/~1a/get/responses', 'answer'],
  ['/webhooks/new/post/requestBody', 'the body'],
  ['/x-referenced-files/a.yaml/components/schemas/A/properties/b', 'A.b'],
  ['/x-referenced-files/a.yaml/limit/schema/properties/b', 'limit.b'],
  ['/x-referenced-files/a.yaml/properties/b', 'a.yaml.b'],
])('%j is called %s', (pointer, name) => {
  expect(placeName(pointer)).toBe(name);
});

describe('what a team decides', () => {
  const apply = (policy: Partial<Policy>, changes = [change], revision: JsonObject = {}): readonly string[] =>
    applyPolicy(changes, { severities: {}, accepted: [], ...policy }, revision).changes.map(
      ({ id, level, accepted }) => [id, level, accepted].join(' ').trim(),
    );
  const taken = ['response-property-removed info agreed'];
  const judged = ['response-property-removed breaking'];
  const accept = (rest: Partial<Acceptance> = {}): Partial<Policy> => ({
    accepted: [{ id: 'response-property-removed', reason: 'agreed', ...rest }],
  });

  it('the severity of a rule', () => {
    expect(apply({})).toEqual(judged);
    expect(apply({ severities: { 'response-property-removed': 'warning' } })).toEqual([
      'response-property-removed warning',
    ]);
    expect(apply({ severities: { 'response-property-removed': 'off' } }, [change, added])).toEqual([
      'response-property-names-added info',
    ]);
  });

  it.each<[Partial<Acceptance>, readonly string[]]>([
    [{}, taken],
    [{ id: 'response-property-names-added' }, judged],
    [{ operation: 'GET /a' }, taken],
    [{ operation: 'GET /b' }, judged],
    [{ pointer: '/paths/~1a/get' }, taken],
    [{ pointer: '/paths/~1a' }, taken],
    [{ pointer: '/paths/~1' }, judged],
    [{ pointer: '/components' }, taken],
    [{ operation: 'GET /a', pointer: '/components/schemas/B' }, judged],
  ])('an acceptance %j', (rest, expected) => {
    expect(apply(accept(rest))).toEqual(expected);
  });

  it('an acceptance of one operation does not take what several have', () => {
    const shared = { ...change, operations: ['GET /a', 'GET /b'] };
    expect(apply(accept({ operation: 'GET /a' }), [shared])).toEqual(judged);
    expect(apply(accept(), [shared])).toEqual(taken);
  });

  it('names acceptances that met no change', () => {
    const accepted: Acceptance[] = [
      { id: 'response-property-removed', reason: 'agreed' },
      { id: 'response-property-names-added', reason: 'never came' },
    ];
    expect(applyPolicy([change], { severities: {}, accepted }, {}).unused).toEqual(accepted.slice(1));
  });

  it.each<[JsonObject, readonly string[]]>([
    [{ 'response-property-removed': 'agreed' }, taken],
    [{ 'response-property-removed': ' ' }, judged],
    [{ 'response-property-removed': 1 }, judged],
    [{ 'response-property-names-added': 'agreed' }, judged],
  ])('an annotation %j above the change, at it, or none of both', (note, expected) => {
    const annotated = { 'x-accepted-changes': note };
    expect(apply({}, [change], annotated)).toEqual(expected);
    expect(apply({}, [change], { components: { schemas: { A: annotated } } })).toEqual(expected);
    expect(apply({}, [change], { components: { schemas: { B: annotated } } })).toEqual(judged);
    const inList = { ...change, revision: { pointer: '/tags/1' } };
    expect(apply({}, [inList], { tags: [{}, annotated] })).toEqual(expected);
  });

  it('the nearest annotation counts', () => {
    const note = (reason: string): JsonObject => ({ 'x-accepted-changes': { [change.id]: reason } });
    expect(apply({}, [change], { ...note('far'), components: { ...note('agreed'), schemas: {} } })).toEqual(
      taken,
    );
  });
});

describe('a report', () => {
  const names = { base: 'v1/old.json', revision: 'main:new.json' };
  const meta = { tool: { name: 'specwright', version: '1' }, date: '2026-01-01', documents: [] };
  const view = (changes: readonly Change[], fails?: (one: Change) => boolean) =>
    diffView(changes, { names, meta, ...(fails && { fails }) });

  it('of no change passes', () => {
    expect(view([])).toMatchObject({
      ok: true,
      headline: 'No changes.',
      suites: [
        {
          name: 'v1/old.json to main:new.json',
          cases: [{ name: 'no changes', outcome: 'passed', failures: [] }],
        },
      ],
      rules: [],
      data: { breaking: false },
    });
  });

  it('fails on what breaks, or on what it is told to fail on', () => {
    const { ok, headline, suites, rules, data } = view([change, added, added]);
    expect({ ok, headline, data }).toEqual({
      ok: false,
      headline: '1 breaking, 0 warning, 2 info',
      data: { breaking: true, changes: [change, added, added] },
    });
    expect(suites[0]?.cases.map(({ name, outcome, failures }) => [name, outcome, failures.length])).toEqual([
      ['GET /a: note is gone [response-property-removed]', 'failed', 1],
      ['GET /a: note is gone [response-property-names-added]', 'passed', 0],
      ['GET /a: note is gone [response-property-names-added]', 'passed', 0],
    ]);
    expect(rules.map(({ id, severity }) => [id, severity])).toEqual([
      ['response-property-removed', 'warning'],
      ['response-property-names-added', 'info'],
    ]);
    expect(view([added])).toMatchObject({ ok: true, data: { breaking: false } });
    expect(view([added], () => true).ok).toBe(false);
    const { operation: _operation, ...whole } = added;
    expect(view([whole]).suites[0]?.cases[0]?.name).toBe('note is gone [response-property-names-added]');
  });

  it('says where a change is, on either side', () => {
    const [finding] = view([
      { ...change, base: { pointer: '/a', line: 3 }, revision: { pointer: '/b', file: 'parts/b.yaml' } },
    ]).findings;
    expect(finding).toMatchObject({
      severity: 'error',
      label: 'breaking',
      operation: 'GET /a',
      key: 'response-property-removed /a /b',
      places: [
        { label: 'is', file: 'main:parts/b.yaml', pointer: '/b' },
        { label: 'was', file: 'v1/old.json', pointer: '/a', line: 3 },
      ],
    });
    expect(finding?.places[0]).not.toHaveProperty('line');
    const { base: _base, ...fresh } = {
      ...change,
      operations: ['GET /a', 'GET /b', 'GET /c'],
      accepted: 'agreed',
    };
    expect(view([fresh]).findings[0]).toMatchObject({
      operation: 'GET /a and 2 more',
      title: 'note is gone (accepted: agreed)',
      key: 'response-property-removed /components/schemas/A',
      places: [{ label: 'is' }],
    });
    expect(view([{ ...change, operations: [] }]).findings[0]).not.toHaveProperty('operation');
  });

  it('says what is known, and no more', () => {
    const details = (rest: Partial<Change>) => view([{ ...change, ...rest }]).findings[0]?.details;
    const breaks = ['breaks', 'wire: breaks, TypeScript: breaks'];
    expect(details({ fix: '' })).toEqual([['why', 'callers read it'], breaks]);
    expect(details({ undecided: 'too deep', guess: 'renamed', inferred: true })).toEqual([
      ['why', 'callers read it'],
      ['cannot be decided', 'too deep'],
      ['guess', 'renamed'],
      ['source', 'samples, not documentation'],
      breaks,
      ['fix', 'stop reading it'],
    ]);
  });

  it('in Markdown begins with the counts', () => {
    const [first, , ...rest] = changesMarkdown([change]).split('\n');
    expect(first).toBe('**1 breaking, 0 warning, 0 info**');
    expect(rest.join('\n')).toContain('note is gone');
  });
});
