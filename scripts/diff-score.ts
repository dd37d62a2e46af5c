import { type Json, type JsonObject, isObject, own, ownString } from '../src/specwright/base/json.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffDocuments, type Change } from '../src/specwright/index.ts';

/* How often the diff is right on a folder of `<case>/{base,revision,expected}.json`; wrong cases are listed. */

/** What `expect` in `expected.json` asks for; `"breaking": true` and `false` are short for breaking and ok. */
const EXPECTATIONS: Readonly<Record<string, (changes: readonly Change[]) => boolean>> = {
  breaking: (changes) => changes.some(({ level }) => level === 'breaking'),
  warn: (changes) => changes.some(({ level }) => level !== 'info'),
  ok: (changes) => changes.every(({ level }) => level !== 'breaking'),
  none: (changes) => changes.every(staysOffTheWire),
};

/** Labels, prose and names that neither requests nor answers show. */
function staysOffTheWire({ id, level, direction }: Change): boolean {
  return level === 'info' && (direction === 'none' || id === 'path-parameter-renamed');
}

function readObject(path: string): JsonObject {
  const value: Json = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(value)) throw new Error(`${path} does not hold a JSON object`);
  return value;
}

function expectationOf(path: string, expected: JsonObject): string {
  const stated = ownString(expected, 'expect') ?? (own(expected, 'breaking') === true ? 'breaking' : 'ok');
  if (Object.hasOwn(EXPECTATIONS, stated)) return stated;
  throw new Error(`${path} expects "${stated}"; expected one of ${Object.keys(EXPECTATIONS).join(', ')}`);
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
  const { changes } = diffDocuments(base, readObject(join(path, 'revision.json')), { today });
  const expectation = expectationOf(path, expected);
  const right = EXPECTATIONS[expectation]?.(changes) === true;
  const source = /^https?:\/\/[^/]+\/[^/]+\/[^/]+/.exec(ownString(expected, 'source') ?? 'unnamed');
  const dialect = (ownString(base, 'openapi') ?? '?').slice(0, 3);
  for (const group of [
    'all',
    source?.[0] ?? ownString(expected, 'source') ?? 'unnamed',
    dialect,
    expectation,
  ]) {
    const total = totals.get(group) ?? { right: 0, all: 0 };
    totals.set(group, { right: total.right + Number(right), all: total.all + 1 });
  }
  if (right) continue;
  wrong += 1;
  const said = [...new Set(changes.map((change) => `${change.level}:${change.id}`))];
  process.stdout.write(`${name}: expected ${expectation}, said ${said.join(', ') || 'nothing'}\n`);
}
for (const [group, { right, all }] of totals) {
  process.stdout.write(`${group}: ${right} of ${all} (${((100 * right) / all).toFixed(1)} %)\n`);
}
process.exitCode = wrong === 0 ? 0 : 1;
