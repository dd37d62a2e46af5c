import { deliver, holdBack } from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import type { Core } from '../core.ts';
import { BY_PREFIX, PREFIXES, successOf } from './document.ts';
import { alters, wrongAnswers, type Change, type WrongAnswer } from './fault.ts';

/** Too long for an accident. */
const SLOW = 2500;

const slow = holdBack(SLOW);

function everySeventhSlow(): Change {
  const answers = new WeakMap<Core, number>();
  return (reply, _exchange, core) => {
    const count = (answers.get(core) ?? 0) + 1;
    answers.set(core, count);
    return count % 7 === 0 ? slow(reply) : reply;
  };
}

function slowSuccesses(): Record<string, WrongAnswer> {
  return Object.fromEntries(
    PREFIXES.map((prefix) => [
      `${prefix}-slow`,
      [`${operations[BY_PREFIX[prefix]].summary} answers promptly`, successOf(prefix), slow],
    ]),
  );
}

/** Answers that come too late, in part, or never. */
export const timingFaults = wrongAnswers('timing', {
  ...slowSuccesses(),
  'external-query-slow': alters(
    'a task is found as promptly by its external id',
    successOf('query'),
    (reply, { request }) => (request.query.includes('external=true') ? slow(reply) : reply),
  ),
  'every-seventh-slow': ['answers come promptly, each of them', {}, everySeventhSlow()],
  'unknown-task-slow': ['failures come promptly', { code: 8 }, slow],
  'refused-token-slow': ['failures come promptly', { code: 1 }, slow],
  'query-stalls': [
    'bodies arrive without a break',
    successOf('query'),
    deliver({ kind: 'stall', milliseconds: SLOW }),
  ],
  'bulk-cancel-hangs': ['requests are answered', successOf('bulk-cancel'), deliver({ kind: 'hang' })],
  'completed-query-hangs': alters('requests are answered', successOf('query'), (reply) =>
    reply.body?.includes('COMPLETED') === true ? deliver({ kind: 'hang' })(reply) : reply,
  ),
});
