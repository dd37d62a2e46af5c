import type { Program } from '../../specwright/cli/frame/program.ts';

/** The command line of the sandbox and the contract suite. */
export const program: Program = {
  name: 'bpcc-task-routing-testing',
  commands: [
    {
      name: 'sandbox',
      summary: 'run a stand-in for a tenant on this machine',
      load: () => import('./sandbox.ts'),
    },
    { name: 'verify', summary: 'check a server against the contract', load: () => import('./verify.ts') },
  ],
  footer: `Environment:
  BPCC_TENANT_URL      host of the tenant, like https://example.brightpattern.com
  BPCC_CLIENT_ID       username of the user that the calls are made for
  BPCC_CLIENT_SECRET   API secret of that user`,
};
