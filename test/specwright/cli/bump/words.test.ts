import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nextVersion, proposedBump } from '../../../../src/specwright/cli/bump/semver.ts';
import { changeset, pullRequestBody, type BumpReport } from '../../../../src/specwright/cli/bump/words.ts';
import { workflowOutputs } from '../../../../src/specwright/cli/bump/workflow-outputs.ts';
import { bump as bumpCommand } from '../../../../src/specwright/cli/bump.ts';
import { memoryIo } from '../../../memory-io.ts';
import { diff, requestOf, responseOf, withProperty } from '../../diff/documents.ts';

const report: BumpReport = {
  name: 'Lamps',
  pulled: true,
  from: 'https://docs.lamps.example/',
  sha256: 'abcdef0123456789',
  bump: 'minor',
  version: '1.2.3',
  nextVersion: '1.3.0',
  breaking: false,
  changes: diff(
    requestOf({ type: 'object' }),
    requestOf(withProperty({ type: 'string', description: 'words' })),
  ).changes,
  typescript: [],
  contract: { state: 'passed', summary: '3 cases' },
  callers: [],
  refused: [],
  problems: [],
};

describe('the proposed version', () => {
  const text = { type: 'string' };
  it.each([
    ['none', responseOf(text), responseOf(text)],
    ['patch', responseOf(text), responseOf({ ...text, description: 'new words' })],
    ['minor', responseOf({ enum: ['a'] }), responseOf({ enum: ['a', 'b'] })],
    ['minor', requestOf({ type: 'object' }), requestOf(withProperty(text))],
    ['major', requestOf({ type: 'integer' }), requestOf(text)],
    ['major', responseOf(withProperty(text)), responseOf({ type: 'object' })],
  ])('is %s', (bump, was, is) => {
    expect(proposedBump(diff(was, is).changes, 0)).toBe(bump);
  });

  it('is major where old code does not compile', () => {
    expect(proposedBump([], 1)).toBe('major');
  });

  it.each([
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3-rc.1', 'patch', '1.2.4'],
    ['0.1.0', 'none', '0.1.0'],
  ] as const)('%s and %s give %s', (version, bump, next) => {
    expect(nextVersion(version, bump)).toBe(next);
  });
});

describe('what is written of a bump', () => {
  it('names the change, the version and the contract run', () => {
    const body = pullRequestBody(report);
    expect(body).toContain('Proposed version: 1.2.3 → **1.3.0** (minor).');
    expect(body).toContain('the optional property "name" is new in the request');
    expect(body).toContain('passed: 3 cases');
    expect(changeset('pkg', report)).toMatch(/^---\n'pkg': minor\n---\n\nThe API description/);
  });

  it('hands no output on that a collection made up', () => {
    const lines = workflowOutputs({ ...report, name: 'x\nmoved=false\r\nbranch=main\u2028y' })
      .trim()
      .split('\n');
    expect(lines).toEqual([
      'moved=true',
      'refused=false',
      'bump=minor',
      'breaking=false',
      'branch=api-watch/abcdef012345',
      'title=x moved=false branch=main y: a minor change',
    ]);
  });
});

describe('the weekly workflow', () => {
  const path = join(import.meta.dirname, '../../../../.github/workflows/api-watch.yml');
  const workflow = parse(readFileSync(path, 'utf8')) as {
    on: { schedule: unknown[] };
    permissions: Record<string, string>;
    jobs: Record<string, { permissions: Record<string, string>; steps: { uses?: string; run?: string }[] }>;
  };
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

  it('runs by itself, with the rights it needs and no more', () => {
    expect(workflow.on.schedule).toHaveLength(1);
    expect(workflow.jobs['bump']?.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs['propose']?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
  });

  it('calls the bump with options that it knows', async () => {
    const [command = ''] = runs.join('\n').match(/npm run --silent bump -- .*/) ?? [];
    const options = [...command.matchAll(/ (--[a-z-]+) "/g)].map(([, option]) => option ?? '');
    expect(options).toEqual(['--body', '--outputs']);
    const { io, written } = memoryIo();
    await bumpCommand.call('bump', ['--help'], io);
    for (const option of options) expect(written.stdout).toContain(`  ${option} FILE`);
  });

  it('puts nothing from outside into the text of a command', () => {
    expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
  });
});
