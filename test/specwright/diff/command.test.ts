import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runScript, type Ran } from '../../run-cli.ts';
import { actingCharacters, commandLines } from '../report/hostile-text.ts';
import { library } from './library.ts';

const root = join(import.meta.dirname, '../../..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  save('base.json', library());
  save('same.yaml', library());
  save('broken.json', changed());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function changed(): JsonObject {
  const text = JSON.stringify(library()).replace('"required":["id","title"]', '"required":["id"]');
  return JSON.parse(text) as JsonObject;
}

function save(name: string, value: unknown): void {
  const text = name.endsWith('.yaml') ? stringify(value) : JSON.stringify(value, null, 2);
  writeFileSync(join(folder, name), typeof value === 'string' ? value : text);
}

const run = (args: readonly string[], env: Record<string, string> = {}, cwd = folder): Promise<Ran> =>
  runScript('diff', args, { env, cwd });

const head = "openapi: '3.1.0'\ninfo: { title: T, version: '1' }\n";
const operation = 'responses: { 204: { description: ok } }';

describe('npm run diff', () => {
  it('finds nothing between JSON and YAML of one document', async () => {
    expect(await run(['base.json', 'same.yaml', '--json'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('\n  "breaking": false,\n  "changes": []\n}\n'),
      stderr: '',
    });
  });

  it('compares collections that are folders', async () => {
    for (const [name, path] of [
      ['v3-old', 'a'],
      ['v3-new', 'b'],
    ] as const) {
      mkdirSync(join(folder, name), { recursive: true });
      save(
        `${name}/one.request.yaml`,
        `$kind: http-request\nname: One\nurl: 'https://api.example/${path}'\n`,
      );
    }
    const { code, stdout } = await run(['v3-old', 'v3-new', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      breaking: true,
      changes: [{ id: 'operation-address-changed' }],
    });
  });

  it('prints changes with places and lines as JSON, and exits with 1', async () => {
    const { code, stdout } = await run(['base.json', 'broken.json', '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as { breaking: boolean; changes: JsonObject[] };
    expect(report.breaking).toBe(true);
    expect(report.changes).toMatchObject([
      {
        id: 'response-property-became-optional',
        level: 'breaking',
        direction: 'response',
        base: { pointer: '/components/schemas/Book/required', line: expect.any(Number) },
        wire: 'breaks',
        typescript: 'breaks',
      },
    ]);
  });

  it('prints each format, and colours only where wanted', async () => {
    const [text, markdown, github, sarif, junit, html] = await Promise.all(
      ['text', 'markdown', 'github', 'sarif', 'junit', 'html'].map((format) =>
        run(['base.json', 'broken.json', '--format', format], { NO_COLOR: '1' }),
      ),
    );
    expect(text?.stdout).toContain(
      'breaking: GET /books and 2 more: the property "title" in the answer became optional',
    );
    expect(text?.stdout).not.toContain('\u001B[');
    expect(JSON.parse(sarif?.stdout ?? '')).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'response-property-became-optional',
              level: 'error',
              locations: [{ physicalLocation: { artifactLocation: { uri: 'broken.json' } } }],
              relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'base.json' } } }],
            },
          ],
        },
      ],
    });
    expect(junit?.stdout).toContain('<failure type="response-property-became-optional"');
    expect(html?.stdout).toContain('<span class="tag error">breaking</span>GET /books and 2 more: ');
    expect(markdown?.stdout).toContain('### Breaking');
    expect(github?.stdout).toMatch(
      /^::error file=broken\.json,line=\d+,title=response-property-became-optional::GET \/books and 2 more: /m,
    );
  });

  it('fails on what it is told to fail on', async () => {
    expect((await run(['base.json', 'broken.json', '--fail-on', 'none'])).code).toBe(0);
    save('warned.json', JSON.parse(JSON.stringify(library()).replace('"sold"', '"sold","gone"')));
    expect((await run(['base.json', 'warned.json'])).code).toBe(0);
    expect((await run(['base.json', 'warned.json', '--fail-on', 'warning'])).code).toBe(1);
  });

  it('takes severities and accepted changes from files', async () => {
    save('severity.json', { 'response-property-became-optional': 'warning' });
    expect((await run(['base.json', 'broken.json', '--severity', 'severity.json'])).code).toBe(0);
    const accepted = [
      {
        id: 'response-property-became-optional',
        reason: 'agreed with all callers',
        pointer: '/components/schemas/Book',
      },
      { id: 'operation-removed', reason: 'not there yet' },
    ];
    save('accept.yaml', { accepted });
    const { code, stdout, stderr } = await run(['base.json', 'broken.json', '--accept', 'accept.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('accepted: agreed with all callers');
    expect(stderr).toContain('No change is accepted by operation-removed (not there yet); it can go.');
  });

  it('takes accepted changes from an annotation of the revision', async () => {
    const document = changed();
    const text = JSON.stringify(document).replace(
      '"required":["id"]',
      '"required":["id"],"x-accepted-changes":{"response-property-became-optional":"old books have no title"}',
    );
    save('annotated.json', JSON.parse(text));
    const { code, stdout } = await run(['base.json', 'annotated.json']);
    expect(code).toBe(0);
    expect(stdout).toContain('accepted: old books have no title');
  });

  it('names the file and the line of what changed in a file that is referred to', async () => {
    const whole = (side: string): string =>
      `${head}paths: { /a: { get: { parameters: [{ $ref: './${side}.yaml#/params/Q' }], ${operation} } } }\n`;
    for (const [side, required] of [
      ['was', 'false'],
      ['is', 'true'],
    ] as const) {
      writeFileSync(join(folder, `${side}-whole.yaml`), whole(side));
      writeFileSync(
        join(folder, `${side}.yaml`),
        `params:\n  P: {}\n  Q:\n    in: query\n    name: q\n    required: ${required}\n    schema: { type: string }\n`,
      );
    }
    const { code, stdout } = await run(['was-whole.yaml', 'is-whole.yaml']);
    expect(code).toBe(1);
    expect(stdout).toContain('the parameter "q" became required');
    expect(stdout).toMatch(/^ {2}is +is\.yaml:4 \/params\/Q$/m);
    expect(stdout).toMatch(/^ {2}was +was\.yaml:4 \/params\/Q$/m);
  });

  it('reads merge keys of YAML, and names the addresses that it does not follow', async () => {
    writeFileSync(join(folder, 'plain.yaml'), `${head}paths: { /a: { get: { ${operation} } } }\n`);
    writeFileSync(
      join(folder, 'merged.yaml'),
      `${head}x-all: &all { ${operation} }\npaths: { /a: { get: { <<: *all } }, /b: { $ref: 'https://example.com/other.yaml#/b' } }\n`,
    );
    const { code, stdout, stderr } = await run(['plain.yaml', 'merged.yaml', '--json']);
    expect({ code, changes: JSON.parse(stdout).changes }).toEqual({ code: 0, changes: [] });
    expect(stderr).toContain(
      'merged.yaml refers to addresses and absolute paths, which are not followed: https://example.com/other.yaml.',
    );
  });

  it('prints nothing that acts, whatever documents and arguments hold', async () => {
    const hostile = '\u001B[2J\n::error::owned\u202E##[group]';
    const document = (type: string): JsonObject => ({
      ...library(),
      paths: { '/a': { get: { parameters: [{ name: hostile, in: 'query', schema: { type } }] } } },
    });
    save('one.json', document('string'));
    save('two.json', document('object'));
    const outcomes = await Promise.all([
      run(['one.json', 'two.json']),
      run(['one.json', 'two.json', '--format', 'github']),
      run(['one.json', 'two.json', '--json']),
      run([hostile, 'two.json']),
      run(['one.json', 'two.json', '--format', hostile]),
      run(['one.json', 'two.json', hostile]),
    ]);
    for (const [index, { stdout, stderr }] of outcomes.entries()) {
      expect(actingCharacters(stdout + stderr)).toEqual([]);
      const commands = commandLines(stdout + stderr).map((line) => line.split(' ', 1)[0]);
      expect(commands).toEqual(index === 1 ? ['::error', '::notice'] : []);
    }
    expect(outcomes[3]?.stderr).toContain('\\u001B[2J');
  });

  it('reads a side from git', async () => {
    const { code, stdout } = await run(['HEAD:package.json', 'HEAD:package.json'], {}, root);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const missing = await run(['HEAD:no/such.json', join(folder, 'base.json')], {}, root);
    expect(missing.stderr).toMatch(/^Cannot read HEAD:no\/such\.json from git: .*\.\n$/);
  });

  it.each([
    [['base.json'], 'Name two documents to compare.'],
    [['base.json', 'missing.json'], 'Cannot read missing.json: there is no such file.'],
    [['base.json', 'page.html'], 'it is HTML or XML'],
    [['base.json', 'empty.json'], 'it is empty'],
    [['base.json', 'swagger.json'], 'it is Swagger 2.0'],
    [['base.json', 'list.json'], 'it does not hold an object'],
    [['base.json', 'cut.json'], 'Cannot compare cut.json'],
    [
      ['base.json', 'base.json', '--format', 'xml'],
      '--format takes one of text, json, junit, sarif, github, markdown, html, not "xml".',
    ],
    [
      ['base.json', 'base.json', '--severity', 'wrong.json'],
      'the rule "response-propertie-removed" is unknown. Did you mean response-property-removed',
    ],
    [['base.json', 'base.json', '--accept', 'swagger.json'], 'a list called accepted'],
  ])('%j is reported in one sentence, exit code 2', async (args, sentence) => {
    save('page.html', '<!doctype html><title>no</title>');
    save('empty.json', '');
    save('swagger.json', { swagger: '2.0', paths: {} });
    save('list.json', []);
    save('cut.json', '{"openapi": "3.1.0", ');
    save('wrong.json', { 'response-propertie-removed': 'info' });
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
