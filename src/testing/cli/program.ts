import type { Program } from 'specwright/cli';

/** The command line of the tenant sandbox and the contract suite. */
export const testing: Program = {
  name: 'bpcc-task-routing-testing',
  package: new URL('../package.json', import.meta.url),
  commands: {
    sandbox: {
      summary: 'run a sandbox of a tenant on this machine',
      load: async () => (await import('./sandbox.ts')).sandbox,
    },
    verify: {
      summary: 'check a server against the contract',
      load: async () => (await import('./verify.ts')).verify,
    },
  },
  footer: `Environment:
  BPCC_TENANT_URL      host of the tenant, like https://example.brightpattern.com
  BPCC_CLIENT_ID       username of the user that the calls are made for
  BPCC_CLIENT_SECRET   API secret of that user`,
};
