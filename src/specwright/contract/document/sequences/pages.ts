import { own, ownNumber, type Json } from '../../../base/json.ts';
import { isLoopbackHost } from '../../../base/http.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../../openapi/paging.ts';
import { keyOf } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../records.ts';
import { pagingOf, totalOf } from '../page-marks.ts';
import type { Asked, Steps } from '../steps.ts';
import { hasStatus } from '../values.ts';

/** Records that are created to see where a page of the default size ends. */
const MOST_RECORDS = 26;

/** Pages have the size that was asked for, follow each other, and end. */
export async function pages(steps: Steps, probe: Probe): Promise<void> {
  const list = steps.find('list');
  const limit = list && steps.paging(list, LIMIT);
  if (list === undefined || limit === undefined) return;
  const made = await steps.make(probe);
  const { place } = made;
  const records = [
    made,
    await steps.records.make(probe, steps.resource, { place }),
    await steps.records.make(probe, steps.resource, { place }),
  ];
  const least = Math.max(1, ownNumber(limit.schema, 'minimum') ?? 1);
  await sized(steps, probe, list, made, limit, least, { [limit.name]: least });
  await turned(steps, probe, list, records, least);
  const standard = ownNumber(limit.schema, 'default');
  const { hostname } = new URL(probe.session.settings.baseUrl);
  if (standard !== undefined && standard < MOST_RECORDS && isLoopbackHost(hostname)) {
    while (records.length <= standard)
      records.push(await steps.records.make(probe, steps.resource, { place }));
    await sized(steps, probe, list, made, limit, standard, {}, true);
  }
  const cursor = steps.paging(list, CURSOR);
  if (cursor !== undefined && hasStatus(list.operation, '400', '422')) {
    // A server may have nothing to show for a cursor that nobody was given; what it shows it shows by mistake.
    const demand = stateDemand(function* (json) {
      const count = steps.entries(list, json).length;
      if (count > 0 && isAboutQuery(list))
        yield flaw(
          `${list.operation.id} takes a ${cursor.name} that it never gave`,
          'a refusal, or no entries',
          `${count} entries`,
          `${cursor.name} made up`,
        );
    });
    await steps.send(probe, list, made, 'nobody was given this cursor', {
      ask: { [cursor.name]: 'no-such-cursor' },
      accept: [200, 400, 404, 410, 422],
      demands: [demand],
    });
  }
}

/** Whether the refusals that are documented for a list speak of what it is asked. */
function isAboutQuery({ operation }: Bound): boolean {
  return operation.responses.some(
    ({ status, description }) =>
      /^4(00|22)$/.test(status) &&
      /cursor|token|parameter|query|page|argument|wrong|invalid|malformed/i.test(description),
  );
}

/** A page of a size has as many entries, and says so. */
async function sized(
  steps: Steps,
  probe: Probe,
  list: Bound,
  made: Made,
  limit: Asked,
  size: number,
  ask: Readonly<Record<string, Json>>,
  isFull = false,
): Promise<void> {
  const demand = stateDemand(function* (json, answer) {
    const count = steps.entries(list, json).length;
    if (count > size || (isFull && count < size))
      yield flaw(
        `${list.operation.id} ignores ${limit.name}`,
        `${isFull ? '' : 'at most '}${size} entries`,
        `${count} entries`,
        `${limit.name} ignored`,
      );
    for (const holder of pagingOf(json)) {
      const echoed = own(holder, limit.name);
      if (typeof echoed === 'number' && echoed !== size)
        yield flaw(
          `${list.operation.id} shows another ${limit.name} than asked for`,
          String(size),
          String(echoed),
          `${limit.name} echoed`,
        );
    }
    const total = totalOf(answer);
    if (total !== undefined && total < (isFull ? size : 3))
      yield flaw(
        `${list.operation.id} counts one page instead of all records`,
        'a total of all records',
        String(total),
        'total',
      );
  });
  await steps.send(probe, list, made, `the page has the size of ${limit.name}`, { ask, demands: [demand] });
}

/** Turning all pages shows each record once. */
async function turned(
  steps: Steps,
  probe: Probe,
  list: Bound,
  records: readonly Made[],
  least: number,
): Promise<void> {
  const [made] = records;
  if (made === undefined || [OFFSET, PAGE, CURSOR].every((one) => steps.paging(list, one) === undefined))
    return;
  // Small pages, but few enough of them.
  const limit = steps.paging(list, LIMIT);
  const most = (limit && ownNumber(limit.schema, 'maximum')) ?? 100;
  const { last: whole, seen: all } = await steps.walk(probe, list, made);
  const total = whole?.answer && totalOf(whole.answer);
  const size = Math.min(most, Math.max(least, 2, Math.ceil(all.length / 10)));
  const { seen, ended, isStuck } = await steps.walk(probe, list, made, {}, undefined, size);
  const ids = seen.map((entry) => keyOf(entry, steps.resource.idProperty)).filter((id) => id !== '');
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  const { hostname } = new URL(probe.session.settings.baseUrl);
  // On other machines others may delete records meanwhile.
  const others = isLoopbackHost(hostname) ? all.map((entry) => keyOf(entry, steps.resource.idProperty)) : [];
  const missing = [...records.map(({ id }) => id), ...others].find(
    (id) => ids.length > 0 && !ids.includes(id),
  );
  const count = seen.length;
  // A bare list has no room for the cursor of its next page: it may be in a header that nobody documented.
  const isBlind = steps.paging(list, CURSOR) !== undefined && Array.isArray(whole?.answer?.json);
  const problems: readonly (readonly [boolean, string, string, string])[] = [
    [repeated !== undefined, 'shows a record on two pages', 'each record once', repeated ?? ''],
    [
      missing !== undefined && ended && !isBlind,
      'skips a record between pages',
      `${missing ?? ''} on one of the pages`,
      `${count} entries`,
    ],
    [isStuck, 'never ends', 'a last page', `${count} entries, and more pages`],
    [
      total !== undefined && ended && repeated === undefined && total !== count,
      'counts other records than it shows',
      `a total of ${count}`,
      String(total),
    ],
  ];
  for (const [is, words, expected, actual] of problems)
    if (is)
      await steps.tell(
        probe,
        list,
        made,
        { ...(limit && { [limit.name]: size }) },
        `${list.operation.id} ${words}`,
        expected,
        actual,
      );
}
