import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveCaller, type CallerProof } from '../../../../src/specwright/cli/bump/callers.ts';
import type { JsonObject } from '../../../../src/specwright/base/json.ts';
import { diffDocuments } from '../../../../src/specwright/diff/diff.ts';
import { emitProject } from '../../../../src/specwright/emit/emit-project.ts';

const CALLER = `import type { Operations, SwitchLampInput } from 'lamps';

export async function night(client: Operations): Promise<void> {
  const input: SwitchLampInput = { body: { colour: 'red' } };
  await client.switchLamp(input);
}

export const wrong: number = 'an error of its own';
`;

/** A document with one operation. */
function lamps(operationId: string, property: string): JsonObject {
  const schema = {
    type: 'object',
    properties: { [property]: { type: 'string' } },
    required: [property],
    additionalProperties: false,
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Lamps', version: '1' },
    paths: {
      '/lamp': {
        put: {
          operationId,
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: { 204: { description: 'done' } },
        },
      },
    },
  };
}

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callers-'));
  symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(folder, 'node_modules'));
  write('client/package.json', '{ "name": "lamps", "exports": { ".": { "source": "./index.ts" } } }');
  write(
    'client/index.ts',
    `export * from './generated/client.ts';\nexport type { paths } from './generated/types.ts';\n`,
  );
  const { files } = await emitProject(lamps('switchLamp', 'colour'));
  for (const { path, content } of files) write(`client/generated/${path}`, content);
  write('caller/main.ts', CALLER);
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', types: [], noEmit: true };
  write('caller/tsconfig.json', JSON.stringify({ compilerOptions, files: ['main.ts'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function prove(revision: JsonObject, caller = 'caller'): Promise<CallerProof> {
  const { changes } = diffDocuments(lamps('switchLamp', 'colour'), revision, { today: '2026-01-01' });
  const { files } = await emitProject(revision);
  return proveCaller(join(folder, caller), {
    out: join(folder, 'client/generated'),
    packageFile: join(folder, 'client/package.json'),
    files,
    changes,
  });
}

describe('a program that calls the client', { timeout: 60_000 }, () => {
  it('has no broken call site where the client stays, whatever errors it has of its own', async () => {
    expect(await prove(lamps('switchLamp', 'colour'))).toMatchObject({ files: 1, sites: [], patch: '' });
  });

  it('has its broken call sites listed, and a patch renames what was renamed', async () => {
    const { sites, patch } = await prove(lamps('setLamp', 'hue'));
    expect(sites.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
      'main.ts:1:27 "SwitchLampInput" is not exported any more',
      'main.ts:5:16 "switchLamp" is not there any more',
    ]);
    expect(sites.map(({ rename }) => rename)).toEqual(['SetLampInput', 'setLamp']);
    writeFileSync(join(folder, 'rename.patch'), patch);
    expect(patch).toContain('SetLampInput as SwitchLampInput');
    expect(patch).toContain('+  await client.setLamp(input)');
    execFileSync('git', ['apply', '--check', '../rename.patch'], { cwd: join(folder, 'caller') });
  });

  it('has the properties of its requests renamed too', async () => {
    const { sites, patch } = await prove(lamps('switchLamp', 'hue'));
    expect(sites).toMatchObject([{ file: 'main.ts', line: 4, rename: 'hue' }]);
    writeFileSync(join(folder, 'rename.patch'), patch);
    execFileSync('git', ['apply', '../rename.patch'], { cwd: join(folder, 'caller') });
    const patched = readFileSync(join(folder, 'caller/main.ts'), 'utf8');
    write('caller/main.ts', CALLER);
    expect(patched).toBe(CALLER.replace('colour', 'hue'));
  });

  it('needs a tsconfig.json', async () => {
    mkdirSync(join(folder, 'bare'));
    await expect(prove(lamps('switchLamp', 'colour'), 'bare')).rejects.toMatchObject({
      code: 'caller-unusable',
    });
  });
});
