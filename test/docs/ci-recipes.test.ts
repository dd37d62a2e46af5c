import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { commandsOf, complaintOf } from './commands.ts';
import { ROOT } from '../../scripts/pages/doc-pages.ts';

const YAML = [
  'docs/ci/github-actions.yml',
  'docs/ci/gitlab-ci.yml',
  'docs/ci/api-watch.yml',
  'docs/examples/ci-pipeline/.gitlab-ci.yml',
  '.github/workflows/api-watch.yml',
  '.github/workflows/ci.yml',
  '.github/workflows/release.yml',
  '.github/workflows/nightly.yml',
];
const VERIFYING = ['docs/ci/github-actions.yml', 'docs/ci/gitlab-ci.yml', 'docs/ci/Jenkinsfile'];
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

describe.each(YAML)('%s', (file) => {
  it('is YAML without a complaint', () => {
    const { errors, warnings } = parseDocument(read(file));
    expect([...errors, ...warnings]).toEqual([]);
  });
});

describe.each([...YAML, 'docs/ci/Jenkinsfile'])('%s', (file) => {
  it('runs commands that exist, with flags that exist', async () => {
    const commands = shellOf(file).flatMap(commandsOf);
    expect(commands.length).toBeGreaterThan(0);
    const complaints = await Promise.all(commands.map((words) => complaintOf(words, path.dirname(file))));
    expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
  }, 60_000);
});

describe.each(VERIFYING)('%s', (file) => {
  it('verifies the tenant, and keeps the credentials off the command line', () => {
    const shell = shellOf(file).join('\n');
    expect(shell).toContain('npx bpcc-task-routing-testing verify --target "$BPCC_TENANT_URL" --mode own');
    expect(shell).not.toMatch(/CLIENT_SECRET/);
    expect(read(file)).toContain('BPCC_CLIENT_SECRET');
  });
});

it('the Jenkinsfile closes what it opens', () => {
  const text = read('docs/ci/Jenkinsfile').replaceAll(/'''[\s\S]*?'''|'[^'\n]*'/g, '');
  const count = (sign: string): number => text.split(sign).length - 1;
  for (const [open = '', close = ''] of ['{}', '()', '[]'].map((pair) => pair.split(''))) {
    expect(count(open)).toBe(count(close));
  }
});

/** Every shell text of a recipe. */
function shellOf(file: string): string[] {
  const text = read(file);
  if (file.endsWith('Jenkinsfile')) {
    return [...text.matchAll(/\bsh (?:'''([\s\S]*?)'''|'([^']*)')/g)].map(
      ([, long, short]) => long ?? short ?? '',
    );
  }
  return shellIn(parse(text));
}

function shellIn(value: unknown, key = ''): string[] {
  const isShell = ['run', 'script', 'version', 'publish'].includes(key);
  if (typeof value === 'string') return isShell ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((entry) => shellIn(entry, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => shellIn(inner, name));
}
