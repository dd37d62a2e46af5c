import {
  mutate,
  mutations,
  placeName,
  valueAt,
  type ApiRequest,
  type Json,
  type JsonObject,
  type Mutation,
} from 'specwright/contract';
import { requestSchema } from '../builtin-api.ts';
import type { Naming } from '../domain/bodies.ts';
import { completeTask } from '../domain/complete-task.ts';
import { expectMutation } from '../domain/expect-mutation.ts';
import { DEFAULT_DISPOSITION } from '../domain/model.ts';
import { cancelServiceTasks, cancelTask, queueTask, updateTask, type TaskName } from '../domain/requests.ts';
import type { Case, Probe } from '../tenant.ts';
import { makeCase } from './make-case.ts';
import { expectNothingQueued, expectUnchanged, queueOwn } from './own-task.ts';

/** A valid body for an operation, and how a mutated one is tried. */
interface Ground {
  /** A body that is valid but for names of the target, to find the places of mutations. */
  readonly body: (session: Naming, name: string) => JsonObject;
  readonly tryOut: (probe: Probe, name: string, mutation: Mutation, body: Json) => Promise<void>;
  /** Mutations that would reach beyond tasks of one's own if a server let them pass. */
  readonly reachesFar?: (mutation: Mutation) => boolean;
}

const BECAUSE = 'the call before was refused for its body';

const grounds: Readonly<Record<string, Ground>> = {
  queueTask: { body: completeTask, tryOut: tryQueue },
  updateTask: {
    body: ({ profile }) => ({
      serviceName: profile.services?.[1] ?? profile.services?.[0] ?? '',
      priority: 9,
    }),
    tryOut: onTask('updateTask', updateTask),
  },
  cancelTask: {
    body: () => ({ dispositionName: DEFAULT_DISPOSITION, note: 'a note' }),
    tryOut: onTask('cancelTask', cancelTask),
  },
  cancelServiceTasks: {
    body: ({ profile }) => ({
      serviceName: profile.services?.[0] ?? '',
      dispositionName: DEFAULT_DISPOSITION,
      note: 'a note',
    }),
    tryOut: async (probe, _name, mutation, body) => {
      await probe.send(cancelServiceTasks(body), expectMutation('cancelServiceTasks', mutation));
    },
    reachesFar: ({ place }) => place[0] !== 'serviceName',
  },
};

/** Bodies with exactly one violation of the schema, each built from a valid and unique one. */
export function negativeCases(): readonly Case[] {
  return Object.entries(grounds).flatMap(([operation, ground]) =>
    mutations(requestSchema(operation), templateBody(ground)).map((mutation, index) =>
      negativeCase(operation, ground, mutation, index),
    ),
  );
}

/** The places and kinds of mutations do not depend on the names of a target: any will do to list them. */
function templateBody({ body }: Ground): JsonObject {
  return body({ profile: { services: ['A', 'B'], categories: ['C'] }, settings: { runId: 'x' } }, 'x');
}

function negativeCase(operation: string, ground: Ground, mutation: Mutation, index: number): Case {
  const far = ground.reachesFar?.(mutation) ?? false;
  const name = `negative-${operation}-${index}`;
  return makeCase(
    `negative/${operation}-${slug(mutation)}-${index}`,
    `${operation} is refused when ${mutation.title}`,
    (probe) => ground.tryOut(probe, name, mutation, mutate(ground.body(probe.session, name), mutation)),
    { operation, impact: far ? 'service' : 'own', turn: far ? 'alone' : 'together' },
  );
}

function slug({ kind, place }: Mutation): string {
  return place.length === 0 ? kind : `${placeName(place).replaceAll('.', '-')}-${kind}`;
}

async function tryQueue(probe: Probe, name: string, mutation: Mutation, body: Json): Promise<void> {
  const { answer } = await probe.send(queueTask(body), expectMutation('queueTask', mutation));
  // The id itself may be what the mutation has changed.
  const hasId = typeof valueAt(body, ['extTaskId']) === 'string';
  if (answer !== undefined && answer.status >= 400 && hasId) await expectNothingQueued(probe, name, BECAUSE);
}

function onTask(operation: string, request: (task: TaskName, body: Json) => ApiRequest): Ground['tryOut'] {
  return async (probe, name, mutation, body) => {
    const task = await queueOwn(probe, name, { priority: 5 });
    const { answer } = await probe.send(request(task.byId, body), expectMutation(operation, mutation));
    if (answer !== undefined && answer.status >= 400) await expectUnchanged(probe, task, BECAUSE);
  };
}
