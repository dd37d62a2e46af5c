import { afterAll, test } from 'vitest';
import { contractTests, type Profile } from '../../../src/testing/suite/index.ts';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';

/**
 * The contract against the sandbox, each case a test of its own; against a live tenant when BPCC_TENANT_URL,
 * BPCC_CLIENT_ID and BPCC_CLIENT_SECRET are set. BPCC_PROFILE holds the profile of that tenant as JSON.
 */
const { BPCC_TENANT_URL: tenant, BPCC_CLIENT_ID: clientId, BPCC_CLIENT_SECRET: clientSecret } = process.env;

if (tenant !== undefined && clientId !== undefined && clientSecret !== undefined) {
  const profile: Profile = JSON.parse(process.env['BPCC_PROFILE'] ?? '{}');
  contractTests({ target: tenant, credentials: { clientId, clientSecret }, profile, test: register });
} else {
  const sandbox = createSandbox();
  const { url } = await sandbox.listen();
  afterAll(() => sandbox.close());
  contractTests({
    target: url,
    sandbox: true,
    credentials: sandbox.credentials,
    profile: sandbox.profile,
    hooks: sandbox.hooks,
    ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
    test: register,
  });
}

function register(name: string, body: (context?: unknown) => Promise<void>): void {
  // oxlint-disable-next-line vitest/expect-expect -- the case itself throws for every finding
  test(name, async (context) => body(context));
}
