import type { Core } from '../core.ts';
import type { Exchange } from '../exchange.ts';
import type { Task } from '../store/records.ts';
import { ERRORS, Refusal } from '../error-codes.ts';

/** The task that a path names, by its internal id or, with `external=true`, by its external one. */
export function locateTask({ steps }: Core, exchange: Exchange): Task | Refusal {
  const external = steps.readExternal(exchange);
  if (external === undefined) return unreadable(exchange);
  return steps.findTask(exchange.taskId, external) ?? new Refusal(8);
}

/** Query Task documents no 400, so there an unreadable flag finds nothing; elsewhere it is named. */
function unreadable({ operationId }: Exchange): Refusal {
  const reason = 'external must be true or false';
  const documented = ERRORS.get(4)?.operations.includes(operationId);
  return documented === true ? new Refusal(4, ['external'], reason) : new Refusal(8, [], reason);
}
