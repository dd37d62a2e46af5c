import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import { Refusal } from '../../error-codes.ts';
import { queue } from '../queue.ts';
import { readBody } from '../read-body.ts';
import { json, refuse } from '../replies.ts';

/** `POST /taskroutingapi/v1/task`: creates or finds contact, case and task, and queues the task. */
export function queueTask(core: Core, exchange: Exchange): Reply {
  const input = readBody(core, exchange, 'queueTask');
  const queued = input instanceof Refusal ? input : queue(core, input);
  return queued instanceof Refusal ? refuse(core, queued) : json(200, core.steps.queued(queued));
}
