import { type Json, isObject, own, ownText } from '../../base/json.ts';
import { ConversionError } from '../problem.ts';
import { overlayProblem } from './problems.ts';

/** One action of an overlay: what it selects and what it does with that. */
export interface OverlayAction {
  readonly index: number;
  /** A JSONPath (RFC 9535). */
  readonly target: string;
  readonly change:
    | { readonly kind: 'remove' }
    | { readonly kind: 'update'; readonly value: Json }
    /** The place whose value is merged into the targets, as an update is. */
    | { readonly kind: 'copy'; readonly source: string };
}

/** Reads an Overlay 1.x document; what is not one is named by its place. */
export function readOverlay(overlay: Json): readonly OverlayAction[] {
  if (!isObject(overlay) || !/^1\.\d+(\.\d+)?$/.test(ownText(overlay, 'overlay') ?? '')) {
    throw invalid('', 'it has no `overlay: 1.0.0`');
  }
  const actions = own(overlay, 'actions');
  if (!Array.isArray(actions)) throw invalid('/actions', 'it has no list of actions');
  return actions.map(readAction);
}

function readAction(action: Json, index: number): OverlayAction {
  const at = `/actions/${String(index)}`;
  const target = isObject(action) ? own(action, 'target') : undefined;
  if (!isObject(action) || typeof target !== 'string') throw invalid(at, 'the action has no target');
  const value = own(action, 'update');
  if (own(action, 'remove') === true) return { index, target, change: { kind: 'remove' } };
  const source = own(action, 'copy');
  if (value === undefined && typeof source === 'string')
    return { index, target, change: { kind: 'copy', source } };
  if (value === undefined) throw invalid(at, 'the action has none of `update`, `copy` and `remove: true`');
  return { index, target, change: { kind: 'update', value } };
}

function invalid(at: string, reason: string): ConversionError {
  return new ConversionError(overlayProblem('overlay-invalid', at, { reason }));
}
