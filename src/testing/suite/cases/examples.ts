import { expectStatus, isObject, own, ownString, type Json, type JsonObject } from 'specwright/contract';
import { requestExamples } from '../builtin-api.ts';
import { category, firstService, runName } from '../domain/bodies.ts';
import { queueTask } from '../domain/requests.ts';
import type { Case, Session } from '../tenant.ts';
import { makeCase } from './make-case.ts';

/** The documented examples of Queue Task, with the names of the target in place of the documented ones. */
export function exampleCases(): readonly Case[] {
  return Object.entries(requestExamples('queueTask')).map(([name, example]) =>
    makeCase(
      `examples/queueTask-${name}`,
      `queueTask takes the documented example "${ownString(example, 'summary') ?? name}"`,
      async ({ session, send }) => {
        const body = own(example, 'value');
        if (isObject(body))
          await send(
            queueTask(atHome(session, name, body)),
            expectStatus(200, 'the body is a documented example'),
          );
      },
      { operation: 'queueTask' },
    ),
  );
}

/** Names that exist at the target, and external ids that nobody has used. */
function atHome(session: Session, name: string, body: JsonObject): JsonObject {
  const renamed = Object.entries(body).flatMap(([key, value]): [string, Json][] => {
    if (key === 'taskLaunchPointId') return [];
    if (key === 'serviceName') return [[key, firstService(session)]];
    return [[key, key.startsWith('ext') ? runName(session, `example-${name}-${key}`) : value]];
  });
  const renewed: JsonObject = { serviceName: firstService(session), ...Object.fromEntries(renamed) };
  const caseInfo = renewed['caseInfo'];
  return isObject(caseInfo)
    ? { ...renewed, caseInfo: { ...caseInfo, category: category(session) } }
    : renewed;
}
