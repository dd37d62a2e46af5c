import type { JsonObject } from '../../base/json.ts';
import type { CanonicalCollection, CanonicalOperation, CanonicalServer } from '../canonical-collection.ts';
import type { Settings } from '../settings.ts';

/** Which servers the document names, and which an operation must name itself. */
export interface ServerPlan {
  readonly document: readonly JsonObject[];
  /** Empty where the document's servers serve the operation. */
  readonly of: (operation: CanonicalOperation) => readonly JsonObject[];
}

/**
 * The server that serves most operations is the document's; an operation on another host names that one.
 * Servers that people set in the settings replace all of them.
 */
export function planServers({ servers, operations }: CanonicalCollection, settings: Settings): ServerPlan {
  if (settings.servers) return { document: settings.servers.map(serverObject), of: () => [] };
  const main = mostUsed(operations.map(serversOf));
  const document = main.flatMap((index) => objectOf(servers, index));
  const of = (operation: CanonicalOperation): readonly JsonObject[] => {
    const own = serversOf(operation);
    return sameSet(own, main) ? [] : own.flatMap((index) => objectOf(servers, index));
  };
  return { document, of };
}

function serversOf({ requests }: CanonicalOperation): readonly number[] {
  return [...new Set(requests.map(({ server }) => server))].sort((a, b) => a - b);
}

function mostUsed(sets: readonly (readonly number[])[]): readonly number[] {
  const counts = new Map<string, { set: readonly number[]; count: number }>();
  for (const set of sets) counts.set(set.join(), { set, count: (counts.get(set.join())?.count ?? 0) + 1 });
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.set ?? [];
}

function sameSet(a: readonly number[], b: readonly number[]): boolean {
  return a.join() === b.join();
}

function objectOf(servers: readonly CanonicalServer[], index: number): readonly JsonObject[] {
  const server = servers[index];
  return server ? [serverObject(server)] : [];
}

function serverObject({ url, description, variables }: CanonicalServer): JsonObject {
  const entries = Object.entries(variables).map(([name, variable]): [string, JsonObject] => [
    name,
    { ...variable },
  ]);
  return {
    url,
    ...(description !== undefined && { description }),
    ...(entries.length > 0 && { variables: Object.fromEntries(entries) }),
  };
}
