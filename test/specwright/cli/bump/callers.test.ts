import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveCaller } from '../../../../src/specwright/cli/bump/callers.ts';
import { diffDocuments } from '../../../../src/specwright/diff/diff.ts';
import { emitProject } from '../../../../src/specwright/emit/emit-project.ts';
import { isOpenApi } from '../../../open-api.ts';
import { api } from '../../diff/documents.ts';

const root = join(import.meta.dirname, '../../../..');
const CALLER = `import createClient from 'openapi-fetch';
import type { paths } from 'lamps';
import { switchLamp, type SwitchLampInit } from 'lamps';

const client = createClient<paths>();

export async function night(): Promise<void> {
  const init: SwitchLampInit = { body: { colour: 'red' } };
  await switchLamp(client, init);
}

export const wrong: number = 'an error of its own';
`;
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('', () => {
  it('', () => {});
});
