import { type Json, own, ownList, ownString } from '../../base/json.ts';
import { responsePointer } from '../api/pointers.ts';
import type { SweepExpectation } from '../engine/expectation.ts';
import { answerCheck, type AnswerContext } from './check.ts';

interface Problem {
  readonly what: string;
  readonly due: string;
  readonly came: string;
}

export const sweepList = answerCheck(
  {
    id: 'sweep-list',
    severity: 'error',
    what: 'The answer to Cancel Service Tasks lists the tasks that were canceled, with both ids, each once, and counts them.',
    why: 'The list is the only way for the caller to learn which tasks of the service are gone.',
    mend: 'Collect the list while canceling, and count the list.',
  },
  function* (context) {
    const { operation, response, answer, expectation } = context;
    if (expectation?.sweep === undefined || answer.status !== 200) return;
    for (const problem of problems(answer.json, expectation.sweep)) {
      yield {
        title: `${operation?.id ?? 'the server'} ${problem.what}`,
        expected: problem.due,
        actual: problem.came,
        ...(operation && response && { spec: responsePointer(operation, response.status) }),
        essence: problem.what,
      };
    }
  },
);

function* problems(
  json: AnswerContext['answer']['json'],
  { due, spared }: SweepExpectation,
): Iterable<Problem> {
  const listed = ownList(json, 'taskIds');
  const count = own(json, 'count');
  if (count !== listed.length) {
    yield {
      what: 'counts another number of tasks than it lists',
      due: String(listed.length),
      came: JSON.stringify(count) ?? 'nothing',
    };
  }
  const ids = listed.map((entry) => ownString(entry, 'taskId'));
  if (new Set(ids).size !== ids.length)
    yield { what: 'lists a task twice', due: 'each task once', came: ids.join(', ') };
  const wrong = spared.find((id) => ids.includes(id));
  if (wrong !== undefined)
    yield {
      what: 'lists a task that was not in the queue of this service',
      due: `no ${wrong}`,
      came: ids.join(', '),
    };
  for (const task of due) yield* missing(task, listed);
}

/** A task queued without an external id has that key absent, null or empty. */
function* missing(task: SweepExpectation['due'][number], listed: readonly Json[]): Iterable<Problem> {
  const entry = listed.find((candidate) => ownString(candidate, 'taskId') === task.taskId);
  if (entry === undefined) {
    yield {
      what: 'leaves a canceled task out of the list',
      due: task.taskId,
      came: JSON.stringify(listed).slice(0, 200),
    };
    return;
  }
  const external = own(entry, 'extTaskId') ?? '';
  if (external !== (task.extTaskId ?? '')) {
    yield {
      what: 'lists a canceled task with another external id',
      due: task.extTaskId ?? '(absent)',
      came: JSON.stringify(external),
    };
  }
}
