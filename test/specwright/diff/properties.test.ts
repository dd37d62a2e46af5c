import { type Json, type JsonObject, isObject } from '../../../src/specwright/base/json.ts';
import * as fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { API_RULES } from '../../../src/specwright/diff/rules/api-rules.ts';
import { isRuleId, RULE_IDS, ruleOf } from '../../../src/specwright/diff/rules/rule.ts';
import { SCHEMA_RULES } from '../../../src/specwright/diff/rules/schema-rules.ts';
import { titleOf } from '../../../src/specwright/diff/title.ts';
import { diff, requestOf, responseOf, told } from './documents.ts';
import { library } from './library.ts';

const names = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'x/y~z');

/** Schemas as people write them, any keyword in any company. */
const schema: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record(
      {
        type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array', [
          'string',
          'null',
        ]),
        format: fc.constantFrom('int32', 'int64', 'date', 'uuid'),
        enum: fc.uniqueArray(fc.constantFrom('a', 'b', 1, null), { maxLength: 3 }),
        minimum: fc.integer({ min: 0, max: 9 }),
        exclusiveMaximum: fc.constantFrom(true, false, 5, 10),
        maxLength: fc.integer({ min: 0, max: 9 }),
        pattern: fc.constantFrom('^a', '.*', '['),
        nullable: fc.boolean(),
        readOnly: fc.boolean(),
        default: fc.constantFrom('a', 1),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        properties: fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(names, { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        items: tie('schema'),
        allOf: fc.array(tie('schema'), { maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { maxLength: 3 }),
        anyOf: fc.array(tie('schema'), { maxLength: 3 }),
        not: tie('schema'),
        $ref: fc.constantFrom('#/components/schemas/A', '#/components/schemas/B', '#/nowhere', 'other.json'),
        prefixItems: fc.array(tie('schema'), { maxLength: 2 }),
        discriminator: fc.record({ propertyName: names }),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema as fc.Arbitrary<JsonObject>;

const version = fc.constantFrom('3.0.3', '3.1.0');

const document: fc.Arbitrary<JsonObject> = fc
  .record({ body: schema, a: schema, b: schema, version, side: fc.boolean() })
  .map(({ body, a, b, version: openapi, side }) => ({
    ...(side ? requestOf(body, openapi) : responseOf(body, openapi)),
    components: { schemas: { A: a, B: b } },
  }));

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  return isObject(value) ? turnedRound(value) : value;
}

function turnedRound(value: JsonObject): JsonObject {
  const entries = Object.keys(value).map((key): [string, Json] => [key, turned(value[key] ?? null)]);
  return Object.fromEntries(entries.reverse());
}

describe('whatever the documents say', () => {
  it('a document equals itself, and a copy with its keys turned round', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(told(diff(one, one))).toEqual([]);
        expect(told(diff(one, turnedRound(one)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('two documents are compared without an error, in the same way each time', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const report = diff(one, other);
        expect(diff(one, other)).toEqual(report);
        expect(report.breaking).toBe(report.changes.some((change) => change.level === 'breaking'));
        expect(report.changes.filter((change) => /\{[a-z]+\}|undefined/.test(change.title))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('rubbish in any place does not stop it', () => {
    const rubbish = fc.constantFrom<Json>(null, 1, 'x', [], {}, [null], { $ref: '#/x' }, { $ref: 5 });
    fc.assert(
      fc.property(fc.nat(), rubbish, (place, value) => {
        const broken = library();
        replaceAt(broken, place, value);
        expect(() => [diff(library(), broken), diff(broken, library())]).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

/** Puts a value at the n-th place of a document. */
function replaceAt(root: JsonObject, place: number, value: Json): void {
  const places: [JsonObject | Json[], string | number][] = [];
  const pending: Json[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, item] of Object.entries(next)) {
      places.push([next, key]);
      pending.push(item);
    }
  }
  const [owner, key] = places[place % places.length] ?? [root, 'paths'];
  Object.assign(owner, { [key]: value });
}

describe('every rule', () => {
  it('has a sentence whose gaps are all filled in', () => {
    const delta = { subject: 's', was: 1, is: 2, base: '/a', revision: '/b' };
    const gaps = RULE_IDS.filter(
      (id) => /[{}]|^$/.test(titleOf({ id, ...delta })) || ruleOf(id).reason === '',
    );
    expect(gaps).toEqual([]);
    expect([...new Set(RULE_IDS.map((id) => ruleOf(id).level))].sort()).toEqual([
      'breaking',
      'info',
      'warning',
    ]);
  });

  it('has an id that no other rule has', () => {
    const api = Object.values(API_RULES).reduce((sum, rules) => sum + Object.keys(rules).length, 0);
    expect(RULE_IDS).toHaveLength(api + 4 * SCHEMA_RULES.size);
    expect(['constructor', 'request-', 'request-type', 'type-changed'].filter(isRuleId)).toEqual([]);
  });
});
