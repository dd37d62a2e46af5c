import type { ValidationIssue } from './errors.ts';
import type { TaskReference } from './types.ts';

/** What goes into path and query. `external` is always sent: its default is published in one place only. */
export interface TaskParameters {
  readonly path: { readonly taskId: string };
  readonly query: { readonly external: boolean };
}

/**
 * A segment `.` or `..`, its dots and slashes encoded any number of times or not at all: servers in
 * front may decode before they resolve, and the call would reach a parent path.
 */
const dotSegment = (() => {
  const dot = String.raw`(?:\.|%(?:25)*2e)`;
  const end = String.raw`[\\/]|%(?:25)*(?:2f|5c)`;
  return new RegExp(`(?:^|${end})${dot}{1,2}(?:$|${end})`, 'i');
})();

function problemOf(id: unknown): string | undefined {
  if (typeof id !== 'string' || id === '') return 'must be a string that is not empty';
  if (dotSegment.test(id)) return 'must not hold the path segment "." or ".."';
  return /[\uD800-\uDFFF]/u.test(id) ? 'must not hold half a character (a lone surrogate)' : undefined;
}

/** A reference as parameters, with what is wrong with it. */
export function readTaskReference(reference: TaskReference): {
  readonly params: TaskParameters;
  readonly issue?: ValidationIssue;
} {
  const external = typeof reference === 'object' && reference !== null;
  const taskId = external ? reference.extTaskId : reference;
  const message = problemOf(taskId);
  const params = { path: { taskId }, query: { external } };
  return message ? { params, issue: { path: external ? '/extTaskId' : '/taskId', message } } : { params };
}
