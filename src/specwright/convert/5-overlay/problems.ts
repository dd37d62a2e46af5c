import { error, info, problemsOf } from '../../base/problem.ts';

export const overlayProblem = problemsOf({
  'overlay-invalid': error(
    ({ reason }: { reason: string }) => `The overlay is not an OpenAPI Overlay 1.x document: ${reason}.`,
  ),
  'overlay-target-invalid': error(
    ({ target, reason }: { target: string; reason: string }) =>
      `The overlay's target \`${target}\` is not a JSONPath (RFC 9535): ${reason}.`,
  ),
  'overlay-no-match': error(
    ({ target, action }: { target: string; action: number }) =>
      `Action ${String(action)} of the overlay matches nothing: \`${target}\` is not in the document. Correct the target, or remove the action if it is no longer needed.`,
  ),
  'overlay-copy-unclear': error(
    ({ source, action, found }: { source: string; action: number; found: number }) =>
      `Action ${String(action)} of the overlay copies \`${source}\`, which matches ${String(found)} places. Expected exactly one.`,
  ),
  'overlay-update-conflict': error(
    ({ target, place }: { target: string; place: string }) =>
      `The overlay's update of \`${target}\` puts a value of another kind${place === '' ? '' : ` at \`${place}\``}. Remove the old value in an earlier action.`,
  ),
  'overlay-outdates-example': info(
    ({ name, reason }: { name: string; reason: string }) =>
      `The sample ${name} is left out: it does not fit its schema after the overlay (${reason}).`,
  ),
});
