import type { Core } from '../core.ts';
import type { OperationId } from '../exchange.ts';
import { Refusal } from '../error-codes.ts';

/** The name of the disposition to use, if tasks of the service can have it. */
export function findDisposition(
  { steps }: Core,
  { dispositionName }: { readonly dispositionName?: string },
  service: string,
  operationId: OperationId,
): string | Refusal {
  const wanted = steps.disposition(dispositionName);
  const found = steps.findDisposition(wanted, operationId);
  if (found === undefined) return new Refusal(7, [], 'no disposition has this name');
  return steps.offers(found, service) ? found.name : new Refusal(7, [], 'the service does not offer it');
}
