import { isObject, own, ownObject, ownString } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, remembered, shows, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import { CLIENT_ERRORS, GONE, type Steps } from '../steps.ts';
import { readable } from '../sentences.ts';
import { hasStatus, isUpsert, successes, wrapped } from '../values.ts';
import { change, refused, replace } from './changes.ts';
import { allowsFrom, mentioned } from './life-cycle.ts';
import { ready, rulesOf, softDelete, type SoftDelete } from './states.ts';

/** Create, read, list, change, replace, delete, read again. */
export async function life(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  let known = remembered(made.sent, made.record);
  await follow(steps, probe, made);
  await steps.read(probe, made, known, 'it was created so');
  const list = steps.find('list');
  if (list !== undefined) await steps.isListed(probe, list, made, true);
  await heads(steps, probe, made, false);
  known = await change(steps, probe, made, known);
  known = await replace(steps, probe, made, known);
  await refused(steps, probe, made, known);
  await remove(steps, probe, made);
}

/** `Location` leads to the record. */
async function follow(steps: Steps, probe: Probe, made: Made): Promise<void> {
  const reading = steps.find('read');
  const location = made.exchange.answer?.headers['location'];
  if (reading === undefined || location === undefined) return;
  const { baseUrl } = probe.session.settings;
  const target = URL.canParse(location, made.exchange.request.url)
    ? new URL(location, made.exchange.request.url)
    : undefined;
  const root = new URL(`${baseUrl}/`);
  // Behind a gateway the address may be that of another host.
  if (target === undefined || target.origin !== root.origin) return;
  const filling = steps.records.on(reading, made);
  const request = steps.records.requests.request(reading.operation, filling);
  if (!target.pathname.startsWith(root.pathname)) return;
  const id = own(made.record, steps.resource.idProperty);
  const expected = id === undefined ? {} : { [steps.resource.idProperty]: id };
  const because = `Location leads to the record that was created: ${location}`;
  await probe.send(
    { ...request, path: `/${target.pathname.slice(root.pathname.length)}` },
    {
      accept: [{ statuses: successes(reading.operation) }],
      because,
      demands: [shows(reading, expected, because)],
    },
  );
}

async function heads(steps: Steps, probe: Probe, made: Made, gone: boolean): Promise<void> {
  const head = steps.records.ofRecord(steps.resource).find(({ operation }) => operation.method === 'HEAD');
  if (head !== undefined)
    await steps.send(probe, head, made, gone ? 'the record was deleted' : 'the record exists', { gone });
}

async function remove(steps: Steps, probe: Probe, made: Made): Promise<void> {
  const deleting = steps.find('delete');
  if (deleting === undefined) return;
  await ready(steps, probe, made, deleting);
  const gone = await steps.send(probe, deleting, made, 'the record exists', {
    demands: [echoes(deleting, made)],
  });
  if (!isSuccess(gone.answer)) return;
  steps.records.removed(made);
  const soft = softDelete(steps);
  if (soft !== undefined) return await kept(steps, probe, made, deleting, soft);
  const because = 'the record was deleted';
  const reading = steps.find('read');
  if (reading !== undefined) await steps.send(probe, reading, made, because, { gone: true });
  const list = steps.find('list');
  if (list !== undefined) {
    await steps.isListed(probe, list, made, false);
    const flag = flagOf(steps, list);
    if (flag !== undefined) await steps.isListed(probe, list, made, true, { [flag]: true });
  }
  await heads(steps, probe, made, true);
  const changing = steps.find('merge', 'replace');
  if (changing !== undefined && !isUpsert(changing))
    await steps.send(probe, changing, made, because, {
      body: steps.other(changing, made.record),
      gone: true,
    });
  const isIdempotent = !hasStatus(deleting.operation, '404', '410') && steps.refusalWords(deleting) === '';
  // Where the document says nothing of it, a second delete may do nothing, or find nothing.
  const accept = [...successes(deleting.operation), ...steps.missing(deleting)];
  await steps.send(probe, deleting, made, because, isIdempotent ? { accept } : { gone: true });
  await again(steps, probe, made, deleting);
}

/** "The tag of a removed item may be used again": the values of a record that is gone are free. */
async function again(steps: Steps, probe: Probe, made: Made, deleting: Bound): Promise<void> {
  const { requests } = steps.records;
  const texts = [
    requests.wordsOf(deleting.operation),
    ...[...steps.resource.properties.values()].map((one) => readable(ownString(one, 'description'))),
  ];
  const said = texts
    .flatMap((text) => text.split(/[.;\n]/))
    .find((text) =>
      /\b(can|may) be (used|taken|chosen|given) again\b|\bis (free|available) again\b|\b(re-?used)\b/i.test(
        text,
      ),
    );
  if (said === undefined || !isObject(made.sent) || /\b(not|never|cannot)\b/i.test(said)) return;
  await steps.records.make(probe, steps.resource, {
    body: wrapped(steps.creating, made.sent),
    place: made.place,
    asIs: true,
    expectation: (sent) => ({
      ...steps.created(sent),
      accept: [{ statuses: successes(steps.creating.operation) }],
      because: said.trim(),
    }),
  });
}

/** The answer to a deletion names no other record than the one that it was for. */
function echoes({ operation, binding: { id, wrapper } }: Bound, made: Made) {
  return stateDemand(function* (json) {
    const result = ownObject(json, 'result') ?? ownObject(json, 'data');
    const shown = wrapper === undefined ? (result ?? json) : unwrap(json, wrapper);
    const names = [made.resource.idProperty, id?.name ?? '', ...DELETED];
    for (const name of new Set(names)) {
      const value = own(shown, name);
      if ((typeof value === 'string' || typeof value === 'number') && String(value) !== made.id)
        yield flaw(
          `${operation.id} answers with the ${name} of another record`,
          made.id,
          String(value),
          'another id',
        );
    }
  });
}

const DELETED = ['deleted_id', 'deletedId', 'removed_id', 'removedId'];

/** What a list is asked for to show what was deleted too. */
function flagOf(steps: Steps, list: Bound): string | undefined {
  return steps
    .asked(list)
    .find(({ name }) => /^(include|with|show)_?(deleted|archived|removed|inactive)$/i.test(name))?.name;
}

/** A record that its deletion keeps: whoever still sees it sees the state that the document names. */
async function kept(
  steps: Steps,
  probe: Probe,
  made: Made,
  deleting: Bound,
  { state, member }: SoftDelete,
): Promise<void> {
  const because = `${deleting.operation.id} made it ${member}`;
  const reading = steps.find('read');
  if (reading !== undefined) {
    const words = steps.records.requests.wordsOf(reading.operation).split(/[.;\n]/);
    const isStated = words.some(
      (text) => /\b(still|can|may|remains?)\b/i.test(text) && mentioned(text, [member]).length > 0,
    );
    const demand = stateDemand(function* (json) {
      const now = state.of(unwrap(json, reading.binding.wrapper) ?? {});
      if (now !== undefined && now !== member)
        yield flaw(`${deleting.operation.id} leaves ${state.name} ${now}`, member, now, 'not deleted');
    });
    await steps.send(probe, reading, made, because, {
      accept: [...successes(reading.operation), ...(isStated ? [] : GONE)],
      demands: [demand],
    });
  }
  const list = steps.find('list');
  const flag = list && flagOf(steps, list);
  if (list !== undefined && flag !== undefined) {
    await steps.isListed(probe, list, made, false);
    await steps.isListed(probe, list, made, true, { [flag]: true });
  }
  const changing = steps.find('merge', 'replace');
  if (changing !== undefined) {
    const rules = { ...rulesOf(steps, changing, state), target: undefined, hasConflict: false };
    if (!allowsFrom(member, rules))
      await steps.send(probe, changing, made, because, {
        body: steps.other(changing, made.record),
        accept: CLIENT_ERRORS,
        violation: `the record is ${member}, and ${changing.operation.id} needs another state`,
      });
  }
  const accept = [...successes(deleting.operation), ...GONE, 409];
  await steps.send(probe, deleting, made, because, { accept });
}
