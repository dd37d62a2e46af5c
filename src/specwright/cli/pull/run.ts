import { readFile } from 'node:fs/promises';
import { readRecord, sourceRecord, type SourceRecord } from './source-record.ts';
import { CommandError } from '../command-error.ts';
import { exitCode } from '../exit-code.ts';
import { tell, writeOut } from '../streams.ts';
import { writeWhole } from '../write-files.ts';
import { parsePullArguments, PULL_USAGE, type PullArguments } from './arguments.ts';
import { findCollection, type Found } from './find-collection.ts';

/** What a pull needs of the world; a test hands in its own. */
export interface PullWorld {
  readonly fetch: typeof fetch;
  readonly apiKey: string | undefined;
}

export interface Pulled {
  readonly found: Found;
  readonly record: SourceRecord;
  /** The hash differs from that of the last pull, or there was none. */
  readonly moved: boolean;
}

/** `npm run pull`: fetches the collection and records where it is from. */
export async function pullCommand(
  args: readonly string[],
  world: PullWorld = worldOf(process.env),
): Promise<number> {
  const wanted = parsePullArguments(args);
  if (wanted === undefined) {
    await writeOut(PULL_USAGE);
    return exitCode.fine;
  }
  const pulled = await pull(wanted, world);
  const { name, sha256 } = pulled.record;
  if (!pulled.moved) {
    tell(`${name} has not changed (${sha256.slice(0, 12)}).`);
    return exitCode.fine;
  }
  if (wanted.check) {
    tell(`${name} has changed (${sha256.slice(0, 12)}).`);
    return exitCode.findings;
  }
  await writePulled(wanted, pulled);
  tell(`${name} is in ${wanted.out} (${sha256.slice(0, 12)}).`);
  return exitCode.fine;
}

export function worldOf(env: Readonly<Record<string, string | undefined>>): PullWorld {
  return { fetch: globalThis.fetch, apiKey: env['POSTMAN_API_KEY'] };
}

/** Finds the collection and tells whether it moved; writes nothing. */
export async function pull(wanted: PullArguments, world: PullWorld): Promise<Pulled> {
  const last = await lastRecord(wanted.record);
  const from = wanted.from ?? last?.from;
  if (from === undefined) {
    throw new CommandError(
      'usage',
      `Nothing was pulled yet: ${wanted.record} names no place. Say where to pull from; see npm run pull -- --help.`,
    );
  }
  const { timeoutMs, maxBytes } = wanted;
  const found = await findCollection(from, { ...world, timeoutMs, maxBytes });
  const record = sourceRecord(from, found.url, found.collection);
  return { found, record, moved: record.sha256 !== last?.sha256 };
}

async function lastRecord(path: string): Promise<Pick<SourceRecord, 'from' | 'sha256'> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return undefined; // the first pull
  }
  const record = parsed(text);
  if (record === undefined)
    throw new CommandError(
      'record-invalid',
      `Cannot use ${path}: it is no record of a pull; remove it or mend it.`,
    );
  return record;
}

function parsed(text: string): Pick<SourceRecord, 'from' | 'sha256'> | undefined {
  try {
    return readRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The record goes last: without it the collection counts as moved, and the next pull mends it. */
async function writePulled(wanted: Pick<PullArguments, 'out' | 'record'>, pulled: Pulled): Promise<void> {
  await writeWhole(wanted.out, `${JSON.stringify(pulled.found.collection, null, 2)}\n`);
  await writeWhole(wanted.record, `${JSON.stringify(pulled.record, null, 2)}\n`);
}
