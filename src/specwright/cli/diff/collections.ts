import type { JsonPointer } from '../../base/json.ts';
import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import type { Sampled } from '../../diff/judge.ts';
import { originsOf } from '../../convert/report/origins.ts';
import type { Conversion } from '../../convert/convert-collection.ts';

/** Compares two collections: requests are known by their ids, and facts by whether only a sample states them. */
export function diffCollections(base: Conversion, revision: Conversion, today: string): DiffReport {
  const sampled: Sampled = { base: sampledIn(base), revision: sampledIn(revision) };
  return diffDocuments(base.value, revision.value, { today, moved: movedRequests(base, revision), sampled });
}

/** Operations whose request has the same id in both collections but another method or path. */
function movedRequests(base: Conversion, revision: Conversion): ReadonlyMap<string, string> {
  const now = namesById(revision);
  const moved = new Map<string, string>();
  for (const [id, was] of namesById(base)) {
    const is = now.get(id);
    if (is !== undefined && is !== was) moved.set(was, is);
  }
  return moved;
}

function namesById({ collection }: Conversion): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { method, path, requests } of collection.operations) {
    for (const { id } of requests) if (id !== undefined) names.set(id, `${method} ${path}`);
  }
  return names;
}

/** Looks a place up, and above it until something is known. */
function sampledIn(conversion: Conversion): (pointer: JsonPointer) => boolean | undefined {
  const known = new Map(
    originsOf(conversion).map(({ pointer, sources }) => [
      pointer,
      sources.every(({ origin }) => origin === 'sample'),
    ]),
  );
  return (pointer) => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = known.get(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
