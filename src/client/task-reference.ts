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
const dotSegment = /(?:^|[\\/]|%(?:25)*(?:2f|5c))(?:\.|%(?:25)*2e){1,2}(?:$|[\\/]|%(?:25)*(?:2f|5c))/i;

function isUsable(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && !dotSegment.test(id) && !/[\uD800-\uDFFF]/u.test(id);
}

/** A reference as parameters, with what is wrong with it. */
export function readTaskReference(reference: TaskReference): {
  readonly params: TaskParameters;
  readonly issue?: ValidationIssue;
} {
  const external = typeof reference === 'object' && reference !== null;
  const taskId = external ? reference.extTaskId : reference;
  const params = { path: { taskId }, query: { external } };
  if (isUsable(taskId)) return { params };
  const message = 'must be a non-empty text without "." and ".." as segments';
  return { params, issue: { path: external ? '/extTaskId' : '/taskId', message } };
}
