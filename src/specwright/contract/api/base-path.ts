import { type Json, type JsonObject, objectAt, own, ownList, ownString } from '../../base/json.ts';
import { resolve } from '../../openapi/reference.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';

/**
 * Reads where the document puts its operations: the path of the first server of the operation, of its path, or
 * of the document (https://spec.openapis.org/oas/v3.1.1, section 4.8.5).
 *
 * @param target - an address with a path of its own: that path is kept in front, and no server adds to it
 */
export function basePathReader(
  document: JsonObject,
  target: string | URL | undefined,
): (operation: OperationDescriptor) => string {
  const kept = target === undefined ? '' : trimmed(new URL(target).pathname);
  if (kept !== '') return () => '';
  return (operation) => {
    const item = resolve(document, objectAt(objectAt(document, 'paths'), operation.path), '').value;
    const places = [objectAt(item, operation.method.toLowerCase()), item, document];
    const server = places.flatMap((place) => ownList(place, 'servers').slice(0, 1))[0];
    return server === undefined ? '' : pathOf(server);
  };
}

function pathOf(server: Json): string {
  const url = (ownString(server, 'url') ?? '').replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    String(own(own(own(server, 'variables'), name), 'default') ?? ''),
  );
  // A relative address is one below the place that the document came from; only its path matters here.
  return URL.canParse(url, 'http://server.invalid')
    ? trimmed(new URL(url, 'http://server.invalid').pathname)
    : '';
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
