import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import { diffCollections } from './collections.ts';
import type { Side } from './read-side.ts';

/** Two collections are compared with what their requests and samples say beside the documents. */
export function compareSides(base: Side, revision: Side): DiffReport {
  const today = new Date().toISOString().slice(0, 10);
  return base.conversion === undefined || revision.conversion === undefined
    ? diffDocuments(base.document, revision.document, { today })
    : diffCollections(base.conversion, revision.conversion, today);
}
