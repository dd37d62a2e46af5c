import { isObject, own } from '../../../base/json.ts';
import type { Probe } from '../../engine/case.ts';
import { unknownId, type Made } from '../records.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { hasStatus, wrapped } from '../values.ts';

/** Ids of records that do not exist, in the place of the record, of what it is below, and of what it names. */
export async function unknown(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  const id = unknownId(made.id);
  const ghost: Made = {
    ...made,
    id,
    record: {
      ...made.record,
      [steps.resource.idProperty]:
        typeof own(made.record, steps.resource.idProperty) === 'number' ? Number(id) : id,
    },
  };
  for (const bound of steps.records.ofRecord(steps.resource)) {
    const isKnown = hasStatus(bound.operation, '404', '410') || steps.refusalWords(bound) !== '';
    if (!isKnown || bound.binding.id?.in === 'query') continue;
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await steps.send(probe, bound, ghost, 'no record has this id', {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
    });
  }
  const strangers = new Map([...made.place].map(([name, value]) => [name, unknownId(value)]));
  const below: Made = { ...made, place: strangers };
  for (const bound of [steps.creating, steps.find('list')])
    if (bound !== undefined && strangers.size > 0 && hasStatus(bound.operation, '404', '410')) {
      const isNew = bound === steps.creating;
      await steps.send(probe, bound, below, 'no record of this id is there to be above it', {
        gone: true,
        ...(isNew && { body: wrapped(bound, isObject(made.sent) ? made.sent : {}) }),
      });
    }
  await unknownLinks(steps, probe, made);
}

/** A record that names another one which is not there. */
async function unknownLinks(steps: Steps, probe: Probe, { sent, place }: Made): Promise<void> {
  const { creating, records, resource } = steps;
  const { operation } = creating;
  const words = operation.responses
    .filter(({ status }) => /^4(00|04|09|22)$/.test(status))
    .map(({ status, description }) => (status === '404' && place.size === 0 ? 'unknown' : description))
    .concat(steps.refusalWords(creating));
  if (
    !/unknown|no such|no \w+ has|not.?found|does not exist|must exist/i.test(words.join(' ')) ||
    !isObject(sent)
  )
    return;
  for (const [name, value] of Object.entries(sent)) {
    if (records.linkOf(name, resource) === undefined || typeof value === 'object') continue;
    const other = typeof value === 'number' ? 987_654_321 : unknownId(String(value));
    const because = `${name} names a record that does not exist`;
    const request = records.requests.request(operation, {
      path: place,
      body: wrapped(creating, { ...sent, [name]: other }),
    });
    const exchange = await probe.send(request, {
      accept: [{ statuses: CLIENT_ERRORS }],
      because,
      violation: because,
    });
    records.adopt(creating, exchange, place, sent);
  }
}
