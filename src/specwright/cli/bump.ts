import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isObject, ownList, ownString } from '../base/json.ts';
import { jsonText, printable } from '../base/text.ts';
import { messageWithPlace } from '../base/problem.ts';
import type { Conversion } from '../convert/convert-collection.ts';
import type { Change } from '../diff/change.ts';
import { proveCaller, type CallerProof } from './bump/callers.ts';
import { changesSince, readReleased, releasedConversion } from './bump/compare.ts';
import { runContract } from './bump/run-contract.ts';
import { nextVersion, proposedBump } from './bump/semver.ts';
import { whatStopsCompiling } from './bump/type-check.ts';
import { changeset, pullRequestBody, type BumpReport, type ContractOutcome } from './bump/words.ts';
import { workflowOutputs } from './bump/workflow-outputs.ts';
import { convertInput, sourcesIn } from './convert-input.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { optional } from './frame/operand.ts';
import { flag, text, texts } from './frame/option.ts';
import { readBytes, readJson } from './frame/read-input.ts';
import { writeFiles, type Replacement } from './frame/write-files.ts';
import { build, type Build } from './generate/build.ts';
import { readState, replacementsFor } from './generate/output-state.ts';
import { joined } from './project/joined.ts';
import { openApiIn } from './project/open-api-in.ts';
import { sourceAt } from './project/project-source.ts';
import { readStructured } from './read-structured.ts';
import { fetchCollection, pulledFiles, type Pulled } from './pull.ts';

/** Where a bump reads and writes. */
export interface BumpPlaces {
  /** Absent: where the last pull was from, or nothing is pulled. */
  readonly from: string | undefined;
  readonly spec: string;
  readonly out: string;
  readonly released: string | undefined;
  readonly changesets: string;
  /** The package.json of the package that is bumped. */
  readonly package: string;
  readonly body: string | undefined;
  /** Verifies the contract; absent: nothing does. */
  readonly contract: string | undefined;
  /** Folders of programs that call the client. */
  readonly against: readonly string[];
}

/** The problem of an overlay action that lost its target. */
const LOST = 'overlay-no-match';

export const bump = command({
  about: `Pulls the collection, generates into a scratch folder, compares with the last release, compiles
code written for the old types against the new ones, verifies the contract, and proposes a
version. Then it replaces the collection, its record and everything generated, all or none, and
adds a changeset. The pull request body goes to stdout.

FROM is what pull takes; without it the place of the last pull, else the collection as it is.`,
  operands: { from: optional('FROM') },
  options: {
    dryRun: flag('show all of it, change nothing'),
    contract: text(
      'COMMAND',
      'verify the contract with this command, in a copy of this folder with the new files',
    ),
    noContract: flag('leave that run out'),
    json: flag('print the report as JSON instead of the pull request body'),
    against: texts(
      'DIR',
      'compile the program in this folder against the new client; may be given several times',
    ),
    codemod: text('FILE', 'write the renames in those programs there, as a patch for git apply'),
    body: text('FILE', 'write the pull request body there as well'),
    outputs: text(
      'FILE',
      'append moved, bump, branch and title for the next step of a GitHub workflow ($GITHUB_OUTPUT)',
    ),
    spec: text('DIR', 'folder of the sources', { default: 'spec' }),
    out: text('DIR', 'folder of what is generated', { default: 'generated' }),
    released: text(
      'FILE',
      'the OpenAPI document of the last release (default: released.json in the spec folder)',
    ),
    changesets: text('DIR', 'where the change log entry goes', { default: '.changeset' }),
    package: text('FILE', 'package.json of the package that is bumped', { default: 'package.json' }),
  },
  notes: `Exit codes: 0 nothing breaks, 1 something breaks, the contract run failed or the new document is
refused, 2 wrong usage or unusable input.`,
  async run({ dryRun, noContract, json, outputs, codemod, ...places }, io) {
    const wanted = noContract ? { ...places, contract: undefined } : places;
    const { report, body, replacements } = await prepareBump(wanted, io);
    io.stdout.write(json ? `${jsonText(report)}\n` : body);
    if (codemod !== undefined) await writeFile(codemod, report.callers.map(({ patch }) => patch).join(''));
    if (!dryRun) {
      await writeFiles(replacements);
      tell(
        io,
        report.refused.length > 0
          ? `Nothing was changed: ${report.refused.join(' ')}`
          : replacements.length === 0
            ? 'Everything is up to date.'
            : `${replacements.length} files written.`,
      );
    }
    if (outputs !== undefined) await appendFile(outputs, workflowOutputs(report));
    const isFine = !report.breaking && report.refused.length === 0 && report.contract.state !== 'failed';
    return isFine ? EXIT_CODE.fine : EXIT_CODE.findings;
  },
});

export interface PreparedBump {
  readonly report: BumpReport;
  /** Of the pull request. */
  readonly body: string;
  /** What has to be written for it. */
  readonly replacements: readonly Replacement[];
}

/** Finds everything out and writes nothing but into a scratch folder. */
export async function prepareBump(wanted: BumpPlaces, io: Io): Promise<PreparedBump> {
  const scratch = await mkdtemp(join(tmpdir(), 'bump-'));
  try {
    const pulled = await pullFor(wanted, io);
    await fill(scratch, wanted.spec, pulled);
    tell(io, 'Generating...');
    const built = await build(scratch, { keepsLostActions: true });
    const report = await reportOf(scratch, wanted, built, pulled, io);
    const body = printable(pullRequestBody(report), { most: Number.POSITIVE_INFINITY });
    const replacements =
      report.refused.length > 0
        ? bodyFile(wanted, body)
        : await allReplacements(wanted, built, pulled, report, body);
    return { report, body, replacements };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function bodyFile({ body: path }: BumpPlaces, content: string): readonly Replacement[] {
  return path === undefined ? [] : [{ path, content }];
}

/** Nothing is pulled where no place is known: the collection in the spec folder is what there is. */
async function pullFor({ from, spec }: BumpPlaces, io: Io): Promise<Pulled | undefined> {
  const record = join(spec, 'source.json');
  if (from === undefined && !existsSync(record)) return undefined;
  tell(io, 'Pulling...');
  return fetchCollection(from, record, io);
}

async function fill(scratch: string, spec: string, pulled: Pulled | undefined): Promise<void> {
  for (const path of Object.values(sourcesIn(spec))) {
    if (path === undefined || !existsSync(path)) continue;
    const bytes = await readBytes(path);
    const document = basename(path).startsWith('openapi.') ? openApiIn(path, bytes) : undefined;
    if (document === undefined) await writeFile(join(scratch, basename(path)), bytes);
    else {
      // The files that it refers to stay where they are.
      const { whole } = await joined(sourceAt(path, path, bytes), document);
      await writeFile(join(scratch, 'openapi.json'), JSON.stringify(whole));
    }
  }
  const [collection] = pulled === undefined ? [] : pulledFiles(pulled, join(scratch, 'collection.json'), '');
  if (collection?.content !== undefined) await writeFile(collection.path, collection.content);
}

async function reportOf(
  scratch: string,
  wanted: BumpPlaces,
  built: Build,
  pulled: Pulled | undefined,
  io: Io,
): Promise<BumpReport> {
  const released = await readReleased(wanted.released ?? join(wanted.spec, 'released.json'), wanted.out);
  tell(io, `Comparing with ${released.path}...`);
  const known = await releasedConversion(released.document, wanted.spec);
  const lost = built.problems.flatMap(({ code, args }) => (code === LOST ? [Number(args['action'])] : []));
  // what a lost action did would look like a change of the API
  const before =
    known === undefined || lost.length === 0 ? known : await convertWithout(scratch, wanted.spec, lost);
  const old = before?.value ?? released.document;
  const changes = await changesSince(old, wanted.spec, built.conversion, before);
  tell(io, 'Compiling code written for the old types...');
  const typescript = changes.length === 0 ? [] : await whatStopsCompiling(old, built.document);
  const refused = built.problems.filter(({ severity }) => severity === 'error').map(messageWithPlace);
  const contract = await contractFor(wanted, built, refused, io);
  const callers = await callersFor(wanted, built, changes, io);
  const size = proposedBump(changes, typescript.length);
  const { name, version } = await packageOf(wanted.package);
  return {
    name: pulled?.record.name ?? name,
    from: pulled?.record.from ?? sourcesIn(wanted.spec).collection,
    sha256: pulled?.record.sha256 ?? hash(await readFile(sourcesIn(scratch).collection, 'utf8')),
    bump: size,
    version,
    nextVersion: nextVersion(version, size),
    breaking:
      changes.some(({ level }) => level === 'breaking') ||
      typescript.length > 0 ||
      callers.some(({ sites }) => sites.length > 0),
    changes,
    typescript,
    contract,
    callers,
    refused,
    problems: built.problems.filter(({ severity }) => severity === 'warning').map(messageWithPlace),
  };
}

async function callersFor(
  { against, out, package: packageFile }: BumpPlaces,
  { files }: Build,
  changes: readonly Change[],
  io: Io,
): Promise<readonly CallerProof[]> {
  if (against.length === 0) return [];
  tell(io, 'Compiling callers...');
  return Promise.all(against.map((folder) => proveCaller(folder, { out, packageFile, files, changes })));
}

/** The released collection without the overlay actions that have lost their target. */
async function convertWithout(scratch: string, spec: string, lost: readonly number[]): Promise<Conversion> {
  const { overlay, ...sources } = sourcesIn(spec);
  const value = overlay === undefined ? null : await readStructured(overlay);
  const actions = ownList(value, 'actions').filter((_action, index) => !lost.includes(index + 1));
  const path = join(scratch, 'overlay-left.json');
  await writeFile(path, JSON.stringify({ ...(isObject(value) && value), actions }));
  const left = actions.length === 0 ? {} : { overlay: path };
  return convertInput(sources.collection, await readBytes(sources.collection), {
    settings: sources.settings,
    ...left,
  });
}

async function contractFor(
  { contract, out }: BumpPlaces,
  built: Build,
  refused: readonly string[],
  io: Io,
): Promise<ContractOutcome> {
  if (contract === undefined)
    return { state: 'skipped', summary: 'no --contract command, or --no-contract.' };
  if (refused.length > 0) return { state: 'skipped', summary: 'the new document is refused as it is.' };
  tell(io, 'Verifying the contract...');
  return runContract(contract, out, built.files);
}

async function packageOf(file: string): Promise<{ name: string; version: string }> {
  const value = existsSync(file) ? await readJson(file) : null;
  return { name: ownString(value, 'name') ?? 'the client', version: ownString(value, 'version') ?? '0.0.0' };
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

async function allReplacements(
  places: BumpPlaces,
  built: Build,
  pulled: Pulled | undefined,
  report: BumpReport,
  body: string,
): Promise<readonly Replacement[]> {
  const { spec, out, changesets, package: packageFile } = places;
  const { name } = await packageOf(packageFile);
  const entry = {
    path: join(changesets, `api-${report.sha256.slice(0, 8)}.md`),
    content: changeset(name, report),
  };
  return [
    ...(pulled?.moved === true
      ? pulledFiles(pulled, join(spec, 'collection.json'), join(spec, 'source.json'))
      : []),
    ...replacementsFor(out, built.files, await readState(out, built.files)),
    ...(report.bump === 'none' ? [] : [entry]),
    ...bodyFile(places, body),
  ];
}
