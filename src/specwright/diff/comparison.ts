import { type Json, type JsonObject, type JsonPointer, isObject, ownObject } from '../base/json.ts';
import { appendPointer } from '../base/pointer.ts';
import type { Delta } from './change.ts';
import { documentOf, pointerOf, refOf, type Document } from './document.ts';
import { sameJson } from './equal.ts';
import type { Result } from './schema/result.ts';
import { buildView } from './schema/build-view.ts';
import type { Site } from './schema/site.ts';
import type { View } from './schema/view.ts';

/** What one comparison of two documents shares: both sides, what is known to be unchanged, and what was compared. */
export interface Comparison {
  readonly base: Document;
  readonly revision: Document;
  /** Whether the target of a reference that both documents hold differs. */
  readonly refMoved: (ref: string) => boolean;
  /** Results by the keys of both sites and the mode. */
  readonly results: Map<string, Result>;
  readonly views: { readonly base: Map<string, View>; readonly revision: Map<string, View> };
  /** `YYYY-MM-DD`: whether a sunset has passed. */
  readonly today: string;
  /** Operations that are known to be the same under another name: `GET /a` to `POST /b`. */
  readonly moved: ReadonlyMap<string, string>;
  /** Whether a place of a document is known from samples only. */
  readonly sampled?: Sampled;
  /** New error codes by the difference they were found as, so that each is reported as one for all operations. */
  readonly errorCodes: Map<string, Delta>;
  /** Comparisons of what nests too deep for one stack. */
  readonly waiting: (() => void)[];
}

/** Whether what is at a place is known from samples only; `undefined` where nothing is known about it. */
export interface Sampled {
  base(pointer: JsonPointer): boolean | undefined;
  revision(pointer: JsonPointer): boolean | undefined;
}

export interface DiffOptions {
  /** `YYYY-MM-DD`, for sunsets. */
  readonly today: string;
  /** Operations that are known to be the same under another name: `GET /a` to `POST /b`. */
  readonly moved?: ReadonlyMap<string, string>;
  readonly sampled?: Sampled;
}

export function compareContext(
  base: JsonObject,
  revision: JsonObject,
  { today, moved = new Map(), sampled }: DiffOptions,
): Comparison {
  const one = documentOf(base);
  const other = documentOf(revision);
  return {
    base: one,
    revision: other,
    refMoved: movedReferences(one, other),
    results: new Map(),
    views: { base: new Map(), revision: new Map() },
    today,
    moved,
    errorCodes: new Map(),
    waiting: [],
    ...(sampled !== undefined && { sampled }),
  };
}

export function viewOf(comparison: Comparison, side: 'base' | 'revision', site: Site): View {
  const views = comparison.views[side];
  const known = views.get(site.key);
  if (known !== undefined) return known;
  const view = buildView(site);
  views.set(site.key, view);
  return view;
}

/** Unchanged in text and in every reference: nothing to compare. */
export function unchanged(
  comparison: Comparison,
  base: Json | undefined,
  revision: Json | undefined,
): boolean {
  return (
    comparison.base.dialect === comparison.revision.dialect && sameJson(base, revision, comparison.refMoved)
  );
}

/** Two sites that say the same in the same words. */
export function sameSites(comparison: Comparison, base: Site, revision: Site): boolean {
  if (base.parts.length !== revision.parts.length) return false;
  return base.parts.every((part, index) => unchanged(comparison, part.value, revision.parts[index]?.value));
}

/**
 * Components whose text differs, and those that reach one of them by reference.
 * References that point elsewhere than to a component are always looked into.
 */
function movedReferences(base: Document, revision: Document): (ref: string) => boolean {
  const users = new Map<JsonPointer, JsonPointer[]>();
  const pending: JsonPointer[] = [];
  const known = new Set<JsonPointer>();
  for (const [pointer, one, other] of sharedComponents(base, revision)) {
    known.add(pointer);
    if (!sameJson(one, other)) pending.push(pointer);
    else for (const target of references(one)) users.set(target, [...(users.get(target) ?? []), pointer]);
  }
  for (const target of users.keys()) if (!known.has(target)) pending.push(target);
  const moved = new Set<JsonPointer>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (moved.has(next)) continue;
    moved.add(next);
    pending.push(...(users.get(next) ?? []));
  }
  return (ref) => {
    const target = ref.startsWith('#') ? componentOf(pointerOf(ref)) : '';
    return !known.has(target) || moved.has(target);
  };
}

function* sharedComponents(base: Document, revision: Document): Generator<[JsonPointer, Json, Json]> {
  const one = ownObject(base.root, 'components') ?? {};
  const other = ownObject(revision.root, 'components') ?? {};
  for (const section of Object.keys(one)) {
    const before = ownObject(one, section);
    const after = ownObject(other, section);
    if (before === undefined || after === undefined) continue;
    for (const name of Object.keys(before)) {
      const found = before[name];
      const now = Object.hasOwn(after, name) ? after[name] : undefined;
      if (found !== undefined && now !== undefined)
        yield [appendPointer('/components', section, name), found, now];
    }
  }
}

/** Pointers of every `$ref` in a value. */
function references(root: Json): ReadonlySet<JsonPointer> {
  const found = new Set<JsonPointer>();
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) for (const item of value) pending.push(item);
    else if (isObject(value)) {
      const ref = refOf(value);
      if (ref !== undefined) found.add(componentOf(pointerOf(ref)));
      for (const key of Object.keys(value)) pending.push(value[key] ?? null);
    }
  }
  return found;
}

/** The component that a pointer leads into. */
function componentOf(pointer: JsonPointer): JsonPointer {
  return pointer.split('/', 4).join('/');
}
