// @ts-check
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { createTaskRoutingClient } from 'bpcc-task-routing';
import { readCsv } from './read-csv.mjs';

/**
 * Queues a task for each record, and waits until agents have completed them.
 *
 * @param {import('bpcc-task-routing').TaskRoutingClient} client
 * @param {Record<string, string>[]} records
 * @param {{ print: (line: string) => void, intervalMs?: number, signal?: AbortSignal }} options
 */
export async function sync(client, records, { print, ...watching }) {
  const queued = [];
  const parked = [];
  for await (const { request, status, error } of client.queueTasks(records.map(taskOf))) {
    const id = request.extTaskId ?? '';
    // alreadyQueued: an earlier run got this far, so the same file can be given again.
    if (status === 'queued' || status === 'alreadyQueued') queued.push({ extTaskId: id });
    else parked.push(id);
    print(`${id} ${status}${error === undefined ? '' : `: ${error.message}`}`);
  }
  let completed = 0;
  for await (const { task, to, data, error } of client.watchTasks(queued, watching)) {
    const id = typeof task === 'string' ? task : task.extTaskId;
    if (error !== undefined) print(`${id} lost: ${error.message}`);
    if (to !== 'COMPLETED') continue;
    completed += 1;
    print(`${id} completed: ${data?.dispositionName ?? 'no disposition'}`);
  }
  return { completed, parked };
}

/** @param {Record<string, string>} record */
function taskOf({ id = '', customer = '', service = '', category = '', subject = '' }) {
  return {
    extTaskId: id,
    serviceName: service,
    contactInfo: { firstName: customer },
    caseInfo: { category },
    taskInfo: { subject },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { BPCC_TENANT_URL = '', BPCC_CLIENT_ID = '', BPCC_CLIENT_SECRET = '' } = process.env;
  const client = createTaskRoutingClient({
    tenantUrl: BPCC_TENANT_URL,
    clientId: BPCC_CLIENT_ID,
    clientSecret: BPCC_CLIENT_SECRET,
  });
  const records = readCsv(await readFile(process.argv[2] ?? 'records.csv', 'utf8'));
  const { parked } = await sync(client, records, { print: (line) => process.stdout.write(`${line}\n`) });
  process.exitCode = parked.length === 0 ? 0 : 1;
}
