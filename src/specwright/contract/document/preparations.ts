/* What may have to be done before a call is allowed. */

import { isObject, ownList, type Json, type JsonObject } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { unwrap, type Resource } from '../../openapi/resources.ts';
import type { Bound } from './bound.ts';
import type { RequestMaker } from './request-maker.ts';
import { mentioned, relatedMember, verbOf } from './sequences/life-cycle.ts';
import { choiceIn, wrapped } from './values.ts';

/** What is known of the operations of a document. */
export interface Known {
  readonly requests: RequestMaker;
  find(resource: Resource, ...roles: readonly Bound['binding']['role'][]): Bound | undefined;
  ofRecord(resource: Resource): readonly Bound[];
  naming(resource: Resource): readonly Bound[];
}

/** A call that a record needs before another one: one on the record, or one that creates what belongs to it. */
export interface Preparation {
  readonly of: Resource;
  readonly bound: Bound;
  readonly body: Json | undefined;
  /** What it creates names nothing else that the other call names: a hold waits for what another member has. */
  readonly isAlone?: true;
}

/** What has to be done before a creation, and whether what it names is to be made of plain values. */
export interface Way {
  readonly steps: readonly Preparation[];
  readonly isPlain: boolean;
  /** Takes note of the steps that were allowed. */
  readonly taken?: Set<Preparation>;
}

export const NOTHING: Way = { steps: [], isPlain: false };

/** Actions on a record, changes of its state, and creations of what belongs to it; what the words of an operation name comes first. */
export function stepsOn(
  known: Known,
  of: Resource,
  operation: OperationDescriptor,
  above: readonly Resource[],
): readonly Preparation[] {
  const refusals = known.requests.refusals(operation, /^4(00|09|22)$/).map(({ text }) => text);
  const words = [known.requests.wordsOf(operation), ...refusals].join('\n');
  const members = [...of.properties.values()].flatMap((property) =>
    ownList(property, 'enum').filter((member) => typeof member === 'string'),
  );
  const meant = mentioned(words, members);
  const acts = known
    .ofRecord(of)
    .filter(({ binding: { role } }) => role === 'act')
    .flatMap((bound) => choicesOf(known, bound).map((body): Preparation => ({ of, bound, body })));
  const isMeant = ({ bound, body }: Preparation): boolean => {
    const said = [verbOf(bound.operation), ...Object.values(isObject(body) ? body : {})];
    return said.some((one) => typeof one === 'string' && meant.includes(relatedMember(one, members) ?? one));
  };
  const merging = known.find(of, 'merge');
  const changes = Object.entries(
    merging === undefined ? {} : known.requests.properties(merging.operation, merging.binding.bodyWrapper),
  ).flatMap(([name, property]): Preparation[] => {
    const wanted = ownList(property, 'enum').filter((one) => typeof one === 'string' && meant.includes(one));
    return merging === undefined || !of.properties.has(name)
      ? []
      : wanted.map((value) => ({ of, bound: merging, body: { [name]: value } }));
  });
  const children = known
    .naming(of)
    .filter(
      ({ binding: { role, resource } }) =>
        role === 'create' && above.every(({ collection }) => collection !== resource.collection),
    )
    .map((bound): Preparation => ({ of, bound, body: chosenIn(known, bound, words) }));
  return [...acts.filter(isMeant), ...changes, ...children, ...acts.filter((step) => !isMeant(step))];
}

/** The usual body of a creation with what the words of another operation name: "a member with the role host". */
function chosenIn({ requests }: Known, { operation, binding }: Bound, words: string): Json | undefined {
  const ground = requests.ground(operation);
  const inner = unwrap(ground, binding.bodyWrapper);
  const chosen = Object.entries(requests.properties(operation, binding.bodyWrapper)).flatMap(
    ([name, property]): [string, Json][] => {
      const members = ownList(property, 'enum').filter((member) => typeof member === 'string');
      const [meant, ...others] = mentioned(words, members);
      return meant === undefined || others.length > 0 ? [] : [[name, meant]];
    },
  );
  if (inner === undefined || chosen.length === 0) return undefined;
  return wrapped({ binding }, { ...inner, ...Object.fromEntries(chosen) });
}

/** The bodies of an action, one for each choice that it demands. */
function choicesOf({ requests }: Known, { operation }: Bound): readonly (Json | undefined)[] {
  const choice = choiceIn(requests.schema(operation));
  return choice === undefined
    ? [requests.ground(operation)]
    : choice.members.map((member) => {
        const least: JsonObject = { ...requests.least(operation), [choice.name]: member };
        return requests.tied(operation, requests.choosing(operation, least, choice.name) ?? least);
      });
}
