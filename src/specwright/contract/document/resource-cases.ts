import type { Api } from '../api/api.ts';
import type { Case, Probe } from '../engine/case.ts';
import type { Bound } from './bound.ts';
import type { Records } from './records.ts';
import { apart } from './sequences/apart.ts';
import { becomes } from './sequences/becoming.ts';
import { counted } from './sequences/counted.ts';
import {
  barred,
  barredChanges,
  cascading,
  following,
  childless,
  lacking,
  occupied,
} from './sequences/dependents.ts';
import { everyValue } from './sequences/every-value.ts';
import { filters } from './sequences/filters.ts';
import { full } from './sequences/full.ts';
import { inherited } from './sequences/inherited.ts';
import { entries, keeps } from './sequences/keeps.ts';
import { isRepeatable, keyed, keyedInBody } from './sequences/keyed.ts';
import { life } from './sequences/life.ts';
import { moves } from './sequences/moves.ts';
import { only } from './sequences/only.ts';
import { pages } from './sequences/pages.ts';
import { ranges } from './sequences/ranges.ts';
import { readOnly } from './sequences/read-only.ts';
import { repeats } from './sequences/repeats.ts';
import { singleton } from './sequences/singleton.ts';
import { sorting } from './sequences/sorting.ts';
import { tags } from './sequences/tags.ts';
import { sole, twice } from './sequences/twice.ts';
import { unknown } from './sequences/unknown.ts';
import { Steps } from './steps.ts';

/** Create, read, list, change, read, delete, read again: what one resource must remember. */
export function resourceCases(api: Api, records: Records, creating: Bound): readonly Case[] {
  const { operation, binding } = creating;
  const steps = new Steps(api, records, creating);
  const make = (
    name: string,
    title: string,
    run: (steps: Steps, probe: Probe) => Promise<void>,
    turn: Case['turn'] = 'together',
  ): Case => ({
    id: `workflow/${operation.id}-${name}`,
    source: 'workflow',
    title: `${binding.resource.name}: ${title}`,
    operation: operation.id,
    impact: 'own',
    turn,
    run: (probe) => run(steps, probe),
  });
  const key = operation.parameters.find(
    ({ in: place, name }) => place === 'header' && /idempotency/i.test(name),
  );
  return [
    make('life', 'what is created is read, listed, changed and deleted', life, 'alone'),
    make('filters', 'lists filter as documented', filters, 'alone'),
    make('sorting', 'lists sort as documented', sorting, 'alone'),
    // Pages shift when other cases create.
    make('pages', 'lists turn pages as documented', pages, 'alone'),
    make('twice', 'two records have two ids, and change apart', twice),
    make('sole', 'there is no second one of what there is one of at most', sole),
    make('apart', 'records below one parent are not below another', apart),
    make('occupied', 'what others need stays', occupied),
    make('barred', 'what is in another state is not used', barred),
    make('barred-changes', 'what names a record in another state is not changed so', barredChanges),
    make('cascading', 'what is deleted with a record is gone', cascading),
    make('only', 'the last one of a kind stays', only),
    make('lacking', 'what lacks something is not used', lacking),
    make('full', 'as many are taken as there is room for', full),
    make('childless', 'what has nothing below it is not used', childless),
    make('becomes', 'what a call makes of a record that it names is seen there', becomes),
    make('following', 'what names a record follows its moves', following),
    make('counted', 'numbers of records count them', counted),
    make('unknown', 'what does not exist is not found', unknown),
    make('read-only', 'callers do not set what only the server sets', readOnly),
    make('values', 'every documented value can be set', everyValue),
    make('inherited', 'what is left out is taken from where the document says', inherited),
    make('entries', 'lists of several entries are kept', entries),
    make('ranges', 'two values are in the order that the document says', ranges),
    make('tags', 'tags follow the record, and decide', tags),
    make('repeats', 'actions count, and end where the document says', repeats),
    make('moves', 'the life cycle is as documented', moves),
    ...(key === undefined
      ? []
      : [
          make('key', 'a repetition with the same key creates nothing', (all, probe) =>
            keyed(all, probe, key.name),
          ),
        ]),
    ...Object.keys(records.requests.properties(operation, binding.bodyWrapper))
      .filter((name) => isRepeatable(steps, name))
      .map((name) =>
        make('key-in-body', 'a repetition with the same key creates nothing', (all, probe) =>
          keyedInBody(all, probe, name),
        ),
      ),
    ...records.requests
      .bodies(operation)
      .map(({ body }, index) =>
        make(`body-${index + 1}`, `a valid body is kept (${index + 1})`, (all, probe) =>
          keeps(all, probe, body),
        ),
      ),
  ];
}

/** Single records without an id: changed, read, and set back to what they were. */
export function singletonCases(
  api: Api,
  records: Records,
  bound: readonly Bound[],
  isLocal: boolean,
): readonly Case[] {
  const readers = bound.filter(
    ({ binding: { role, id, resource } }) =>
      role === 'read' && id === undefined && resource.idProperty === '',
  );
  return readers.flatMap((reading): Case[] => {
    const changing = records.find(reading.binding.resource, 'replace', 'merge');
    if (changing === undefined || reading.operation.method === 'HEAD') return [];
    const isOwn = records.parents(reading.operation).size > 0;
    return [
      {
        id: `workflow/${reading.operation.id}-singleton`,
        source: 'workflow',
        title: `${reading.binding.resource.name}: what is set is read`,
        operation: reading.operation.id,
        impact: isOwn || isLocal ? 'own' : 'service',
        turn: 'alone',
        run: (probe) => singleton(new Steps(api, records, changing), probe, reading),
      },
    ];
  });
}
