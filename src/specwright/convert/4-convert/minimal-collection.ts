import type { JsonObject } from '../../base/json.ts';
import type { CanonicalOperation } from '../stages.ts';
import { groupBy } from './group-by.ts';

/** Name of the tag of a folder: OpenAPI 3.1 tags do not nest, so the path is in the name. */
export function tagName(folders: readonly string[]): string {
  return folders.map((name) => name.trim() || 'Untitled').join(' / ');
}

/** What the library needs of the operations: name, method, URL and folder; everything else is laid in later. */
export function minimalCollection(operations: readonly CanonicalOperation[]): JsonObject {
  const byFolder = groupBy(operations, ({ folders }) => tagName(folders));
  const item = [...byFolder].flatMap(([name, members]) => {
    const items = members.map(minimalItem);
    return name === '' ? items : [{ name, item: items }];
  });
  return { info: { name: 'skeleton' }, item };
}

function minimalItem({ method, path, requests }: CanonicalOperation): JsonObject {
  const url = { raw: `https://skeleton.invalid${encodePath(path)}` };
  return { name: requests[0]?.name ?? '', request: { method, url, header: [] }, response: [] };
}

/** The library decodes the path again; a lone surrogate cannot be encoded and comes back as another path. */
function encodePath(path: string): string {
  const wellFormed = path.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}
