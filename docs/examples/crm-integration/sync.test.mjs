import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createTaskRoutingClient } from 'bpcc-task-routing';
import { createSandbox } from 'bpcc-task-routing-testing';
import { readCsv } from './read-csv.mjs';
import { sync } from './sync.mjs';

test('every record is queued and completed, or parked with its reason', async () => {
  const sandbox = createSandbox();
  const client = createTaskRoutingClient({
    tenantUrl: sandbox.tenantUrl,
    ...sandbox.credentials,
    fetch: sandbox.fetch,
  });
  const records = readCsv(await readFile(new URL('records.csv', import.meta.url), 'utf8'));
  assert.equal(records[1]?.subject, 'The router says "no signal"');
  const lines = [];
  const done = sync(client, records, { print: (line) => lines.push(line), intervalMs: 20 });
  // The agents of a tenant, in three lines.
  for (const id of ['500Hs00001', '500Hs00002', '500Hs00004']) {
    while (!lines.some((line) => line.startsWith(`${id} queued`)))
      await new Promise((go) => setTimeout(go, 5));
    sandbox.control.take(id);
    sandbox.control.complete(id, 'Problem solved');
  }
  assert.deepEqual(await done, { completed: 3, parked: ['500Hs00003'] });
  assert.match(lines.find((line) => line.startsWith('500Hs00003')) ?? '', /failed: .*service/i);
});
