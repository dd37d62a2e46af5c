import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from '../../fast-check.ts';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitProject } from '../../../src/specwright/emit/emit-project.ts';

/** Texts that end a comment, a string or a template, set a prototype, or break a line where none is seen. */
const attacks = [
  '*/ globalThis.pwned = 1; /*',
  '`; globalThis.pwned = 1; `',
  '${globalThis.pwned = 1}',
  '"; globalThis.pwned = 1; "',
  "'; globalThis.pwned = 1; '",
  '\\',
  '\\"; globalThis.pwned = 1; //',
  '\u2028globalThis.pwned = 1;\u2029',
  '\n*/\nglobalThis.pwned = 1;\n/*',
  '\u0000',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  '@deprecated */ globalThis.pwned = 1',
  '</script><script>globalThis.pwned = 1</script>',
  '',
  ' ',
  '1',
  'class',
];
const text = fc.constantFrom(...attacks);

interface Texts {
  readonly prose: string;
  readonly name: string;
  readonly value: string;
  readonly id: string;
  readonly segment: string;
}

/** A document that is valid by its shape, hostile wherever a stranger's text goes. */
function documentOf({ prose, name, value, id, segment }: Texts): JsonObject {
  const schema: JsonObject = {
    type: 'object',
    title: prose,
    description: prose,
    properties: Object.fromEntries<Json>([
      [
        name,
        {
          type: 'string',
          description: prose,
          enum: [value, 'plain'],
          default: value,
          example: prose,
          examples: [prose],
        },
      ],
      ['constant', { const: value }],
      ['nested', { $ref: '#/components/schemas/Shape' }],
    ]),
    required: [name],
    patternProperties: { '^custom_': { type: 'string' } },
  };
  const content = {
    'application/json': {
      schema,
      examples: Object.fromEntries([['one', { summary: prose, value: { [name]: value } }]]),
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: prose, version: value, description: prose },
    servers: [{ url: 'https://example.com', description: prose }],
    paths: Object.fromEntries<Json>([
      [
        `/${encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '?'))}/*/{id}`,
        {
          post: {
            operationId: id,
            summary: prose,
            description: prose,
            tags: [prose],
            parameters: [
              {
                name: 'id',
                in: 'path',
                required: true,
                description: prose,
                schema: { type: 'string', enum: [value] },
              },
              { name, in: 'query', description: prose, schema: { type: 'string', default: value } },
            ],
            requestBody: { description: prose, content },
            responses: {
              '200': {
                description: prose,
                content,
                headers: { 'x-header': { description: prose, schema: { type: 'string' } } },
              },
            },
          },
        },
      ],
    ]),
    components: {
      schemas: { Shape: { ...schema, properties: { [name]: { type: 'string', pattern: '^a' } } } },
    },
  };
}

const texts = fc.record({ prose: text, name: text, value: text, id: text, segment: text });

let folder = '';
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Syntax faults, and statements of a kind that no emitted file has. */
function faultsOf(content: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(content, {
    fileName: 'emitted.ts',
    reportDiagnostics: true,
  });
  const source = ts.createSourceFile('emitted.ts', content, ts.ScriptTarget.ES2022);
  const foreign = source.statements.filter(isForeign).map((statement) => statement.getText(source));
  return [
    ...diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ...foreign,
  ];
}

function isForeign(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) || ts.isBlock(statement) || ts.isLabeledStatement(statement);
}

describe('emit, given hostile texts', () => {
  it(
    'writes sources that parse, and code that runs nothing of a stranger',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(texts, async (given) => {
          const { files } = await emitProject(documentOf(given));
          const sources = files.filter(({ path }) => /\.[jt]s$/.test(path));
          for (const { path, content } of sources) expect(faultsOf(content), path).toEqual([]);
          count += 1;
          for (const { path, content } of sources) {
            if (path === 'validators.js' || path === 'operations.ts') await load(content, path);
          }
          expect(globalThis).not.toHaveProperty('pwned');
          expect({}).not.toHaveProperty('plain');
        }),
        { numRuns: 20 },
      );
    },
  );
});

async function load(content: string, name: string): Promise<void> {
  const { outputText } = ts.transpileModule(content, {
    compilerOptions: { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 },
  });
  const path = join(folder, `${String(count)}-${name.replace(/\.ts$/, '.js')}`);
  await writeFile(path, outputText);
  await import(/* @vite-ignore */ pathToFileURL(path).href);
}
