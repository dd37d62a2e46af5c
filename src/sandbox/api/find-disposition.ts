import type { Core } from '../core.ts';
import { Refusal } from './error-codes.ts';

/** The name of the disposition to use, if tasks of the service can have it. */
export function findDisposition(
  { steps }: Core,
  named: string | undefined,
  service: string,
): string | Refusal {
  const wanted = steps.disposition(named);
  const found = steps.findDisposition(wanted);
  if (found === undefined) return new Refusal(7, [], 'no disposition has this name');
  return steps.offers(found, service) ? found.name : new Refusal(7, [], 'the service does not offer it');
}
