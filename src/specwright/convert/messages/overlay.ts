import type { Json } from '../../base/json.ts';

/** Sentences for the problems of `5-overlay`, by code. */
export const overlayMessages: Readonly<Record<string, (args: Readonly<Record<string, Json>>) => string>> = {
  'overlay-invalid': ({ reason }) => `The overlay is no OpenAPI Overlay 1.0 document: ${String(reason)}.`,
  'overlay-target-invalid': ({ target, reason }) =>
    `The overlay's target \`${String(target)}\` is no JSONPath (RFC 9535): ${String(reason)}.`,
  'overlay-no-match': ({ target, action }) =>
    `Action ${String(action)} of the overlay matches nothing: \`${String(target)}\` is not in the document. Mend the target, or remove the action if the correction is no longer needed.`,
  'overlay-update-conflict': ({ target, place }) =>
    `The overlay's update of \`${String(target)}\` puts a value of another kind${place === '' ? '' : ` at \`${String(place)}\``}; remove the old value in an action before.`,
  'overlay-outdates-example': ({ name, reason }) =>
    `The sample ${String(name)} is left out: since the overlay it does not fit its schema (${String(reason)}).`,
};
