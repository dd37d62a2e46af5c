import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/specwright/cli/frame/command.ts';
import type { BumpReport } from '../../../../src/specwright/cli/bump/words.ts';
import { prepareBump, type PreparedBump } from '../../../../src/specwright/cli/bump.ts';
import { writeFiles } from '../../../../src/specwright/cli/frame/write-files.ts';
import { generate } from '../../../../src/specwright/cli/generate.ts';
import { releaseBase } from '../../../../scripts/release-base/command.ts';
import { memoryIo } from '../../../memory-io.ts';
import { runScript } from '../../../run-cli.ts';
import { lampCollection, lamps, type Lamps } from './collections.ts';

let released = '';
let folder = '';

/** A repository of its own: sources, what is generated from them, and the base of a release. */
beforeAll(async () => {
  released = mkdtempSync(join(tmpdir(), 'released-'));
  writeFileSync(join(released, 'collection.json'), JSON.stringify(lampCollection()));
  await call(generate, '--spec', released, '--out', join(released, 'generated'));
  await call(releaseBase, released, join(released, 'generated'));
}, 60_000);
afterAll(() => rmSync(released, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bump-test-'));
  cpSync(released, folder, { recursive: true });
  return () => rmSync(folder, { recursive: true, force: true });
});

function call(command: Command, ...args: readonly string[]): Promise<number> {
  return command.call('test', args, memoryIo().io);
}

function bump(change: Partial<Lamps>): Promise<PreparedBump> {
  return prepared(JSON.stringify(lampCollection(change)));
}

function prepared(collection: string): Promise<PreparedBump> {
  const from = join(folder, 'moved.json');
  writeFileSync(from, collection);
  return prepareBump(
    {
      from,
      spec: folder,
      out: join(folder, 'generated'),
      released: join(folder, 'released.json'),
      changesets: join(folder, '.changeset'),
      package: 'src/client/package.json',
      body: undefined,
      contract: undefined,
      against: [],
    },
    memoryIo().io,
  );
}

function grave(report: BumpReport): string[] {
  return report.changes
    .filter((change) => !/description-changed|schema-removed/.test(change.id))
    .map((change) => `${change.level}:${change.id}:${change.wire}:${change.typescript}`)
    .sort();
}

const [lampId, state, room] = lamps.response;
const [colour, brightness] = lamps.request;
if (!lampId || !state || !room || !colour || !brightness) throw new Error('the tables have these rows');

describe('a harmless move', () => {
  it('an optional field and a further value in a request are a minor release, written whole', async () => {
    const { report, body, replacements } = await bump({
      request: [
        ['colour', 'string', 'yes', 'Colour of the light. One of: `red`, `green`, `blue`.'],
        brightness,
        ['note', 'string', 'no', 'A note.'],
      ],
    });
    expect(grave(report)).toEqual([
      'info:request-enum-value-added:safe:safe',
      'info:request-optional-property-added:safe:safe',
    ]);
    expect(report).toMatchObject({ bump: 'minor', breaking: false, typescript: [] });
    expect(body).toContain('Code written for the old types compiles against the new ones.');
    await writeFiles(replacements);
    const [entry = ''] = readdirSync(join(folder, '.changeset'));
    expect(entry).toMatch(/^api-[0-9a-f]{8}\.md$/);
    expect(readFileSync(join(folder, '.changeset', entry), 'utf8')).toMatch(
      /^---\n'bpcc-task-routing': minor\n---\n/,
    );
    expect(readFileSync(join(folder, 'source.json'), 'utf8')).toContain('"name": "Lamps"');
    expect(await call(generate, '--check', '--spec', folder, '--out', join(folder, 'generated'))).toBe(0);
  });
});

describe('a dangerous move', () => {
  it('a further value in an answer and another default are warnings and a minor release', async () => {
    const { report } = await bump({
      request: [colour, ['brightness', 'integer', 'no', 'Brightness in percent. Default: 80.']],
      response: [
        lampId,
        ['state', 'string', 'yes', 'State of the lamp. One of: `ON`, `OFF`, `BROKEN`.'],
        room,
      ],
    });
    expect(grave(report)).toEqual([
      'warning:request-default-changed:may-break:safe',
      'warning:response-enum-value-added:may-break:may-break',
    ]);
    expect(report).toMatchObject({ bump: 'minor', breaking: false, typescript: [] });
  });
});

describe('a breaking move', () => {
  it('removed properties do not compile any more, also one that was optional: major', async () => {
    const { report, body } = await bump({ response: [lampId], answered: { lampId: 'l-1' } });
    expect(grave(report)).toEqual([
      'breaking:response-required-property-removed:breaks:breaks',
      'warning:response-property-removed:may-break:breaks',
    ]);
    expect(report).toMatchObject({ bump: 'major', nextVersion: '1.0.0', breaking: true });
    expect(report.typescript).toEqual([
      { operation: 'PUT /v1/lamps/{lampId}', message: expect.stringContaining('"state"') },
      { operation: 'PUT /v1/lamps/{lampId}', message: expect.stringContaining('"room"') },
    ]);
    expect(body).toContain('Code written for the old types no longer compiles:');
  });

  it('a newly required field and another path: major', async () => {
    const { report } = await bump({
      path: '/lights/:lampId',
      request: [colour, brightness, ['owner', 'string', 'yes', 'Who switches it.']],
      sent: { ...lamps.sent, owner: 'me' },
    });
    expect(grave(report)).toEqual([
      'breaking:operation-address-changed:breaks:breaks',
      'breaking:request-required-property-added:breaks:breaks',
    ]);
    expect(report.bump).toBe('major');
    expect(report.typescript[0]).toMatchObject({ operation: 'PUT /v1/lamps/{lampId}' });
  });
});

describe('a move that only a sample tells of', () => {
  it('is marked and weighs less', async () => {
    const { report } = await bump({ answered: { ...lamps.answered, watts: 7 } });
    const [change] = report.changes;
    expect(change).toMatchObject({ id: 'response-optional-property-added', inferred: true });
  });
});

describe('what is written', { timeout: 120_000 }, () => {
  it('is put back where one file cannot be replaced', async () => {
    const path = join(folder, 'released.json');
    const before = readFileSync(path, 'utf8');
    // a folder cannot be replaced by a file
    const replacements = [
      { path, content: 'new' },
      { path: join(folder, 'fresh.json'), content: 'new' },
      { path: join(folder, 'generated'), content: 'new' },
    ];
    await expect(writeFiles(replacements)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => /draft|fresh/.test(name))).toEqual([]);
  });

  it('is nothing where the new collection cannot be used', async () => {
    const before = readdirSync(folder, { recursive: true }).sort();
    await expect(prepared('{"info":{"name":"x"},"item":[]}')).rejects.toMatchObject({
      code: 'collection-empty',
    });
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([...before, 'moved.json'].sort());
  });

  it('is nothing in a dry run', async () => {
    const from = join(folder, 'moved.json');
    writeFileSync(from, JSON.stringify(lampCollection({ path: '/lights/:lampId' })));
    const before = readdirSync(folder, { recursive: true }).sort();
    const { code, stdout } = await runScript('bump', [
      from,
      '--dry-run',
      '--spec',
      folder,
      '--out',
      join(folder, 'generated'),
      '--no-contract',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('# Lamps: a major change');
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });
});

describe('a contract run', { timeout: 120_000 }, () => {
  it('that does not start for a name that is gone says which code imports it', async () => {
    const from = join(folder, 'moved.json');
    writeFileSync(from, JSON.stringify(lampCollection({ path: '/lights/:lampId' })));
    const { stdout } = await runScript('bump', [
      from,
      '--dry-run',
      '--spec',
      folder,
      '--out',
      join(folder, 'generated'),
      '--contract',
      `node --input-type=module -e "import { goneByNow } from 'node:fs'"`,
    ]);
    expect(stdout).toContain('code of this folder imports "goneByNow" from node:fs');
  });
});

describe('npm run history', { timeout: 120_000 }, () => {
  it('gives the change log between each two versions', async () => {
    const second = join(folder, 'second.json');
    const third = join(folder, 'third.json');
    writeFileSync(
      second,
      JSON.stringify(lampCollection({ request: [colour, brightness, ['note', 'string', 'no', 'A note.']] })),
    );
    writeFileSync(third, JSON.stringify(lampCollection({ path: '/lights/:lampId' })));
    const { code, stdout } = await runScript('history', [join(folder, 'collection.json'), second, third]);
    expect(code).toBe(0);
    const [first = '', last = ''] = stdout.split(/^## /m).slice(1);
    expect(first).toContain('Semantic version: minor.');
    expect(last).toContain('the operation is "PUT /v1/lights/{lampId}" now, was "PUT /v1/lamps/{lampId}"');
  });
});
