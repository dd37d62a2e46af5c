import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownList,
  ownText,
} from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { Origins } from '../tree.ts';
import { authOfV1 } from './helper-auth.ts';
import { requestOfV1, responseOfV1 } from './request-v1.ts';

interface Entry {
  readonly json: JsonObject;
  readonly at: JsonPointer;
}

interface Folder extends Entry {
  readonly children: JsonObject[];
}

function entries(collection: JsonObject, key: string, root: JsonPointer): Entry[] {
  return ownList(collection, key).flatMap((json, index) =>
    isObject(json) ? [{ json, at: appendPointer(root, key, index) }] : [],
  );
}

const optional = (key: string, value: Json | undefined): JsonObject =>
  value === undefined || value === null ? {} : { [key]: value };

/** Ids in the order that their parent lists them; what it does not list comes after, as it lies in the file. */
function rank(order: readonly Json[], folders: readonly Json[]): ReadonlyMap<Json, number> {
  return new Map([...folders, ...order].map((id, index) => [id, index]));
}

class Upgrade {
  readonly origins: Origins = new WeakMap();
  readonly #folders = new Map<string, Folder>();
  readonly #top: JsonObject[] = [];
  readonly #ids = new WeakMap<JsonObject, string>();
  readonly #parents = new Map<string, string>();

  #register(item: JsonObject, at: JsonPointer, id: string | undefined): JsonObject {
    this.origins.set(item, at);
    if (id !== undefined) this.#ids.set(item, id);
    return item;
  }

  /** Where an entry lies: its own word for it, else the folder that lists it. */
  #parentOf(json: JsonObject, id: string | undefined): Folder | undefined {
    const parent = ownText(json, 'folder') ?? (id === undefined ? undefined : this.#parents.get(id));
    return parent === undefined || parent === id ? undefined : this.#folders.get(parent);
  }

  addFolders(list: readonly Entry[]): void {
    for (const { json, at } of list) {
      const id = ownText(json, 'id') ?? at;
      this.#folders.set(id, { json, at, children: [] });
      for (const child of [...ownList(json, 'order'), ...ownList(json, 'folders_order')]) {
        if (typeof child === 'string') this.#parents.set(child, id);
      }
    }
  }

  addRequests(list: readonly Entry[]): void {
    for (const { json, at } of list) {
      const id = ownText(json, 'id');
      const item: JsonObject = {
        name: ownText(json, 'name') ?? '',
        ...optional('id', id),
        ...optional('tests', own(json, 'tests')),
        ...optional('event', own(json, 'events')),
        request: requestOfV1(json),
        response: ownList(json, 'responses').map(responseOfV1),
      };
      (this.#parentOf(json, id)?.children ?? this.#top).push(this.#register(item, at, id));
    }
  }

  /** Folders go into their parents; one inside itself, by whatever way round, stays at the top. */
  linkFolders(): void {
    for (const [id, { json, at, children }] of this.#folders) {
      const item: JsonObject = {
        name: ownText(json, 'name') ?? '',
        ...optional('description', own(json, 'description')),
        ...optional('auth', authOfV1(json)),
        ...optional('variable', own(json, 'variables')),
        item: children,
      };
      const parent = this.#isCircular(id) ? undefined : this.#parentOf(json, id);
      (parent?.children ?? this.#top).push(this.#register(item, at, id));
    }
  }

  #isCircular(id: string): boolean {
    const seen = new Set([id]);
    let next = this.#parentIdOf(id);
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      next = this.#parentIdOf(next);
    }
    return next !== undefined;
  }

  #parentIdOf(id: string): string | undefined {
    const folder = this.#folders.get(id);
    return folder === undefined ? undefined : (ownText(folder.json, 'folder') ?? this.#parents.get(id));
  }

  sort(collection: JsonObject): JsonObject[] {
    for (const { json, children } of this.#folders.values()) this.#sortBy(json, children);
    this.#sortBy(collection, this.#top);
    return this.#top;
  }

  #sortBy(json: JsonObject, children: JsonObject[]): void {
    const places = rank(ownList(json, 'order'), ownList(json, 'folders_order'));
    // Postman shows folders before requests where no order says otherwise.
    const placeOf = (item: JsonObject): number =>
      places.get(this.#ids.get(item) ?? '') ?? (Object.hasOwn(item, 'item') ? -1 : places.size);
    children.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

/** A v1 collection (flat lists of folders and requests) -> the tree of v2, with the origin of every item. */
export function upgradeV1(
  collection: JsonObject,
  root: JsonPointer,
): { collection: JsonObject; origins: Origins } {
  const upgrade = new Upgrade();
  upgrade.addFolders(entries(collection, 'folders', root));
  upgrade.addRequests(entries(collection, 'requests', root));
  upgrade.linkFolders();
  return {
    collection: {
      info: {
        name: ownText(collection, 'name') ?? '',
        ...optional('description', own(collection, 'description')),
      },
      item: upgrade.sort(collection),
      ...optional('variable', own(collection, 'variables')),
      ...optional('auth', authOfV1(collection)),
    },
    origins: upgrade.origins,
  };
}
