import {
  mutate,
  mutations,
  placeName,
  valueAt,
  type Json,
  type JsonObject,
  type JsonSchema,
  type Mutation,
} from 'specwright/contract';
import type { Case, Probe } from '../tenant.ts';
import { all, needsService, needsToken } from '../needs.ts';
import { builtinApi } from '../builtin-api.ts';
import { runName, type Naming } from '../domain/bodies.ts';
import { completeTask } from '../domain/complete-task.ts';
import { expectMutation } from '../domain/expect-mutation.ts';
import { DEFAULT_DISPOSITION } from '../domain/model.ts';
import { cancelServiceTasks, cancelTask, queueTask, updateTask } from '../domain/requests.ts';
import { expectAbsent, expectUnchanged, expectUnused, queueOwn } from './own-task.ts';

/** A valid body for an operation, and how a mutated one is tried. */
interface Ground {
  readonly operation: string;
  /** A body that is valid but for names of the target, to find the places of mutations. */
  readonly body: (session: Naming, name: string) => JsonObject;
  readonly tryOut: (probe: Probe, name: string, mutation: Mutation, body: Json) => Promise<void>;
  /** Mutations that would reach beyond tasks of one's own if a server let them pass. */
  readonly reachesFar?: (mutation: Mutation) => boolean;
}

const BECAUSE = 'the call before was refused for its body';

const grounds: readonly Ground[] = [
  { operation: 'queueTask', body: completeTask, tryOut: tryQueue },
  {
    operation: 'updateTask',
    body: ({ profile }) => ({
      serviceName: profile.services?.[1] ?? profile.services?.[0] ?? '',
      priority: 9,
    }),
    tryOut: (probe, name, mutation, body) =>
      tryOnTask(probe, name, mutation, (id) => updateTask({ id, external: false }, body)),
  },
  {
    operation: 'cancelTask',
    body: () => ({ dispositionName: DEFAULT_DISPOSITION, note: 'a note' }),
    tryOut: (probe, name, mutation, body) =>
      tryOnTask(probe, name, mutation, (id) => cancelTask({ id, external: false }, body)),
  },
  {
    operation: 'cancelServiceTasks',
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
];

/** Bodies with exactly one departure from the schema, each built from a valid and unique one. */
export function negativeCases(): readonly Case[] {
  return grounds.flatMap((ground) => {
    const schema = requestSchema(ground.operation);
    return mutations(schema, templateBody(ground)).map((mutation, index) =>
      negativeCase(ground, mutation, index),
    );
  });
}

function requestSchema(operation: string): JsonSchema {
  const content = builtinApi.operations.find(({ id }) => id === operation)?.requestBody?.content[0];
  return (content && builtinApi.schemaOf(content)) ?? {};
}

/** The places and kinds of mutations do not depend on the names of a target: any will do to list them. */
function templateBody({ body }: Ground): JsonObject {
  return body({ profile: { services: ['A', 'B'], categories: ['C'] }, settings: { runId: 'x' } }, 'x');
}

function negativeCase(ground: Ground, mutation: Mutation, index: number): Case {
  const { operation } = ground;
  const far = ground.reachesFar?.(mutation) ?? false;
  return {
    id: `negative/${operation}-${slug(mutation)}-${index}`,
    source: 'negative',
    title: `${operation} is refused when ${mutation.title}`,
    operation,
    impact: far ? 'service' : 'own-tasks',
    turn: far ? 'alone' : 'together',
    missing: all(needsToken, needsService),
    run: async (probe) => {
      const name = `negative-${operation}-${index}`;
      await ground.tryOut(probe, name, mutation, mutate(ground.body(probe.session, name), mutation));
    },
  };
}

function slug({ kind, place }: Mutation): string {
  return place.length === 0 ? kind : `${placeName(place).replaceAll('.', '-')}-${kind}`;
}

async function tryQueue(probe: Probe, name: string, mutation: Mutation, body: Json): Promise<void> {
  const exchange = await probe.send(queueTask(body), expectMutation('queueTask', mutation));
  const refused = exchange.answer !== undefined && exchange.answer.status >= 400;
  const hasId = isText(valueAt(body, ['extTaskId']));
  if (!refused || !hasId) return;
  await expectAbsent(probe, runName(probe.session, name), BECAUSE);
  await expectUnused(probe, name, BECAUSE);
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string';
}

async function tryOnTask(
  probe: Probe,
  name: string,
  mutation: Mutation,
  request: (taskId: string) => ReturnType<typeof queueTask>,
): Promise<void> {
  const task = await queueOwn(probe, name, { priority: 5 });
  const call = request(task.taskId);
  const { answer } = await probe.send(call, expectMutation(call.operation ?? '', mutation));
  if (answer !== undefined && answer.status >= 400) await expectUnchanged(probe, task, BECAUSE);
}
