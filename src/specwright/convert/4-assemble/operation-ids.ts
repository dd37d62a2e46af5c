import { pascalCase, UniqueNames, wordsOf } from '../../base/names.ts';
import { inventOperationId } from '../../openapi/names.ts';
import type { CanonicalCollection, CanonicalOperation, OperationKey } from '../canonical-collection.ts';

/** Longer names are sentences, which make no identifier. */
const LONGEST = 64;

/**
 * An id for every operation, made of the name of its first request: `Get access token` -> `getAccessToken`.
 *
 * Where two come out alike, the first in the collection keeps the name; another takes its folder's name as
 * a suffix, then method and path, then a number. An id therefore stays what it is when requests are added
 * further down.
 */
export function assignOperationIds(collection: CanonicalCollection): ReadonlyMap<OperationKey, string> {
  const names = new UniqueNames();
  const ids = new Map<OperationKey, string>();
  for (const operation of collection.operations)
    ids.set(keyOf(operation), claimFirst(names, candidates(operation)));
  return ids;
}

/** `GET /task/{taskId}` */
export function keyOf({ method, path }: Pick<CanonicalOperation, 'method' | 'path'>): OperationKey {
  return `${method} /${path.slice(1)}`;
}

function candidates({ method, path, folders, requests }: CanonicalOperation): readonly string[] {
  const invented = inventOperationId(method, path);
  const named = fromName(requests[0]?.name ?? '');
  if (named === undefined) return [invented];
  return [named, named + pascalCase(folders.at(-1) ?? ''), invented];
}

function claimFirst(names: UniqueNames, wanted: readonly string[]): string {
  const free = wanted.find((name) => !names.has(name));
  return names.claim(free ?? wanted.at(-1) ?? 'operation');
}

/** `undefined` where the name is a URL, a path, a sentence, or holds no Latin letter. */
function fromName(name: string): string | undefined {
  if (/^\s*(?:[A-Z]+\s+)?(?:\{|[\w+.-]+:\/\/|\/|:\w)/.test(name)) return undefined;
  const words = wordsOf(plain(name));
  const [first = '', ...rest] = words;
  const id = lowerFirst(first) + pascalCase(rest.join(' '));
  return /^[a-z]/.test(id) && id.length <= LONGEST ? id : undefined;
}

/** Letters without their accents; apostrophes close up (`user's` -> `users`). */
function plain(name: string): string {
  return name.normalize('NFKD').replaceAll(/[\p{M}'’]/gu, '');
}

/** `GET` -> `get`, `OAuth` -> `oAuth`, `Queue` -> `queue` */
function lowerFirst(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}
