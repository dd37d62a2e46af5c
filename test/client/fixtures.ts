import {
  createTaskRoutingClient,
  type ClientOptions,
  type QueueTaskRequest,
} from '../../src/client/index.ts';
import {
  startHostileServer,
  type Behind,
  type HostileServer,
  type Hit,
  type Mishap,
} from './hostile-server.ts';

/** Credentials that must never show; odd characters, as encodings would hide them. */
export const credentials = { clientId: 'crm.integration', clientSecret: 's3cr&t/+ "hunter2' } as const;

export const task: QueueTaskRequest = {
  extTaskId: 'SF-00T-1',
  serviceName: 'Task Service',
  contactInfo: { firstName: 'Amara', custom_tier: 'gold' },
  caseInfo: { category: 'Incident' },
  taskInfo: { subject: 'Call back' },
};

export const ids = { taskId: 't1', caseId: 'c1', contactId: 'p1' };

/** A client in front of a hostile server, and the server. */
export async function connected(
  behind: Behind,
  options: Partial<ClientOptions> = {},
  decide?: (hit: Hit, index: number) => Mishap | undefined,
) {
  const server = await startHostileServer(behind, decide);
  const client = createTaskRoutingClient({
    tenantUrl: server.url,
    ...credentials,
    retry: { baseDelayMs: 1, maxDelayMs: 5 },
    ...options,
  });
  return { client, server, [Symbol.asyncDispose]: () => server.close() };
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** What went over the wire, the token requests left out. */
export function wire({ hits }: HostileServer): string[] {
  return hits
    .filter(({ isToken }) => !isToken)
    .map(({ method, path, body }) => `${method} ${path} ${body}`.trim());
}
