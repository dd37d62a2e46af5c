import { RegExpRouter } from 'hono/router/reg-exp-router';
import { operations } from '../../../../generated/operations.ts';
import type { OperationDescriptor } from '../../../specwright/openapi/operation.ts';
import type { OperationId } from '../exchange.ts';

/** The operations of one path, by method. */
type PathItem = Map<string, OperationId>;

/** What a path leads to. */
export interface Route {
  readonly item: ReadonlyMap<string, OperationId>;
  /** Still percent-encoded. */
  readonly taskId: string;
}

/** Every descriptor, under the name of its operation. */
export const descriptors: Readonly<Record<OperationId, OperationDescriptor>> = operations;

// Only the toolkit's router is used here: its Context and Response cost more than the whole operation.
const router = buildRouter();

function buildRouter(): RegExpRouter<PathItem> {
  const items = new Map<string, PathItem>();
  for (const [id, { method, path }] of entries()) {
    const item = items.get(path) ?? new Map<string, OperationId>();
    items.set(path, item.set(method, id));
  }
  const built = new RegExpRouter<PathItem>();
  for (const [path, item] of items) built.add('ALL', path.replace(/\{(\w+)\}/g, ':$1'), item);
  return built;
}

function entries(): [OperationId, OperationDescriptor][] {
  return [
    ['getAccessToken', descriptors.getAccessToken],
    ['queueTask', descriptors.queueTask],
    ['queryTask', descriptors.queryTask],
    ['updateTask', descriptors.updateTask],
    ['cancelTask', descriptors.cancelTask],
    ['cancelServiceTasks', descriptors.cancelServiceTasks],
  ];
}

/** Finds the path item of a path; one trailing slash makes no difference. */
export function matchPath(path: string): Route | undefined {
  const canonical = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const [[found], stash] = router.match('ALL', canonical);
  if (found === undefined) return undefined;
  const [item, parameters] = found;
  const [place] = Object.values(parameters);
  const taskId = typeof place === 'number' ? stash?.[place] : place;
  return { item, taskId: taskId ?? '' };
}
