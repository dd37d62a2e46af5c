import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { keepState } from '../../../src/specwright/sandbox/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'state-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keeper(records: unknown[]) {
  return {
    snapshot: () => ({ now: Date.now(), records: [...records] }),
    restore: (snapshot: unknown) => {
      const found: unknown = Reflect.get(Object(snapshot), 'records');
      if (!Array.isArray(found)) throw new TypeError('no records');
      records.splice(0, records.length, ...found);
    },
  };
}

test('a change is in the file within a second, whole, for its owner alone; time alone is not a change', async () => {
  const file = join(folder, 'a.json');
  const records: unknown[] = [];
  const stop = await keepState(file, keeper(records), () => undefined);
  const before = readFileSync(file, 'utf8');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(readFileSync(file, 'utf8')).toBe(before);
  records.push('x'.repeat(1_000_000));
  await vi.waitFor(() => expect(JSON.parse(readFileSync(file, 'utf8')).records).toEqual(records), 1000);
  await stop();
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(['a.json']);
  const other: unknown[] = [];
  await (
    await keepState(file, keeper(other), () => undefined)
  )();
  expect(other).toEqual(records);
});

test('a file of something else is refused and left alone', async () => {
  const file = join(folder, 'b.json');
  for (const text of ['{"half":', '{}', '']) {
    writeFileSync(file, text);
    await expect(keepState(file, keeper([]), () => undefined)).rejects.toThrow('b.json is not a snapshot');
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
  rmSync(file);
});

test('a file that cannot be written is reported, and tried again', async () => {
  const gone = join(folder, 'gone');
  await expect(keepState(join(gone, 'c.json'), keeper([]), () => undefined)).rejects.toThrow('ENOENT');
  const file = join(folder, 'd.json');
  const records: unknown[] = [];
  const failures: string[] = [];
  const stop = await keepState(file, keeper(records), (error) => failures.push(error.message));
  rmSync(folder, { recursive: true });
  records.push(1);
  await vi.waitFor(() => expect(failures[0]).toContain('ENOENT'), 2000);
  await expect(stop()).rejects.toThrow('ENOENT');
});
