import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import { Refusal } from '../../error-codes.ts';
import { findTaskService } from '../find-service.ts';
import { locateTask } from '../locate-task.ts';
import { readBody } from '../read-body.ts';
import { empty, refuse } from '../replies.ts';
import type { Inputs } from '../body-validators.ts';

/** `PATCH /taskroutingapi/v1/task/{taskId}`: another priority, another service, or both. */
export function updateTask(core: Core, exchange: Exchange): Reply {
  const input = readBody(core, exchange, 'updateTask');
  const refusal = input instanceof Refusal ? input : update(core, exchange, input);
  return refusal === undefined ? empty(200) : refuse(core, refusal);
}

/** Everything is checked before anything is changed. */
function update(core: Core, exchange: Exchange, input: Inputs['updateTask']): Refusal | undefined {
  const { steps } = core;
  const task = locateTask(core, exchange);
  if (task instanceof Refusal) return task;
  const refusal = steps.refuseUpdate(task);
  if (refusal !== undefined) return refusal;
  const service =
    input.serviceName === undefined ? undefined : findTaskService(core, input.serviceName, 'updateTask');
  if (service instanceof Refusal) return service;
  if (input.priority !== undefined) steps.setPriority(task, input.priority);
  if (service !== undefined) steps.move(task, service.name);
  return undefined;
}
