import { type Json, type JsonPointer, isObject, own, ownList } from '../../base/json.ts';
import { refOf, resolve, type Document, type Part } from '../document.ts';

/**
 * A schema as one place of a document means it: one part, or several that all apply
 * (branches of `allOf`, a property that two of them describe).
 */
export interface Site {
  readonly document: Document;
  readonly parts: readonly Part[];
  /** Where it is written, before any reference is followed. */
  readonly at: JsonPointer;
  /** Choices (places of `oneOf` and `anyOf`) that are already decided here. */
  readonly decided: ReadonlySet<JsonPointer>;
  /** Equal keys mean the same schemas; it is built from their places. */
  readonly key: string;
}

/** A schema object without `$ref` and `allOf`: what is left when a site is taken apart. */
export interface Atom {
  readonly value: Json;
  readonly pointer: JsonPointer;
}

const undecided: ReadonlySet<JsonPointer> = new Set();

export function siteOf(document: Document, parts: readonly Part[], decided = undecided): Site {
  const unique = uniqueParts(document, parts);
  const key = unique
    .map(({ pointer }) => pointer)
    .sort()
    .join(' & ');
  return {
    document,
    parts: unique,
    at: parts[0]?.pointer ?? '',
    decided,
    key: decided.size === 0 ? key : `${key} ! ${[...decided].sort().join(' ! ')}`,
  };
}

/** What the parts refer to, each once. */
function uniqueParts(document: Document, parts: readonly Part[]): readonly Part[] {
  const targets = parts.map((part) => (hasSiblings(document, part.value) ? part : resolve(document, part)));
  if (targets.length < 2) return targets;
  return [...new Map(targets.map((target) => [target.pointer, target])).values()];
}

/** Every schema object that applies at a site, references and `allOf` followed, each once. */
export function atomsOf(site: Site): readonly Atom[] {
  const atoms = new Map<JsonPointer, Atom>();
  const pending: Part[] = [...site.parts].reverse();
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (atoms.has(part.pointer)) continue;
    atoms.set(part.pointer, part);
    pending.push(...conjuncts(site.document, part).reverse());
  }
  return [...atoms.values()];
}

/** What else applies where this part does: its reference's target and its `allOf` branches. */
function conjuncts(document: Document, part: Part): Part[] {
  const found: Part[] = [];
  if (refOf(part.value) !== undefined) {
    const target = resolve(document, part);
    if (target.pointer !== part.pointer) found.push(target);
    if (document.dialect === '3.0') return found;
  }
  const branches = ownList(part.value, 'allOf');
  return [
    ...found,
    ...branches.map((value, index) => ({ value, pointer: `${part.pointer}/allOf/${index}` })),
  ];
}

/** In 3.1 the keywords beside a `$ref` count; in 3.0 they are ignored. */
function hasSiblings(document: Document, value: Json): boolean {
  return (
    document.dialect === '3.1' &&
    isObject(value) &&
    own(value, '$ref') !== undefined &&
    Object.keys(value).some((key) => key !== '$ref' && key !== 'description' && key !== 'summary')
  );
}
