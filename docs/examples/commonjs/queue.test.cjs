const assert = require('node:assert/strict');
const { test } = require('node:test');
// Node 20.19 and newer load ES modules with require; older code can use `await import('bpcc-task-routing')`.
const { createTaskRoutingClient, TaskNotFoundError } = require('bpcc-task-routing');
const { createSandbox } = require('bpcc-task-routing-testing');

test('the client works from CommonJS', async () => {
  const sandbox = createSandbox();
  const client = createTaskRoutingClient({
    tenantUrl: sandbox.tenantUrl,
    ...sandbox.credentials,
    fetch: sandbox.fetch,
  });
  await assert.rejects(client.queryTask({ extTaskId: 'nobody' }), TaskNotFoundError);
});
