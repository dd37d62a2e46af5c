import { own, ownList, type Json, type JsonObject } from '../../../base/json.ts';
import type { Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { documented, type Bound, type Made } from '../records.ts';
import type { Steps } from '../steps.ts';
import { wrapped } from '../values.ts';
import { targetOf } from './life-cycle.ts';
import { Move, movesOf } from './move.ts';

/** The property that says which state a record is in. */
export interface State {
  readonly name: string;
  /** The states that it may have; those of a truth value are `published` and `not published`. */
  readonly members: readonly string[];
  of(record: JsonObject): string | undefined;
}

/** Properties with a few values, of which actions set one. */
export function statesOf(resource: Resource): readonly State[] {
  return [...resource.properties].flatMap(([name, property]): State[] => {
    const members = ownList(property, 'enum').filter((member) => typeof member === 'string');
    if (members.length > 1) return [{ name, members, of: (record) => asWord(own(record, name)) }];
    if (own(property, 'type') !== 'boolean') return [];
    const of = (record: JsonObject): string | undefined => {
      const value = own(record, name);
      return typeof value === 'boolean' ? (value ? name : `not ${name}`) : undefined;
    };
    return [{ name, members: [name, `not ${name}`], of }];
  });
}

function asWord(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Brings a record to a state: by what changes it, or by one or two actions. */
export async function bring(
  steps: Steps,
  probe: Probe,
  state: State,
  wanted: string,
  make: () => Promise<Made> = () => steps.make(probe),
): Promise<Made | undefined> {
  const actions = movesOf(steps);
  const { requests } = steps.records;
  const last = actions.filter(
    ({ bound: { operation }, choice }) =>
      targetOf(operation, requests.wordsOf(operation), state.members, choice?.member) === wanted,
  );
  const changing = steps.find('merge');
  const canSet = changing !== undefined && steps.writable(changing).some(({ name }) => name === state.name);
  const paths: (readonly (Move | Bound)[])[] = [
    [],
    ...(canSet ? [[changing]] : []),
    ...last.map((action) => [action]),
    ...last.flatMap((action) => actions.filter((one) => one !== action).map((first) => [first, action])),
  ];
  for (const path of paths) {
    const made = await make();
    let isThere = true;
    for (const step of path) {
      const exchange =
        step instanceof Move
          ? await step.apply(probe, made)
          : await steps.send(probe, step, made, 'the state may allow it', {
              body: wrapped(step, { [state.name]: wanted }),
              accept: documented(step.operation),
            });
      isThere &&= isSuccess(exchange?.answer);
    }
    if (isThere && state.of(await steps.look(probe, made)) === wanted) return made;
  }
  return undefined;
}
