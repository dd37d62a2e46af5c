import type { CanonicalCollection, CanonicalOperation } from '../../canonical-collection.ts';
import { readText, type ReadText } from '../docs/sections.ts';

/** The texts of a collection above its operations. */
export interface CollectionTexts {
  /** By the folder that they speak for; the key of the collection itself is the empty path. */
  readonly byFolder: ReadonlyMap<string, readonly ReadText[]>;
  readonly all: readonly ReadText[];
}

/** Reads the descriptions of the collection and its folders. A folder without requests speaks for the one around it. */
export function collectionTexts(collection: CanonicalCollection): CollectionTexts {
  const used = new Set(collection.operations.flatMap((operation) => pathsOf(operation.folders)));
  const byFolder = new Map<string, ReadText[]>();
  const all: ReadText[] = [];
  const add = (path: readonly string[], text: ReadText): void => {
    const scope = scopeOf(path, used);
    byFolder.set(scope, [...(byFolder.get(scope) ?? []), text]);
    all.push(text);
  };
  for (const folder of collection.folders)
    if (folder.description !== undefined) add(folder.path, readText(folder.description));
  if (collection.description !== undefined) add([], readText(collection.description));
  return { byFolder, all };
}

/** The texts around an operation, the nearest first. */
export function textsAround(operation: CanonicalOperation, texts: CollectionTexts): ReadText[] {
  return pathsOf(operation.folders)
    .toReversed()
    .flatMap((path) => texts.byFolder.get(path) ?? []);
}

function pathsOf(folders: readonly string[]): string[] {
  return [keyOf([]), ...folders.map((_, index) => keyOf(folders.slice(0, index + 1)))];
}

function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

function scopeOf(path: readonly string[], used: ReadonlySet<string>): string {
  let own = path;
  while (own.length > 0 && !used.has(keyOf(own))) own = own.slice(0, -1);
  return keyOf(own);
}
