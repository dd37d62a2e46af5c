/** Where a collection can be pulled from, as the user names it. */
export type Address =
  | { readonly kind: 'file'; readonly path: string }
  /** A published Documenter page; the address of its collection is known. */
  | { readonly kind: 'documenter'; readonly url: string }
  /** Postman's own API, which wants a key. */
  | { readonly kind: 'postman-api'; readonly url: string }
  | { readonly kind: 'url'; readonly url: string };

const documenterHost = 'documenter.getpostman.com';
const apiHosts = new Set(['api.getpostman.com', 'api.postman.com']);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What an argument names. `undefined`: an address that is not https. */
export function addressOf(argument: string): Address | undefined {
  if (isUid(argument))
    return { kind: 'postman-api', url: `https://api.getpostman.com/collections/${argument}` };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(argument)) return { kind: 'file', path: argument };
  const url = parse(argument);
  if (url === undefined || url.protocol !== 'https:') return undefined;
  if (apiHosts.has(url.hostname)) return { kind: 'postman-api', url: url.href };
  const [, owner, published] = /^\/view\/([^/]+)\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  if (url.hostname === documenterHost && owner !== undefined && published !== undefined) {
    return {
      kind: 'documenter',
      url: collectionUrl(url.origin, owner, published, url.searchParams.get('version') ?? 'latest'),
    };
  }
  return { kind: 'url', url: url.href };
}

/** `31590362-caf4c483-c1ac-4f40-8a71-21d65c560d9e`, or without the owner. */
function isUid(text: string): boolean {
  return uuid.test(text) || uuid.test(text.replace(/^\d+-/, ''));
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The address that a Documenter page loads its collection from. */
export function collectionUrl(origin: string, owner: string, published: string, versionTag: string): string {
  const url = new URL(
    `/api/collections/${encodeURIComponent(decode(owner))}/${encodeURIComponent(decode(published))}`,
    origin,
  );
  url.searchParams.set('segregateAuth', 'true');
  url.searchParams.set('versionTag', versionTag);
  return url.href;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign is meant as it stands
  }
}
