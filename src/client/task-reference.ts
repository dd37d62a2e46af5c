import type { ValidationIssue } from 'specwright/runtime';
import type { TaskReference } from './types.ts';

/** Path and query parameters that name a task. `external` is always sent: its default is published in one place only. */
export interface TaskParameters {
  readonly path: { readonly taskId: string };
  readonly query: { readonly external: boolean };
}

/**
 * A segment `.` or `..`, its dots and slashes encoded any number of times or not at all: servers in
 * front may decode before they resolve, and the call would reach a parent path.
 */
const DOT_SEGMENT = /(?:^|[\\/]|%(?:25)*(?:2f|5c))(?:\.|%(?:25)*2e){1,2}(?:$|[\\/]|%(?:25)*(?:2f|5c))/i;

function isUsable(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && !DOT_SEGMENT.test(id) && !/[\uD800-\uDFFF]/u.test(id);
}

/** What is wrong with an id; `undefined` where it can be used. */
export function wrongId(id: unknown, path: string): ValidationIssue | undefined {
  return isUsable(id)
    ? undefined
    : { path, message: `${path.slice(1)} must be a non-empty text without "." and ".." as segments` };
}

/** What the caller gave as `extTaskId`. Reading it may run code of the caller, which may throw. */
export function extTaskIdOf(given: unknown): string | undefined {
  try {
    return Object(given).extTaskId;
  } catch {
    return undefined;
  }
}

/** A reference as parameters, with what is wrong with it. */
export function readTaskReference(reference: TaskReference): {
  readonly parameters: TaskParameters;
  readonly issue: ValidationIssue | undefined;
} {
  const external = typeof reference === 'object' && reference !== null;
  const taskId = external ? (extTaskIdOf(reference) ?? '') : reference;
  const issue = wrongId(taskId, external ? '/extTaskId' : '/taskId');
  return { parameters: { path: { taskId }, query: { external } }, issue };
}

/** One text for each task, whichever way it is named. */
export function keyOf(task: TaskReference): string {
  return typeof task === 'string' ? `id ${task}` : `ext ${task.extTaskId}`;
}
