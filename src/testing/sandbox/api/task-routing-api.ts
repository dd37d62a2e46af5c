import { nothingHere, otherMethod, type Api, type ApiRequest, type Reply } from 'specwright/sandbox';
import type { Core } from '../core.ts';
import { isErrorCode, Refusal } from '../error-codes.ts';
import type { Disturbance, Exchange, OperationId } from '../exchange.ts';
import { guard } from './guard.ts';
import { leaveUnqueued } from './leave-unqueued.ts';
import { cancelServiceTasks } from './operations/cancel-service-tasks.ts';
import { cancelTask } from './operations/cancel-task.ts';
import { getAccessToken } from './operations/get-access-token.ts';
import { queryTask } from './operations/query-task.ts';
import { queueTask } from './operations/queue-task.ts';
import { updateTask } from './operations/update-task.ts';
import { crossOrigin, json, refuse, tokenError } from './replies.ts';

/** Name of the request header that provokes a code for one request. */
const ERROR_HEADER = 'x-sandbox-error-code';

type Operation = (core: Core, exchange: Exchange) => Reply;

const OPERATIONS: Readonly<Record<OperationId, Operation>> = {
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

/** The six operations, for the engine. */
export function taskRoutingApi(core: Core): Api<Exchange, Disturbance> {
  return {
    match: (request) => match(core, request),
    answer: (exchange) => OPERATIONS[exchange.operationId](core, exchange),
    crash: () => json(500, { errorCode: 13, errorMessage: 'Internal server error' }),
    asked: ({ request }) => {
      const code = core.settings.errorHeader ? Number(request.header(ERROR_HEADER)) : undefined;
      return isErrorCode(code) ? { errorCode: code } : undefined;
    },
    fail: (exchange, { errorCode, leavesRecord }, work) => {
      if (errorCode === undefined) return undefined;
      if (leavesRecord === true) leaveUnqueued(core, work());
      return failed(core, exchange, new Refusal(errorCode, [], 'provoked'));
    },
  };
}

function match(core: Core, request: ApiRequest): Exchange | Reply {
  const route = core.steps.matchPath(request.path);
  if (route === undefined) return nothingHere();
  return (
    core.steps.matchMethod(request, route) ?? otherMethod(request.method, route.methods.keys(), crossOrigin)
  );
}

function failed(core: Core, { operationId }: Exchange, refusal: Refusal): Reply {
  if (operationId !== 'getAccessToken') return refuse(core, refusal);
  const { status, code } = refusal;
  const error = status === 401 ? 'invalid_client' : status < 500 ? 'invalid_request' : 'server_error';
  return { ...tokenError(status, error, 'Provoked.'), errorCode: code };
}
