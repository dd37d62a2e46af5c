import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownList,
  ownObject,
  ownText,
} from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { CanonicalFolder } from '../canonical-collection.ts';
import { readAuth, type Auth } from './auth/security.ts';
import type { ProblemLog } from './problem-log.ts';
import { markdownOf } from './text/description.ts';
import { Variables } from './variables.ts';

/** What a folder gives to everything in it. */
export interface Scope {
  readonly path: readonly string[];
  readonly auth: Auth;
  readonly variables: Variables;
}

/** A request as it lies in the tree, with what it inherits. */
export interface SavedItem {
  readonly item: JsonObject;
  readonly request: JsonObject;
  readonly at: JsonPointer;
  readonly scope: Scope;
}

export interface Tree {
  readonly items: readonly SavedItem[];
  readonly folders: readonly CanonicalFolder[];
}

/** Where objects stood that were rebuilt from an older format. */
export type Origins = WeakMap<JsonObject, JsonPointer>;

interface Open {
  readonly item: Json;
  readonly at: JsonPointer;
  readonly scope: Scope;
}

function requestOf(item: JsonObject): JsonObject | undefined {
  const request = own(item, 'request');
  if (typeof request === 'string') return { method: 'GET', url: request };
  return isObject(request) ? request : undefined;
}

class TreeWalk {
  readonly items: SavedItem[] = [];
  readonly folders: CanonicalFolder[] = [];
  readonly #log: ProblemLog;
  readonly #origins: Origins;

  constructor(log: ProblemLog, origins: Origins) {
    this.#log = log;
    this.#origins = origins;
  }

  /** Depth first, in the order of the file, with a stack of its own: folders may nest by the thousand. */
  walk(root: JsonObject, at: JsonPointer, scope: Scope): void {
    const open: Open[] = this.#children(root, at, scope);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const child of this.#visit(next)) open.push(child);
    }
  }

  #children(parent: JsonObject, at: JsonPointer, scope: Scope): Open[] {
    return ownList(parent, 'item')
      .map((item, index) => ({
        item,
        at: (isObject(item) ? this.#origins.get(item) : undefined) ?? appendPointer(at, 'item', index),
        scope,
      }))
      .reverse();
  }

  #visit({ item, at, scope }: Open): Open[] {
    if (!isObject(item)) return [];
    const request = requestOf(item);
    if (request === undefined) return Array.isArray(own(item, 'item')) ? this.#folder(item, at, scope) : [];
    this.items.push({
      item,
      request,
      at,
      scope: { ...scope, variables: scope.variables.with(own(item, 'variable')) },
    });
    return [];
  }

  #folder(item: JsonObject, at: JsonPointer, scope: Scope): Open[] {
    const path = [...scope.path, ownText(item, 'name')?.trim() ?? 'Untitled folder'];
    const text = markdownOf(own(item, 'description'));
    this.folders.push({
      path,
      ...(text === undefined ? {} : { description: { text, at: appendPointer(at, 'description') } }),
    });
    const variables = scope.variables.with(own(item, 'variable'));
    const auth = readAuth(own(item, 'auth'), appendPointer(at, 'auth'), variables, this.#log) ?? scope.auth;
    return this.#children(item, at, { path, auth, variables });
  }
}

function rootScope(collection: JsonObject, at: JsonPointer, log: ProblemLog): Scope {
  const declared = own(collection, 'variable') ?? own(collection, 'variables');
  const variables = new Variables(declared);
  const auth = own(collection, 'auth') ?? own(ownObject(collection, 'info') ?? {}, 'auth');
  return { path: [], auth: readAuth(auth, appendPointer(at, 'auth'), variables, log), variables };
}

/** The collection as a flat list of requests, each with what it inherits. */
export function readTree(
  collection: JsonObject,
  at: JsonPointer,
  log: ProblemLog,
  origins: Origins,
): Tree & { readonly scope: Scope } {
  const scope = rootScope(collection, at, log);
  const walk = new TreeWalk(log, origins);
  walk.walk(collection, at, scope);
  return { items: walk.items, folders: walk.folders, scope };
}
