import { existsSync } from 'node:fs';
import { command } from './frame/command.ts';
import { CommandError, UsageError } from './frame/command-error.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { optional } from './frame/operand.ts';
import { flag, number, text } from './frame/option.ts';
import { readJson } from './frame/read-input.ts';
import { writeFiles, type Replacement } from './frame/write-files.ts';
import { findCollection, type Found } from './pull/find-collection.ts';
import { readRecord, sourceRecord, type SourceRecord } from './pull/source-record.ts';

const MEGABYTE = 1024 * 1024;

export const pull = command({
  about: `Fetches a collection and records where it is from. FROM is one of
  https://documenter.getpostman.com/view/OWNER/PUBLISHED, or the same on a custom domain
  the page data or the collection address behind such a page
  OWNER-UUID, the uid of a collection in Postman (key in POSTMAN_API_KEY)
  any https address of a collection, or a file
Without FROM it is the place recorded at the last pull.`,
  operands: { from: optional('FROM') },
  options: {
    out: text('FILE', 'where the collection goes', { default: 'spec/collection.json' }),
    record: text(
      'FILE',
      'where its origin and hash go (default: source.json in the folder of the collection)',
    ),
    check: flag('write nothing; exit with 1 if the collection changed since the last pull'),
    timeout: number('SECONDS', 'for each address', { from: 0.001, to: 3600, default: 30 }),
    maxSize: number('MB', 'larger answers are refused', { from: 0.001, to: 3600, default: 50 }),
  },
  async run({ from, out, record = out.replace(/[^/\\]*$/, 'source.json'), check, timeout, maxSize }, io) {
    const pulled = await fetchCollection(from, record, io, {
      timeoutMs: timeout * 1000,
      maxBytes: maxSize * MEGABYTE,
    });
    const { name, sha256 } = pulled.record;
    const version = `(${sha256.slice(0, 12)})`;
    if (!pulled.moved) tell(io, `${name} has not changed ${version}.`);
    else if (check) tell(io, `${name} has changed ${version}.`);
    else {
      await writeFiles(pulledFiles(pulled, out, record));
      tell(io, `${name} is in ${out} ${version}.`);
    }
    return pulled.moved && check ? EXIT_CODE.findings : EXIT_CODE.fine;
  },
});

export interface Pulled {
  readonly found: Found;
  readonly record: SourceRecord;
  /** The hash differs from that of the last pull, or there was none. */
  readonly moved: boolean;
}

/** Finds the collection, at the place of the last pull where none is named, and whether it moved; writes nothing. */
export async function fetchCollection(
  named: string | undefined,
  record: string,
  io: Io,
  limits: { readonly timeoutMs: number; readonly maxBytes: number } = {
    timeoutMs: 30_000,
    maxBytes: 50 * MEGABYTE,
  },
): Promise<Pulled> {
  const last = await lastRecord(record);
  const from = named ?? last?.from;
  if (from === undefined) {
    throw new UsageError(`Nothing was pulled yet: ${record} names no place. Say where to pull from.`);
  }
  const found = await findCollection(from, { ...limits, fetch: io.fetch, apiKey: io.env['POSTMAN_API_KEY'] });
  const fresh = sourceRecord(from, found.url, found.collection);
  return { found, record: fresh, moved: fresh.sha256 !== last?.sha256 };
}

async function lastRecord(path: string): Promise<Pick<SourceRecord, 'from' | 'sha256'> | undefined> {
  if (!existsSync(path)) return undefined; // the first pull
  const record = readRecord(await readJson(path));
  if (record !== undefined) return record;
  throw new CommandError(
    'record-invalid',
    `Cannot use ${path}: it is not a record of a pull; remove it or fix it.`,
  );
}

/** The collection and its record, as a pull writes them. */
export function pulledFiles(
  { found, record }: Pulled,
  out: string,
  recordFile: string,
): readonly Replacement[] {
  return [
    { path: out, content: `${JSON.stringify(found.collection, null, 2)}\n` },
    { path: recordFile, content: `${JSON.stringify(record, null, 2)}\n` },
  ];
}
