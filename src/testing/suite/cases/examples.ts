import {
  expectStatus,
  isObject,
  lookUp,
  own,
  ownString,
  type Json,
  type JsonObject,
} from 'specwright/contract';
import type { Case, Probe } from '../tenant.ts';
import { all, needsService, needsToken } from '../needs.ts';
import { builtinApi } from '../builtin-api.ts';
import { category, firstService, runName } from '../domain/bodies.ts';
import { queueTask } from '../domain/requests.ts';

/** The documented examples of Queue Task, with the names of the target in place of the documented ones. */
export function exampleCases(): readonly Case[] {
  const media = builtinApi.operations.find(({ id }) => id === 'queueTask')?.requestBody?.content[0];
  const examples = lookUp(builtinApi.document, `#${(media?.schema ?? '').replace(/schema$/, 'examples')}`);
  return Object.entries(isObject(examples) ? examples : {}).map(([name, example]) => ({
    id: `examples/queueTask-${name}`,
    source: 'examples',
    title: `queueTask takes the documented example "${ownString(example, 'summary') ?? name}"`,
    operation: 'queueTask',
    impact: 'own-tasks',
    turn: 'together',
    missing: all(needsToken, needsService),
    run: async (probe) => {
      const body = own(example, 'value');
      if (isObject(body))
        await probe.send(
          queueTask(atHome(probe, name, body)),
          expectStatus(200, 'the body is a documented example'),
        );
    },
  }));
}

/** Names that exist at the target, and external ids that nobody has used. */
function atHome({ session }: Probe, name: string, body: JsonObject): JsonObject {
  const renamed = Object.entries(body).flatMap(([key, value]): [string, Json][] => {
    if (key === 'taskLaunchPointId') return [];
    if (key === 'serviceName') return [[key, firstService(session)]];
    return [[key, key.startsWith('ext') ? runName(session, `example-${name}-${key}`) : value]];
  });
  const own: JsonObject = { serviceName: firstService(session), ...Object.fromEntries(renamed) };
  const caseInfo = own['caseInfo'];
  return isObject(caseInfo) ? { ...own, caseInfo: { ...caseInfo, category: category(session) } } : own;
}
