import type { ApiRequest, Exchange } from '../exchange.ts';
import { descriptors } from './router.ts';
import type { Route } from './router.ts';

/** The exchange of a request whose method the path knows. */
export function matchMethod(request: ApiRequest, { item, taskId }: Route): Exchange | undefined {
  const operationId = item.get(request.method === 'HEAD' ? 'GET' : request.method);
  if (operationId === undefined) return undefined;
  return { request, operationId, operation: descriptors[operationId], taskId: decode(taskId) };
}

/** An id that cannot be decoded names nothing; as it stands, it finds nothing. */
function decode(taskId: string): string {
  if (!taskId.includes('%')) return taskId;
  try {
    return decodeURIComponent(taskId);
  } catch {
    return taskId;
  }
}
