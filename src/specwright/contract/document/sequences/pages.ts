import { isObject, objectAt, own, ownList, ownNumber, ownString, type Json } from '../../../base/json.ts';
import { isLoopbackHost } from '../../../base/http.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../../openapi/paging.ts';
import { keyOf } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import { NEXT, pagingOf, totalOf } from '../page-marks.ts';
import { readable } from '../sentences.ts';
import type { Asked, Steps } from '../steps.ts';
import { asText } from '../request-maker.ts';
import { hasStatus } from '../values.ts';
import { SORT } from './sorting.ts';

/** Records that are created to see where a page of the default size ends. */
const MOST_RECORDS = 26;

/** Pages have the size that was asked for, follow each other, and end. */
export async function pages(steps: Steps, probe: Probe): Promise<void> {
  const list = steps.find('list');
  const limit = list && steps.paging(list, LIMIT);
  if (list === undefined || limit === undefined) return;
  const made = await steps.make(probe);
  // Others are on the list where they are below the same record: other choices they may not share.
  const chosen = steps.chosenBy(list).map(({ name }) => name);
  if (chosen.some((name) => !made.place.has(name))) return;
  // What has a list of all need not be below one parent, where it might collide.
  const place = [...made.place.keys()].some(
    (name) => chosen.includes(name) || list.operation.path.includes(`{${name}}`),
  )
    ? made.place
    : undefined;
  const wanted = place && { place };
  const records = [
    made,
    await steps.records.make(probe, steps.resource, wanted),
    await steps.records.make(probe, steps.resource, wanted),
  ];
  const least = Math.max(1, ownNumber(limit.schema, 'minimum') ?? 1);
  await sized(steps, probe, list, made, limit, least, { [limit.name]: least });
  await turned(steps, probe, list, records, least);
  await rounded(steps, probe, list, made, limit);
  if (least < records.length) await leading(steps, probe, list, made, { [limit.name]: least });
  const standard = ownNumber(limit.schema, 'default');
  const few = Math.min(records.length, standard ?? 0);
  const fewer = stateDemand(function* (json) {
    const count = steps.entries(list, json).length;
    if (count < few)
      yield flaw(
        `${list.operation.id} gives fewer than the default of ${limit.name}`,
        `at least ${few} entries`,
        `${count} entries`,
        `default ${limit.name}`,
      );
  });
  await steps.send(probe, list, made, 'the page has the default size', { demands: [fewer] });
  const { hostname } = new URL(probe.session.settings.baseUrl);
  if (standard !== undefined && standard < MOST_RECORDS && isLoopbackHost(hostname)) {
    while (records.length <= standard) records.push(await steps.records.make(probe, steps.resource, wanted));
    await sized(steps, probe, list, made, limit, standard, {}, true);
  }
  const cursor = steps.paging(list, CURSOR);
  const isRefused =
    cursor !== undefined && /\b(refused|rejected|400|422|invalid)\b/i.test(wordsOn(steps, list, cursor));
  if (cursor !== undefined && (isRefused || hasStatus(list.operation, '400', '422'))) {
    // A server may have nothing to show for a cursor that nobody was given; what it shows it shows by mistake.
    const demand = stateDemand(function* (json) {
      const count = steps.entries(list, json).length;
      if (count > 0 && (isRefused || isAboutQuery(list)))
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

/** What the document says of a part of the paging. */
function wordsOn({ records }: Steps, { operation }: Bound, { name, schema }: Asked): string {
  return `${readable(ownString(schema, 'description'))} ${records.requests.parameterWords(operation, name)}`;
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

/** The number of pages is that of all records by the size, rounded up. */
async function rounded(steps: Steps, probe: Probe, list: Bound, made: Made, limit: Asked): Promise<void> {
  const { answer } = await steps.send(probe, list, made, 'the list is as documented');
  const total = answer && totalOf(answer);
  if (total === undefined) return;
  const [least, most] = [ownNumber(limit.schema, 'minimum') ?? 1, ownNumber(limit.schema, 'maximum') ?? 10];
  const size = [2, 3, 4, 5, 7].find((one) => one >= least && one <= most && total % one > 0 && total > one);
  if (size === undefined) return;
  const demand = stateDemand(function* (json, all) {
    for (const holder of pagingOf(json))
      for (const [name, shown] of Object.entries(isObject(holder) ? holder : {})) {
        const expected = Math.ceil((totalOf(all) ?? total) / size);
        if (PAGES.test(name) && typeof shown === 'number' && shown !== expected)
          yield flaw(
            `${list.operation.id} shows another ${name} than its total has`,
            `${expected} pages of ${size}`,
            String(shown),
            `${name} wrong`,
          );
      }
  });
  const ask = { [limit.name]: size };
  await steps.send(probe, list, made, 'pages are counted', { ask, demands: [demand] });
}

const PAGES = /^(pages|total_?pages|pages?_?count|num_?pages)$/i;

/** A documented `Link` leads to the next page, with what the list was asked for. */
async function leading(
  steps: Steps,
  probe: Probe,
  list: Bound,
  made: Made,
  page: Readonly<Record<string, Json>>,
): Promise<void> {
  const isStated = list.operation.responses.some(
    ({ status, headers }) => status.startsWith('2') && headers.includes('link'),
  );
  if (!isStated) return;
  const sort = steps.asked(list).find(({ name }) => SORT.test(name) && !steps.resource.properties.has(name));
  const order = sort && ownList(sort.schema, 'enum').find((one) => one !== own(sort.schema, 'default'));
  const ask = { ...page, ...(sort && order !== undefined && { [sort.name]: order }) };
  const demand = stateDemand(function* (_json, { headers }) {
    const link = headers['link'] ?? '';
    const next = /<([^>]*)>[^<]*;\s*rel="?next\b/i.exec(link)?.[1];
    if (next === undefined) {
      const title = `${list.operation.id} has no link to the next page`;
      yield flaw(title, 'Link with rel="next", for there are more records', link, 'no next link');
      return;
    }
    const { searchParams } = new URL(next, probe.session.settings.baseUrl);
    for (const [name, value] of Object.entries(ask))
      if (searchParams.get(name) !== asText(value))
        yield flaw(
          `the link of ${list.operation.id} to the next page loses ${name}`,
          `${name}=${asText(value)}`,
          next,
          'link loses what was asked',
        );
  });
  await steps.send(probe, list, made, 'Link leads to the next page', { ask, demands: [demand] });
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
  const { seen, ended, isStuck, isHollow } = await steps.walk(probe, list, made, {}, undefined, size);
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
    [
      isHollow && !isStuck && endsItself(steps, list),
      'names a page after the last one',
      'no next page after the last record',
      'a next page without records',
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

const NONE = /\b(null|absent|missing|omitted|empty|left out|not (present|set|there))\b/i;
const LAST = /\b(last|end|no (more|further|next)|nothing more)\b/i;

/** Whether the document says that the last page names no next one. */
function endsItself({ records: { requests } }: Steps, { operation }: Bound): boolean {
  const described = requests.successes(operation).flatMap((schema) =>
    [schema, ...Object.values(objectAt(schema, 'properties'))].flatMap((holder) =>
      Object.entries(objectAt(holder, 'properties'))
        .filter(([name]) => NEXT.test(name))
        .map(([, property]) => readable(ownString(property, 'description'))),
    ),
  );
  const said = requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter((text) => /next|cursor/i.test(text));
  return [...described.flatMap((text) => text.split(/[.;\n]/)), ...said].some(
    (text) => NONE.test(text) && LAST.test(text),
  );
}
