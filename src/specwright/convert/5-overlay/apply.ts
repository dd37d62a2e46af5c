import { type Json, isObject, own } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { exec } from 'jsonpath-rfc9535';
import { ConversionError, type ConversionProblem, type StageResult } from '../problem.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Provenance } from '../facts.ts';
import { merge, MergeConflict } from './merge.ts';
import { dropOutdatedExamples } from './outdated-examples.ts';
import { overlayProblem } from './problems.ts';
import { readOverlay, type OverlayAction } from './read-overlay.ts';

/** A corrected document, and which of its places an action wrote. */
export interface Corrected {
  readonly document: OpenApiDocument;
  /** Places in the document; `at` is the place of the action in the overlay. */
  readonly provenance: readonly Provenance[];
}

/**
 * Fifth stage: applies an OpenAPI Overlay. The document handed in stays as it is.
 * @param options - `keepsLost`: an action that matches nothing becomes a problem and is passed over
 * @throws ConversionError where the overlay is not one, or an action matches nothing: a correction whose target is gone is stale.
 */
export function applyOverlay(
  document: OpenApiDocument,
  overlay: Json,
  { keepsLost = false }: { readonly keepsLost?: boolean | undefined } = {},
): StageResult<Corrected> {
  const provenance: Provenance[] = [];
  let corrected: Json = structuredClone(document);
  const lost: ConversionProblem[] = [];
  for (const action of readOverlay(overlay)) {
    const at = `/actions/${String(action.index)}`;
    const places = select(corrected, action.target, `${at}/target`);
    if (places.length === 0) {
      const problem = overlayProblem('overlay-no-match', `${at}/target`, {
        target: action.target,
        action: action.index + 1,
      });
      if (!keepsLost) throw new ConversionError(problem);
      lost.push(problem);
    }
    provenance.push(
      ...places.map((place): Provenance => ({
        pointer: appendPointer('', ...place),
        origin: 'overlay',
        at,
        confidence: 1,
      })),
    );
    corrected = applyAction(corrected, action, places);
  }
  if (!isObject(corrected))
    throw new ConversionError(overlayProblem('overlay-invalid', '', { reason: 'it leaves no document' }));
  const problems = [...lost, ...dropOutdatedExamples(corrected)];
  return { value: { document: corrected, provenance }, problems };
}

type Place = readonly (string | number)[];
type Change = Exclude<OverlayAction['change'], { readonly kind: 'copy' }>;

function select(document: Json, target: string, at: string): readonly Place[] {
  const places: Place[] = [];
  try {
    exec(document, target, (_value, place) => places.push([...place]));
  } catch (error) {
    throw new ConversionError(
      overlayProblem('overlay-target-invalid', at, {
        target,
        reason: error instanceof Error ? error.message : '',
      }),
    );
  }
  return places;
}

/** From the last place to the first: removing an element of a list moves those behind it. */
function applyAction(document: Json, action: OverlayAction, places: readonly Place[]): Json {
  let changed = document;
  const change = valueOf(document, action);
  for (const place of places.toReversed()) changed = changeAt(changed, place, { ...action, change });
  return changed;
}

/** What to do, with the value that a copy takes from the document as the actions before left it. */
function valueOf(document: Json, { change, index }: OverlayAction): Change {
  if (change.kind !== 'copy') return change;
  const at = `/actions/${String(index)}/copy`;
  const found = select(document, change.source, at);
  const [place] = found;
  if (place === undefined || found.length > 1) {
    const args = { source: change.source, action: index + 1, found: found.length };
    throw new ConversionError(overlayProblem('overlay-copy-unclear', at, args));
  }
  const value = place.reduce<Json | undefined>(step, document) ?? null;
  return { kind: 'update', value: structuredClone(value) };
}

/** Changes the working copy in place; the root, which has no parent, is handed back. */
function changeAt(
  document: Json,
  place: Place,
  { change, target, index }: OverlayAction & { readonly change: Change },
): Json {
  const at = `/actions/${String(index)}/update`;
  const key = place.at(-1);
  const parent = place.slice(0, -1).reduce<Json | undefined>(step, document);
  if (change.kind === 'remove') {
    if (key === undefined)
      throw new ConversionError(
        overlayProblem('overlay-invalid', at, { reason: 'an action removes the whole document' }),
      );
    removeFrom(parent, key);
    return document;
  }
  const updated = update(key === undefined ? document : step(parent, key), change.value, { target, at });
  if (key === undefined) return updated;
  replaceIn(parent, key, updated);
  return document;
}

function step(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? own(value, String(key)) : undefined;
}

function removeFrom(parent: Json | undefined, key: string | number): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (isObject(parent)) delete parent[key];
}

/** The key is an own one, so that even `__proto__` is replaced as a property. */
function replaceIn(parent: Json | undefined, key: string | number, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else if (isObject(parent) && Object.hasOwn(parent, key)) parent[key] = value;
}

/** A list takes the update as a new element, or its elements where it is a list too. */
function update(value: Json | undefined, change: Json, { target, at }: { target: string; at: string }): Json {
  if (Array.isArray(value) && !Array.isArray(change)) return [...value, change];
  try {
    return merge(value ?? null, change);
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    throw new ConversionError(
      overlayProblem('overlay-update-conflict', at, { target, place: error.message }),
    );
  }
}
