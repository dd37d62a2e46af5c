import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { compareSides } from '../../../../src/specwright/cli/diff/compare-sides.ts';
import { readSide } from '../../../../src/specwright/cli/diff/read-side.ts';
import { memoryIo } from '../../../memory-io.ts';
import { told } from '../../diff/documents.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

function save(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const ROOT = `openapi: 3.1.0
info: { title: Tasks, version: '1' }
paths:
  /task:
    $ref: paths/task.yaml
`;
const PATH = `post:
  parameters:
    - $ref: '../common/parameters.json#/limit'
  requestBody:
    content:
      application/json:
        schema: { $ref: ../schemas/task.yaml }
  responses:
    '204': { description: done }
`;
const TASK = `type: object
properties:
  note: { type: string }
  parent: { $ref: task.yaml }
  owner: { $ref: '#/$defs/owner' }
$defs:
  owner: { type: object, properties: { id: { type: string } } }
example: { $ref: not-a-file.yaml }
`;

function saveAll(side: string, change: (text: string) => string = (text) => text): void {
  save(`${side}/openapi.yaml`, ROOT);
  save(`${side}/paths/task.yaml`, change(PATH));
  save(`${side}/schemas/task.yaml`, change(TASK));
  save(
    `${side}/common/parameters.json`,
    change('{ "limit": { "name": "limit", "in": "query", "schema": { "type": "integer" } } }'),
  );
}

async function changes(base = 'base/openapi.yaml', revision = 'revision/openapi.yaml'): Promise<string[]> {
  const { io } = memoryIo();
  const [one, other] = await Promise.all([base, revision].map((name) => readSide(join(folder, name), io)));
  if (one === undefined || other === undefined) throw new Error('two sides');
  return told(await compareSides(one, other));
}

describe('files that a document refers to', () => {
  it('are read, whatever refers to whatever in a circle', async () => {
    saveAll('base');
    saveAll('revision');
    expect(await changes()).toEqual([]);
  });

  it.each([
    ['a schema', 'note: { type: string }', 'note: { type: integer }', 'breaking:request-type-changed'],
    ['a parameter', '"integer"', '"boolean"', 'breaking:parameter-type-changed'],
    ['a path item', "'204'", "'200'", 'breaking:response-success-status-removed'],
    [
      'a schema inside the file',
      'id: { type: string }',
      'id: { type: string, maxLength: 3 }',
      'breaking:request-max-length-set',
    ],
  ])('are compared: %s', async (_what, was, is, change) => {
    saveAll('base');
    saveAll('revision', (text) => text.replace(was, is));
    expect(await changes()).toContain(change);
  });

  it('say the same as one document that holds all of it', async () => {
    saveAll('base');
    save(
      'revision/openapi.yaml',
      `openapi: 3.1.0
info: { title: Tasks, version: '1' }
paths:
  /task:
    post:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Task' } } } }
      responses: { '204': { description: done } }
components:
  schemas:
    Task:
      type: object
      properties:
        note: { type: string }
        parent: { $ref: '#/components/schemas/Task' }
        owner: { type: object, properties: { id: { type: string } } }
`,
    );
    expect(await changes()).toEqual([]);
  });

  it.each([
    [
      'is missing',
      'schema: { $ref: ../schemas/gone.yaml }',
      /paths\/task\.yaml refers to schemas\/gone\.yaml.*no such file/i,
    ],
    [
      'lacks what is named',
      "schema: { $ref: '../schemas/task.yaml#/none' }",
      /refers to \.\.\/schemas\/task\.yaml#\/none, which leads nowhere/,
    ],
  ])('end the comparison where one %s', async (_what, ref, sentence) => {
    saveAll('base', (text) => text.replace('schema: { $ref: ../schemas/task.yaml }', ref));
    saveAll('revision');
    await expect(changes()).rejects.toMatchObject({ message: expect.stringMatching(sentence) as string });
  });

  it('are not fetched from an address', async () => {
    saveAll('base', (text) => text.replace('../schemas/task.yaml', 'https://example.com/task.yaml'));
    const { outside } = await readSide(join(folder, 'base/openapi.yaml'), memoryIo().io);
    expect(outside).toEqual(['https://example.com/task.yaml']);
  });
});

describe('merge keys of YAML', () => {
  it('are part of the document', async () => {
    const text = (type: string): string => `openapi: 3.0.3
info: { title: T, version: '1' }
x-base: &base { type: ${type}, maxLength: 5 }
paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { a: { <<: *base, description: words } }
      responses: { '204': { description: done } }
`;
    save('base/openapi.yaml', text('string'));
    save('revision/openapi.yaml', text('integer'));
    expect(await changes()).toContain('breaking:request-type-changed');
  });
});
