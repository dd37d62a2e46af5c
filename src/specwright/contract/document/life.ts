import { isObject, own, ownList, type Json, type JsonObject } from '../../base/json.ts';
import { typeName } from '../../openapi/sample.ts';
import { stemOf, unwrap } from '../../openapi/resources.ts';
import { refusalWords } from '../../openapi/outcome.ts';
import { Skip, type Probe } from '../engine/case.ts';
import { isSuccess, outcomeOf } from '../exchange/exchange.ts';
import { mutate, mutations } from '../schema/mutations.ts';
import { flaw, remembered, show, shows, stateDemand } from './record-demands.ts';
import { documented, unknownId, type Bound, type Made } from './records.ts';
import { CLIENT_ERRORS, type Steps } from './steps.ts';
import {
  hasStatus,
  innerSchema,
  isRuled,
  otherValue,
  plain,
  successes,
  valuesOf,
  wrapped,
} from './values.ts';

/** Values of one property that are tried. */
const MOST_VALUES = 10;

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

/** A body that the schema allows is taken, and what it says is shown later. */
export async function keeps(steps: Steps, probe: Probe, body: Json | undefined): Promise<void> {
  const known = await accepted(steps, probe, body);
  const made = known ?? (await steps.make(probe, body));
  await steps.read(probe, made, remembered(made.sent, made.record), 'it was created so');
}

/**
 * Where a valid body is refused, its values are tried one by one in a body that is taken: a rule about several of
 * them, which a schema cannot state, is not a finding.
 */
async function accepted(steps: Steps, probe: Probe, body: Json | undefined): Promise<Made | undefined> {
  const { creating, records } = steps;
  const { operation } = creating;
  const base = await records.make(probe, steps.resource);
  const place = base.place;
  let refusedWith: number | undefined;
  try {
    return await records.make(probe, steps.resource, {
      place,
      ...(body !== undefined && { body }),
      expectation: (sent) => {
        const { demands = [], because } = steps.created(sent);
        return { accept: [{ statuses: documented(operation) }], because, demands: [...demands] };
      },
    });
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    refusedWith = await records.refusalStatus(probe, creating, { path: place });
  }
  const inner = unwrap(body, creating.binding.bodyWrapper) ?? body;
  const schema = innerSchema(records.requests.schema(operation), creating.binding.bodyWrapper);
  if (!isObject(inner) || !isObject(base.sent))
    throw new Skip(`not exercised: ${operation.id} refuses a valid body`);
  const names = new Set([...Object.keys(inner), ...Object.keys(base.sent)]);
  for (const name of names) {
    const property = own(own(schema, 'properties'), name);
    if (own(inner, name) === own(base.sent, name) || steps.isLink(name)) continue;
    const { [name]: _left, ...rest } = base.sent;
    const value = own(inner, name);
    const trial = value === undefined ? rest : { ...rest, [name]: value };
    const others = documented(operation).filter(
      (status) => isRuled(name, property) || status !== refusedWith,
    );
    const because = `the document allows ${name} ${show(value)}`;
    const request = records.requests.request(operation, {
      path: place,
      body: records.fresh(creating, wrapped(creating, trial), 'x', name),
    });
    const exchange = await probe.send(request, {
      accept: [{ statuses: [...new Set([...successes(operation), 409, ...others])] }],
      because,
    });
    records.adopt(creating, exchange, place, trial);
  }
  throw new Skip('not exercised: a rule outside the schema refuses the body');
}

/** Two records are apart. */
export async function twice(steps: Steps, probe: Probe): Promise<void> {
  const first = await steps.make(probe);
  const second = await steps.records.make(probe, steps.resource, {
    place: first.place,
    expectation: (sent) => ({
      ...steps.created(sent),
      demands: [
        stateDemand(function* (_json, answer) {
          if (answer.text !== '' && answer.text === first.exchange.answer?.text)
            yield flaw(
              'a new record is the one created before',
              'a record of its own',
              answer.text.slice(0, 120),
              'not new',
            );
        }),
      ],
    }),
  });
  if (second.id === first.id) return;
  await steps.read(probe, second, remembered(second.sent, second.record), 'it was created so');
  const changing = steps.find('merge', 'replace');
  if (changing !== undefined) {
    await steps.send(probe, changing, second, 'the record was created', {
      body: steps.other(changing, second.record),
      mayRefuse: true,
    });
    await collides(steps, probe, changing, second, first);
  }
  const deleting = steps.find('delete');
  if (deleting !== undefined) {
    const { answer } = await steps.send(probe, deleting, second, 'the record was created');
    if (isSuccess(answer)) steps.records.removed(second);
  }
  const because = 'only the other record was changed and deleted';
  await steps.read(probe, first, remembered(first.sent, first.record), because);
  const list = steps.find('list');
  if (list !== undefined) await steps.isListed(probe, list, first, true);
  await conflict(steps, probe, first);
}

const UNIQUE =
  /\b(exists?|already|unique|taken|duplicate|in use|(another|same)\b.{0,40}\b(has|uses|with))\b/i;

/** The words of a documented 409 that speaks of unique values of these records. */
function uniqueness({ operation, binding: { resource } }: Bound): string | undefined {
  const words = operation.responses.find(({ status }) => status === '409')?.description;
  if (words === undefined || !UNIQUE.test(words)) return undefined;
  const said = plain(words);
  const names = [...resource.properties.keys()].filter((name) => name !== resource.idProperty);
  const isMeant = [...names, stemOf(resource.name)].some((name) => said.includes(plain(name)));
  return isMeant ? words : undefined;
}

/** A value that the document says is unique is refused the second time. */
async function conflict({ records, creating }: Steps, probe: Probe, { sent, place }: Made): Promise<void> {
  const { operation } = creating;
  const words = uniqueness(creating);
  if (words === undefined || !isObject(sent)) return;
  const because = `a record with the same values exists (${words})`;
  await probe.send(records.requests.request(operation, { path: place, body: wrapped(creating, sent) }), {
    accept: [{ statuses: [409] }],
    because,
    violation: because,
  });
}

/** A change to a value that another record has. */
async function collides(steps: Steps, probe: Probe, changing: Bound, made: Made, other: Made): Promise<void> {
  const words = uniqueness(changing);
  if (words === undefined || uniqueness(steps.creating) === undefined || !isObject(other.sent)) return;
  const names = new Set(steps.writable(changing).map(({ name }) => name));
  const body = Object.fromEntries(Object.entries(other.sent).filter(([name]) => names.has(name)));
  const because = `another record has the same values (${words})`;
  await steps.send(probe, changing, made, because, {
    body: wrapped(changing, body),
    accept: [409],
    violation: because,
  });
}

/** Server-made texts that show whether a record has changed. */
const REVISION = /^(version|revision|rev)$/i;
const CHANGED = /^(updated|modified|changed|last_?(modified|updated|changed))_?(at|on|time|date)?$/i;

async function change(steps: Steps, probe: Probe, made: Made, known: JsonObject): Promise<JsonObject> {
  const merging = steps.find('merge');
  const schema =
    merging && innerSchema(steps.records.requests.schema(merging.operation), merging.binding.bodyWrapper);
  if (merging === undefined || schema === undefined) return known;
  const isOwnCall = merging.binding.id?.in === 'body' ? merging.binding.id.name : undefined;
  if (ownList(schema, 'required').some((name) => name !== isOwnCall)) return known;
  let state = known;
  const properties = steps.writable(merging).slice(0, MOST_VALUES);
  for (const { name, schema: property } of properties) {
    const value = otherValue(property, own(known, name));
    if (value === undefined) continue;
    const because = `${name} was changed`;
    const next = { ...state, [name]: value };
    const before = await steps.look(probe, made);
    await passing(before);
    const { answer } = await steps.send(probe, merging, made, because, {
      body: wrapped(merging, { [name]: value }),
      demands: [shows(merging, next, because), moved(before, merging)],
      ...(isRuled(name, property) ? { accept: documented(merging.operation) } : { mayRefuse: true }),
    });
    if (!isSuccess(answer)) continue;
    state = next;
    await steps.read(probe, made, state, because);
  }
  return state;
}

/** Time passes, so that a record shows a later one. */
async function passing(before: JsonObject): Promise<void> {
  const stamp = Object.entries(before).find(
    ([name, value]) => CHANGED.test(name) && typeof value === 'string',
  );
  if (stamp !== undefined && /\.\d{3}/.test(String(stamp[1])))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A change raises the revision and moves the time of the last change. */
function moved(before: JsonObject, { binding: { wrapper } }: Bound) {
  return stateDemand(function* (json) {
    const after = unwrap(json, wrapper);
    for (const [name, old] of Object.entries(before)) {
      const value = own(after, name);
      const isRaised = REVISION.test(name) && typeof old === 'number';
      const isLater = CHANGED.test(name) && typeof old === 'string' && /T.*\.\d{3}/.test(old);
      if ((isRaised || isLater) && value !== undefined && value === old)
        yield flaw(
          `a change leaves ${name} as it was`,
          `another ${name} than before`,
          show(value),
          `${name} not moved`,
        );
    }
  });
}

/** A record without an id is changed, read, and set back to what it was. */
export async function singleton(steps: Steps, probe: Probe, reading: Bound): Promise<void> {
  const place = await steps.records.place(probe, reading.operation);
  const exchange = await probe.send(steps.records.requests.request(reading.operation, { path: place }), {
    accept: [{ statuses: documented(reading.operation) }],
    because: 'the request is as the document says',
  });
  const record = unwrap(exchange.answer?.json, reading.binding.wrapper);
  if (record === undefined || !isSuccess(exchange.answer))
    throw new Skip('not exercised: there is nothing to read');
  const made: Made = { resource: steps.resource, id: '', sent: undefined, record, place, exchange };
  try {
    const known = await replace(steps, probe, made, await change(steps, probe, made, record));
    await refused(steps, probe, made, known);
    await values(steps, probe, made);
  } finally {
    const changing = steps.find('replace', 'merge') ?? steps.creating;
    const names = new Set(steps.writable(changing).map(({ name }) => name));
    const before = Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
    await steps.send(probe, changing, made, 'it was so before', {
      body: wrapped(changing, before),
      mayRefuse: true,
    });
  }
}

/** Each value that the schema allows for a property can be set. */
export async function values(steps: Steps, probe: Probe, given?: Made): Promise<void> {
  const changing = steps.find('merge', 'replace');
  if (changing === undefined) return;
  const made = given ?? (await steps.make(probe));
  const isMerge = changing.binding.role === 'merge';
  const schema = innerSchema(steps.records.requests.schema(changing.operation), changing.binding.bodyWrapper);
  const needed = new Set(ownList(schema, 'required'));
  const base =
    unwrap(steps.other(changing, made.record), changing.binding.bodyWrapper) ??
    steps.other(changing, made.record);
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !isMerge || needed.has(name)));
  const filling = steps.records.on(changing, made);
  const headers = await steps.records.tags(probe, changing, filling);
  const refusedWith = await steps.records.refusalStatus(probe, changing, {
    ...filling,
    ...(headers && { headers }),
  });
  for (const { name, schema: property } of steps.writable(changing))
    for (const value of valuesOf(property).slice(0, MOST_VALUES)) {
      const because = `the document allows ${name} ${show(value)}`;
      const others = documented(changing.operation).filter(
        (status) => status !== refusedWith || isRuled(name, property),
      );
      const { answer } = await steps.send(probe, changing, made, because, {
        body: wrapped(changing, { ...kept, [name]: value }),
        accept: [...successes(changing.operation), 409, ...others],
        demands: [shows(changing, { [name]: value }, because)],
      });
      if (isSuccess(answer)) await steps.read(probe, made, { [name]: value }, because);
    }
}

async function replace(steps: Steps, probe: Probe, made: Made, known: JsonObject): Promise<JsonObject> {
  const replacing = steps.find('replace');
  if (replacing === undefined) return known;
  const body = steps.other(replacing, known);
  const because = 'the record was replaced';
  const inner = unwrap(body, replacing.binding.bodyWrapper) ?? body;
  const { answer } = await steps.send(probe, replacing, made, because, {
    body,
    demands: [shows(replacing, { ...inner, ...idOf(steps, made) }, because)],
    mayRefuse: true,
  });
  if (!isSuccess(answer)) return known;
  await steps.read(probe, made, inner, because);
  const least = await leave(steps, probe, replacing, made, inner);
  return least ?? inner;
}

function idOf({ resource }: Steps, made: Made): JsonObject {
  const id = own(made.record, resource.idProperty);
  return id === undefined ? {} : { [resource.idProperty]: id };
}

/** A replacement without the optional properties takes them away, or sets them to their defaults. */
async function leave(
  steps: Steps,
  probe: Probe,
  replacing: Bound,
  made: Made,
  known: JsonObject,
): Promise<JsonObject | undefined> {
  const schema = innerSchema(
    steps.records.requests.schema(replacing.operation),
    replacing.binding.bodyWrapper,
  );
  const required = new Set(ownList(schema, 'required'));
  const left = steps.writable(replacing).filter(({ name, schema: property }) => {
    const value = own(known, name);
    return !required.has(name) && value !== undefined && value !== null && own(property, 'default') !== value;
  });
  if (left.length === 0) return undefined;
  const least = Object.fromEntries(
    Object.entries(known).filter(([name]) => left.every((one) => one.name !== name)),
  );
  const { answer } = await steps.send(probe, replacing, made, 'optional properties may be left out', {
    body: wrapped(replacing, least),
    mayRefuse: true,
  });
  if (!isSuccess(answer)) return undefined;
  const reading = steps.find('read') ?? replacing;
  const because = 'the record was replaced by one without it';
  const demand = stateDemand(function* (json) {
    const record = unwrap(json, reading.binding.wrapper);
    for (const { name, schema: property } of left) {
      const value = own(record, name);
      if (value !== undefined && show(value) === show(own(known, name)))
        yield flaw(
          `${replacing.operation.id} keeps ${name}, which the new record does not have`,
          `${show(own(property, 'default'))}, because ${because}`,
          show(value),
          'replace merges',
        );
      const standard = own(property, 'default');
      if (
        standard !== undefined &&
        record !== undefined &&
        show(value) !== show(standard) &&
        show(value) !== show(own(known, name))
      )
        yield flaw(
          `${replacing.operation.id} does not apply the default of ${name}`,
          show(standard),
          show(value),
          `default ${name}`,
        );
    }
  });
  if (reading !== replacing) await steps.send(probe, reading, made, because, { demands: [demand] });
  return least;
}

/** A change that violates the document is refused, and changes nothing. */
async function refused(steps: Steps, probe: Probe, made: Made, known: JsonObject): Promise<void> {
  const changing = steps.find('merge', 'replace');
  const media = changing && steps.records.requests.media(changing.operation);
  const schema = changing && steps.records.requests.schema(changing.operation);
  if (changing === undefined || media === undefined || schema === undefined) return;
  const body = steps.other(changing, known);
  const broken = mutations(schema, body).find(
    (one) =>
      one.kind === 'wrong-type' &&
      one.place[0] !== changing.binding.id?.name &&
      steps.records.requests.violations(changing.operation, mutate(body, one)).length > 0,
  );
  if (broken === undefined) return;
  await steps.send(probe, changing, made, broken.title, {
    body: mutate(body, broken),
    accept: CLIENT_ERRORS,
    violation: broken.title,
  });
  await steps.read(probe, made, known, 'the change was refused');
}

async function remove(steps: Steps, probe: Probe, made: Made): Promise<void> {
  const deleting = steps.find('delete');
  if (deleting === undefined) return;
  const gone = await steps.send(probe, deleting, made, 'the record exists');
  if (!isSuccess(gone.answer)) return;
  steps.records.removed(made);
  const because = 'the record was deleted';
  const reading = steps.find('read');
  if (reading !== undefined) await steps.send(probe, reading, made, because, { gone: true });
  const list = steps.find('list');
  if (list !== undefined) {
    await steps.isListed(probe, list, made, false);
    const flag = steps
      .asked(list)
      .find(({ name }) => /^(include|with|show)_?(deleted|archived|removed)$/i.test(name));
    if (flag !== undefined) await steps.isListed(probe, list, made, true, { [flag.name]: true });
  }
  await heads(steps, probe, made, true);
  const changing = steps.find('merge', 'replace');
  if (changing !== undefined)
    await steps.send(probe, changing, made, because, {
      body: steps.other(changing, made.record),
      gone: true,
    });
  const isIdempotent = !hasStatus(deleting.operation, '404', '410') && refusalOf(steps, deleting) === '';
  await steps.send(probe, deleting, made, because, { gone: !isIdempotent });
}

/** What the document says of refusals that come with a success. */
export function refusalOf({ api }: Steps, { operation }: Bound): string {
  const content = operation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap((response) => response.content);
  return content
    .map((media) => api.schemaOf(media))
    .map((schema) => (schema === undefined ? '' : refusalWords(schema)))
    .join(' ');
}

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
    const isKnown = hasStatus(bound.operation, '404', '410') || refusalOf(steps, bound) !== '';
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
    .concat(refusalOf(steps, creating));
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

/** What only the server sets is not taken from callers, whether it refuses such a request or not. */
export async function readOnly(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  const before = await steps.look(probe, made);
  for (const bound of [steps.creating, steps.find('merge'), steps.find('replace')]) {
    if (bound === undefined) continue;
    const forged = forgeries(steps, bound, before, made);
    if (Object.keys(forged).length === 0) continue;
    const body =
      bound === steps.creating
        ? steps.records.fresh(bound, wrapped(bound, isObject(made.sent) ? made.sent : {}), 'own')
        : steps.other(bound, before);
    const inner = unwrap(body, bound.binding.bodyWrapper) ?? (isObject(body) ? body : {});
    const because = `only the server sets ${Object.keys(forged).join(', ')}`;
    const untouched = (reader: Bound) =>
      stateDemand(function* (json) {
        const record = unwrap(json, reader.binding.wrapper);
        for (const [name, value] of Object.entries(forged))
          if (show(own(record, name)) === show(value))
            yield flaw(
              `${bound.operation.id} lets callers set ${name}`,
              `a ${name} of the server`,
              show(value),
              `${name} overwritten`,
            );
      });
    const exchange = await steps.send(probe, bound, made, because, {
      body: wrapped(bound, { ...inner, ...forged }),
      accept: [...successes(bound.operation), ...CLIENT_ERRORS],
      demands: [untouched(bound)],
    });
    const target = bound === steps.creating ? steps.records.adopt(bound, exchange, made.place, inner) : made;
    const reading = steps.find('read');
    if (isSuccess(exchange.answer) && target !== undefined && reading !== undefined)
      await steps.send(probe, reading, target, because, { demands: [untouched(reading)] });
  }
}

/** Other values for what only the server sets. */
function forgeries(steps: Steps, bound: Bound, before: JsonObject, made: Made): JsonObject {
  const media = steps.records.requests.media(bound.operation);
  const schema = innerSchema(media && steps.api.schemaOf(media), bound.binding.bodyWrapper);
  const requested = isObject(schema['properties']) ? schema['properties'] : {};
  const isClosed = schema['additionalProperties'] === false;
  const forged: JsonObject = {};
  for (const [name, property] of steps.resource.properties) {
    // A server may let callers choose an id that the document does not reserve for it.
    const isOfServer = own(property, 'readOnly') === true || own(own(requested, name), 'readOnly') === true;
    if (!isOfServer || (isClosed && own(requested, name) === undefined)) continue;
    const value =
      name === steps.resource.idProperty
        ? otherId(own(before, name), made)
        : otherOf(property, own(before, name));
    if (value !== undefined && value !== own(before, name)) forged[name] = value;
  }
  return forged;
}

function otherId(id: Json | undefined, made: Made): Json {
  return typeof id === 'number' ? 987_654_321 : unknownId(made.id);
}

function otherOf(property: Json, known: Json | undefined): Json | undefined {
  if (typeof known === 'boolean') return !known;
  if (typeof known === 'number') return known + 1000;
  if (own(property, 'format') === 'date-time') return '2001-02-03T04:05:06.000Z';
  const schema = isObject(property) ? { ...property, readOnly: false } : {};
  return typeName(schema) === 'string' ? otherValue(schema, known) : undefined;
}

/** A repetition with the key of a call creates nothing. */
export async function keyed(steps: Steps, probe: Probe, header: string): Promise<void> {
  const { records, creating, resource } = steps;
  const headers = { [header]: crypto.randomUUID() };
  const first = await records.make(probe, resource, { headers, expectation: (sent) => steps.created(sent) });
  const body = wrapped(creating, isObject(first.sent) ? first.sent : {});
  const because = `${header} is that of an earlier call`;
  const id = own(first.record, resource.idProperty);
  const again = await probe.send(
    records.requests.request(creating.operation, { path: first.place, body, headers }),
    {
      accept: [{ statuses: [...new Set([...successes(creating.operation), 200])] }],
      because,
      ...(id !== undefined && { demands: [shows(creating, { [resource.idProperty]: id }, because)] }),
    },
  );
  records.adopt(creating, again, first.place, first.sent);
  const other = { [header]: crypto.randomUUID() };
  const next = await records.make(probe, resource, { headers: other, place: first.place });
  if (next.id === first.id && again.answer !== undefined && outcomeOf(again.answer) < 300)
    await probe.send(
      records.requests.request(creating.operation, {
        path: first.place,
        body,
        headers: { [header]: crypto.randomUUID() },
      }),
      {
        accept: [{ statuses: successes(creating.operation) }],
        because: 'the key is a new one',
        demands: [
          stateDemand(() => [
            flaw(
              `${header} is ignored: another key gives the same record`,
              'a new record',
              next.id,
              'key ignored',
            ),
          ]),
        ],
      },
    );
}
