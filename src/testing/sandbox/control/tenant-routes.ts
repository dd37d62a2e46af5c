import {
  bodyWith,
  FLAG,
  optionalFlag,
  optionalText,
  optionalTexts,
  parseObject,
  TEXT,
  type ControlCall,
  type ControlRoutes,
} from 'specwright/sandbox';
import { assertAutopilotOptions } from '../agents/autopilot.ts';
import { profileOf } from '../profile.ts';
import { sandboxError } from '../sandbox-error.ts';
import type { Control } from './control.ts';

/** What the control plane of a tenant offers beside what every sandbox offers. */
export function tenantRoutes(control: Control): ControlRoutes {
  const byAgent = (verb: 'take' | 'open' | 'defer') => (call: ControlCall) =>
    control[verb](call.params[0] ?? '', agentIn(call));
  return {
    'GET /profile': ['what exists here, as the contract checks want it', () => profileOf(control.seed)],
    'POST /autopilot': [
      'lets tasks arrive and agents work: {"arrivalsPerHour": 120} is optional',
      ({ text }) => {
        const options: object = parseObject(text);
        assertAutopilotOptions(options);
        control.startAutopilot(options);
        return { autopilot: true };
      },
    ],
    'DELETE /autopilot': [
      'stops that',
      () => {
        control.stopAutopilot();
        return { autopilot: false };
      },
    ],
    'GET /tasks/{id}': [
      'one task, by internal or external id',
      ({ params: [id = ''] }) => {
        const task = control.task(id);
        if (task === undefined) throw sandboxError('unknown-task', `There is no task ${JSON.stringify(id)}.`);
        return task;
      },
    ],
    'POST /tasks/{id}/take': ['an agent takes and opens it: {"agent": "..."} is optional', byAgent('take')],
    'POST /tasks/{id}/open': ['the same, also from a personal queue', byAgent('open')],
    'POST /tasks/{id}/defer': ['an agent puts it into the personal queue', byAgent('defer')],
    'POST /tasks/{id}/complete': [
      'an agent is done: {"dispositionName": "...", "note": "..."} are optional',
      (call) => {
        const body = bodyWith(call, { dispositionName: TEXT, note: TEXT });
        return control.complete(
          call.params[0] ?? '',
          optionalText(body, 'dispositionName'),
          optionalText(body, 'note'),
        );
      },
    ],
    'POST /services/{name}/take-next': [
      'an agent takes the next task of a service',
      (call) => ({ task: control.takeNext(call.params[0] ?? '', agentIn(call)) ?? null }),
    ],
    'POST /tokens/expire': [
      'ends the life of {"token": "..."}, or of all tokens',
      (call) => ({ expired: control.expireToken(optionalText(bodyWith(call, { token: TEXT }), 'token')) }),
    ],
    'POST /tokens/revoke': [
      'forgets {"token": "..."}, or all tokens',
      (call) => ({ revoked: control.revokeToken(optionalText(bodyWith(call, { token: TEXT }), 'token')) }),
    ],
    'PATCH /users/{name}': [
      'locks a user or changes privileges: {"locked": true, "privileges": []}',
      (call) => {
        const body = bodyWith(call, { locked: FLAG, privileges: [Array.isArray, 'a list of texts'] });
        const locked = optionalFlag(body, 'locked');
        const privileges = optionalTexts(body, 'privileges');
        control.setUser(call.params[0] ?? '', {
          ...(locked !== undefined && { locked }),
          ...(privileges !== undefined && { privileges }),
        });
        return { users: control.state().users };
      },
    ],
  };
}

function agentIn(call: ControlCall): string | undefined {
  return optionalText(bodyWith(call, { agent: TEXT }), 'agent');
}
