import type { Program } from '../../specwright/cli/frame/program.ts';

/** The command line of the client. */
export const client: Program = {
  name: 'bpcc-task-routing',
  package: new URL('../package.json', import.meta.url),
  commands: {
    queue: {
      summary: 'queue one task, or many from a file',
      load: async () => (await import('./queue.ts')).queue,
    },
    query: { summary: 'show the state of a task', load: async () => (await import('./query.ts')).query },
    update: {
      summary: 'change priority or service of a queued task',
      load: async () => (await import('./update.ts')).update,
    },
    cancel: { summary: 'cancel a task', load: async () => (await import('./cancel.ts')).cancel },
    'cancel-service': {
      summary: 'cancel every queued task of a service',
      load: async () => (await import('./cancel-service.ts')).cancelService,
    },
    watch: {
      summary: 'report changes of tasks, to a webhook too',
      load: async () => (await import('./watch.ts')).watch,
    },
    token: {
      summary: 'check credentials, privilege and feature',
      load: async () => (await import('./token.ts')).token,
    },
  },
  footer: `Environment:
  BPCC_TENANT_URL      host of the tenant, like https://example.brightpattern.com
  BPCC_CLIENT_ID       username of the user that the calls are made for
  BPCC_CLIENT_SECRET   API secret of that user
  BPCC_SCOPE           scope of the token (default: the host)
  BPCC_WEBHOOK_SECRET  what watch signs its webhooks with`,
};
