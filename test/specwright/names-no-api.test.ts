import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = path.resolve(import.meta.dirname, '../../src/specwright');
const NAMES = /queue_?task|query_?task|cancel_?service|bpcc|bright ?pattern|task ?routing/i;

it('the toolkit names no API', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|json|md)$/.test(file) && !/^(dist|node_modules)[\\/]/.test(file),
  );
  expect(files.length).toBeGreaterThan(300);
  const named = files.filter((file) => NAMES.test(readFileSync(path.join(SOURCES, file), 'utf8')));
  expect(named).toEqual([]);
});
