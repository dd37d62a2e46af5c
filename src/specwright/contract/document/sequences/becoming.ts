import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { Steps } from '../steps.ts';
import { mentioned } from './life-cycle.ts';
import { movesOf } from './move.ts';
import { ready, statesOf, type State } from './states.ts';
import { usable, use } from './use.ts';

/** A record that is in a state because another one names it: "The item becomes on_loan". */
export async function used(
  steps: Steps,
  probe: Probe,
  state: State,
  wanted: string,
): Promise<Made | undefined> {
  for (const bound of steps.records.naming(steps.resource)) {
    if (bound.binding.role !== 'create' || !becoming(steps, bound, state).includes(wanted)) continue;
    const made = await usable(steps, probe, bound);
    const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
    if (user.made !== undefined && state.of(await steps.look(probe, made)) === wanted) return made;
  }
  return undefined;
}

/** The states of which the words of a call say that a record which it names gets one of them. */
function becoming({ records, resource }: Steps, { operation }: Bound, { members }: State): readonly string[] {
  const noun = new RegExp(`^\\W*(?:the|its) ${stemOf(resource.name)} becomes\\b(.*)`, 'i');
  return records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .flatMap((text) => {
      const said = noun.exec(text.trim())?.[1] ?? '';
      const states = mentioned(said, members);
      // "Becomes reserved if somebody waits" says nothing by itself.
      return states.length === 1 && /\b(if|unless|when|while|once|only|until)\b/i.test(said) ? [] : states;
    });
}

/** "The item becomes available": what a call on one record makes of another one that it names. */
export async function becomes(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  for (const bound of steps.records.calls())
    for (const state of statesOf(steps.resource)) {
      const targets = becoming(steps, bound, state);
      const creating = steps.records.find(bound.binding.resource, 'create');
      const isOwn = bound.binding.resource.collection === steps.resource.collection;
      if (targets.length === 0 || creating === undefined || isOwn) continue;
      const others = new Steps(steps.api, steps.records, creating);
      const user = await others.make(probe);
      const made = steps.records
        .around(user)
        .find(({ resource }) => resource.collection === steps.resource.collection);
      if (made === undefined) continue;
      if (bound.binding.role !== 'create') {
        const move = movesOf(others).find((one) => one.bound === bound);
        await ready(others, probe, user, bound);
        if (!isSuccess((await move?.carryOut(probe, user))?.answer)) continue;
      }
      const demand = stateDemand(function* (json) {
        const now = state.of(unwrap(json, reading.binding.wrapper) ?? {});
        if (now !== undefined && !targets.includes(now))
          yield flaw(
            `${bound.operation.id} leaves ${steps.resource.name} ${now}`,
            `${state.name} ${targets.join(' or ')}`,
            now,
            `${state.name} after ${bound.operation.id}`,
          );
      });
      await steps.send(probe, reading, made, `the words of ${bound.operation.id}`, { demands: [demand] });
    }
}
