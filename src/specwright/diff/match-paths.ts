import { appendPointer } from '../base/pointer.ts';
import { own, ownObject } from '../base/json.ts';
import { basePath, serversOf } from './servers.ts';
import { resolveObject, type Document, type ObjectPart } from './document.ts';

/** A path of one document. */
export interface PathEntry {
  readonly path: string;
  readonly item: ObjectPart;
}

export interface PathPair {
  readonly base: PathEntry;
  readonly revision: PathEntry;
  /** Path parameters of the base by the name they have in the revision, where it differs. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The same address, of which another part is the server's. */
  readonly moved: boolean;
}

export interface MatchedPaths {
  readonly pairs: readonly PathPair[];
  readonly gone: readonly PathEntry[];
  readonly come: readonly PathEntry[];
}

export function pathsOf(document: Document, key: 'paths' | 'webhooks'): readonly PathEntry[] {
  const paths = ownObject(document.root, key);
  if (paths === undefined) return [];
  return Object.keys(paths).flatMap((path) => {
    if (path.startsWith('x-')) return [];
    const item = resolveObject(document, {
      value: own(paths, path) ?? null,
      pointer: appendPointer('', key, path),
    });
    return item === undefined ? [] : [{ path, item }];
  });
}

/** Pairs paths: the same text, the same but for parameter names, the same address on their servers. */
export function matchPaths(base: Document, revision: Document): MatchedPaths {
  const pairs: PathPair[] = [];
  let gone = pathsOf(base, 'paths');
  let come = pathsOf(revision, 'paths');
  const tests: readonly ((entry: PathEntry, document: Document) => string)[] = [
    (entry) => entry.path,
    (entry) => shapeOf(entry.path),
    (entry, document) => shapeOf(addressOf(entry, document)),
  ];
  for (const [round, shape] of tests.entries()) {
    const open = new Map(come.map((entry) => [shape(entry, revision), entry]));
    const taken = new Set<PathEntry>();
    gone = gone.filter((entry) => {
      const match = open.get(shape(entry, base));
      if (match === undefined || taken.has(match)) return true;
      taken.add(match);
      pairs.push({
        base: entry,
        revision: match,
        renamed: renamedIn(entry.path, match.path),
        moved: round === 2,
      });
      return false;
    });
    come = come.filter((entry) => !taken.has(entry));
  }
  return { pairs, gone, come };
}

/** The path with its parameters nameless. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}');
}

/** Path parameters of the first by the name they have in the second, counted from the end. */
export function renamedIn(one: string, other: string): ReadonlyMap<string, string> {
  const before = namesIn(one);
  const after = namesIn(other);
  const renamed = new Map<string, string>();
  // counted from the end: the server's part of the address comes first
  for (let back = 1; back <= Math.min(before.length, after.length); back += 1) {
    const was = before.at(-back);
    const is = after.at(-back);
    if (was !== undefined && is !== undefined && was !== is) renamed.set(was, is);
  }
  return renamed;
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

/** The path of the server and the path of the item, as one. */
function addressOf(entry: PathEntry, document: Document): string {
  const [url = ''] = serversOf(entry.item.value, document.root);
  return `${basePath(url)}${entry.path}`;
}
