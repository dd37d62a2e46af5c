import type { Core } from '../core.ts';
import type { ApiRequest, Exchange, OperationId, Reply } from '../exchange.ts';
import { cancelServiceTasks } from './operations/cancel-service-tasks.ts';
import { cancelTask } from './operations/cancel-task.ts';
import { getAccessToken } from './operations/get-access-token.ts';
import { queryTask } from './operations/query-task.ts';
import { queueTask } from './operations/queue-task.ts';
import { updateTask } from './operations/update-task.ts';
import { guard } from './guard.ts';
import { empty, outside } from './replies.ts';
import type { Route } from './router.ts';

type Operation = (core: Core, exchange: Exchange) => Reply;

const operations: Readonly<Record<OperationId, Operation>> = {
  getAccessToken,
  queueTask: guarded(queueTask),
  queryTask: guarded(queryTask),
  updateTask: guarded(updateTask),
  cancelTask: guarded(cancelTask),
  cancelServiceTasks: guarded(cancelServiceTasks),
};

function guarded(operation: Operation): Operation {
  return (core, exchange) => guard(core, exchange) ?? operation(core, exchange);
}

/** Answers one request to the API. Never throws; what it changes, it changes before it returns. */
export function handle(core: Core, request: ApiRequest): Reply {
  const route = core.steps.matchPath(request.path);
  if (route === undefined) return noted(core, request, outsideFaults(core, nothingHere()));
  const exchange = core.steps.matchMethod(request, route);
  if (exchange === undefined) return noted(core, request, outsideFaults(core, otherMethod(request, route)));
  return noted(core, request, withFaults(core, exchange, answer(core, exchange)), exchange);
}

function answer(core: Core, exchange: Exchange): Reply {
  const disturbance = core.disturbances.take(core, exchange);
  const before = disturbance?.before?.();
  if (before !== undefined) return before;
  const reply = operations[exchange.operationId](core, exchange);
  return disturbance?.after?.(reply) ?? reply;
}

function withFaults(core: Core, exchange: Exchange, reply: Reply): Reply {
  let changed = reply;
  for (const fault of core.faults) changed = fault.reply?.(changed, exchange, core) ?? changed;
  return changed;
}

function outsideFaults(core: Core, reply: Reply): Reply {
  let changed = reply;
  for (const fault of core.faults) changed = fault.outside?.(changed) ?? changed;
  return changed;
}

function nothingHere(): Reply {
  return outside(404, 'There is nothing at this path.');
}

function otherMethod({ method }: ApiRequest, { item }: Route): Reply {
  const allowed = [...item.keys(), ...(item.has('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
  if (method === 'OPTIONS') return withHeader(empty(204), 'Allow', allowed);
  return outside(405, `This path allows ${allowed}.`, { Allow: allowed });
}

function withHeader(reply: Reply, name: string, value: string): Reply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}

function noted(core: Core, request: ApiRequest, reply: Reply, exchange?: Exchange): Reply {
  core.log.add({
    at: core.clock.now(),
    method: request.method,
    path: request.path,
    ...(exchange && { operation: exchange.operationId }),
    status: reply.status,
    ...(reply.errorCode !== undefined && { errorCode: reply.errorCode }),
    ...(reply.reason !== undefined && { reason: reply.reason }),
  });
  return reply;
}
