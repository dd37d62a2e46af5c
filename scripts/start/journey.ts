import { createTaskRoutingClient } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';

/** One call of the generated client and its outcome. */
export interface JourneyStep {
  readonly operation: string;
  readonly outcome: string;
}

/**
 * The life of two tasks through the client, against a sandbox on a socket. The client checks every request and every
 * reply with the generated validators and throws where one violates the document.
 */
export async function travel(): Promise<readonly JourneyStep[]> {
  await using sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const client = createTaskRoutingClient({
    tenantUrl: url,
    ...sandbox.credentials,
    validate: { requests: true, responses: 'throw' },
  });
  const steps: JourneyStep[] = [];
  const note = (operation: string, outcome: string) => steps.push({ operation, outcome });
  const task = { extTaskId: 'start-1' };
  const body = {
    serviceName: 'Task Service',
    contactInfo: { firstName: 'Amara', custom_signup_source: 'Website' },
    caseInfo: { category: 'Technical Support' },
    taskInfo: { subject: 'Call the customer back' },
  };
  note('queueTask', (await client.queueTask({ ...task, ...body })).status);
  note('queryTask', (await client.queryTask(task)).taskStatus);
  await client.updateTask(task, { serviceName: 'Hot Leads', priority: 50 });
  note('updateTask', `now in ${(await client.queryTask(task)).serviceName}`);
  await client.cancelTask(task, { note: 'Withdrawn by the customer' });
  note('cancelTask', (await client.queryTask(task)).taskStatus);
  const canceled = await client.cancelServiceTasks({
    serviceName: 'Task Service',
    dispositionName: 'Abandoned',
  });
  note('cancelServiceTasks', `${String(canceled?.count)} tasks canceled`);
  return steps;
}
