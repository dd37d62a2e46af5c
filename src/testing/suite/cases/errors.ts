import { expectRefusal, type ApiRequest, type Expectation } from 'specwright/contract';
import type { Case, Probe } from '../tenant.ts';
import { all, needsHook, needsService, needsToken } from '../needs.ts';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { cancelServiceTasks, cancelTask, queryTask, queueTask, updateTask } from '../domain/requests.ts';
import { expectUnchanged, queueOwn } from './own-task.ts';
import { callHook } from './workflow/play.ts';

/** Failures that only the server itself can bring about, with the status each comes with. */
const failures = [
  { code: 11, status: 502, because: 'no server is available' },
  { code: 12, status: 429, because: 'the limit of the API is exceeded' },
  { code: 13, status: 500, because: 'the server has an internal error' },
  { code: 14, status: 403, because: 'the tenant lacks the feature' },
] as const;

type Maker = (
  probe: Probe,
  name: string,
) => Promise<{ request: ApiRequest; afterwards?: () => Promise<void> }>;

const makers: Readonly<Record<string, Maker>> = {
  queueTask: async ({ session }, name) => ({ request: queueTask(uniqueTask(session, name)) }),
  queryTask: (probe, name) => onOwnTask(probe, name, (id) => queryTask({ id, external: false })),
  updateTask: (probe, name) =>
    onOwnTask(probe, name, (id) => updateTask({ id, external: false }, { priority: 9 })),
  cancelTask: (probe, name) => onOwnTask(probe, name, (id) => cancelTask({ id, external: false }, {})),
  cancelServiceTasks: async () => ({
    request: cancelServiceTasks({
      serviceName: 'No such service (contract check)',
      dispositionName: 'Abandoned',
    }),
  }),
};

async function onOwnTask(probe: Probe, name: string, request: (id: string) => ApiRequest): ReturnType<Maker> {
  const task = await queueOwn(probe, name, { priority: 5 });
  return {
    request: request(task.taskId),
    afterwards: () => expectUnchanged(probe, task, 'the call before failed'),
  };
}

/** Every error code that can only be brought about by a hook, for every operation; and those of unknown tasks. */
export function errorCases(): readonly Case[] {
  const provoked = Object.keys(makers).flatMap((operation) =>
    failures.map((failure) => failureCase(operation, failure)),
  );
  return [...provoked, ...['queryTask', 'updateTask', 'cancelTask'].flatMap(unknownTaskCases)];
}

function failureCase(operation: string, { code, status, because }: (typeof failures)[number]): Case {
  return {
    id: `errors/code-${code}-${operation}`,
    source: 'errors',
    title: `${operation} answers ${status} with code ${code} when ${because}`,
    operation,
    impact: 'own-tasks',
    turn: 'alone',
    missing: all(needsToken, needsService, needsHook('failNext')),
    run: async (probe) => {
      const prepared = await makers[operation]?.(probe, `code-${code}-${operation}`);
      if (prepared === undefined) return;
      await callHook('failNext', () => probe.session.hooks.failNext?.(code));
      await probe.send(prepared.request, expectRefusal(status, code, because));
      await prepared.afterwards?.();
    },
  };
}

const NOT_FOUND: Expectation = expectRefusal(404, 8, 'there is no such task');
const SHAPED_LIKE_AN_ID = '0123456789abcdef01234567';

function unknownTaskCases(operation: string): readonly Case[] {
  const requests = (id: string, external: boolean): ApiRequest => {
    if (operation === 'queryTask') return queryTask({ id, external });
    return operation === 'updateTask'
      ? updateTask({ id, external }, { priority: 9 })
      : cancelTask({ id, external }, {});
  };
  const make = (suffix: string, title: string, run: (probe: Probe) => Promise<void>, own: boolean): Case => ({
    id: `errors/code-8-${suffix}-${operation}`,
    source: 'errors',
    title: `${operation} answers 404 with code 8 for ${title}`,
    operation,
    impact: own ? 'own-tasks' : 'reads',
    turn: 'together',
    missing: own ? all(needsToken, needsService) : needsToken,
    run,
  });
  return [
    make(
      'unknown-id',
      'an id that no task has',
      async (probe) => {
        await probe.send(requests(SHAPED_LIKE_AN_ID, false), NOT_FOUND);
        await probe.send(requests(runName(probe.session, 'nobody'), false), NOT_FOUND);
      },
      false,
    ),
    make(
      'unknown-external-id',
      'an external id that no task has',
      async (probe) => {
        await probe.send(requests(runName(probe.session, 'nobody'), true), NOT_FOUND);
      },
      false,
    ),
    make(
      'ids-mixed-up',
      'an id of the other kind',
      async (probe) => {
        const task = await queueOwn(probe, `mixed-up-${operation}`, { priority: 5 });
        await probe.send(requests(task.extTaskId, false), NOT_FOUND);
        await probe.send(requests(task.taskId, true), NOT_FOUND);
        const { query: _query, ...bare } = requests(task.extTaskId, false);
        await probe.send(bare, { ...NOT_FOUND, because: 'without `external` the id is an internal one' });
        await expectUnchanged(probe, task, 'the calls before named no task');
      },
      true,
    ),
  ];
}
