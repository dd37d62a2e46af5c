import {
  createTaskRoutingClient,
  InvalidRequestError,
  TaskNotFoundError,
  type ClientOptions,
} from 'bpcc-task-routing';

/*
 * One file for every runtime and every compiler: nothing but fetch and the client. Resolves, or rejects with what is wrong.
 */

const replies: Record<string, () => Response> = {
  'POST /configapi/v2/oauth/token': () => Response.json({ access_token: 'T', expires_in: '3600' }),
  'POST /taskroutingapi/v1/task/': () => Response.json({ taskId: '1', caseId: '2', contactId: '3' }),
  'GET /taskroutingapi/v1/task/1/': () =>
    Response.json({ taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo' }),
  'PATCH /taskroutingapi/v1/task/1': () => new Response(null, { status: 200 }),
  'DELETE /taskroutingapi/v1/task/1/': () => new Response(null, { status: 204 }),
};

const noTask = () => Response.json({ errorCode: 8, errorMessage: 'Task not found' }, { status: 404 });

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`smoke: ${what}`);
}

export async function smoke(): Promise<void> {
  let refusals = 1;
  const fetch: ClientOptions['fetch'] = async (url, init) => {
    const { pathname } = new URL(url);
    if (init.method === 'GET' && refusals > 0) {
      refusals -= 1;
      return new Response('busy', { status: 503 });
    }
    return (replies[`${init.method} ${pathname}`] ?? noTask)();
  };

  const client = createTaskRoutingClient({
    tenantUrl: 'https://x.example',
    clientId: 'crm.integration',
    clientSecret: 'secret',
    fetch,
    retry: { baseDelayMs: 1 },
    validate: { responses: 'throw' },
  });

  const task = {
    serviceName: 'Task Service',
    contactInfo: { firstName: 'A' },
    caseInfo: { category: 'Incident' },
  };
  const queued = await client.queueTask({ ...task, taskInfo: { subject: 's' } });
  check(queued.status === 'queued' && queued.taskId === '1', 'a task is queued');
  const { data, meta } = await client.queryTask('1').withMeta();
  check(data.taskStatus === 'QUEUED' && meta.attempts === 2, 'a call is tried again');
  await client.updateTask('1', { priority: 5 });
  await client.cancelTask('1');
  const missing = await client.safe.queryTask('2');
  check(!missing.ok && missing.error instanceof TaskNotFoundError, 'an error has its class');
  const wrong = await client.safe.updateTask('1', { priority: 500 });
  check(!wrong.ok && wrong.error instanceof InvalidRequestError, 'a wrong request is not sent');
  let outcomes = 0;
  for await (const { status } of client.queueTasks([{ ...task, taskInfo: { subject: 's' } }])) {
    check(status === 'queued', 'many are queued');
    outcomes += 1;
  }
  check(outcomes === 1, 'each has an outcome');
}
