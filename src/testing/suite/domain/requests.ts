import type { ApiRequest, Json, JsonObject } from 'specwright/contract';
import type { OperationId } from '../../../../generated/operations.ts';

/** How a task is named in a request. */
export interface TaskName {
  readonly id: string;
  readonly external: boolean;
}

export const taskPath = '/taskroutingapi/v1/task';
export const servicePath = '/taskroutingapi/v1/service';
export const tokenPath = '/configapi/v2/oauth/token';

/** A service that is unknown at every tenant: canceling its tasks does no harm. */
export const NO_SERVICE = 'No such service (contract check)';

export function queueTask(body: Json): ApiRequest {
  return { operation: 'queueTask', method: 'POST', path: taskPath, body };
}

export function queryTask(task: TaskName): ApiRequest {
  return { operation: 'queryTask', method: 'GET', ...naming(task) };
}

export function updateTask(task: TaskName, body: Json): ApiRequest {
  return { operation: 'updateTask', method: 'PATCH', ...naming(task), body };
}

/** Without a body where none is given: all its fields are optional. */
export function cancelTask(task: TaskName, body?: Json): ApiRequest {
  return { operation: 'cancelTask', method: 'DELETE', ...naming(task), ...(body !== undefined && { body }) };
}

export function cancelServiceTasks(body: Json): ApiRequest {
  return { operation: 'cancelServiceTasks', method: 'DELETE', path: servicePath, body };
}

/** A good call of each operation that works on one task. The cases of errors and of credentials try all of them. */
export const TASK_CALLS = {
  queryTask,
  updateTask: (task) => updateTask(task, { priority: 9 }),
  cancelTask: (task) => cancelTask(task, {}),
} as const satisfies Readonly<
  Record<
    Exclude<OperationId, 'getAccessToken' | 'queueTask' | 'cancelServiceTasks'>,
    (task: TaskName) => ApiRequest
  >
>;
export type TaskOperation = keyof typeof TASK_CALLS;

function isTaskOperation(name: string): name is TaskOperation {
  return Object.hasOwn(TASK_CALLS, name);
}
export const TASK_OPERATIONS: readonly TaskOperation[] = Object.keys(TASK_CALLS).filter(isTaskOperation);

/** The operations that need a token. */
export type ProtectedOperation = Exclude<OperationId, 'getAccessToken'>;
export const PROTECTED_OPERATIONS: readonly ProtectedOperation[] = [
  'queueTask',
  ...TASK_OPERATIONS,
  'cancelServiceTasks',
];

/** The token call; fields that are `undefined` are left out. */
export function getAccessToken(fields: Readonly<Record<string, string | undefined>>): ApiRequest {
  const sent = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    operation: 'getAccessToken',
    method: 'POST',
    path: tokenPath,
    credentials: { kind: 'none' },
    contentType: 'application/x-www-form-urlencoded',
    text: new URLSearchParams(sent).toString(),
  };
}

function naming({ id, external }: TaskName): Pick<ApiRequest, 'path' | 'query'> {
  return { path: `${taskPath}/${encodeURIComponent(id)}`, query: { external: String(external) } };
}

/** A copy of a body without some of its properties. */
export function without(body: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
