import {
  describeCheck,
  own,
  ownList,
  ownString,
  type Demand,
  type Flaw,
  type Json,
} from 'specwright/contract';

export const bulkCancelList = describeCheck({
  id: 'bulk-cancel-list',
  severity: 'error',
  layer: 'content',
  aftermath: true,
  what: 'The answer to Cancel Service Tasks lists the tasks that were canceled, with both ids, each once, and counts them.',
  why: 'The list is the only way for the caller to learn which tasks of the service are gone.',
  fix: 'Collect the list while canceling, and count the list.',
});

/** What the list of canceled tasks must hold, and what it must not. */
export interface BulkCanceledTasks {
  readonly listed: readonly { readonly taskId: string; readonly extTaskId?: string }[];
  /** Ids of tasks that are none of this cancellation's business. */
  readonly spared: readonly string[];
}

export function listsTheCanceled(tasks: BulkCanceledTasks): Demand {
  return {
    check: bulkCancelList,
    *examine({ status, json }) {
      if (status === 200) yield* flaws(json, tasks);
    },
  };
}

function* flaws(json: Json | undefined, { listed: expected, spared }: BulkCanceledTasks): Iterable<Flaw> {
  const listed = ownList(json, 'taskIds');
  const count = own(json, 'count');
  if (count !== listed.length)
    yield flaw(
      'counts another number of tasks than it lists',
      String(listed.length),
      JSON.stringify(count) ?? 'nothing',
    );
  const ids = listed.map((entry) => ownString(entry, 'taskId'));
  if (new Set(ids).size !== ids.length) yield flaw('lists a task twice', 'each task once', ids.join(', '));
  const wrong = spared.find((id) => ids.includes(id));
  if (wrong !== undefined)
    yield flaw('lists a task that was not in the queue of this service', `no ${wrong}`, ids.join(', '));
  for (const task of expected) yield* missing(task, listed);
}

function flaw(what: string, expected: string, actual: string): Flaw {
  return { title: `cancelServiceTasks ${what}`, expected, actual, essence: what };
}

/** A task queued without an external id has that key absent, null or empty. */
function* missing(task: BulkCanceledTasks['listed'][number], listed: readonly Json[]): Iterable<Flaw> {
  const entry = listed.find((candidate) => ownString(candidate, 'taskId') === task.taskId);
  if (entry === undefined) {
    yield flaw('leaves a canceled task out of the list', task.taskId, JSON.stringify(listed).slice(0, 200));
    return;
  }
  const external = own(entry, 'extTaskId') ?? '';
  if (external !== (task.extTaskId ?? '')) {
    const expected = task.extTaskId ?? '(absent)';
    yield flaw('lists a canceled task with another external id', expected, JSON.stringify(external));
  }
}
