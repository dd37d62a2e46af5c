import { expectRefusal, type ApiRequest } from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { admit } from '../domain/own-tasks.ts';
import { NOT_FOUND } from '../domain/expect.ts';
import {
  cancelServiceTasks,
  NO_SERVICE,
  PROTECTED_OPERATIONS,
  queueTask,
  TASK_CALLS,
  TASK_OPERATIONS,
  type ProtectedOperation,
  type TaskOperation,
} from '../domain/requests.ts';
import { all, needsHook, needsTasks, needsToken } from '../needs.ts';
import type { Case, Probe } from '../tenant.ts';
import { makeCase, type CaseExtras } from './make-case.ts';
import { expectUnchanged, queueOwn } from './own-task.ts';
import { callHook } from './workflow/play.ts';

/** Failures that only the server itself can bring about, with the status each comes with. */
const failures = [
  { code: 11, status: 502, because: 'no server is available' },
  { code: 12, status: 429, because: 'the limit of the API is exceeded' },
  { code: 13, status: 500, because: 'the server has an internal error' },
  { code: 14, status: 403, because: 'the tenant lacks the feature' },
] as const;

/** Calls about none. */
const elsewhere = {
  queueTask: ({ session }: Probe, name: string) => queueTask(uniqueTask(session, name)),
  cancelServiceTasks: () => cancelServiceTasks({ serviceName: NO_SERVICE, dispositionName: 'Abandoned' }),
} as const;

/** Every error code that can only be brought about by a hook, for every operation; and those of unknown tasks. */
export function errorCases(): readonly Case[] {
  return [
    ...PROTECTED_OPERATIONS.flatMap((operation) =>
      failures.map((failure) => failureCase(operation, failure)),
    ),
    ...TASK_OPERATIONS.flatMap(unknownTaskCases),
  ];
}

function failureCase(
  operation: ProtectedOperation,
  { code, status, because }: (typeof failures)[number],
): Case {
  return makeCase(
    `errors/code-${code}-${operation}`,
    `${operation} answers ${status} with code ${code} when ${because}`,
    async (probe) => {
      const name = `code-${code}-${operation}`;
      const fail = async (request: ApiRequest): Promise<void> => {
        await admit(probe.session, request);
        await callHook('failNext', () => probe.session.hooks.failNext?.(code));
        await probe.send(request, expectRefusal(status, code, because));
      };
      if (operation === 'queueTask' || operation === 'cancelServiceTasks')
        return fail(elsewhere[operation](probe, name));
      const task = await queueOwn(probe, name, { priority: 5 });
      await fail(TASK_CALLS[operation](task.byId));
      return expectUnchanged(probe, task, 'the call before failed');
    },
    { operation, turn: 'alone', missing: all(needsTasks, needsHook('failNext')) },
  );
}

const SHAPED_LIKE_AN_ID = '0123456789abcdef01234567';

function unknownTaskCases(operation: TaskOperation): readonly Case[] {
  const request = TASK_CALLS[operation];
  const make = (suffix: string, title: string, run: Case['run'], rest: CaseExtras = {}): Case =>
    makeCase(
      `errors/code-8-${suffix}-${operation}`,
      `${operation} answers 404 with code 8 for ${title}`,
      run,
      { operation, ...rest },
    );
  const reads = { impact: 'reads', missing: needsToken } as const;
  return [
    make(
      'unknown-id',
      'an unknown id',
      async (probe) => {
        for (const id of [runName(probe.session, 'nobody'), SHAPED_LIKE_AN_ID])
          await probe.send(request({ id, external: false }), NOT_FOUND);
      },
      reads,
    ),
    make(
      'unknown-external-id',
      'an unknown external id',
      async (probe) => {
        await probe.send(request({ id: runName(probe.session, 'nobody'), external: true }), NOT_FOUND);
      },
      reads,
    ),
    make('ids-mixed-up', 'an id of the other kind', async (probe) => {
      const task = await queueOwn(probe, `mixed-up-${operation}`, { priority: 5 });
      await probe.send(request({ ...task.byExternalId, external: false }), NOT_FOUND);
      await probe.send(request({ ...task.byId, external: true }), NOT_FOUND);
      const { query: _query, ...bare } = request(task.byExternalId);
      await probe.send(bare, { ...NOT_FOUND, because: 'without `external` the id is an internal one' });
      await expectUnchanged(probe, task, 'the calls before named no task');
    }),
  ];
}
