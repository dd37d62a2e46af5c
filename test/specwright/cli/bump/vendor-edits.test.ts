import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { prepareBump, type BumpPlaces, type PreparedBump } from '../../../../src/specwright/cli/bump.ts';
import { writeFiles } from '../../../../src/specwright/cli/frame/write-files.ts';
import { memoryIo } from '../../../memory-io.ts';
import { lampCollection, lamps, type Lamps } from './collections.ts';
import { VendorCollection } from './vendor-edits.ts';

const root = join(import.meta.dirname, '../../../..');
const QUEUE = 'Queue task';
const POST = 'POST /taskroutingapi/v1/task';
const ROW = '\n| 15 | Too many tasks | 429 Too Many Requests | The queue is full. |\n| 14 |';
const TELL = 'Code written for the old types compiles against the new ones.';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

function places(rest: Partial<BumpPlaces> = {}): BumpPlaces {
  return {
    from: join(folder, 'new.json'),
    spec: join(folder, 'spec'),
    out: join(folder, 'generated'),
    released: undefined,
    changesets: join(folder, '.changeset'),
    package: join(root, 'src/client/package.json'),
    body: undefined,
    contract: undefined,
    against: [],
    ...rest,
  };
}

/** A bump of the collection of this repository after an edit. */
function bumpOf(edit: (collection: VendorCollection) => unknown): Promise<PreparedBump> {
  for (const name of ['spec', 'generated']) cpSync(join(root, name), join(folder, name), { recursive: true });
  // What is generated now is what was released.
  cpSync(join(root, 'generated/openapi.json'), join(folder, 'spec/released.json'));
  const collection = new VendorCollection(readFileSync(join(root, 'spec/collection.json'), 'utf8'));
  edit(collection);
  writeFileSync(join(folder, 'new.json'), collection.text);
  return prepareBump(places(), memoryIo().io);
}

interface Edit {
  readonly name: string;
  readonly edit: (collection: VendorCollection) => unknown;
  readonly bump: string;
  /** `level:id:operations`, without prose. */
  readonly changes?: readonly string[];
  readonly body?: readonly string[];
  readonly typescript?: readonly string[];
  readonly refused?: number;
}

const EDITS: readonly Edit[] = [
  {
    name: 'an optional field',
    edit: (one) => one.addRow(QUEUE, 'order', '| `note` | string | no | A note for the agent. |'),
    bump: 'minor',
    changes: ['info:request-optional-property-added:1'],
    body: ['the optional property "note" is new in the request', TELL],
  },
  {
    name: 'an optional field that became required',
    edit: (one) =>
      one
        .reword(QUEUE, '| `segment` | string | no |', '| `segment` | string | yes |')
        .resample(QUEUE, '"firstName"', '"segment": "Gold", "firstName"'),
    bump: 'major',
    changes: ['breaking:request-property-became-required:1'],
    typescript: ['"segment" is required now (code that sends "contactInfo" alone)'],
  },
  {
    name: 'a field renamed in table and samples',
    edit: (one) => one.reword(QUEUE, '| `segment` |', '| `tier` |').resample(QUEUE, '"segment"', '"tier"'),
    bump: 'major',
    changes: ['breaking:request-closed-property-removed:1', 'info:request-optional-property-added:1'],
    body: ['renamed to "tier"'],
    typescript: ['"segment" is not a property any more (code that sends every documented property)'],
  },
  {
    name: 'a field renamed in the table only',
    edit: (one) => one.reword(QUEUE, '| `segment` |', '| `tier` |'),
    bump: 'minor',
    changes: ['warning:request-no-longer-documented:1', 'info:request-optional-property-added:1'],
    body: ['ContactInfo.segment in the request is no longer documented; only samples show it'],
  },
  {
    name: 'a row that vanished while samples still show it',
    edit: (one) => one.reword(QUEUE, /\n\| `segment` .*/, ''),
    bump: 'minor',
    changes: ['warning:request-no-longer-documented:1'],
  },
  {
    name: 'an error row without a sample',
    edit: (one) => one.rewordFolder('Tasks', /\n\| 14 \|/, ROW),
    bump: 'minor',
    changes: ['warning:response-enum-value-added:5'],
    body: [`\`${POST} and 4 more\`: the error code 15 is new (429)`],
  },
  {
    name: 'an error row with a sample',
    edit: (one) =>
      one.rewordFolder('Tasks', /\n\| 14 \|/, ROW).addSample(QUEUE, 'Error 12: API limit exceeded', {
        name: 'Error 15: Too many tasks',
        body: { errorCode: 15, errorMessage: 'Too many tasks' },
      }),
    bump: 'minor',
    changes: ['warning:response-enum-value-added:1'],
    body: [`\`${POST}\`: the error code 15 is new (429)`],
  },
  {
    name: 'a limit in the prose',
    edit: (one) => one.reword(QUEUE, 'Between `0.01` and `100`', 'Between `0.01` and `50`'),
    bump: 'major',
    changes: ['breaking:request-maximum-decreased:1'],
    body: ['the maximum of QueueTaskRequest.priority in the request went down from 100 to 50', TELL],
  },
  {
    name: 'a new endpoint',
    edit: (one) =>
      one.addRequest('Tasks', QUEUE, 'List tasks', { method: 'GET', path: 'taskroutingapi/v1/tasks' }),
    bump: 'minor',
    changes: ['info:operation-added:1'],
    body: ['`GET /taskroutingapi/v1/tasks`: the operation is new'],
  },
  {
    name: 'a renamed request, which overlay actions aim at',
    edit: (one) => one.rename(QUEUE, 'Enqueue task'),
    bump: 'major',
    changes: [
      'info:operation-id-changed:1',
      'info:schema-removed:0',
      'info:schema-removed:0',
      'info:schema-removed:0',
    ],
    body: [
      `\`${POST}\`: the client method is "enqueueTask" now, was "queueTask"`,
      'Code that calls `queueTask` has to call `enqueueTask`.',
      '## Fix this first: nothing was changed\n\n- Action 1 of the overlay matches nothing',
    ],
    refused: 3,
  },
  {
    name: 'a renamed folder',
    edit: (one) => one.rename('Tasks', 'Work items'),
    bump: 'patch',
    changes: ['info:tag-renamed:5'],
    body: ['the tag is "Work items", was "Tasks"'],
  },
  {
    name: 'another path',
    edit: (one) => one.repath(QUEUE, '/v1/task', '/v1/work'),
    bump: 'major',
    changes: ['breaking:operation-address-changed:1'],
    typescript: ['the new types do not have this method and path'],
    refused: 1,
  },
  {
    name: 'another path of an operation that an overlay action aims at',
    edit: (one) => one.repath('Cancel service tasks', '/v1/service', '/v1/services'),
    bump: 'major',
    changes: ['breaking:operation-address-changed:1'],
    typescript: ['the new types do not have this method and path'],
    refused: 1,
  },
  {
    name: 'reordered columns',
    edit: (one) => one.reorderColumns(QUEUE),
    bump: 'none',
    body: ['nothing to release'],
  },
  { name: 'reordered rows', edit: (one) => one.swapRows(QUEUE, 'order', 'priority'), bump: 'none' },
  { name: 'reordered requests', edit: (one) => one.reverse('Tasks'), bump: 'none' },
  {
    name: 'new ids',
    edit: (one) =>
      one.items.forEach((item, index) => (item['id'] = `00000000-0000-4000-8000-0000000000${10 + index}`)),
    bump: 'none',
  },
  {
    name: 'prose',
    edit: (one) => one.reword(QUEUE, 'Customer segment.', 'Segment that the customer belongs to.'),
    bump: 'patch',
    body: [
      'words changed (patch)',
      '"Customer segment." is now "Segment that the customer belongs to."',
      TELL,
    ],
  },
  {
    name: 'a typing error in a type, against the samples',
    edit: (one) => one.reword(QUEUE, '| `segment` | string |', '| `segment` | sting |'),
    bump: 'none',
  },
  {
    name: 'a typing error in a name',
    edit: (one) => one.reword(QUEUE, '| `lastName` |', '| `lastNmae` |'),
    bump: 'minor',
    changes: ['warning:request-no-longer-documented:1', 'info:request-optional-property-added:1'],
  },
  {
    name: 'a type that the samples contradict',
    edit: (one) =>
      one.reword(QUEUE, '| `priority` | number | no | Tasks', '| `priority` | string | no | Tasks'),
    bump: 'none',
    body: ['"priority" is documented as string, but the saved samples have integer'],
  },
];

describe('an edit of the vendor', () => {
  it.each(EDITS)('$name', async ({ edit, bump, changes = [], body = [], typescript = [], refused = 0 }) => {
    const { report, body: written, replacements } = await bumpOf(edit);
    const told = report.changes
      .filter(({ id }) => !id.endsWith('description-changed'))
      .map(({ level, id, operations }) => `${level}:${id}:${operations.length}`);
    expect({ bump: report.bump, changes: told }).toEqual({ bump, changes });
    expect(report.typescript.map(({ message }) => message)).toEqual(typescript);
    for (const text of body) expect(written).toContain(text);
    expect(report.refused).toHaveLength(refused);
    if (refused > 0) expect(replacements).toEqual([]);
  });
});

describe('four versions of one API, edited in place', { timeout: 60_000 }, () => {
  it('each have their version, their words and their consequence for the compiler', async () => {
    const [colour, brightness] = lamps.request;
    if (!colour || !brightness) throw new Error('the table has these rows');
    const note = ['note', 'string', 'no', 'A note.'] as const;
    const versions: readonly [string, Partial<Lamps>][] = [
      ['none', {}],
      ['minor', { request: [colour, brightness, note] }],
      ['patch', { request: [colour, brightness, ['note', 'string', 'no', 'A remark.']] }],
      [
        'major',
        { path: '/lights/:lampId', request: [colour, brightness, ['note', 'string', 'no', 'A remark.']] },
      ],
    ];
    mkdirSync(join(folder, 'spec'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "lamps", "version": "1.0.0" }');
    writeFileSync(join(folder, 'spec/collection.json'), JSON.stringify(lampCollection()));
    const told: unknown[] = [];
    for (const [, change] of versions) {
      writeFileSync(join(folder, 'new.json'), JSON.stringify(lampCollection(change)));
      const first = told.length === 0;
      const made = first
        ? await firstRelease()
        : await prepareBump(places({ package: join(folder, 'package.json') }), memoryIo().io);
      await writeFiles(made.replacements);
      cpSync(join(folder, 'generated/openapi.json'), join(folder, 'spec/released.json'));
      const { bump, nextVersion, changes, typescript } = made.report;
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'lamps', version: nextVersion }));
      told.push([
        bump,
        nextVersion,
        changes.map(({ title }) => title),
        typescript.map(({ message }) => message),
      ]);
    }
    expect(told).toEqual([
      ['none', '1.0.0', [], []],
      ['minor', '1.1.0', ['the optional property "note" is new in the request'], []],
      ['patch', '1.1.1', [expect.stringContaining('note in the request changed')], []],
      [
        'major',
        '2.0.0',
        [
          'the operation is "PUT /v1/lights/{lampId}" now, was "PUT /v1/lamps/{lampId}"',
          'the schema "LampState" is gone from the components',
        ],
        ['the new types do not have this method and path'],
      ],
    ]);
  });
});

/** Before the first release, what is generated now is the base. */
async function firstRelease(): Promise<PreparedBump> {
  const { build } = await import('../../../../src/specwright/cli/generate/build.ts');
  const { document } = await build(join(folder, 'spec'));
  writeFileSync(join(folder, 'spec/released.json'), JSON.stringify(document));
  return prepareBump(places({ package: join(folder, 'package.json') }), memoryIo().io);
}
