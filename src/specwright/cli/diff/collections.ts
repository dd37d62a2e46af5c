import type { JsonPointer } from '../../base/json.ts';
import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import type { Sampled } from '../../diff/comparison.ts';
import { originsOf } from '../../convert/report/origins.ts';
import type { Conversion } from '../../convert/convert-collection.ts';

/** Compares two collections: requests are known by their ids, and facts by whether only a sample states them. */
export function diffCollections(base: Conversion, revision: Conversion, today: string): DiffReport {
  const sampled: Sampled = { base: sampledIn(base), revision: sampledIn(revision) };
  return diffDocuments(base.value, revision.value, { today, moved: movedRequests(base, revision), sampled });
}

/** Operations whose request has the same id, or else the same name, in both collections but another method or path. */
function movedRequests(base: Conversion, revision: Conversion): ReadonlyMap<string, string> {
  const before = operationsOf(base);
  const after = operationsOf(revision);
  const moved = new Map<string, string>();
  for (const key of ['byId', 'byName'] as const) {
    for (const [id, was] of before[key]) {
      const is = after[key].get(id);
      if (is === undefined || is === was || moved.has(was)) continue;
      // what still has its address did not move, whatever it is called
      if (!after.all.has(was) && !before.all.has(is)) moved.set(was, is);
    }
  }
  return moved;
}

interface Operations {
  readonly all: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, string>;
  /** Names that several operations have are left out. */
  readonly byName: ReadonlyMap<string, string>;
}

function operationsOf({ collection }: Conversion): Operations {
  const all = new Set<string>();
  const byId = new Map<string, string>();
  const named = new Map<string, Set<string>>();
  for (const { method, path, requests } of collection.operations) {
    const operation = `${method} ${path}`;
    all.add(operation);
    for (const { id, name } of requests) {
      if (id !== undefined) byId.set(id, operation);
      named.set(name, (named.get(name) ?? new Set()).add(operation));
    }
  }
  const byName = new Map(
    [...named].flatMap(([name, [one, ...more]]) =>
      one !== undefined && more.length === 0 ? [[name, one] as const] : [],
    ),
  );
  return { all, byId, byName };
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
