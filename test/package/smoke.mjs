/** The installed packages at work, on whatever runs this file. */
import { createTaskRoutingClient, TaskNotFoundError } from 'bpcc-task-routing';
import { createSandbox, verify } from 'bpcc-task-routing-testing';

const sandbox = createSandbox();
const { url } = await sandbox.listen();
const client = createTaskRoutingClient({ tenantUrl: url, ...sandbox.credentials });
const { status } = await client.queueTask({
  extTaskId: 'smoke',
  serviceName: 'Task Service',
  contactInfo: { firstName: 'Mei' },
  caseInfo: { category: 'Question' },
  taskInfo: { subject: 'Smoke' },
});
const { taskStatus } = await client.queryTask({ extTaskId: 'smoke' });
const refused = await client
  .queryTask({ extTaskId: 'nobody' })
  .catch((error) => error instanceof TaskNotFoundError);
const report = await verify({
  target: url,
  credentials: sandbox.credentials,
  profile: sandbox.profile,
  mode: 'read-only',
});
await sandbox.close();
// A slow answer is a warning, and the machine may be busy.
const errors = report.findings.filter(({ severity }) => severity === 'error');

process.stdout.write(
  `${JSON.stringify({ version: process.versions.node, status, taskStatus, refused, errors: errors.map(({ title }) => title) })}\n`,
);
