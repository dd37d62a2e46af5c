import { type JsonObject, isObject, own, ownObject, ownString } from '../../base/json.ts';
import { canonicalHash } from './canonical.ts';

/** `spec/source.json`: where the collection is from, and what it was, so that a later pull can tell whether it moved. */
export interface SourceRecord {
  /** What was asked for: an address, a uid or a file name. */
  readonly from: string;
  /** Where it was found in the end; absent for a file. */
  readonly url?: string;
  readonly name: string;
  readonly versionTag?: string;
  readonly publishDate?: string;
  /** Of the canonical form: ids and dates left out. */
  readonly sha256: string;
}

export function sourceRecord(from: string, url: string | undefined, collection: JsonObject): SourceRecord {
  const info = ownObject(collection, 'info') ?? {};
  const versionTag =
    url === undefined ? undefined : (new URL(url).searchParams.get('versionTag') ?? undefined);
  const publishDate = ownString(info, 'publishDate');
  return {
    from,
    ...(url !== undefined && { url }),
    name: ownString(info, 'name') ?? ownString(collection, 'name') ?? '',
    ...(versionTag !== undefined && { versionTag }),
    ...(publishDate !== undefined && { publishDate }),
    sha256: canonicalHash(collection),
  };
}

/** The parts of a record that a later pull needs; `undefined` where it is none. */
export function readRecord(value: unknown): Pick<SourceRecord, 'from' | 'sha256'> | undefined {
  if (!isObject(value as JsonObject)) return undefined;
  const record = value as JsonObject;
  const from = own(record, 'from');
  const sha256 = own(record, 'sha256');
  return typeof from === 'string' && typeof sha256 === 'string' ? { from, sha256 } : undefined;
}
