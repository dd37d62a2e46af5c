import type { Probe } from '../../engine/case.ts';
import type { Bound } from '../records.ts';
import type { Steps } from '../steps.ts';

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
  const list = steps.records.lists(steps.resource).find(isBelow);
  if (list !== undefined) await steps.isListed(probe, list, elsewhere, false);
  const because = 'the record is below another parent';
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (bound.binding.id?.in !== 'path' || !isBelow(bound)) continue;
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await steps.send(probe, bound, elsewhere, because, {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
    });
  }
}
