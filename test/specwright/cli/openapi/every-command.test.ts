import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { JsonObject } from '../../../../src/specwright/base/json.ts';
import { specwright } from '../../../../src/specwright/cli/program.ts';
import { lintDocument } from '../../../../src/specwright/index.ts';
import { runInProcess, type Ran } from '../../../memory-io.ts';

/* A document of OpenAPI 3 is a source for every command, in one file or in several. */

let folder = '';
const at = (name: string): string => join(folder, name);
const run = (...args: string[]): Promise<Ran> => runInProcess(specwright, args);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, value: unknown): Promise<void> {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), typeof value === 'string' ? value : stringify(value));
}

/** OpenAPI 3.0 in three files, which refer to one another. */
async function writeParts(name = 'openapi.yaml', limit = 10): Promise<void> {
  const lamp = (ref: string): JsonObject => ({
    description: 'A lamp.',
    content: { 'application/json': { schema: { $ref: ref } } },
  });
  await write(name, {
    openapi: '3.0.3',
    info: { title: 'Lamps', version: '1.0.0' },
    servers: [{ url: 'https://lamps.example' }],
    paths: { '/lamps/{id}': { $ref: 'parts/lamp-path.yaml' } },
    components: { schemas: { Room: { type: 'string', nullable: true } } },
  });
  await write('parts/lamp-path.yaml', {
    get: {
      operationId: 'getLamp',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: lamp('../schemas.yaml#/Lamp') },
    },
  });
  await write('schemas.yaml', {
    Lamp: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string' },
        level: { type: 'integer', maximum: limit },
        room: { $ref: `${name}#/components/schemas/Room` },
        next: { $ref: '#/Lamp' },
      },
    },
  });
}

describe('convert', () => {
  test('a document of 3.0 in several files is one of 3.1 in one', async () => {
    await writeParts();
    const { code, stdout } = await run('convert', at('openapi.yaml'));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      openapi: '3.1.0',
      paths: { '/lamps/{id}': { get: { operationId: 'getLamp' } } },
      components: {
        schemas: {
          Room: { type: ['string', 'null'] },
          Lamp: { properties: { next: { $ref: '#/components/schemas/Lamp' } } },
        },
      },
    });
  });

  test('an overlay and the lint rules apply as they do to a collection', async () => {
    await writeParts();
    await write('overlay.yaml', {
      overlay: '1.1.0',
      info: { title: 'o', version: '1' },
      actions: [
        { target: '$.components.schemas', update: { Bulb: {} } },
        { target: '$.components.schemas.Bulb', copy: '$.components.schemas.Room' },
        { target: '$.info.title', update: 'Bulbs' },
        { target: '$.paths.*.get.responses', update: { 404: {} } },
      ],
    });
    const { code, stdout, stderr } = await run(
      'convert',
      at('openapi.yaml'),
      '--overlay',
      at('overlay.yaml'),
    );
    const document = JSON.parse(stdout);
    expect(document.info.title).toBe('Bulbs');
    expect(document.components.schemas.Bulb).toEqual(document.components.schemas.Room);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('violates the OpenAPI schema'),
    });
  });

  test.each([
    ['$.components.schemas.*', 'matches 2 places'],
    ['$.nothing', 'matches 0 places'],
    ['$[', 'not a JSONPath'],
  ])('a copy of %s says what is wrong', async (source, words) => {
    await writeParts();
    const actions = [{ target: '$.info', copy: source }];
    await write(
      'overlay.json',
      JSON.stringify({ overlay: '1.1.0', info: { title: 'o', version: '1' }, actions }),
    );
    expect(await run('convert', at('openapi.yaml'), '--overlay', at('overlay.json'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });

  test('what 3.1 can say of 3.2 is said, and the rest is named', async () => {
    await write('new.yaml', {
      openapi: '3.2.0',
      $self: 'https://lamps.example/new',
      info: { title: 'Lamps', version: '1' },
      tags: [{ name: 'a', summary: 'A', kind: 'nav' }],
      paths: {
        '/lamps': {
          query: { responses: { 200: { description: 'Found.' } } },
          get: {
            operationId: 'listLamps',
            parameters: [{ name: 'q', in: 'querystring', content: { 'application/json': { schema: {} } } }],
            responses: {
              200: {
                summary: 'All of them.',
                content: {
                  'application/jsonl': { itemSchema: { type: 'integer' } },
                  'application/json': { $ref: '#/components/mediaTypes/Json' },
                },
              },
            },
          },
        },
      },
      components: {
        mediaTypes: {
          Json: {
            schema: { type: 'object', properties: { query: { type: 'string' } } },
            examples: { one: { dataValue: {} } },
          },
        },
      },
    });
    const { code, stdout } = await run('convert', at('new.yaml'), '--report', at('report.json'));
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toEqual({
      openapi: '3.1.1',
      info: { title: 'Lamps', version: '1' },
      tags: [{ name: 'a' }],
      paths: {
        '/lamps': {
          get: {
            operationId: 'listLamps',
            parameters: [],
            responses: {
              200: {
                description: 'All of them.',
                content: {
                  'application/jsonl': { schema: { type: 'array', items: { type: 'integer' } } },
                  'application/json': {
                    schema: { type: 'object', properties: { query: { type: 'string' } } },
                    examples: { one: { value: {} } },
                  },
                },
              },
            },
          },
        },
      },
      components: {},
    });
    expect((await lintDocument(document)).filter(({ severity }) => severity === 'error')).toEqual([]);
    const { problems } = JSON.parse(await readFile(at('report.json'), 'utf8'));
    expect(
      problems.map(({ at: place }: { at: string }) => place).filter((place: string) => place !== ''),
    ).toEqual(['/paths/~1lamps/query', '/paths/~1lamps/get/parameters/0']);
  });

  test.each([
    [
      'a reference that leads nowhere',
      "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {$ref: gone.yaml}}\n",
      /gone\.yaml/,
    ],
    ['Swagger 2', '{"swagger":"2.0","paths":{}}', /Swagger 2/],
  ])('%s is one sentence', async (_, text, words) => {
    await write('broken.yaml', text);
    const { code, stdout, stderr } = await run('convert', at('broken.yaml'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('sandbox reads a document in several files', async () => {
  await writeParts();
  const { code, stdout } = await run('sandbox', at('openapi.yaml'), '--explain');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('GET /lamps/{id}') });
});

test('verify reads a document in several files', async () => {
  await writeParts();
  const { stderr } = await run('verify', '--spec', at('openapi.yaml'), '--target', 'http://127.0.0.1:9');
  expect(stderr).not.toContain('Unexpected failure');
  expect(stderr).not.toContain('refers to');
});

test('generate and bump take a document in several files for the source of a project', async () => {
  await writeParts('spec/openapi.yaml');
  await write('spec/parts/lamp-path.yaml', await readFile(at('parts/lamp-path.yaml'), 'utf8'));
  await write(
    'spec/schemas.yaml',
    (await readFile(at('schemas.yaml'), 'utf8')).replace('spec/openapi.yaml', 'openapi.yaml'),
  );
  const places = ['--spec', at('spec'), '--out', at('generated')];
  expect(await run('generate', ...places)).toMatchObject({ code: 0 });
  expect(await readFile(at('generated/types.ts'), 'utf8')).toContain('Lamp');

  const schemas = await readFile(at('spec/schemas.yaml'), 'utf8');
  await write('spec/schemas.yaml', schemas.replace('id:\n      type: string', 'id:\n      type: integer'));
  await write('package.json', '{"name":"lamps","version":"1.2.3"}');
  const bump = await run(
    'bump',
    ...places,
    '--package',
    at('package.json'),
    '--changesets',
    at('changes'),
    '--dry-run',
    '--json',
  );
  const report = JSON.parse(bump.stdout);
  expect(bump.code).toBe(1);
  expect(report).toMatchObject({ bump: 'major', nextVersion: '2.0.0' });
});
