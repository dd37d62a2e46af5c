import { ownString, type StateExpectation } from 'specwright/contract';
import type { Probe } from '../../tenant.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { expectQuery } from '../../domain/model.ts';
import { queryTask } from '../../domain/requests.ts';
import { nameOf, type Actor } from './world.ts';

/** A new task may be CREATED for a moment: this often it is asked again, with this pause, before it counts. */
const TRIES = 20;
const PAUSE_MS = 50;
/** Where so many tasks stayed CREATED, the others are not waited for: the fault is found, and would take minutes. */
const PATIENCE = 2;
const stuck = new WeakMap<object, number>();

/** Reads a task back and compares it with the model. */
export async function readBack(
  probe: Probe,
  actor: Actor,
  claim: StateExpectation['claim'],
  because: string,
  by?: 'external',
): Promise<void> {
  const expectation = expectQuery(actor.state, claim, because);
  const request = queryTask(nameOf(actor, by));
  const first = await probe.send(request, expectation);
  const waits = actor.state.stage === 'queued' && ownString(first.answer?.json, 'taskStatus') === 'CREATED';
  if (waits && (stuck.get(probe.session) ?? 0) < PATIENCE) await untilQueued(probe, actor, claim);
}

async function untilQueued(probe: Probe, actor: Actor, claim: StateExpectation['claim']): Promise<void> {
  const request = queryTask(nameOf(actor, undefined));
  const settled = expectQuery(actor.state, claim, 'the task was queued a second ago');
  const { taskStatus, ...fields } = settled.state?.fields ?? {};
  for (let tries = 1; tries <= TRIES; tries += 1) {
    await delay(PAUSE_MS);
    const last = tries === TRIES;
    const status = last
      ? { taskStatus: (taskStatus ?? []).filter(({ reading }) => reading === undefined) }
      : {};
    const answer = await probe.send(request, {
      ...settled,
      state: { claim, fields: { ...fields, ...status } },
    });
    if (ownString(answer.answer?.json, 'taskStatus') !== 'CREATED') return;
  }
  stuck.set(probe.session, (stuck.get(probe.session) ?? 0) + 1);
}
