import type { Core } from '../core.ts';
import { holdBack, wrongAnswers } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('timing');

/** Long enough to be no accident. */
const slow = 2500;

function everySeventhSlow(): Fault {
  const answers = new WeakMap<Core, number>();
  return wrong('every-seventh-slow', 'answers come promptly, each of them', {}, (reply, exchange, core) => {
    const count = (answers.get(core) ?? 0) + 1;
    answers.set(core, count);
    return count % 7 === 0 ? holdBack(slow)(reply, exchange, core) : reply;
  });
}

/** Answers that come too late, in part, or never. */
export const timingFaults: readonly Fault[] = [
  wrong('queue-slow', 'Queue Task answers promptly', { operation: 'queueTask', status: 200 }, holdBack(slow)),
  wrong('query-slow', 'Query Task answers promptly', { operation: 'queryTask', status: 200 }, holdBack(slow)),
  wrong(
    'update-slow',
    'Update Task answers promptly',
    { operation: 'updateTask', status: 200 },
    holdBack(slow),
  ),
  wrong(
    'cancel-slow',
    'Cancel Task answers promptly',
    { operation: 'cancelTask', status: 204 },
    holdBack(slow),
  ),
  wrong(
    'sweep-slow',
    'Cancel Service Tasks answers promptly',
    { operation: 'cancelServiceTasks', status: 200 },
    holdBack(slow),
  ),
  wrong(
    'token-slow',
    'the token endpoint answers promptly',
    { operation: 'getAccessToken', status: 200 },
    holdBack(slow),
  ),
  wrong(
    'external-query-slow',
    'a task is found as promptly by its external id',
    { operation: 'queryTask', status: 200 },
    (reply, exchange, core) =>
      exchange.request.query.includes('external=true') ? holdBack(slow)(reply, exchange, core) : reply,
  ),
  everySeventhSlow(),
  wrong('unknown-task-slow', 'failures come promptly', { code: 8 }, holdBack(slow)),
  wrong('refused-token-slow', 'failures come promptly', { code: 1 }, holdBack(slow)),
  wrong(
    'query-stalls',
    'bodies arrive without a break',
    { operation: 'queryTask', status: 200 },
    (reply) => ({
      ...reply,
      delivery: { kind: 'stall', milliseconds: slow },
    }),
  ),
  wrong(
    'sweep-hangs',
    'requests are answered',
    { operation: 'cancelServiceTasks', status: 200 },
    (reply) => ({
      ...reply,
      delivery: { kind: 'hang' },
    }),
  ),
  wrong('completed-query-hangs', 'requests are answered', { operation: 'queryTask', status: 200 }, (reply) =>
    reply.body?.includes('COMPLETED') === true ? { ...reply, delivery: { kind: 'hang' } } : reply,
  ),
];
