import type { Core } from '../core.ts';
import type { OperationId } from '../exchange.ts';
import type { Service } from '../store/records.ts';
import { Refusal } from '../error-codes.ts';

/** A service by name, if tasks may be queued in it. */
export function findTaskService({ steps }: Core, name: string, operationId: OperationId): Service | Refusal {
  const service = steps.findService(name, operationId);
  if (service === undefined) return new Refusal(6, [], 'no service has this name');
  return steps.takesTasks(service) ? service : new Refusal(6, [], 'the service is not of type Task');
}
