import type { Probe } from '../../engine/case.ts';
import type { Made } from '../records.ts';
import type { Steps } from '../steps.ts';

/** A record below one parent is not seen, changed or deleted below another. */
export async function apart(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  if (made.place.size === 0) return;
  const stranger = await steps.records.make(probe, steps.resource);
  // Ids that are counted below each parent tell nothing.
  if (stranger.id === made.id) return;
  const elsewhere = { ...made, place: stranger.place };
  const list = steps.find('list');
  if (list !== undefined) await steps.isListed(probe, list, elsewhere, false);
  const because = 'the record is below another parent';
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (bound.binding.id?.in !== 'path') continue;
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await steps.send(probe, bound, elsewhere, because, {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
    });
  }
}

/** A record that others are kept below is not deleted, where the document says so. */
export async function occupied(steps: Steps, probe: Probe): Promise<void> {
  const deleting = steps.find('delete');
  const words = deleting?.operation.responses.find(({ status }) => status === '409')?.description ?? '';
  if (deleting === undefined || words === '') return;
  for (const child of steps.records.below(steps.resource)) {
    const stem = child.name.replace(/s$/i, '').split(/[-_]/).at(-1) ?? child.name;
    if (
      !new RegExp(`${stem.slice(0, 5)}|not empty|still|in use|contains|holds|children|referenced`, 'i').test(
        words,
      )
    )
      continue;
    const inner = await steps.records.make(probe, child);
    const [id] = [...inner.place.values()].slice(-1);
    if (id === undefined) continue;
    const place = new Map([...inner.place].slice(0, -1));
    const made: Made = { ...inner, resource: steps.resource, id, place, record: {}, sent: undefined };
    await steps.send(probe, deleting, made, words, { accept: [409], violation: words });
  }
}
