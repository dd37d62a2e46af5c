/* A record with room for a few: "409 when the course is full", "`capacity` cannot go below `enrolledCount`". */

import { isObject, own, ownNumber, type JsonObject } from '../../../base/json.ts';
import { stemOf } from '../../../openapi/resources.ts';
import { typeName } from '../../../openapi/sample.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { mentions } from '../sentences.ts';
import type { Steps } from '../steps.ts';
import { plain, speaksOf, wrapped } from '../values.ts';
import { use } from './use.ts';

/** What a document says of a record that takes no more. */
const FULL =
  /\b(full|fully booked|sold out|at capacity|(exceeds?|over) (the )?capacity|(no|not enough|too few) (more |free )?(seats?|places?|spots?|slots?|beds?|room|space)|no (seats?|places?|spots?|slots?|beds?|room|space) (is |are )?left)\b/i;
/** Properties that say for how many there is room, and for how many that wait. */
const ROOM =
  /capacity|^(max_?)?(seats|places|spots|slots|beds)$|^max_?\w*(participants|attendees|guests|students|members|players)$|waiting_?list_?size/i;
/** How much of the room one takes. */
const TAKEN = /^(seats|places|spots|slots|beds|quantity|qty|units|party_?size|guests|count|portions)$/i;
/** More are not created. */
const MOST_ROOM = 4;

/** As many are taken as there is room for, and no more; and the room is not made smaller than what is taken. */
export async function full(steps: Steps, probe: Probe): Promise<void> {
  const { records } = steps;
  const left: string[] = [];
  for (const bound of records.naming(steps.resource)) {
    const rooms = bound.binding.role === 'create' ? roomsOf(steps, bound) : [];
    if (rooms.length === 0) continue;
    const refusal = records.requests
      .refusals(bound.operation, /^4(00|09|22)$/)
      .find(({ text }) => FULL.test(text) || rooms.some(({ name }) => speaksOf(text, name)));
    if (refusal === undefined) continue;
    const text = refusal.text.trim();
    const made = await filled(steps, probe, bound, rooms, 0);
    if (made === undefined) left.push(`nothing could be filled (${text})`);
    else
      await use(
        steps,
        probe,
        bound,
        made,
        { accept: refusing(bound), violation: `${steps.resource.name} ${made.id} is full (${text})` },
        portion(steps, bound),
      );
    left.push(...(await shrunk(steps, probe, bound, rooms)));
  }
  if (left.length > 0) throw new Skip(`not exercised: ${left.join('; ')}`);
}

/** The statuses of refusals: which rule comes first is for the server to say. */
function refusing({ operation }: Bound): readonly number[] {
  return documented(operation).filter((status) => status >= 400);
}

/** The room for others that callers set, with the least that there may be: `capacity`, or `maxOpenLoans` of loans. */
function roomsOf(
  steps: Steps,
  { binding }: Bound,
): readonly { readonly name: string; readonly least: number }[] {
  return steps.writable(steps.creating).flatMap(({ name, schema }) => {
    // Somebody waits where some may.
    const least = Math.max(ownNumber(schema, 'minimum') ?? 1, /wait/i.test(name) ? 1 : 0);
    const isOfThem = /^max/i.test(name) && plain(name).includes(stemOf(binding.resource.name));
    const isRoom = isObject(schema) && typeName(schema) === 'integer' && (ROOM.test(name) || isOfThem);
    return isRoom && least >= 0 && least <= MOST_ROOM ? [{ name, least }] : [];
  });
}

/** A record that others have taken all room of; nothing where one of them was refused. @param spare room more than the least */
async function filled(
  steps: Steps,
  probe: Probe,
  bound: Bound,
  rooms: ReturnType<typeof roomsOf>,
  spare: number,
): Promise<Made | undefined> {
  const { creating, records } = steps;
  await records.learn(probe, bound);
  const wrapper = creating.binding.bodyWrapper;
  const ground = records.requests.ground(creating.operation);
  const inner = wrapper === undefined ? ground : own(ground, wrapper);
  const [first] = rooms;
  const sizes = rooms.map(({ name, least }) => [name, least + (name === first?.name ? spare : 0)] as const);
  const size = sizes.reduce((sum, [, one]) => sum + one, 0);
  const body = wrapped(creating, { ...(isObject(inner) ? inner : {}), ...Object.fromEntries(sizes) });
  if (size < 1 || size > MOST_ROOM || records.requests.violations(creating.operation, body).length > 0)
    return undefined;
  const made = await steps.make(probe, body);
  for (let taken = 0; taken < size; taken += 1) {
    const accept = documented(bound.operation);
    const user = await use(steps, probe, bound, made, { accept }, portion(steps, bound));
    if (user.made === undefined) return undefined;
  }
  return made;
}

/** The least that one takes of the room. */
function portion({ records }: Steps, { operation, binding }: Bound): JsonObject {
  const properties = Object.entries(records.requests.properties(operation, binding.bodyWrapper));
  return Object.fromEntries(
    properties.flatMap(([name, schema]): [string, number][] =>
      TAKEN.test(name) && isObject(schema) && typeName(schema) === 'integer'
        ? [[name, ownNumber(schema, 'minimum') ?? 1]]
        : [],
    ),
  );
}

/** A change that leaves less room than is taken, where the document says that it is refused; what could not be tried. */
async function shrunk(
  steps: Steps,
  probe: Probe,
  bound: Bound,
  rooms: ReturnType<typeof roomsOf>,
): Promise<readonly string[]> {
  const [room] = rooms;
  const merging = steps.find('merge');
  if (merging === undefined || room === undefined) return [];
  const { operation } = merging;
  const refusal = steps.records.requests
    .refusals(operation, /^4(00|09|22)$/)
    .find(
      ({ text }) =>
        (speaksOf(text, room.name) || mentions(text, room.name)) &&
        /\b(below|lower|less|smaller|under|fewer)\b/i.test(text),
    );
  if (refusal === undefined) return [];
  const made = await filled(steps, probe, bound, rooms, 1);
  if (made === undefined) return [`nothing could be filled (${refusal.text.trim()})`];
  const because = `${room.name} is less than what is taken (${refusal.text.trim()})`;
  await steps.send(probe, merging, made, because, {
    body: wrapped(merging, { [room.name]: room.least }),
    accept: refusing(merging),
    violation: because,
  });
  return [];
}
