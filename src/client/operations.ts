import type { Operation } from 'specwright/runtime';
import type { OperationId, operations } from '../../generated/operations.ts';

/** As the document has it; the vendor prints some paths with a slash at the end, and sends each verb exactly so. */
type Published = {
  readonly [Op in OperationId]: Operation & {
    readonly id: Op;
    readonly method: (typeof operations)[Op]['method'];
    readonly path: (typeof operations)[Op]['path'] | `${(typeof operations)[Op]['path']}/`;
  };
};

/** The operations as they go over the wire. */
export const OPERATIONS = {
  getAccessToken: {
    id: 'getAccessToken',
    method: 'POST',
    path: '/configapi/v2/oauth/token',
    form: true,
    open: true,
    success: [],
  },
  queueTask: { id: 'queueTask', method: 'POST', path: '/taskroutingapi/v1/task/', success: ['taskId'] },
  queryTask: { id: 'queryTask', method: 'GET', path: '/taskroutingapi/v1/task/{taskId}/', success: [] },
  updateTask: { id: 'updateTask', method: 'PATCH', path: '/taskroutingapi/v1/task/{taskId}' },
  cancelTask: { id: 'cancelTask', method: 'DELETE', path: '/taskroutingapi/v1/task/{taskId}/' },
  cancelServiceTasks: { id: 'cancelServiceTasks', method: 'DELETE', path: '/taskroutingapi/v1/service' },
} as const satisfies Published;
