import { type Json, type JsonObject, isObject, own, ownString } from '../src/specwright/base/json.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffDocuments } from '../src/specwright/diff/diff.ts';

/* How often the diff is right on a folder of `<case>/{base,revision,expected}.json`; wrong cases are listed. */

function readObject(path: string): JsonObject {
  const value = JSON.parse(readFileSync(path, 'utf8')) as Json;
  if (!isObject(value)) throw new Error(`${path} holds no JSON object`);
  return value;
}

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(
    'Usage: tsx scripts/diff-score.ts FOLDER, a folder of <case>/{base,revision,expected}.json\n',
  );
  process.exit(2);
}

const today = new Date().toISOString().slice(0, 10);
const totals = new Map<string, { right: number; all: number }>();
let wrong = 0;
for (const name of readdirSync(folder).sort()) {
  const path = join(folder, name);
  if (!existsSync(join(path, 'expected.json'))) continue;
  const base = readObject(join(path, 'base.json'));
  const expected = readObject(join(path, 'expected.json'));
  const report = diffDocuments(base, readObject(join(path, 'revision.json')), { today });
  const right = report.breaking === own(expected, 'breaking');
  const source = ownString(expected, 'source') ?? 'unnamed';
  const dialect = (ownString(base, 'openapi') ?? '?').slice(0, 3);
  for (const group of ['all', source, dialect]) {
    const total = totals.get(group) ?? { right: 0, all: 0 };
    totals.set(group, { right: total.right + Number(right), all: total.all + 1 });
  }
  if (right) continue;
  wrong += 1;
  const ids = report.changes.map((change) => `${change.level}:${change.id}`);
  process.stdout.write(
    `${name} (${source}): said ${report.breaking}, is ${!report.breaking}; ${[...new Set(ids)].join(', ')}\n`,
  );
}
for (const [group, { right, all }] of totals) {
  process.stdout.write(`${group}: ${right} of ${all} (${((100 * right) / all).toFixed(1)} %)\n`);
}
process.exitCode = wrong === 0 ? 0 : 1;
