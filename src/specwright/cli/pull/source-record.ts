import { type Json, type JsonObject, ownObject, ownString } from '../../base/json.ts';
import { canonicalHash } from './canonical.ts';

/** `spec/source.json`: where the collection is from, and what it was, so that a later pull knows whether it moved. */
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

/** The parts of a record that a later pull needs; `undefined` where it is not one. */
export function readRecord(value: Json): Pick<SourceRecord, 'from' | 'sha256'> | undefined {
  const from = ownString(value, 'from');
  const sha256 = ownString(value, 'sha256');
  return from === undefined || sha256 === undefined ? undefined : { from, sha256 };
}
