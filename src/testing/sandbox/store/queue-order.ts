import type { Rules } from '../rules.ts';
import type { Task } from './records.ts';

/** Whether `a` is served before `b`: negative, positive; never 0 for two tasks. */
type Compare = (a: Task, b: Task) => number;

const older: Compare = (a, b) => a.turn - b.turn;

/** The order in which agents are given the tasks of one queue. */
export function queueOrder(rules: Rules, now: number): Compare {
  const fifo = rules.queueOrder === 'rank' ? byRank : byWeightedWait(now);
  const lifo: Compare = rules.lifoOrder === 'newest-first' ? (a, b) => older(b, a) : older;
  const lifoSide = rules.lifoPlace === 'before-fifo' ? -1 : 1;
  return (a, b) => {
    if (a.order !== b.order) return a.order === 'lifo' ? lifoSide : -lifoSide;
    return a.order === 'lifo' ? lifo(a, b) : fifo(a, b);
  };
}

const byRank: Compare = (a, b) => b.priority - a.priority || older(a, b);

/** A second is added to every wait, so that a new task with a high priority is not worth nothing. */
function byWeightedWait(now: number): Compare {
  const weight = (task: Task): number => task.priority * (now - task.queuedAt + 1000);
  return (a, b) => weight(b) - weight(a) || older(a, b);
}

/** The task to be served next, without sorting the whole queue. */
export function nextInLine(queue: Iterable<Task>, compare: Compare): Task | undefined {
  let next: Task | undefined;
  for (const task of queue) {
    if (next === undefined || compare(task, next) < 0) next = task;
  }
  return next;
}
