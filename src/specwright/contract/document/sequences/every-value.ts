import { ownList, type JsonObject } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { show, shows } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { innerSchema, isOutOfWords, isRuled, MOST_VALUES, successes, valuesOf, wrapped } from '../values.ts';
import { isCompared } from './ranges.ts';

/** Each value that the schema allows for a property can be set. */
export async function everyValue(steps: Steps, probe: Probe, given?: Made): Promise<void> {
  const [first, second] = [steps.find('merge'), steps.find('replace')].filter((one) => one !== undefined);
  if (first === undefined) return;
  const made = given ?? (await steps.make(probe));
  await eachValue(steps, probe, made, first, valuesOf);
  // A second way to change a record takes the same values: its members are tried.
  if (second !== undefined)
    await eachValue(steps, probe, made, second, (schema) =>
      ownList(schema, 'enum').length > 0 ? valuesOf(schema) : [],
    );
}

async function eachValue(
  steps: Steps,
  probe: Probe,
  made: Made,
  changing: Bound,
  valuesOfOne: typeof valuesOf,
): Promise<void> {
  const isMerge = changing.binding.role === 'merge';
  const schema = innerSchema(steps.records.requests.schema(changing.operation), changing.binding.bodyWrapper);
  const needed = new Set(ownList(schema, 'required'));
  const base =
    unwrap(steps.other(changing, made.record), changing.binding.bodyWrapper) ??
    steps.other(changing, made.record);
  const present: JsonObject = { ...made.record };
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !isMerge || needed.has(name)));
  const filling = steps.records.on(changing, made);
  const headers = await steps.records.tags(probe, changing, filling);
  const refusedWith = await steps.records.refusalStatus(probe, changing, {
    ...filling,
    ...(headers && { headers }),
  });
  for (const { name, schema: property } of steps.writable(changing))
    for (const value of valuesOfOne(property).slice(0, MOST_VALUES)) {
      // What names other records is not made up.
      if (steps.records.links({ [name]: value }, steps.resource).length > 0) continue;
      const because = `the document allows ${name} ${show(value)}`;
      // With what is there already it may be what the words forbid: a day of expiry where nothing expires.
      const whole = { ...(isMerge ? present : kept), [name]: value };
      const isTied = !steps.records.requests.follows(changing.operation, whole);
      const others = documented(changing.operation).filter(
        (status) =>
          status !== refusedWith ||
          isTied ||
          // Two properties may have to differ: from, and to.
          Object.entries(present).some(([other, one]) => other !== name && one === value) ||
          isRuled(name, property) ||
          isCompared(steps, changing, name) ||
          steps.isSpokenOf(changing, value) ||
          isOutOfWords(property, value),
      );
      const { answer } = await steps.send(probe, changing, made, because, {
        body: wrapped(changing, { ...kept, [name]: value }),
        accept: [...successes(changing.operation), 409, ...others],
        demands: [shows(changing, { [name]: value }, because)],
      });
      if (!isSuccess(answer)) continue;
      present[name] = value;
      await steps.read(probe, made, { [name]: value }, because);
    }
}
