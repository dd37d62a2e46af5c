import { isObject, own, ownString } from '../../../base/json.ts';
import type { Probe } from '../../engine/case.ts';
import { withValue } from '../../schema/place.ts';
import type { Demand } from '../../engine/expectation.ts';
import { outcomeOf, type Exchange } from '../../exchange/exchange.ts';
import { documented, type Made } from '../bound.ts';
import { flaw, shows, stateDemand } from '../record-demands.ts';
import type { Steps } from '../steps.ts';
import { speaksOf, successes, wrapped } from '../values.ts';

/** A repetition with the key of a call creates nothing. */
export async function keyed(steps: Steps, probe: Probe, header: string): Promise<void> {
  const { records, creating, resource } = steps;
  const headers = { [header]: crypto.randomUUID() };
  const first = await records.make(probe, resource, { headers, expectation: (sent) => steps.created(sent) });
  const body = wrapped(creating, isObject(first.sent) ? first.sent : {});
  const again = await repeat(steps, probe, first, `${header} is that of an earlier call`, [], headers);
  await otherwise(steps, probe, first, header, headers);
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

/** Whether the document says that a property of a body makes a call safe to repeat. */
export function isRepeatable({ records: { requests }, creating }: Steps, name: string): boolean {
  const { operation, binding } = creating;
  const property = own(requests.properties(operation, binding.bodyWrapper), name);
  const sentences = requests.wordsOf(operation).split(/[.;\n]/);
  return (
    /idempotency/i.test(name) ||
    /\bsafe to (repeat|retry)\b/i.test(ownString(property, 'description') ?? '') ||
    sentences.some((text) => /\bidempotent\b/i.test(text) && speaksOf(text, name))
  );
}

/** As `keyed`, where the key is a property of the body. */
export async function keyedInBody(steps: Steps, probe: Probe, name: string): Promise<void> {
  const first = await steps.make(probe);
  if (own(first.sent, name) === undefined) return;
  await repeat(steps, probe, first, `${name} is that of an earlier call`, [409]);
  await otherwise(steps, probe, first, name);
}

/** The key of an earlier call with another body, where the document says that it is refused. */
async function otherwise(
  steps: Steps,
  probe: Probe,
  first: Made,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { creating, records } = steps;
  const { requests } = records;
  const said = [requests.wordsOf(creating.operation), requests.parameterWords(creating.operation, key)];
  const words = said.flatMap((text) => text.split(/[.;\n]/)).find((text) => OTHERWISE.test(text));
  if (words === undefined || !isObject(first.sent)) return;
  const changed = steps.other(creating, first.sent);
  const { bodyWrapper } = creating.binding;
  const known = own(first.sent, key);
  const place = bodyWrapper === undefined ? [key] : [bodyWrapper, key];
  const body = known === undefined ? changed : withValue(changed, place, known);
  const because = `${key} is that of an earlier call with another body (${words.trim()})`;
  const refusing = documented(creating.operation).filter((status) => status >= 400);
  await probe.send(requests.request(creating.operation, { path: first.place, body, headers }), {
    accept: [{ statuses: refusing }],
    because,
    violation: because,
  });
}

/** What a document says of the same key with another body. */
const OTHERWISE =
  /\b(other|different|another) (arguments|body|values|content|data|payload)\b.*\b(refused|rejected|4\d\d|conflict)\b/i;

/** "A repeat gives the first answer again with `Idempotency-Replayed: true`": the field is there. */
function marked(words: string): Demand {
  const sentence = words
    .split(/[.;\n]/)
    .find((text) => /\b(repeat|replay|again|same key|retr)/i.test(text) && FIELD.test(text));
  const [, name = '', value = ''] = FIELD.exec(sentence ?? '') ?? [];
  return stateDemand(function* (_json, { headers }) {
    const actual = headers[name.toLowerCase()];
    if (name !== '' && actual !== value)
      yield flaw(
        `a repetition is not marked by ${name}`,
        `${name}: ${value}`,
        actual ?? 'no such field',
        `${name} of a repetition`,
      );
  });
}

const FIELD = /`([A-Z][\w-]*-[\w-]+): ?([\w-]+)`/;

/** Sends a creation a second time: it shows the first record. @param refusing statuses that will do too */
async function repeat(
  { records, creating, resource }: Steps,
  probe: Probe,
  first: Made,
  because: string,
  refusing: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const body = wrapped(creating, isObject(first.sent) ? first.sent : {});
  const id = own(first.record, resource.idProperty);
  const request = records.requests.request(creating.operation, { path: first.place, body, headers });
  const again = await probe.send(request, {
    accept: [{ statuses: [...new Set([...successes(creating.operation), 200, ...refusing])] }],
    because,
    demands: [
      marked(records.requests.wordsOf(creating.operation)),
      ...(id === undefined ? [] : [shows(creating, { [resource.idProperty]: id }, because)]),
    ],
  });
  records.adopt(creating, again, first.place, first.sent);
  return again;
}
