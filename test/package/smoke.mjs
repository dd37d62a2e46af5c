/** The built package at work, on whatever runs this file. Argument: the folder of the build. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = (name) => import(pathToFileURL(path.join(process.argv[2] ?? '', `${name}.js`)).href);
const { createTaskRoutingClient, TaskNotFoundError } = await entry('index');
const { createSandbox } = await entry('sandbox');
const { verify } = await entry('contract');

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

process.stdout.write(
  `${JSON.stringify({ version: process.versions.node, status, taskStatus, refused, findings: report.findings.map(({ title }) => title) })}\n`,
);
