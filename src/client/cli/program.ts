import type { Program } from '../../specwright/cli/frame/program.ts';

/** The command line of the client. */
export const program: Program = {
  name: 'bpcc-task-routing',
  commands: [
    { name: 'queue', summary: 'queue one task, or many from a file', load: () => import('./queue.ts') },
    { name: 'query', summary: 'show the state of a task', load: () => import('./query.ts') },
    {
      name: 'update',
      summary: 'change priority or service of a queued task',
      load: () => import('./update.ts'),
    },
    { name: 'cancel', summary: 'cancel a task', load: () => import('./cancel.ts') },
    {
      name: 'cancel-service',
      summary: 'cancel every queued task of a service',
      load: () => import('./cancel-service.ts'),
    },
    { name: 'token', summary: 'check credentials, privilege and feature', load: () => import('./token.ts') },
  ],
  footer: `Environment:
  BPCC_TENANT_URL      host of the tenant, like https://example.brightpattern.com
  BPCC_CLIENT_ID       username of the user that the calls are made for
  BPCC_CLIENT_SECRET   API secret of that user
  BPCC_SCOPE           scope of the token (default: the host)`,
};
