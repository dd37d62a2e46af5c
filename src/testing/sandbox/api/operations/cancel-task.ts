import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import type { Inputs } from '../body-validators.ts';
import { Refusal } from '../../error-codes.ts';
import { findDisposition } from '../find-disposition.ts';
import { locateTask } from '../locate-task.ts';
import { readBody } from '../read-body.ts';
import { empty, refuse } from '../replies.ts';

/** `DELETE /taskroutingapi/v1/task/{taskId}`: ends a task that waits in a queue. The body may be absent. */
export function cancelTask(core: Core, exchange: Exchange): Reply {
  const input = readBody(core, exchange, 'cancelTask');
  const refusal = input instanceof Refusal ? input : cancel(core, exchange, input);
  return refusal === undefined ? empty(204) : refuse(core, refusal);
}

function cancel(core: Core, exchange: Exchange, input: Inputs['cancelTask']): Refusal | undefined {
  const { steps } = core;
  const task = locateTask(core, exchange);
  if (task instanceof Refusal) return task;
  const refusal = steps.refuseCancel(task);
  if (refusal !== undefined) return refusal;
  const disposition = findDisposition(core, input, task.service, 'cancelTask');
  if (disposition instanceof Refusal) return disposition;
  steps.cancel(task, disposition, input.note);
  return undefined;
}
