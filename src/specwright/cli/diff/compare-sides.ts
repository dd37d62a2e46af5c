import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import type { Side } from './read-side.ts';

/** Two collections are compared by their requests and samples too. */
export async function compareSides(base: Side, revision: Side): Promise<DiffReport> {
  const today = new Date().toISOString().slice(0, 10);
  if (base.conversion === undefined || revision.conversion === undefined) {
    return diffDocuments(base.document, revision.document, { today });
  }
  const { diffCollections } = await import('./collections.ts');
  return diffCollections(base.conversion, revision.conversion, today);
}
