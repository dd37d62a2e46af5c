import { type JsonObject, isObject, own, ownText } from '../../base/json.ts';

/** Postman's gateway serves published collections under this address. */
const gateway = 'https://documenter.gw.postman.com/api/collections';

/**
 * A Documenter page loads two files: its page data (no requests in it) and the collection. Given the
 * first, this names the address of the second.
 */
export function collectionUrlOf(value: JsonObject): string | undefined {
  const collection = own(value, 'collection');
  const info = isObject(collection) ? own(collection, 'info') : undefined;
  if (!isObject(info)) return undefined;
  const owner = ownText(info, 'owner');
  const published = ownText(info, 'publishedId');
  if (owner === undefined || published === undefined) return undefined;
  const tag = ownText(value, 'activeVersionTag') ?? ownText(info, 'activeVersionTag') ?? 'latest';
  const path = [owner, published].map((part) => encodeURIComponent(part)).join('/');
  return `${gateway}/${path}?segregateAuth=true&versionTag=${encodeURIComponent(tag)}`;
}
