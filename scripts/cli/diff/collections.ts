import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import type { Side } from './read-side.ts';

/** Placeholder until the pairing of requests is there. */
export async function diffCollections(base: Side, revision: Side, today: string): Promise<DiffReport> {
  return diffDocuments(base.document, revision.document, { today });
}
