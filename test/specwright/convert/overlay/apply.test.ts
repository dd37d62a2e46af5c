import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import fc from '../../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { applyOverlay } from '../../../../src/specwright/convert/5-overlay/apply.ts';
import { ConversionError } from '../../../../src/specwright/convert/problem.ts';

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1', tags: ['a'] },
  paths: { '/a': { get: { tags: ['x', 'y'], summary: 'old' } }, '/b': { get: { summary: 'old' } } },
};

function overlay(...actions: Json[]): JsonObject {
  return { overlay: '1.0.0', info: { title: 'o', version: '1' }, actions };
}

function apply(...actions: Json[]): JsonObject {
  return applyOverlay(document, overlay(...actions)).value.document;
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof ConversionError ? error.problem.code : String(error);
  }
}

describe('applyOverlay', () => {
  it('merges objects by key, replaces plain values and joins lists', () => {
    const changed = apply({
      target: '$.info',
      update: { title: 'New', contact: { name: 'N' }, tags: ['b'] },
    });
    expect(changed['info']).toEqual({ title: 'New', version: '1', tags: ['a', 'b'], contact: { name: 'N' } });
  });

  it('adds an element to a list that is the target', () => {
    expect(apply({ target: "$.paths['/a'].get.tags", update: 'z' })).toMatchObject({
      paths: { '/a': { get: { tags: ['x', 'y', 'z'] } } },
    });
  });

  it('changes every place that matches, in the order of the actions', () => {
    const changed = apply(
      { target: '$.paths.*.get', update: { summary: 'new' } },
      { target: "$.paths['/b'].get", update: { summary: 'newest' } },
    );
    expect(changed['paths']).toMatchObject({
      '/a': { get: { summary: 'new' } },
      '/b': { get: { summary: 'newest' } },
    });
  });

  it('removes members of objects and elements of lists, however many match', () => {
    const changed = apply(
      { target: "$.paths['/b']", remove: true },
      { target: "$.paths['/a'].get.tags[*]", remove: true },
    );
    expect(changed['paths']).toEqual({ '/a': { get: { tags: [], summary: 'old' } } });
  });

  it('leaves the document it was given as it is', () => {
    const before = structuredClone(document);
    apply({ target: '$.info', update: { title: 'New' } }, { target: "$.paths['/a']", remove: true });
    expect(document).toEqual(before);
  });

  it('says which places each action wrote', () => {
    const { provenance } = applyOverlay(
      document,
      overlay({ target: '$.paths.*.get', update: { summary: 'n' } }),
    ).value;
    expect(provenance.map(({ pointer, origin, at }) => [pointer, origin, at])).toEqual([
      ['/paths/~1a/get', 'overlay', '/actions/0'],
      ['/paths/~1b/get', 'overlay', '/actions/0'],
    ]);
  });

  it('refuses an action that matches nothing, and names it', () => {
    const stale = { target: "$.paths['/gone']", remove: true };
    try {
      apply({ target: '$.info', update: {} }, stale);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        problem: { code: 'overlay-no-match', args: { action: 2, target: stale.target } },
      });
    }
  });

  it('refuses a target that is no JSONPath, an update of another kind, and what is no overlay', () => {
    expect(codeOf(() => apply({ target: 'not a path', update: {} }))).toBe('overlay-target-invalid');
    expect(codeOf(() => apply({ target: '$', update: { info: 'text' } }))).toBe('overlay-update-conflict');
    expect(codeOf(() => apply({ target: '$.info' }))).toBe('overlay-invalid');
    expect(codeOf(() => apply({ update: {} }))).toBe('overlay-invalid');
    expect(codeOf(() => apply({ target: '$', remove: true }))).toBe('overlay-invalid');
    for (const other of [
      null,
      [],
      {},
      { overlay: '2.0.0', actions: [] },
      { overlay: '1.0.0' },
      { openapi: '3.1.0' },
    ]) {
      expect(codeOf(() => applyOverlay(document, other))).toBe('overlay-invalid');
    }
  });

  it('merges __proto__ as a key', () => {
    const hostile: Json = JSON.parse('{"__proto__": {"polluted": true}}');
    const changed = apply({ target: '$.info', update: hostile });
    expect(Object.keys(changed['info'] ?? {})).toContain('__proto__');
    expect({}).not.toHaveProperty('polluted');
  });

  it('applied twice, changes nothing more where it only sets values', () => {
    const json = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string()), { maxKeys: 5 });
    fc.assert(
      fc.property(json, (update) => {
        const action = overlay({ target: "$.paths['/a'].get", update: { 'x-set': update } });
        const once = applyOverlay(document, action).value.document;
        expect(applyOverlay(once, action).value.document).toEqual(once);
      }),
    );
  });

  it('leaves out a sample that the correction makes invalid, unless none would be left', () => {
    const media = (examples: JsonObject): JsonObject => ({
      paths: {
        '/a': {
          post: {
            requestBody: { content: { 'application/json': { schema: { type: 'object' }, examples } } },
          },
        },
      },
    });
    const action = overlay({ target: '$..schema', update: { required: ['id'] } });
    const both = applyOverlay(media({ good: { value: { id: 1 } }, bad: { value: {} } }), action);
    expect(JSON.stringify(both.value.document)).not.toContain('"bad"');
    expect(both.problems).toMatchObject([{ code: 'overlay-outdates-example', args: { name: 'bad' } }]);
    const one = applyOverlay(media({ bad: { value: {} } }), action);
    expect(JSON.stringify(one.value.document)).toContain('"bad"');
    expect(one.problems).toEqual([]);
  });
});
