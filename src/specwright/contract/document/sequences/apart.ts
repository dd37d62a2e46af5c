import { keyOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { isUpsert, successes } from '../values.ts';

/** A record below one parent is not seen, changed or deleted below another. */
export async function apart(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  // A record with a path of its own is found without what is above it.
  const isBelow = ({ operation: { path } }: Bound): boolean =>
    [...made.place.keys()].some((name) => path.includes(`{${name}}`));
  if (made.place.size === 0) return;
  const stranger = await steps.records.make(probe, steps.resource);
  // Ids that are counted below each parent tell nothing.
  if (stranger.id === made.id) return;
  const elsewhere = { ...made, place: stranger.place };
  const list = steps.records
    .lists(steps.resource)
    .find((one) => isBelow(one) || steps.chosenBy(one).some(({ name }) => made.place.has(name)));
  if (list !== undefined) await steps.isListed(probe, list, elsewhere, false);
  const because = 'the record is below another parent';
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (bound.binding.id?.in !== 'path' || !isBelow(bound) || isUpsert(bound)) continue;
    const { role } = bound.binding;
    const isChange = role === 'merge' || role === 'replace';
    if (steps.refusesUnknown(bound))
      await steps.send(probe, bound, elsewhere, because, {
        gone: true,
        ...(isChange && { body: steps.other(bound, made.record) }),
      });
    else if (role === 'read')
      // Where no refusal is documented, any answer will do that is not the record.
      await steps.send(probe, bound, elsewhere, because, {
        accept: [...successes(bound.operation), ...CLIENT_ERRORS],
        demands: [isAnother(bound, made)],
      });
  }
}

function isAnother({ operation, binding: { resource, wrapper } }: Bound, { id }: Made) {
  return stateDemand((json) => {
    const shown = keyOf(unwrap(json, wrapper) ?? {}, resource.idProperty);
    return shown === id
      ? [
          flaw(
            `${operation.id} shows a record of another parent`,
            `no record with the id ${id}`,
            shown,
            'elsewhere',
          ),
        ]
      : [];
  });
}
