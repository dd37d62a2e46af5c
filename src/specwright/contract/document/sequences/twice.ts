import {
  isObject,
  objectAt,
  own,
  ownList,
  ownString,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import { wordsOf } from '../../../base/names.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, remembered, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { hasStatus, innerSchema, plain, wrapped } from '../values.ts';
import { isRepeatable } from './keyed.ts';
import { mentioned } from './life-cycle.ts';
import { ready } from './states.ts';

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
    await ready(steps, probe, second, deleting);
    const { answer } = await steps.send(probe, deleting, second, 'the record was created');
    if (isSuccess(answer)) steps.records.removed(second);
  }
  const because = 'only the other record was changed and deleted';
  await steps.read(probe, first, remembered(first.sent, first.record), because);
  const list = steps.find('list');
  if (list !== undefined) await steps.isListed(probe, list, first, true);
  // Where nothing shows it, it can still be changed.
  if (list === undefined && steps.find('read') === undefined && changing !== undefined)
    await steps.send(probe, changing, first, because, {
      body: steps.other(changing, first.record),
      mayRefuse: true,
    });
  // What only the newest one may not share is asked of the newest one.
  const isOfLast = LAST.test(uniqueness(steps, steps.creating) ?? '');
  const isLeft = changing === undefined && deleting === undefined;
  if (!isOfLast || isLeft) await conflict(steps, probe, isOfLast ? second : first);
}

/** "A project has at most one production environment": a second one in the same project is refused. */
export async function sole(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records } = steps;
  const { operation, binding } = creating;
  const settable = Object.entries(records.requests.properties(operation, binding.bodyWrapper));
  if (!hasStatus(operation, '409')) return;
  const texts = [
    ...records.requests.refusals(operation, /^409$/).map(({ text }) => text),
    ...records.requests.wordsOf(operation).split(/[.;\n]/),
    ...settable.map(([, property]) => ownString(property, 'description') ?? ''),
  ];
  const noun = stemOf(steps.resource.name);
  for (const [name, property] of settable) {
    const isSwitch = own(property, 'type') === 'boolean';
    const members = isSwitch ? [name] : ownList(property, 'enum').filter((one) => typeof one === 'string');
    const stated = texts.flatMap((text) => {
      const [, kind = ''] =
        /\b(?:at most|no more than|not more than|only) one ((?:`?[\w-]+`? ){1,2}\w+)/i.exec(text) ?? [];
      const isAbout = wordsOf(kind).some((word) => stemOf(word) === noun);
      return isAbout ? mentioned(kind, members).map((member) => ({ member, text })) : [];
    })[0];
    if (stated === undefined) continue;
    const chosen = (base: JsonObject, mark: string): Json | undefined =>
      records.fresh(
        creating,
        wrapped(creating, { ...base, [name]: isSwitch ? true : stated.member }),
        mark,
        name,
      );
    const usual = unwrap(records.usual(operation), binding.bodyWrapper) ?? {};
    const place = await records.place(probe, operation);
    // Where it is refused, the case is not exercised.
    const one = await records.make(probe, steps.resource, { body: chosen(usual, 's'), place, asIs: true });
    if (!isObject(one.sent)) continue;
    const because = `there is one already (${stated.text.trim()})`;
    await probe.send(
      records.requests.request(operation, {
        path: await records.newPath(probe, creating, one.place),
        body: chosen(one.sent, 't'),
      }),
      { accept: [{ statuses: [409] }], because, violation: because },
    );
  }
}

const LAST = /\b(current|latest|last|newest|previous|preceding|most recent) \w+ (has|have|had)\b/i;

/** What a conflict says of a value or a record that another record has. */
const UNIQUE =
  /\b(same|exists?|already|unique|taken|duplicated?|in use|booked|reserved|occupied|assigned|lent|overlap\w*|(another|same)\b.{0,40}\b(has|uses|with)|belongs? to an?other|(has|have) an? (open |active )?\w+ (for|on|at|in|with) (that|this|the same))\b/i;
/** What it says of the state of a record instead. */
const ELSE =
  /\b(no|not(?! unique)|cannot|unknown|full\w*|sold out|must (keep|have)|clearing)\b|clos|activ|cancel|archiv|suspend|frozen|delet|expir|block/i;

/** What a document says where capitals make no other text. */
export const ANY_CASE =
  /(capital|small).{0,12}(capital|small) letters.{0,20}(equal|same|alike|no difference)|without regard to (capital|small|upper|lower|the case|letter case|case)|differ only in (the )?(letter )?case|(upper|lower).{0,12}(upper|lower) case.{0,30}(same|no difference|alike|not (told apart|distinguished))|(whatever|any) letter case|whatever case|(whatever|ignor\w+|regardless of|without regard to|any mix of) (upper|lower) .{0,6}(upper|lower) case|case[- ]?insensitiv|(regardless|whatever) .{0,6}case|case does not matter|case (is|are) (not |in|ir)(significant|relevant|considered)|case makes no difference|ignor\w* (the )?case/i;

/** What the document says of a 409 for what only one of these records may have. */
function uniqueness(
  { records: { requests } }: Steps,
  { operation, binding: { resource, bodyWrapper } }: Bound,
): string | undefined {
  const names = [...resource.properties.keys()].filter((name) => name !== resource.idProperty);
  const subjects = [...names.flatMap((name) => [name, name.replace(/_?ids?$/i, '')]), stemOf(resource.name)];
  const refusals = requests.refusals(operation, /^409$/);
  const said = refusals
    // "Another room, open or closed, has this name" is not about a state.
    .flatMap(({ text }) => text.replace(/\b(another \w+),[^,]*,/i, '$1').split(/\bor\b|,(?= (?:when|if)\b)/))
    .find((part) => {
      // "Has an enrolment in this course that is not withdrawn": what still counts.
      const bare = part.replaceAll(/\b(that|which) (is|are|was|has been) (not|no longer) \w+/gi, '');
      if (!UNIQUE.test(bare) || ELSE.test(bare)) return false;
      const words = plain(part);
      return (
        subjects.some((name) => words.includes(plain(name))) || /^(alreadyexists|duplicate)$/.test(words)
      );
    });
  const properties = Object.values(
    objectAt(innerSchema(requests.schema(operation), bodyWrapper), 'properties'),
  );
  const stated = properties.map((property) => ownString(property, 'description') ?? '');
  const sentences = requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter(
      (text) => subjects.some((name) => plain(text).includes(plain(name))) && !/\b4(?!09)\d\d\b/.test(text),
    );
  const unique = /\bunique\b|\b(belongs?|used|taken) (to|by) an?other\b/i;
  return (
    said ?? (refusals.length > 0 ? [...stated, ...sentences].find((text) => unique.test(text)) : undefined)
  );
}

/** The properties of a new record that these words are about: those that they name, or describe. */
function subjectsOf({ creating: { operation, binding }, records }: Steps, words: string): readonly string[] {
  const settable = Object.entries(records.requests.properties(operation, binding.bodyWrapper));
  return settable.flatMap(([name, property]) =>
    ownString(property, 'description') === words || plain(words).includes(plain(name)) ? [name] : [],
  );
}

/** A value that the document says is unique is refused the second time. */
async function conflict(steps: Steps, probe: Probe, { sent, place }: Made): Promise<void> {
  const { records, creating } = steps;
  const { operation } = creating;
  const words = uniqueness(steps, creating);
  if (words === undefined || !isObject(sent)) return;
  // What makes a call safe to repeat gives the first answer again.
  if (subjectsOf(steps, words).some((name) => isRepeatable(steps, name))) return;
  const because = `a record with the same values exists (${words})`;
  const again = async (body: JsonObject, why: string): Promise<void> => {
    await probe.send(
      records.requests.request(operation, {
        path: await records.newPath(probe, creating, place),
        body: wrapped(creating, body),
      }),
      { accept: [{ statuses: [409] }], because: why, violation: why },
    );
  };
  await again(sent, because);
  const beside = /\boverlap/i.test(words) ? overlapping(sent) : undefined;
  if (beside !== undefined) {
    const body = records.fresh(creating, wrapped(creating, beside), 'o');
    const inner = unwrap(body, creating.binding.bodyWrapper) ?? body;
    if (isObject(inner)) await again(inner, `a record whose time overlaps exists (${words})`);
  }
  const sentences = [words, ...records.requests.wordsOf(operation).split(/[.\n]/)];
  const sentence = sentences.find((text) => ANY_CASE.test(text)) ?? '';
  for (const [name, value] of Object.entries(sent)) {
    const other = typeof value === 'string' ? value.toUpperCase() : value;
    const stated = ownString(
      own(records.requests.properties(operation, creating.binding.bodyWrapper), name),
      'description',
    );
    const isNamed = sentence !== '' && plain(`${words} ${sentence}`).includes(plain(name));
    if ((!isNamed && !ANY_CASE.test(stated ?? '')) || other === value) continue;
    const body = records.fresh(creating, wrapped(creating, sent), 'c', name);
    const inner = { ...unwrap(body, creating.binding.bodyWrapper), [name]: other };
    if (records.requests.violations(operation, wrapped(creating, inner)).length === 0)
      await again(inner, `a record with the same ${name} exists (${(sentence || (stated ?? '')).trim()})`);
  }
}

const START = /^(starts?|begins?|from)(_?(at|on|date|time))?$|_?(start|from)$/i;
const END = /^(ends?|until|to)(_?(at|on|date|time))?$|_?(end|until|to)$/i;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LENGTH = /(duration|minutes?|hours?|nights?|days?)/i;

/** A body whose time begins in the middle of that of another one. */
function overlapping(sent: JsonObject): JsonObject | undefined {
  const times = Object.entries(sent).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !Number.isNaN(Date.parse(entry[1])),
  );
  const start = times.find(([name]) => START.test(name));
  const end = times.find(([name]) => END.test(name));
  const length = Object.entries(sent).find(([name, value]) => LENGTH.test(name) && typeof value === 'number');
  if (start === undefined) return undefined;
  const [name = '', count = 0] = length ?? [];
  const unit = /min/i.test(name) ? MINUTE : /hour/i.test(name) ? 60 * MINUTE : DAY;
  const whole = end === undefined ? Number(count) * unit : Date.parse(end[1]) - Date.parse(start[1]);
  const isDay = !start[1].includes('T');
  const least = isDay ? DAY : MINUTE;
  const step = Math.floor(whole / 2 / least) * least;
  if (step <= 0) return undefined;
  const moved = ([key, value]: readonly [string, string]): [string, string] => {
    const text = new Date(Date.parse(value) + step).toISOString();
    return [key, isDay ? text.slice(0, 10) : text];
  };
  return { ...sent, ...Object.fromEntries([start, ...(end === undefined ? [] : [end])].map(moved)) };
}

/** A change to a value that another record has. */
async function collides(steps: Steps, probe: Probe, changing: Bound, made: Made, other: Made): Promise<void> {
  const rule = uniqueness(steps, steps.creating);
  // What is unique among all stays so.
  const always =
    rule !== undefined && /\bunique\b/i.test(rule) && hasStatus(changing.operation, '409') ? rule : undefined;
  const words = uniqueness(steps, changing) ?? always;
  if (words === undefined || rule === undefined || !isObject(other.sent)) return;
  const { operation, binding } = changing;
  const names = new Set(Object.keys(steps.records.requests.properties(operation, binding.bodyWrapper)));
  const shared = Object.entries(other.sent).filter(([name]) => names.has(name));
  // What is unique may be a table at a time: a change that cannot name the table takes nothing from another record.
  const parents = [...steps.records.parents(operation).values()];
  const above = new Set(parents.map(({ name }) => plain(stemOf(name))));
  const isLacking = [...steps.resource.properties.keys()].some((name) => {
    const noun = plain(name.replace(/_?ids?$/i, ''));
    return (
      noun !== '' && !above.has(noun) && !names.has(name) && steps.isLink(name) && plain(words).includes(noun)
    );
  });
  // What cannot be changed cannot be what another record has.
  const meant = subjectsOf(steps, words);
  if (isLacking || (meant.length > 0 && !meant.some((name) => names.has(name)))) return;
  // The rest stays as it is: other rules may be about that.
  const isNamed = shared.some(([name]) => meant.includes(name));
  const now = isNamed && binding.role === 'replace' ? await steps.look(probe, made) : {};
  const body = [
    ...Object.entries(now).filter(([name]) => names.has(name)),
    ...shared.filter(([name]) => !isNamed || meant.includes(name)),
  ];
  const because = `another record has the same values (${words})`;
  await steps.send(probe, changing, made, because, {
    body: wrapped(changing, Object.fromEntries(body)),
    accept: [409],
    violation: because,
  });
}
