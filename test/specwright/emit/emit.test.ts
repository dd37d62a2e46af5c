import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitProject } from '../../../src/specwright/emit/emit-project.ts';
import type { OutputFile } from '../../../src/specwright/emit/output-file.ts';
import { compile } from './compile.ts';

const run = promisify(execFile);

/** Small, and with one of everything that has gone wrong somewhere. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1.0.0' },
  servers: [{ url: 'https://example.com' }],
  paths: {
    '/orders': {
      post: {
        operationId: 'createOrder',
        summary: 'Create an order',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/OrderRequest' } } },
        },
        responses: {
          '201': {
            description: 'Created',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '400': {
            description: 'Refused',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
          '401': {
            description: 'Refused',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        },
      },
    },
    '/orders/{orderId}': {
      get: {
        operationId: 'readOrder',
        deprecated: true,
        parameters: [
          { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'expand', in: 'query', schema: { type: 'boolean', default: false } },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      OrderRequest: {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 2, description: 'Name of the order.' },
          at: {
            type: 'string',
            format: 'date-time',
            deprecated: true,
            description: 'First line.\n\n- an item',
          },
          lines: { type: 'array', items: { type: 'string' }, uniqueItems: true },
          priority: { type: 'number', minimum: 0.01, maximum: 100, default: 1 },
        },
        required: ['name'],
        patternProperties: { '^custom_': { type: ['string', 'number'] } },
        additionalProperties: false,
      },
      Order: {
        type: 'object',
        description: 'What was ordered.',
        properties: {
          id: { type: 'string', format: 'uuid' },
          parent: { $ref: '#/components/schemas/Order' },
        },
        required: ['id'],
      },
      Error: {
        type: 'object',
        properties: { errorCode: { type: 'integer', enum: [1, 2] } },
        required: ['errorCode'],
      },
    },
  },
};

let files: readonly OutputFile[] = [];
let folder = '';

beforeAll(async () => {
  files = (await emitProject(document)).files;
  folder = await mkdtemp(join(tmpdir(), 'emit-'));
  for (const { path, content } of files) await writeFile(join(folder, path), content);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function contentOf(path: string): string {
  return files.find((file) => file.path === path)?.content ?? '';
}

/** Runs code in a plain node that forbids making code from strings, beside the emitted files. */
async function inNode(code: string): Promise<string> {
  const args = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', code];
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  return stdout.trim();
}

describe('emit', () => {
  it('writes the same bytes for the same document', async () => {
    expect((await emitProject(structuredClone(document))).files).toEqual(files);
  });

  it('leaves no trace of where it was run', () => {
    for (const { content } of files) expect(content).not.toMatch(/\/work|\/home|node_modules|[A-Z]:\\/);
  });
});

it('descriptions are the prose of comments, before every tag; a reference has that of its schema', () => {
  const types = contentOf('types.ts');
  expect(types).not.toContain('@description');
  expect(types).toContain('/** Name of the order. */\n            name: string;');
  expect(types).toMatch(/\* First line\.\n +\*\n +\* - an item\n +\* Format: date-time\n +\* @deprecated\n/);
  expect(types).toContain('/** What was ordered. */\n            parent?: components');
});

/** Pieces of code, and how many faults the compiler has to find in each. */
const usages: Readonly<Record<string, readonly [number, string]>> = {
  'a key by its prefix, beside a list': [
    0,
    order(`{ name: 'a', lines: ['x'], custom_colour: 'red', custom_size: 3 }`),
  ],
  'a prefixed key of another type': [1, order(`{ name: 'a', custom_colour: ['red'] }`)],
  'a misspelt key in a type': [1, order(`{ name: 'a', nmae: 'b' }`)],
  'a missing key': [1, order(`{ lines: [] }`)],
  'a field with a default left out': [0, order(`{ name: 'a' }`)],
  'the type of an answer': [0, call(`(await client.createOrder({ body: { name: 'a' } })).id.length`)],
  'the type of an answer inside an answer': [
    0,
    call(`(await client.readOrder({ path: { orderId: '1' } })).parent?.id`),
  ],
  'the result of the style without exceptions': [
    0,
    call(
      `client.safe.createOrder({ body: { name: 'a' } }).then((end) => (end.ok ? end.data.id : end.error.status))`,
    ),
  ],
  'data before a look at ok': [1, call(`(await client.safe.createOrder({ body: { name: 'a' } })).data.id`)],
  'a call of an endpoint that the document lacks': [0, call(`client.request('GET', '/other').withMeta()`)],
  'a misspelt key in a body': [1, call(`client.createOrder({ body: { name: 'a', nmae: 'b' } })`)],
  'a misspelt option': [1, call(`client.createOrder({ boddy: { name: 'a' }, body: { name: 'a' } })`)],
  'a misspelt query parameter': [
    1,
    call(`client.readOrder({ path: { orderId: '1' }, query: { expnad: true } })`),
  ],
  'no argument where one is required': [1, call(`client.createOrder()`)],
  'operations as data': [
    0,
    data(`const id: OperationId = 'readOrder'; export const path: '/orders' = operations.createOrder.path;`),
  ],
  'error codes as data': [
    0,
    data(`const codes: readonly [1, 2] = operations.createOrder.responses[1].errorCodes;`),
  ],
  'an operation that is none': [1, data(`const id: OperationId = 'other';`)],
  'what a validator proves': [0, proof(`valid(value) ? value.name.length : 0`)],
  'what a validator does not prove': [1, proof(`valid(value) ? value.other : 0`)],
};

function order(value: string): string {
  return `import type { components } from './types.ts';
    export const order: components['schemas']['OrderRequest'] = ${value};`;
}

function call(expression: string): string {
  return `import { createClient } from './client.ts';
    const client = createClient();
    export const call = async () => ${expression};`;
}

function data(declaration: string): string {
  return `import { operations, type OperationId } from './operations.ts';
    export type Id = OperationId;
    export const all = operations;
    export ${declaration}`;
}

function proof(expression: string): string {
  return `import { createOrderRequestBody as valid } from './validators.js';
    export const proof = (value: unknown) => ${expression};`;
}

describe('the emitted types', () => {
  let faults: ReadonlyMap<string, readonly string[]> = new Map();

  beforeAll(() => {
    const code = Object.entries(usages).map(([name, [, text]]) => [name, text]);
    faults = compile(files, Object.fromEntries(code));
  });

  it('compile under the strictest settings', () => {
    expect(faults.get('')).toEqual([]);
  });

  it.each(Object.keys(usages))('%s', (name) => {
    expect(faults.get(name)).toHaveLength(usages[name]?.[0] ?? 0);
  });
});

describe('validators.js', () => {
  it('imports nothing and runs where making code from strings is forbidden', async () => {
    expect(contentOf('validators.js')).not.toMatch(/^\s*import\s|\brequire\(|new Function|\beval\(/m);
    const code = `
      import { createOrderRequestBody as valid } from './validators.js';
      const results = [{ name: 'ab' }, { name: 'a', at: 'yesterday', lines: ['x', 'x'], custom_a: true, other: 1 }].map((order) => valid(order));
      console.log(JSON.stringify([results, valid.errors.map(({ keyword }) => keyword).sort()]));`;
    expect(JSON.parse(await inNode(code))).toEqual([
      [true, false],
      ['additionalProperties', 'format', 'minLength', 'type', 'uniqueItems'],
    ]);
  });

  it('has one function per request body and response, equal schemas sharing one', async () => {
    const code = `
      import * as all from './validators.js';
      console.log(JSON.stringify([Object.keys(all), all.createOrderResponse400 === all.createOrderResponse401]));`;
    const names = [
      'createOrderRequestBody',
      'createOrderResponse201',
      'createOrderResponse400',
      'createOrderResponse401',
      'readOrderResponse200',
    ];
    expect(JSON.parse(await inNode(code))).toEqual([names, true]);
  });

  it('validates recursive schemas', async () => {
    const code = `
      import { readOrderResponse200 as valid } from './validators.js';
      const id = '00000000-0000-4000-8000-000000000000';
      console.log(valid({ id, parent: { id } }), valid({ id, parent: { id, parent: { id: 'x' } } }));`;
    expect(await inNode(code)).toBe('true false');
  });

  it('lets a bundler drop what is not imported', async () => {
    const sizeOf = async (names: string): Promise<number> => {
      const contents = `export ${names} from './validators.js'`;
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: folder },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
      });
      return outputFiles[0]?.contents.length ?? 0;
    };
    const [one, all] = [await sizeOf('{ createOrderResponse400 }'), await sizeOf('*')];
    expect(one).toBeLessThan(all / 5);
  });
});
