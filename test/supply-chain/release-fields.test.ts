import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ON_SOURCES } from '../on-sources.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/release-fields.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'release-'));
  for (const name of ['specwright', 'client', 'testing']) {
    mkdirSync(path.join(folder, 'src', name), { recursive: true });
    writeFileSync(path.join(folder, 'src', name, 'package.json'), JSON.stringify({ name }));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('says in each package where its repository is', () => {
  execFileSync(process.execPath, [...ON_SOURCES, SCRIPT], {
    cwd: folder,
    env: { GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'acme/shop' },
  });
  expect(JSON.parse(readFileSync(path.join(folder, 'src/client/package.json'), 'utf8'))).toEqual({
    name: 'client',
    repository: { type: 'git', url: 'git+https://git.example/acme/shop.git', directory: 'src/client' },
    homepage: 'https://git.example/acme/shop/tree/HEAD/src/client#readme',
    bugs: { url: 'https://git.example/acme/shop/issues' },
  });
});

it('writes nothing where the address is not known', () => {
  const { status, stderr } = spawnSync(process.execPath, [...ON_SOURCES, SCRIPT], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('GITHUB_REPOSITORY');
  expect(readFileSync(path.join(folder, 'src/client/package.json'), 'utf8')).toBe('{"name":"client"}');
});
