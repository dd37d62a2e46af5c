import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { ownString } from '../base/json.ts';
import { jsonText, printable } from '../base/text.ts';
import { messageWithPlace } from '../base/problem.ts';
import type { Change } from '../diff/change.ts';
import { proveCaller, type CallerProof } from './bump/callers.ts';
import { changesSince, readReleased, releasedConversion } from './bump/compare.ts';
import { runContract } from './bump/run-contract.ts';
import { bumpSources, type BumpSources } from './bump/sources.ts';
import { nextVersion, proposedBump } from './bump/semver.ts';
import { whatStopsCompiling } from './bump/type-check.ts';
import { changeset, pullRequestBody, type BumpReport, type ContractOutcome } from './bump/words.ts';
import { workflowOutputs } from './bump/workflow-outputs.ts';
import { CommandError } from './frame/command-error.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { optional } from './frame/operand.ts';
import { flag, text, texts } from './frame/option.ts';
import { readJson } from './frame/read-input.ts';
import { writeFiles, type Replacement } from './frame/write-files.ts';
import type { Build } from './generate/build.ts';
import { readState, replacementsFor } from './generate/output-state.ts';
import { fetchCollection, pulledFiles, type Pulled } from './pull.ts';

/** Where a bump reads and writes. */
export interface BumpPlaces {
  /** Absent: where the last pull was from, or nothing is pulled. */
  readonly from: string | undefined;
  /** Absent: what specwright.json names, or `spec`. */
  readonly spec: string | undefined;
  readonly out: string | undefined;
  readonly released: string | undefined;
  readonly changesets: string;
  /** The package.json of the package that is bumped. */
  readonly package: string;
  readonly body: string | undefined;
  /** Verifies the contract; absent: the tests of the project, where specwright.json names one. */
  readonly contract: string | undefined;
  readonly noContract?: boolean;
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
      'verify the contract with this command, in a copy of this folder with the new files (default: npm test, where there is a specwright.json)',
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
    spec: text('DIR', 'folder of the sources (default: what specwright.json names, or spec)'),
    out: text('DIR', 'folder of what is generated (default: generated)'),
    released: text(
      'FILE',
      'the OpenAPI document of the last release (default: released.json in the spec folder)',
    ),
    changesets: text('DIR', 'where the change log entry goes', { default: '.changeset' }),
    package: text('FILE', 'package.json of the package that is bumped', { default: 'package.json' }),
  },
  notes: `Exit codes: 0 nothing breaks, 1 something breaks, the contract run failed or the new document is
refused, 2 wrong usage or unusable input.`,
  async run({ dryRun, json, outputs, codemod, ...places }, io) {
    const { report, body, replacements } = await prepareBump(places, io);
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

/** Finds everything out and writes nothing. */
export async function prepareBump(places: BumpPlaces, io: Io): Promise<PreparedBump> {
  const sources = await bumpSources(places.spec, places.out);
  const pulled = await pullFor(places.from, sources, io);
  tell(io, 'Generating...');
  const [collection] = pulled === undefined ? [] : pulledFiles(pulled, sources.source, '');
  const source = collection?.content === undefined ? undefined : Buffer.from(collection.content);
  const built = await sources.build({ source, keepsLostActions: true });
  const report = await reportOf(places, sources, built, pulled, io);
  const body = printable(pullRequestBody(report), { most: Number.POSITIVE_INFINITY });
  const replacements =
    report.refused.length > 0
      ? bodyFile(places, body)
      : await allReplacements(places, sources, built, pulled, report, body);
  return { report, body, replacements };
}

function bodyFile({ body: path }: BumpPlaces, content: string): readonly Replacement[] {
  return path === undefined ? [] : [{ path, content }];
}

const recordIn = (spec: string): string => join(spec, 'source.json');

/** Nothing is pulled where no place is known: the collection in the spec folder is what there is. */
async function pullFor(
  from: string | undefined,
  { source, spec }: BumpSources,
  io: Io,
): Promise<Pulled | undefined> {
  if (from === undefined && !existsSync(recordIn(spec))) return undefined;
  if (extname(source) !== '.json' || basename(source).startsWith('openapi.')) {
    throw new CommandError(
      'pull-no-collection',
      `Cannot pull into ${source}: only a collection in one file can be pulled. Replace ${source} yourself, then run bump without FROM.`,
    );
  }
  tell(io, 'Pulling...');
  return fetchCollection(from, recordIn(spec), io);
}

async function reportOf(
  wanted: BumpPlaces,
  sources: BumpSources,
  built: Build,
  pulled: Pulled | undefined,
  io: Io,
): Promise<BumpReport> {
  const { spec, out } = sources;
  const released = await readReleased(wanted.released ?? join(spec, 'released.json'), out);
  tell(io, `Comparing with ${released.path}...`);
  const known = await releasedConversion(released.document, sources);
  const lost = built.problems.flatMap(({ code, args }) => (code === LOST ? [Number(args['action'])] : []));
  // what a lost action did would look like a change of the API
  const before =
    known === undefined || lost.length === 0 ? known : await sources.convert({ withoutActions: lost });
  const old = before?.value ?? released.document;
  const changes = await changesSince(old, spec, built.conversion, before);
  tell(io, 'Compiling code written for the old types...');
  const typescript = changes.length === 0 ? [] : await whatStopsCompiling(old, built.document);
  const refused = built.problems.filter(({ severity }) => severity === 'error').map(messageWithPlace);
  const verify = wanted.noContract ? undefined : (wanted.contract ?? sources.contract);
  const contract = await contractFor(verify, out, built, refused, io);
  const callers = await callersFor(wanted, out, built, changes, io);
  const size = proposedBump(changes, typescript.length);
  const { name, version } = await packageOf(wanted.package);
  return {
    name: pulled?.record.name ?? name,
    from: pulled?.record.from ?? sources.source,
    pulled: pulled !== undefined,
    sha256: pulled?.record.sha256 ?? hash(JSON.stringify(built.manifest.sources)),
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
  { against, package: packageFile }: BumpPlaces,
  out: string,
  { files }: Build,
  changes: readonly Change[],
  io: Io,
): Promise<readonly CallerProof[]> {
  if (against.length === 0) return [];
  tell(io, 'Compiling callers...');
  return Promise.all(against.map((folder) => proveCaller(folder, { out, packageFile, files, changes })));
}

async function contractFor(
  verify: string | undefined,
  out: string,
  built: Build,
  refused: readonly string[],
  io: Io,
): Promise<ContractOutcome> {
  if (verify === undefined) return { state: 'skipped', summary: 'no --contract command, or --no-contract.' };
  if (refused.length > 0) return { state: 'skipped', summary: 'the new document is refused as it is.' };
  tell(io, 'Verifying the contract...');
  return runContract(verify, out, built.files);
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
  { source, spec, out }: BumpSources,
  built: Build,
  pulled: Pulled | undefined,
  report: BumpReport,
  body: string,
): Promise<readonly Replacement[]> {
  const { changesets, package: packageFile } = places;
  const { name } = await packageOf(packageFile);
  const entry = {
    path: join(changesets, `api-${report.sha256.slice(0, 8)}.md`),
    content: changeset(name, report),
  };
  return [
    ...(pulled?.moved === true ? pulledFiles(pulled, source, recordIn(spec)) : []),
    ...replacementsFor(out, built.files, await readState(out, built.files)),
    ...(report.bump === 'none' ? [] : [entry]),
    ...bodyFile(places, body),
  ];
}
