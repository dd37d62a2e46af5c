import { isObject } from '../../../src/specwright/base/json.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { diffDocuments } from '../../../src/specwright/diff/diff.ts';
import type { FuzzTarget } from '../target.ts';

const DOCUMENT = path.resolve(import.meta.dirname, '../../../generated/openapi.json');
const TODAY = { today: '2000-01-01' };

/** Any two documents can be compared, and a document does not differ from itself. */
export const diffTarget: FuzzTarget = {
  name: 'diff',
  examples: async () => [await readFile(DOCUMENT, 'utf8')],
  limitMs: 20_000,
  complaint: async (input) => {
    const revision = parse(input);
    const base = parse(await readFile(DOCUMENT, 'utf8'));
    if (!isObject(revision) || !isObject(base)) return undefined;
    diffDocuments(base, revision, TODAY);
    diffDocuments(revision, base, TODAY);
    const { changes } = diffDocuments(revision, structuredClone(revision), TODAY);
    return changes.length === 0 ? undefined : `differs from itself: ${changes[0]?.id ?? ''}`;
  },
};

/** Reading is not what is tested here. */
function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
