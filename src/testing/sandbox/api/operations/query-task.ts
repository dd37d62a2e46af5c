import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import { Refusal } from '../../error-codes.ts';
import { locateTask } from '../locate-task.ts';
import { json, refuse } from '../replies.ts';

/** `GET /taskroutingapi/v1/task/{taskId}`: status, service, priority, order and disposition. */
export function queryTask(core: Core, exchange: Exchange): Reply {
  const task = locateTask(core, exchange);
  return task instanceof Refusal ? refuse(core, task) : json(200, core.steps.status(task));
}
