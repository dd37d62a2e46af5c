import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintDocument } from '../../../../src/specwright/convert/6-lint/lint-document.ts';
import { LINT_RULES } from '../../../../src/specwright/convert/6-lint/rules.ts';
import type { Settings } from '../../../../src/specwright/convert/settings.ts';

const json = (schema: JsonObject, examples: JsonObject = {}): JsonObject => ({
  content: { 'application/json': { schema, examples } },
});

function valid(): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1', description: 'Plain, with `<b>code</b>` and a <tenant>.' },
    security: [{ bearer: [] }],
    paths: {
      '/a/{id}': {
        get: {
          operationId: 'readA',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            '200': {
              description: 'OK',
              ...json({ $ref: '#/components/schemas/A' }, { one: { value: { id: 1 } } }),
            },
            '204': { description: 'None' },
            '400': {
              description: 'Bad',
              ...json({ type: 'object', properties: { errorCode: { type: 'integer', enum: [4] } } }),
            },
          },
        },
      },
    },
    components: {
      schemas: { A: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] } },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** The valid document with one place changed. */
function broken(path: readonly string[], value: Json): JsonObject {
  const document = valid();
  let owner: Json | undefined = document;
  for (const key of path.slice(0, -1))
    owner = typeof owner === 'object' && owner !== null && !Array.isArray(owner) ? owner[key] : undefined;
  if (typeof owner === 'object' && owner !== null && !Array.isArray(owner)) owner[path.at(-1) ?? ''] = value;
  return document;
}

const get = ['paths', '/a/{id}', 'get'];
const response = (status: string): string[] => [...get, 'responses', status];
const operation: JsonObject = { responses: { '200': { description: 'OK' } } };

/** For each rule a document that breaks it. */
const breakers: Readonly<Record<string, JsonObject>> = {
  structure: broken(['info'], { title: 'T' }),
  'references-resolve': broken([...response('200'), 'content'], {
    'application/json': { schema: { $ref: '#/components/schemas/Gone' } },
  }),
  'operation-ids-unique': broken(['paths', '/b'], { get: { operationId: 'readA', ...operation } }),
  'path-parameters-declared': broken([...get, 'parameters'], []),
  'no-twin-paths': broken(['paths', '/a/{other}'], {
    put: {
      operationId: 'x',
      parameters: [{ name: 'other', in: 'path', required: true, schema: {} }],
      ...operation,
    },
  }),
  'security-declared': broken([...get, 'security'], [{ unknown: [] }]),
  'no-body-where-none-is-sent': broken(response('204'), { description: 'None', ...json({}) }),
  'examples-valid': broken([...response('200'), 'content'], {
    'application/json': {
      schema: { $ref: '#/components/schemas/A' },
      examples: { one: { value: { id: 'text' } } },
    },
  }),
  'no-html': broken([...get, 'description'], 'A <table><tr><td>cell</td></tr></table>'),
  'no-secrets': broken([...response('200'), 'content'], {
    'application/json': { schema: { type: 'string' }, examples: { one: { value: `AKIA${'A'.repeat(16)}` } } },
  }),
  'error-codes-listed': broken(response('400'), { description: 'Bad', ...json({ type: 'object' }) }),
};

const everyRule: Settings['lint'] = { 'error-codes-listed': 'error' };

describe('lint', () => {
  it('finds nothing in a document that keeps every rule', async () => {
    expect(await lintDocument(valid(), everyRule)).toEqual([]);
  });

  it('has a rule per file, named alike, and a document here that breaks it', () => {
    const files = readdirSync(new URL('../../../../src/specwright/convert/6-lint/rules/', import.meta.url));
    const ids = LINT_RULES.map(({ id }) => id).sort();
    expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(ids);
    expect(Object.keys(breakers).sort()).toEqual(ids);
  });

  it.each(Object.keys(breakers))('%s finds what breaks it and says so in a sentence', async (id) => {
    const problems = await lintDocument(breakers[id] ?? {}, everyRule);
    const found = problems.filter(({ code }) => code === `lint-${id}`);
    expect(found.length).toBeGreaterThan(0);
    for (const problem of found) expect(problem.message).toMatch(/^[A-Z].*[.:\]`)]$|^[A-Z].*\w$/);
  });

  it('takes severities from the settings, `off` included', async () => {
    const document = breakers['no-html'] ?? {};
    const severities = async (setting: NonNullable<Settings['lint']>): Promise<readonly string[]> =>
      (await lintDocument(document, setting)).map(({ severity }) => severity);
    expect(await severities({})).toEqual(['warning']);
    expect(await severities({ 'no-html': 'error' })).toEqual(['error']);
    expect(await severities({ 'no-html': { severity: 'off', reason: 'shown as it is' } })).toEqual([]);
  });

  it('refuses a rule that does not exist, and names those that do', async () => {
    await expect(lintDocument(valid(), { 'no-htlm': 'error' })).rejects.toMatchObject({
      problem: {
        code: 'lint-rule-unknown',
        args: { rule: 'no-htlm', known: LINT_RULES.map(({ id }) => id) },
      },
    });
  });

  it('never repeats a secret', async () => {
    const problems = await lintDocument(breakers['no-secrets'] ?? {}, {});
    expect(JSON.stringify(problems)).not.toContain('AKIA');
  });
});
