import { type Json, type JsonObject, isObject, own } from '../../../base/json.ts';

/** The text files of a collection that is a folder, by their paths inside it, with `/` between the parts. */
export type CollectionFiles = ReadonlyMap<string, string>;

/** The folder of a path; `''` is the outermost. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The last part of a path, without an ending. */
export function stemOf(path: string, ending: RegExp = /$/): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(ending, '');
}

/** What a folder holds, as an item of a collection. */
export interface Entry {
  /** Where it stands among its neighbours: a number, or a text that sorts. */
  readonly order: Json | undefined;
  readonly path: string;
  readonly item: JsonObject;
}

/** Entries without a place come last, by path. */
export function inOrder(entries: readonly Entry[]): readonly JsonObject[] {
  const rank = ({ order }: Entry): number => (typeof order === 'number' ? order : Number.MAX_VALUE);
  const text = ({ order }: Entry): string => (typeof order === 'string' ? order : '\uffff');
  const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return entries
    .toSorted((a, b) => rank(a) - rank(b) || compare(text(a), text(b)) || compare(a.path, b.path))
    .map(({ item }) => item);
}

/** A list of named things; some write it as an object of values. */
export function namedList(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? Object.entries(value).map(([key, inner]) => ({ key, value: inner })) : [];
}

/** A text, or the `content` of a text with its media type. */
export function wordsOf(value: Json | undefined): string | undefined {
  const text = isObject(value) ? own(value, 'content') : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** A script as Postman keeps it. */
export function eventOf(isTest: boolean, code: string): JsonObject {
  return { listen: isTest ? 'test' : 'prerequest', script: { exec: code.split('\n') } };
}
