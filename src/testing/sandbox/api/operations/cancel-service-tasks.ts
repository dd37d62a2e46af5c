import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import type { Task } from '../../store/records.ts';
import type { Inputs } from '../body-validators.ts';
import { Refusal } from '../../error-codes.ts';
import { findDisposition } from '../find-disposition.ts';
import { findTaskService } from '../find-service.ts';
import { readBody } from '../read-body.ts';
import { empty, json, refuse } from '../replies.ts';

/** `DELETE /taskroutingapi/v1/service`: ends every task that waits in the queue of a service. */
export function cancelServiceTasks(core: Core, exchange: Exchange): Reply {
  const input = readBody(core, exchange, 'cancelServiceTasks');
  const canceled = input instanceof Refusal ? input : sweep(core, input);
  if (canceled instanceof Refusal) return refuse(core, canceled);
  return core.settings.rules.cancelServiceReply === 'body'
    ? json(200, core.steps.canceled(canceled))
    : empty(204);
}

function sweep(core: Core, input: Inputs['cancelServiceTasks']): readonly Task[] | Refusal {
  const service = findTaskService(core, input.serviceName, 'cancelServiceTasks');
  if (service instanceof Refusal) return service;
  const disposition = findDisposition(core, input, service.name, 'cancelServiceTasks');
  if (disposition instanceof Refusal) return disposition;
  const tasks = core.steps.queuedIn(service.name);
  for (const task of tasks) core.steps.cancel(task, disposition, input.note);
  return tasks;
}
