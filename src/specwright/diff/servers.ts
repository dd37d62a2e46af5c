import { type JsonObject, isObject, objectAt, ownList, ownString } from '../base/json.ts';

/** URLs of a list of servers, variables replaced by their defaults, written one way. */
export function serverUrls(owner: JsonObject): readonly string[] {
  return ownList(owner, 'servers').filter(isObject).map(urlOf);
}

function urlOf(server: JsonObject): string {
  const variables = objectAt(server, 'variables');
  const url = (ownString(server, 'url') ?? '').replaceAll(
    /\{([^{}]*)\}/g,
    (whole, name: string) => ownString(objectAt(variables, name), 'default') ?? whole,
  );
  return canonicalUrl(url);
}

/** Scheme and host know no case; a default port and a slash at the end say nothing. */
function canonicalUrl(url: string): string {
  const [, origin = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?([\s\S]*)$/i.exec(url) ?? [];
  const lower = origin
    .toLowerCase()
    .replace(/^(http:.*):80$/, '$1')
    .replace(/^(https:.*):443$/, '$1');
  return `${lower}${path.replace(/\/+$/, '')}`;
}

/** The path of a server's URL. */
export function basePath(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}

/** The servers of an operation: the first that are listed by it, its path item and the document. */
export function serversOf(...owners: readonly JsonObject[]): readonly string[] {
  for (const owner of owners) {
    const urls = serverUrls(owner);
    if (urls.length > 0) return urls;
  }
  return [''];
}
