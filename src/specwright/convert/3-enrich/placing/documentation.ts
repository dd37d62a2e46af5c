import type { ReadText, Section } from '../docs/sections.ts';
import type { FieldNode } from '../fields/field.ts';
import { attachSubjects } from './attach.ts';
import { allRoots, emptyDraft, type Draft, type KnownNames } from './draft.ts';
import { linkTypes, type KnownTypes } from './link.ts';
import { placeSections } from './place.ts';
import { placeSentences } from './sentences.ts';
import { referredTypes, typeTables } from './subjects.ts';

/** What the tables and lists of an operation document, by place. */
export interface Documentation {
  readonly parameters: Readonly<
    Record<'path' | 'query' | 'header' | 'cookie', ReadonlyMap<string, FieldNode>>
  >;
  /** Root of the request body. */
  readonly body?: FieldNode;
  /** Roots of response bodies by status, `success` or `error`. */
  readonly responses: ReadonlyMap<string, FieldNode>;
  readonly responseHeaders: ReadonlyMap<string, FieldNode>;
  /** Sections that have become schema. */
  readonly consumed: readonly Section[];
}

/** Reads the texts of an operation, the nearest first, into facts by place. */
export function documentationOf(
  texts: readonly ReadText[],
  names: KnownNames,
  outer: KnownTypes,
): Documentation {
  const draft = emptyDraft();
  const own = new Map(texts.flatMap((text) => [...typeTables(text)]));
  // Not one map of both: the outer one grows with the collection.
  const types: KnownTypes = {
    get: (key) => own.get(key) ?? outer.get(key),
    has: (key) => own.has(key) || outer.has(key),
  };
  const referred = referredTypes(texts, names);
  texts.forEach((text, index) => placeSections(text, { names, draft, referred, isOwn: index === 0 }));
  attachSubjects(texts, { draft, names, types, referred });
  const [nearest] = texts;
  if (nearest !== undefined) placeSentences(nearest, draft, names);
  for (const root of allRoots(draft)) linkTypes(root, types);
  return documentation(draft);
}

function documentation(draft: Draft): Documentation {
  const responses = new Map([...draft.roots].filter(([key]) => key !== 'body'));
  const body = draft.roots.get('body');
  return {
    parameters: draft.parameters,
    responses,
    responseHeaders: draft.responseHeaders,
    consumed: draft.consumed,
    ...(body === undefined ? {} : { body }),
  };
}
