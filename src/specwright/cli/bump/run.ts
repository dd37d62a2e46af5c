import { isObject, ownString } from '../../base/json.ts';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextVersion, proposedBump } from './semver.ts';
import { workflowOutputs } from './workflow-outputs.ts';
import { changeset, pullRequestBody, type BumpReport, type ContractOutcome } from './words.ts';
import { messageWithPlace } from '../../base/problem.ts';
import { CommandError } from '../command-error.ts';
import { exitCode } from '../exit-code.ts';
import { build, type Build } from '../generate/build.ts';
import { readState } from '../generate/state.ts';
import { pull, worldOf, type Pulled, type PullWorld } from '../pull/run.ts';
import { readStructured } from '../read-structured.ts';
import { tell, writeOut } from '../streams.ts';
import { BUMP_USAGE, parseBumpArguments, type BumpArguments } from './arguments.ts';
import { changesSince, readReleased } from './compare.ts';
import { contractRun } from './contract.ts';
import { replaceFiles, type Replacement } from './replace-files.ts';
import { whatStopsCompiling } from './type-check.ts';

/** `npm run bump`: from a collection that may have moved to a change that can be reviewed. */
export async function bumpCommand(
  args: readonly string[],
  world: PullWorld = worldOf(process.env),
): Promise<number> {
  const wanted = parseBumpArguments(args);
  if (wanted === undefined) {
    await writeOut(BUMP_USAGE);
    return exitCode.fine;
  }
  const { report, body, replacements } = await prepareBump(wanted, world);
  await writeOut(wanted.json ? `${JSON.stringify(report, null, 2)}\n` : body);
  if (!wanted.dryRun) {
    await replaceFiles(replacements);
    tell(replacements.length === 0 ? 'Everything is up to date.' : `${replacements.length} files written.`);
  }
  if (wanted.outputs !== undefined) await appendFile(wanted.outputs, workflowOutputs(report));
  return report.breaking || report.contract.state === 'failed' ? exitCode.findings : exitCode.fine;
}

export interface PreparedBump {
  readonly report: BumpReport;
  /** Of the pull request. */
  readonly body: string;
  /** What has to be written for it. */
  readonly replacements: readonly Replacement[];
}

/** Finds everything out and writes nothing but into a scratch folder. */
export async function prepareBump(wanted: BumpArguments, world: PullWorld): Promise<PreparedBump> {
  const scratch = await mkdtemp(join(tmpdir(), 'bump-'));
  try {
    const pulled = await pullFor(wanted, world);
    await fill(scratch, wanted.spec, pulled);
    tell('Generating...');
    const built = await build(scratch);
    refuseErrors(built);
    const report = await reportOf(scratch, wanted, built, pulled);
    const body = pullRequestBody(report);
    return { report, body, replacements: await replacementsFor(wanted, built, pulled, report, body) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function refuseErrors({ problems }: Build): void {
  const refused = problems.filter(({ severity }) => severity === 'error').map(messageWithPlace);
  if (refused.length === 0) return;
  const sentence = `Nothing was changed: the new document breaks the rules. ${refused.join(' ')}`;
  throw new CommandError('document-refused', sentence);
}

/** Nothing is pulled where no place is known: the collection in the spec folder is what there is. */
async function pullFor(wanted: BumpArguments, world: PullWorld): Promise<Pulled | undefined> {
  const record = join(wanted.spec, 'source.json');
  if (wanted.from === undefined && !existsSync(record)) return undefined;
  tell('Pulling...');
  const out = join(wanted.spec, 'collection.json');
  return pull(
    { from: wanted.from, out, record, check: false, timeoutMs: 30_000, maxBytes: 50 * 1024 * 1024 },
    world,
  );
}

async function fill(scratch: string, spec: string, pulled: Pulled | undefined): Promise<void> {
  for (const name of ['collection.json', 'overlay.yaml', 'pipeline.json']) {
    const path = join(spec, name);
    if (existsSync(path)) await copyFile(path, join(scratch, name));
  }
  if (pulled !== undefined) await writeFile(join(scratch, 'collection.json'), collectionText(pulled));
}

function collectionText(pulled: Pulled): string {
  return `${JSON.stringify(pulled.found.collection, null, 2)}\n`;
}

async function reportOf(
  scratch: string,
  wanted: BumpArguments,
  built: Build,
  pulled: Pulled | undefined,
): Promise<BumpReport> {
  const released = await readReleased(wanted.released, wanted.out);
  tell(`Comparing with ${released.path}...`);
  const changes = await changesSince(released.document, wanted.spec, scratch);
  tell('Compiling code written for the old types...');
  const typescript = changes.length === 0 ? [] : await whatStopsCompiling(released.document, built.document);
  const contract = await contractFor(wanted, built);
  const bump = proposedBump(changes, typescript.length);
  const { name, version } = await packageOf(wanted.package);
  return {
    name: pulled?.record.name ?? name,
    from: pulled?.record.from ?? join(wanted.spec, 'collection.json'),
    sha256: pulled?.record.sha256 ?? hash(await readFile(join(scratch, 'collection.json'), 'utf8')),
    bump,
    version,
    nextVersion: nextVersion(version, bump),
    breaking: changes.some(({ level }) => level === 'breaking') || typescript.length > 0,
    changes,
    typescript,
    contract,
    problems: built.problems.filter(({ severity }) => severity === 'warning').map(messageWithPlace),
  };
}

async function contractFor(wanted: BumpArguments, built: Build): Promise<ContractOutcome> {
  if (!wanted.contract) return { state: 'skipped', summary: 'it was left out (--no-contract).' };
  tell('Running the contract against the sandbox...');
  return contractRun(built.files);
}

async function packageOf(file: string): Promise<{ name: string; version: string }> {
  const value = existsSync(file) ? await readStructured(file) : null;
  const text = (key: string): string | undefined => (isObject(value) ? ownString(value, key) : undefined);
  return { name: text('name') ?? 'the client', version: text('version') ?? '0.0.0' };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function replacementsFor(
  wanted: BumpArguments,
  built: Build,
  pulled: Pulled | undefined,
  report: BumpReport,
  body: string,
): Promise<readonly Replacement[]> {
  const { name } = await packageOf(wanted.package);
  const entry = {
    path: join(wanted.changesets, `api-${report.sha256.slice(0, 8)}.md`),
    content: changeset(name, report),
  };
  return [
    ...(pulled?.moved === true ? sourcesOf(wanted, pulled) : []),
    ...(await outputsOf(wanted, built)),
    ...(report.bump === 'none' ? [] : [entry]),
    ...(wanted.body === undefined ? [] : [{ path: wanted.body, content: body }]),
  ];
}

function sourcesOf({ spec }: BumpArguments, pulled: Pulled): readonly Replacement[] {
  return [
    { path: join(spec, 'collection.json'), content: collectionText(pulled) },
    { path: join(spec, 'source.json'), content: `${JSON.stringify(pulled.record, null, 2)}\n` },
  ];
}

/** Files that differ, and those of the last run that are not made any more. */
async function outputsOf({ out }: BumpArguments, built: Build): Promise<readonly Replacement[]> {
  const state = await readState(out, built.files);
  const made = new Set(built.files.map(({ path }) => path));
  return [
    ...built.files
      .filter(({ path, content }) => state.files.get(path) !== content)
      .map(({ path, content }) => ({ path: join(out, path), content })),
    ...[...state.files.keys()].filter((path) => !made.has(path)).map((path) => ({ path: join(out, path) })),
  ];
}
