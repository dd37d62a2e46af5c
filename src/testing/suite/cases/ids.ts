import type { ApiRequest, Expectation } from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { code, GOOD, maybe, NOT_FOUND, oneOf, status } from '../domain/expect.ts';
import type { ReadingId } from '../domain/readings.ts';
import { cancelTask, queryTask, queueTask, updateTask } from '../domain/requests.ts';
import type { Case, Probe } from '../tenant.ts';
import { makeCase } from './make-case.ts';
import { expectQueued, expectUnchanged, queueOwn, tryQueue, type OwnTaskRef } from './own-task.ts';

/** Ids that must survive the way into the path and back, and what one of them may be confused with. */
const strangeIds: readonly { id: string; text: string; twin?: string; reading?: ReadingId }[] = [
  { id: 'space', text: 'a b' },
  { id: 'unicode', text: 'Aufgabe-Ä-文字-😀', twin: 'Aufgabe-Ö-字文-😁' },
  { id: 'percent', text: '100%25-of-it', twin: '100%-of-it' },
  { id: 'plus', text: 'a+b', twin: 'a b' },
  { id: 'ampersand', text: 'a&b=c' },
  { id: 'hash-and-question', text: 'a#b?c' },
  { id: 'quotes', text: `a'b"c` },
  { id: 'slash', text: 'a/b', reading: 'slash-in-id' },
];

export function idCases(): readonly Case[] {
  return [...strangeIds.map(strangeIdCase), longIds, numericIds, caseOfIds, idTwin];
}

function strangeIdCase({ id, text, twin, reading }: (typeof strangeIds)[number]): Case {
  return makeCase(
    `http/id-${id}`,
    `an external id with ${id.replaceAll('-', ' ')} is found again`,
    async (probe) => {
      const stem = runName(probe.session, `id-${id}`);
      const task = await queueNamed(probe, `id-${id}`, `${stem} ${text}`);
      if (task === undefined) return;
      if (twin !== undefined) await queueTwin(probe, `${stem} ${twin}`);
      const because = 'the id is the one the task was queued with';
      const lost = reading === undefined ? [] : [maybe(reading, 400, 404)];
      const found = expectQueued(task, because);
      const query = queryTask(task.byExternalId);
      await probe.send(query, { ...found, accept: [...found.accept, ...lost] });
      // A path may hold a plus sign as it is: only forms read it as a space.
      if (text.includes('+')) await probe.send({ ...query, path: query.path.replaceAll('%2B', '+') }, found);
      const update = updateTask(task.byExternalId, { priority: 6 });
      await probe.send(update, oneOf(because, status(200), ...lost));
      await probe.send(cancelTask(task.byExternalId, {}), oneOf(because, status(204), ...lost));
    },
    { operation: 'queryTask' },
  );
}

/** Queues a task under an id that a server may find too strange; `undefined` when it does. */
function queueNamed(probe: Probe, name: string, extTaskId: string): Promise<OwnTaskRef | undefined> {
  const expectation = oneOf('an external id may be any text', status(200), maybe('id-limits', 400));
  return tryQueue(probe, { ...uniqueTask(probe.session, name), extTaskId, priority: 5 }, expectation);
}

function queueTwin(probe: Probe, extTaskId: string): Promise<OwnTaskRef | undefined> {
  const expectation = oneOf('the external id is new: it differs in one character', status(200));
  return tryQueue(probe, { ...uniqueTask(probe.session, 'long'), extTaskId, priority: 9 }, expectation);
}

/** Two long ids that differ at the end alone name two tasks, or are refused for their length. */
const longIds = makeCase(
  'http/id-long',
  'long external ids differ to the last character',
  async (probe) => {
    for (const length of [80, 200, 300]) {
      const stem = runName(probe.session, 'long-').padEnd(length, 'x');
      const first = await queueNamed(probe, 'long', `${stem}1`);
      const second = first && (await queueTwin(probe, `${stem}2`));
      if (first === undefined || second === undefined) return;
      await probe.send(updateTask(first.byExternalId, { priority: 8 }), oneOf(GOOD, status(200)));
      const because = 'the other task was updated';
      await expectUnchanged(probe, second, because, 'state-after-call');
      await probe.send(queryTask(second.byExternalId), expectQueued(second, because));
    }
  },
  { operation: 'queueTask' },
);

/** Ids that are equal as numbers are not equal as ids. The digits come from the id of the run, so that they are new. */
const numericIds = makeCase(
  'http/id-numeric',
  'external ids that look like one number stay different ids',
  async (probe) => {
    const seed = Number.parseInt(probe.session.settings.runId.replace(/\W|^cc/g, ''), 16);
    const digits = String(seed % 1e9).padStart(9, '7');
    const first = await queueNamed(probe, 'numeric', digits);
    const second = first && (await queueTwin(probe, `00${digits}`));
    if (first === undefined || second === undefined) return;
    for (const task of [first, second])
      await probe.send(queryTask(task.byExternalId), expectQueued(task, 'the other task has another id'));
    await probe.send(queryTask({ id: `${digits}.0`, external: true }), {
      ...NOT_FOUND,
      because: 'no task has this external id',
    });
  },
  { operation: 'queueTask' },
);

/** Whether the case of letters makes different ids is not published: either way is observed. */
const caseOfIds = makeCase(
  'http/id-case',
  'external ids that differ in case',
  async (probe) => {
    const { session } = probe;
    const lower = await queueNamed(probe, 'case-of-id', runName(session, 'case-abc'));
    if (lower === undefined) return;
    const upper = { ...uniqueTask(session, 'case-of-id'), extTaskId: runName(session, 'case-ABC') };
    await probe.send(
      queueTask(upper),
      oneOf('the external id is new: it differs in case', status(200), { ...code(5), reading: 'id-limits' }),
    );
  },
  { operation: 'queueTask' },
);

/** A task whose external id is the internal id of another: the flag alone says which of the two is meant. */
const idTwin = makeCase(
  'http/id-twin',
  'an external id that is the internal id of another task',
  async (probe) => {
    const inner = await queueOwn(probe, 'twin-inner', { priority: 3 });
    const outer = await queueNamed(probe, 'twin-outer', inner.taskId);
    if (outer === undefined) return;
    const { query: _query, ...bare } = queryTask(inner.byId);
    const reads: readonly (readonly [ApiRequest, Expectation])[] = [
      [queryTask(inner.byId), expectQueued(inner, 'external=false names the internal id')],
      [queryTask(outer.byExternalId), expectQueued(outer, 'external=true names the external id')],
      [bare, expectQueued(inner, 'without the flag the id is an internal one')],
    ];
    for (const [request, expectation] of reads) await probe.send(request, expectation);
    await probe.send(updateTask(outer.byExternalId, { priority: 44 }), oneOf(GOOD, status(200)));
    await expectUnchanged(probe, inner, 'the other task was updated', 'state-after-call');
    await probe.send(cancelTask(outer.byExternalId, {}), oneOf(GOOD, status(204)));
    await expectUnchanged(probe, inner, 'the other task was canceled', 'state-after-call');
  },
  { operation: 'queryTask' },
);
